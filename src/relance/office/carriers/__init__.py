"""Registered letters given to a provider: accounts, handing over, following."""
