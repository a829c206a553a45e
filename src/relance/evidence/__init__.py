"""The proof: a journal sealed in a tree, checkpoints, witnesses, and a verifier for strangers."""
