"""Checkpoints: the size and root of a creditor's tree at an instant, as a signed note (C2SP).

The signature (Ed25519) says that the note comes from this installation; it cannot say when. What
proves the time is a witness outside: a time stamp, a mail in somebody else's box.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from relance.evidence.reading import Point, Unreadable

_ED25519 = b"\x01"
_DASH = "\u2014"


def note_of(point: Point) -> str:
    """The text that is signed: origin, size, root, instant (C2SP tlog-checkpoint)."""
    root = base64.b64encode(point.root).decode()
    return f"{point.origin}\n{point.size}\n{root}\ndate {point.at}\n"


def signed(point: Point, key: bytes) -> str:
    """The signed note; `key` is the 32 bytes of an Ed25519 private key."""
    private = Ed25519PrivateKey.from_private_bytes(key)
    text = note_of(point)
    raw = _key_hash(point.origin, public_key(key)) + private.sign(text.encode())
    return f"{text}\n{_DASH} {point.origin} {base64.b64encode(raw).decode()}\n"


def public_key(key: bytes) -> bytes:
    """The 32 public bytes of that private key."""
    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()


def verifier_key(origin: str, public: bytes) -> str:
    """The public key as others name it (C2SP signed-note): «origin+hash+base64»."""
    raw = base64.b64encode(_ED25519 + public).decode()
    return f"{origin}+{_key_hash(origin, public).hex()}+{raw}"


def signature_good(note: str, verifier: str) -> bool:
    """True when the note carries a good signature of that key. Raises Unreadable for a bad key."""
    try:
        origin, _, raw = verifier.strip().split("+", 2)
        public = base64.b64decode(raw, validate=True)[1:]
        checked = Ed25519PublicKey.from_public_bytes(public)
    except ValueError:
        raise Unreadable("La clé publique n’a pas la forme attendue.") from None
    text, _, lines = note.partition("\n\n")
    if text.split("\n", 1)[0] != origin:
        return False  # another journal's, whoever signed it
    return any(_one_good(text + "\n", line, origin, public, checked) for line in lines.split("\n"))


def _one_good(text: str, line: str, origin: str, public: bytes, key: Ed25519PublicKey) -> bool:
    opening = f"{_DASH} {origin} "
    if not line.startswith(opening):
        return False
    try:
        raw = base64.b64decode(line[len(opening) :], validate=True)
        if raw[:4] != _key_hash(origin, public):
            return False
        key.verify(raw[4:], text.encode())
    except (ValueError, InvalidSignature):
        return False
    return True


def _key_hash(origin: str, public: bytes) -> bytes:
    return hashlib.sha256(origin.encode() + b"\n" + _ED25519 + public).digest()[:4]


def witness_text(note: str, leaves: Iterable[tuple[int, str, int, str]]) -> str:
    """What is kept outside: the note, then the leaves sealed since the checkpoint before.

    A leaf is (index, case, sequence, hash): no name, no amount, nothing a stranger can read.
    """
    listed = "\n".join(f"{index} {case} {place} {seal}" for index, case, place, seal in leaves)
    return f"{note}\nfeuilles\n{listed}\n"
