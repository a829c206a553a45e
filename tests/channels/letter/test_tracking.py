"""The number on the slip."""

from __future__ import annotations

import pytest

from relance.channels.letter import read_tracking


@pytest.mark.parametrize(
    ("typed", "number", "shown"),
    [
        ("1a 123 456 7890 1", "1A12345678901", "1A 123 456 7890 1"),
        ("2C-123.456.7890.1", "2C12345678901", "2C 123 456 7890 1"),
        ("RR 473 124 829 PT", "RR473124829PT", "RR 473 124 829 PT"),  # S10's own example
    ],
)
def test_a_number_is_read_as_people_copy_it(typed: str, number: str, shown: str) -> None:
    """It is copied from a slip, with its groups, at the counter."""
    read = read_tracking(typed)

    assert (read.number, read.shown, read.warning) == (number, shown, "")
    assert read.link.endswith(number)


@pytest.mark.parametrize("typed", ["RR 473 124 828 PT", "12345", "", "1A 123 456 789"])
def test_a_doubtful_number_is_kept_with_a_warning(typed: str) -> None:
    """A refused number would not be recorded at all, and the proof of posting with it."""
    read = read_tracking(typed)

    assert read.number == "".join(typed.split())
    assert read.warning
