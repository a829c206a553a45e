"""A checkpoint's signature: ours is taken, a changed note or another key is not."""

from __future__ import annotations

import pytest

from relance.evidence.checkpoint import public_key, signature_good, signed, verifier_key
from relance.evidence.reading import Point, Unreadable, read_point, read_witness
from tests.evidence.invented import KEY, ORIGIN, sealed, texts, witness

POINT = Point(ORIGIN, 7, b"\x07" * 32, "2026-03-12T06:00:00Z")
OURS = verifier_key(ORIGIN, public_key(KEY))


def test_a_note_is_read_as_it_was_written() -> None:
    read = read_point(signed(POINT, KEY))
    assert read._replace(signers=()) == POINT
    assert OURS.startswith(f"{read.signers[0]}+")


def test_only_our_own_signature_is_taken() -> None:
    """A note anybody can write proves nothing of who wrote it."""
    note = signed(POINT, KEY)
    assert signature_good(note, OURS)
    assert not signature_good(note.replace("\n7\n", "\n8\n"), OURS)
    assert not signature_good(note.replace("T06", "T07"), OURS)
    other = bytes(range(1, 33))
    assert not signature_good(signed(POINT, other), OURS)
    assert not signature_good(note.split("\n\n")[0] + "\n\n", OURS)
    assert signature_good(note + signed(POINT, other).split("\n\n")[1], OURS), "one good is enough"


@pytest.mark.parametrize("key", ["", "a+b", "a+b+!!", f"{ORIGIN}+00000000+AQID"])
def test_a_key_that_is_none_is_said(key: str) -> None:
    with pytest.raises(Unreadable):
        signature_good(signed(POINT, KEY), key)


@pytest.mark.parametrize("note", ["", "a\nb\nc\n", "a\n-1\n" + "A" * 44, "a\n3\nAAAA\n"])
def test_a_note_that_is_none_is_said(note: str) -> None:
    with pytest.raises(Unreadable):
        read_point(note)


def test_a_witness_travels_by_mail() -> None:
    """Mail programs change the ends of lines; a leaf that is none is said, not skipped."""
    made = sealed(texts(5))
    text = witness(made)
    assert read_witness("t", text.replace("\n", "\r\n")) == read_witness("t", text)
    assert len(read_witness("t", text).leaves) == made.sizes[-1]
    with pytest.raises(Unreadable):
        read_witness("t", text + "12 sept\n")
