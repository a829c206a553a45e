"""Today: what a person must do now, and nothing else."""
