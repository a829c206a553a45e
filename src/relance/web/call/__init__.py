"""The call card: number, script, and what each answer leads to."""
