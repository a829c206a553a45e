"""A letter to print and post: the kit."""
