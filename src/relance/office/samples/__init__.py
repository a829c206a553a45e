"""The sample cabinet: invented creditors and debtors, with real Factur-X invoices of our own."""
