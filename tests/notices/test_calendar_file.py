"""The promised day in the debtor's agenda: a file that every agenda reads alike."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from relance.notices.calendar_file import promise_calendar

STAMP = datetime(2026, 4, 16, 9, 30, tzinfo=timezone(timedelta(hours=2)))


def made(**changes: object) -> bytes:
    told: dict[str, object] = {
        "to": "Atelier Duval",
        "until": date(2026, 12, 31),
        "amount": "1\u202f200,00\u00a0€",
        "reference": "F-1",
        "key": "1/1/4",
        "stamped_at": STAMP,
    }
    return promise_calendar(**{**told, **changes})  # type: ignore[arg-type]


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_the_event_is_the_promised_day() -> None:
    """All day, on the day itself, with an alarm at nine the morning before."""
    assert unfolded(made()) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//relance//promesse de paiement//FR",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:promesse-41cc6acc9740548f62f91196ec59ab36@relance.invalid",
        "SEQUENCE:0",
        "DTSTAMP:20260416T073000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Paiement promis à Atelier Duval\u00a0: 1\u202f200\\,00\u00a0€\\, référence F-1",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Paiement promis à Atelier Duval\u00a0: 1\u202f200\\,00\u00a0€\\, référence F-1",
        "TRIGGER:-PT15H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_promise_moved_is_the_same_event() -> None:
    """A second file replaces the first in the agenda: two alarms for one debt would annoy."""
    first, moved = made(), made(until=date(2027, 1, 8), sequence=1)
    other = made(key="1/1/5")

    assert unfolded(first)[5] == unfolded(moved)[5] != unfolded(other)[5]
    assert "SEQUENCE:1" in unfolded(moved)


def test_hostile_words_stay_in_their_line() -> None:
    """A name with a line break must not write a second event."""
    content = made(
        to="A; B, C\\D\r\nEND:VEVENT\nBEGIN:VEVENT\x07",
        details=(("IBAN", "FR76"), ("Référence", "F;1")),
    )
    lines = unfolded(content)

    assert lines.count("BEGIN:VEVENT") == 1
    assert "A\\; B\\, C\\\\D\\nEND:VEVENT\\nBEGIN:VEVENT" in lines[10]
    assert "DESCRIPTION:IBAN\u00a0: FR76\\nRéférence\u00a0: F\\;1" in lines


@given(to=st.text(max_size=300), reference=st.text(max_size=200))
def test_every_line_is_short_and_whole(to: str, reference: str) -> None:
    """75 octets at most, and no letter cut in its middle."""
    content = made(to=to, reference=reference, stamped_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert content.endswith(b"END:VCALENDAR\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert len(unfolded(content)) == 20
