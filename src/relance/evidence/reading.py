"""Checkpoints and witnesses, read from their text.

Part of the stand-alone verifier: the standard library alone.
"""

from __future__ import annotations

import base64
import binascii
from typing import NamedTuple


class Unreadable(Exception):
    """The bundle or the witness cannot be read; the message says why, in French."""


class Point(NamedTuple):
    """A checkpoint: the size and the root of the tree at one instant."""

    origin: str
    size: int
    root: bytes
    at: str


class Witness(NamedTuple):
    """A checkpoint kept outside, with the leaves it names: index -> (case, sequence, hash)."""

    name: str
    point: Point
    leaves: dict[int, tuple[str, int, str]]


def leaf_text(case: str, sequence: int, entry_hash: str) -> bytes:
    """What a leaf of the tree says: entry so many of that case had that hash."""
    return f"{case} {sequence} {entry_hash}".encode()


def read_point(note: str) -> Point:
    """A checkpoint as a signed note (C2SP tlog-checkpoint): origin, size, root, then the rest."""
    body = note.split("\n\n", 1)[0].split("\n")
    try:
        origin, size, root = body[0], int(body[1]), base64.b64decode(body[2], validate=True)
        at = next((line[5:] for line in body[3:] if line.startswith("date ")), "")
        if size < 0 or len(root) != 32 or not origin:
            raise ValueError
    except (IndexError, ValueError, binascii.Error):
        raise Unreadable("Un point de contrôle n’a pas la forme attendue.") from None
    return Point(origin, size, root, at)


def read_witness(name: str, text: str) -> Witness:
    """A witness: the signed note, a line «feuilles», then «index case sequence hash» lines."""
    note, _, listed = text.replace("\r\n", "\n").partition("\nfeuilles\n")
    leaves = {}
    for line in listed.split("\n"):
        if line.strip():
            try:
                index, case, sequence, entry_hash = line.split(" ")
                leaves[int(index)] = (case, int(sequence), entry_hash)
            except ValueError:
                raise Unreadable(f"{name} : une ligne du témoin n’est pas lisible.") from None
    return Witness(name, read_point(note), leaves)
