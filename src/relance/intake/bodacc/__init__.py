"""Announcements of the BODACC: who entered a collective procedure, and what that changes."""

from relance.intake.bodacc.announcement import COLLECTIVE, Announcement, BodaccReading, Notice
from relance.intake.bodacc.apart import read_uploaded
from relance.intake.bodacc.door import read_announcements
from relance.intake.bodacc.effect import Effect, Meaning, effect

__all__ = [
    "COLLECTIVE",
    "Announcement",
    "BodaccReading",
    "Effect",
    "Meaning",
    "Notice",
    "effect",
    "read_announcements",
    "read_uploaded",
]
