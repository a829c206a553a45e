"""One case: who owes what, what happened, what will, and what a person can do."""
