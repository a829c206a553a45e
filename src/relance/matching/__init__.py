"""Which movement of a bank account pays which invoice, how sure that is, and why."""
