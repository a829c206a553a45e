"""The proof of a case: what is sealed, who keeps a copy, what it cannot show."""
