"""Money in: statements brought, transfers matched, and how fresh what we know is."""
