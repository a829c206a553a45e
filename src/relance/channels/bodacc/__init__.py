"""The BODACC channel: ask the public service which companies entered a collective procedure."""

from relance.channels.bodacc.client import BodaccServer, Lookup, look_up
from relance.channels.bodacc.outcome import NotAnswered, Reason

__all__ = ["BodaccServer", "Lookup", "NotAnswered", "Reason", "look_up"]
