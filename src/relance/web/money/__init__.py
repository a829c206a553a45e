"""Money in, on the desk: statements dropped, transfers certain, plausible or unknown."""
