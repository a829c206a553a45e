"""The law on screen: every table with its source, and a form for the next value."""
