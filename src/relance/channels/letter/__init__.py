"""The letter channel: a kit to print and post, an address La Poste reads, a tracking number.

The providers that print and post in our place stand in `maileva`, `merci_facteur` and `ar24`;
they are imported from there, so that whoever only prints does not load a network.
"""

from relance.channels.letter.address import PostalLines, postal_lines
from relance.channels.letter.kit import Kit, Slip, letter_kit
from relance.channels.letter.provider import Parcel, Provider
from relance.channels.letter.tracking import Tracking, read_tracking

__all__ = [
    "Kit",
    "Parcel",
    "PostalLines",
    "Provider",
    "Slip",
    "Tracking",
    "letter_kit",
    "postal_lines",
    "read_tracking",
]
