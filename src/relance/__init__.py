"""Recover unpaid invoices under French law."""
