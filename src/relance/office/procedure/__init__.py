"""The way from the formal notice to an enforceable title, wired to the tables."""
