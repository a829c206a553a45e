"""The stamp channel: a hash goes to a time-stamping authority that the user names."""

from relance.channels.stamp.ask import StampFailed, ask

__all__ = ["StampFailed", "ask"]
