"""How a notice leaves and what comes back: e-mail, letter, phone, court."""
