"""Invoices come in: dropped, read, completed, confirmed."""
