"""The list of cases: found, filtered, a page at a time."""
