"""The letter channel: a kit to print and post, an address La Poste reads, a tracking number."""

from relance.channels.letter.address import PostalLines, postal_lines
from relance.channels.letter.kit import Kit, Slip, letter_kit
from relance.channels.letter.tracking import Tracking, read_tracking

__all__ = [
    "Kit",
    "PostalLines",
    "Slip",
    "Tracking",
    "letter_kit",
    "postal_lines",
    "read_tracking",
]
