"""Coming in and going out: one-time links, no password."""
