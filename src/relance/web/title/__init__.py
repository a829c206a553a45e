"""The ways that the texts open after the formal notice, and limitation."""
