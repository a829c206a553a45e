"""The journal of a case: entries in order, each chained to the one before by SHA-256.

The Merkle roots and outside time stamps of the `evidence` room are built over these hashes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from relance.case.entries.codec import entry_text
from relance.case.entries.entry import Entry

GENESIS = "0" * 64
"""What stands as the hash of the entry before the first one."""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry's place in the chain: SHA-256 of its content, of the one before, of both."""

    content: str
    previous: str
    hash: str


def link(text: str, *, previous: str) -> Link:
    """Chain one entry's canonical text to the hash of the entry before it."""
    content = hashlib.sha256(text.encode()).hexdigest()
    whole = hashlib.sha256(bytes.fromhex(previous) + bytes.fromhex(content)).hexdigest()
    return Link(content=content, previous=previous, hash=whole)


def chain(case: str, entries: Iterable[Entry]) -> list[Link]:
    """The links of a whole journal, from its first entry."""
    links: list[Link] = []
    previous = GENESIS
    for entry in entries:
        made = link(entry_text(case, entry), previous=previous)
        links.append(made)
        previous = made.hash
    return links
