"""Tests of what the accountant is given."""
