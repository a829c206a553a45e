"""The ways that the texts open after the formal notice, their courts and their dates."""
