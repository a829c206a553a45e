"""Working for several creditors: which one the lists show."""
