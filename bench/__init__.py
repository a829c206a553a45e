"""The figures of `make bench`: each row can be run again by anyone."""
