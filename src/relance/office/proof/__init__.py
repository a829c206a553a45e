"""The proof, wired to the tables: sealing, witnesses, time stamps, bundles."""
