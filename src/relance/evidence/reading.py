"""Checkpoints and witnesses, read from their text.

Part of the stand-alone verifier: the standard library alone.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from datetime import datetime
from typing import Any, NamedTuple

_HEX = re.compile("[0-9a-f]*").fullmatch
_DIGEST = re.compile("[0-9a-f]{64}").fullmatch


class Unreadable(Exception):
    """The bundle or the witness cannot be read; the message says why, in French."""


class Problem(NamedTuple):
    """Something wrong: where (a file, «entrée n° 3»), and what."""

    place: str
    what: str


class Point(NamedTuple):
    """A checkpoint: the size and the root of the tree at one instant.

    `signers` are the names of the keys that its lines of signature bear, none of them checked.
    """

    origin: str
    size: int
    root: bytes
    at: str
    signers: tuple[str, ...] = ()


class Witness(NamedTuple):
    """A checkpoint kept outside, with the leaves it names: index -> (case, sequence, hash)."""

    name: str
    point: Point
    leaves: dict[int, tuple[str, int, str]]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _no_number(written: str) -> None:
    raise ValueError(written)


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)


def read_json(text: str) -> Any:
    """The value written, where no reader can be shown another one than we saw. Raises ValueError.

    A name written twice in one object is refused: half the readers take the first, half the last.
    """
    return _DECODER.decode(text)


def is_digest(value: Any) -> bool:
    """True for a SHA-256 as we write it: 64 lower-case hexadecimal digits."""
    return isinstance(value, str) and _DIGEST(value) is not None


def digests(values: Any) -> list[bytes]:
    """The hashes of a proof. Raises ValueError for anything else."""
    try:
        whole = all(len(one) == 64 for one in values) and _HEX("".join(values)) is not None
    except TypeError:
        whole = False
    if not isinstance(values, list) or not whole:
        raise ValueError("not a proof")
    return [bytes.fromhex(one) for one in values]


def instant(written: Any) -> datetime | None:
    """An ISO instant with its offset, None for anything else."""
    try:
        found = datetime.fromisoformat(str(written).replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def leaf_text(case: str, sequence: int, entry_hash: str) -> bytes:
    """What a leaf of the tree says: entry so many of that case had that hash."""
    return f"{case} {sequence} {entry_hash}".encode()


def read_point(note: str) -> Point:
    """A checkpoint as a signed note (C2SP tlog-checkpoint): origin, size, root, then the rest."""
    text, _, signatures = note.partition("\n\n")
    body = text.split("\n")
    try:
        origin, size, root = body[0], int(body[1]), base64.b64decode(body[2], validate=True)
        if size < 0 or str(size) != body[1] or len(root) != 32 or not origin:
            raise ValueError
    except (IndexError, ValueError, binascii.Error):
        raise Unreadable("Un point de contrôle n’a pas la forme attendue.") from None
    at = next((line[5:] for line in body[3:] if line.startswith("date ")), "")
    named = (_signer(line) for line in signatures.split("\n"))
    return Point(origin, size, root, at, tuple(sorted(one for one in named if one)))


def _signer(line: str) -> str:
    """The key that a line of signature names: its name and the four bytes of its hash."""
    try:
        dash, name, raw = line.split(" ")
        key = base64.b64decode(raw, validate=True)[:4].hex()
    except (ValueError, binascii.Error):
        return ""
    return f"{name}+{key}" if dash == "\u2014" else ""


def read_witness(name: str, text: str) -> Witness:
    """A witness: the signed note, a line «feuilles», then «index case sequence hash» lines."""
    note, _, listed = text.replace("\r\n", "\n").partition("\nfeuilles\n")
    point = read_point(note)
    leaves = {}
    for line in listed.split("\n"):
        if line.strip():
            try:
                index, case, sequence, entry_hash = line.split(" ")
                if not (is_digest(entry_hash) and 0 <= int(index) < point.size):
                    raise ValueError
                leaves[int(index)] = (case, int(sequence), entry_hash)
            except ValueError:
                raise Unreadable(f"{name} : une ligne du témoin n’est pas lisible.") from None
    return Witness(name, point, leaves)
