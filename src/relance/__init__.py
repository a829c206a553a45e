"""Recover unpaid invoices under French law: the right words, the right day, the right euro."""

__version__ = "0.1.0"
