"""A FEC that the tax office takes, and a workbook that runs nothing."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relance.case import Money
from relance.channels.books import (
    Event,
    EventKind,
    check_fec,
    entries_of,
    fec_bytes,
    fec_name,
    workbook_bytes,
)
from tests.corpora import CORPORA

FEC = CORPORA / "bank" / "fec"
SIREN = "732829320"
NAME = fec_name(SIREN, date(2026, 12, 31))


def event(kind: EventKind, amount: str, on: date = date(2026, 4, 6), **more: str) -> Event:
    values = {"debtor": "7", "debtor_name": "Menuiserie Bréal", "piece": "F-2026-031"} | more
    return Event(kind, on, Money.of(amount), piece_on=on, **values)


@pytest.mark.corpora
def test_the_checker_finds_what_is_wrong_in_real_files_and_nothing_else() -> None:
    """A checker that passes everything would pass our own file too."""
    good = FEC / "123456782FEC20251231.txt"
    bad = FEC / "987654321FEC20251231.txt"
    expected = json.loads((FEC / "987654321FEC20251231.expected.json").read_text())

    assert check_fec(good.read_bytes(), good.name) == []
    found = check_fec(bad.read_bytes(), bad.name)
    rules = Counter(one.rule + ("(warning)" if one.warning else "") for one in found)
    assert rules == expected["by_rule"]
    assert sum(not one.warning for one in found) == expected["errors"]


def test_each_event_is_a_balanced_entry() -> None:
    """The accountant reads a payment as a debit of the bank and a credit of the customer."""
    lines = entries_of([event(EventKind.PAYMENT, "1250")])

    assert [(one.number, one.account, str(one.debit), str(one.credit)) for one in lines] == [
        ("BQ00001", "51200000", "1250.00", "0.00"),
        ("BQ00001", "41100000", "0.00", "1250.00"),
    ]
    assert (lines[0].aux, lines[1].aux, lines[1].aux_name) == ("", "C7", "Menuiserie Bréal")


TEXT = st.text(max_size=30)
EVENTS = st.lists(
    st.builds(
        Event,
        st.sampled_from(EventKind),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.integers(1, 10**9).map(Money),
        st.integers(1, 9).map(str),
        TEXT,
        TEXT,
        st.dates(date(2025, 1, 1), date(2026, 12, 31)),
        TEXT,
    ),
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(events=EVENTS)
def test_whatever_happened_the_file_is_conform(events: list[Event]) -> None:
    """A client called «Tab<TAB>SARL» must not move the columns of a tax file."""
    content = fec_bytes(entries_of(events))

    assert check_fec(content, NAME) == []
    assert content == fec_bytes(entries_of(list(reversed(list(reversed(events))))))
    assert len(content.splitlines()) == 1 + 2 * len(events)


def test_numbers_follow_without_gap_in_each_journal() -> None:
    """A missing number is the first thing an inspector asks about."""
    events = [event(EventKind.PAYMENT, "1", date(2026, 1, day)) for day in (3, 1, 2)]
    events.append(event(EventKind.WRITE_OFF, "2", date(2026, 1, 4)))
    numbers = list(dict.fromkeys(line.number for line in entries_of(events)))

    assert numbers == ["BQ00001", "BQ00002", "BQ00003", "OD00001"]


@pytest.mark.parametrize("name", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\uff1d1+1", "\r-2"])
def test_no_cell_of_the_fec_begins_like_a_formula(name: str) -> None:
    """The accountant opens the text in a spreadsheet: the name must stay a name there too."""
    content = fec_bytes(
        entries_of([event(EventKind.PAYMENT, "1250", debtor_name=name, piece=name)])
    )

    cells = [cell for line in content.decode().splitlines()[1:] for cell in line.split("\t")]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\uff1d") and cell]
    assert "1250,00" in cells
    assert check_fec(content, NAME) == []


@pytest.mark.parametrize("name", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "=HYPERLINK(1)"])
def test_no_cell_of_the_workbook_is_a_formula(name: str) -> None:
    """A debtor who calls himself =HYPERLINK(...) must not run on the accountant's machine."""
    lines = entries_of([event(EventKind.PAYMENT, "1250", debtor_name=f"{name}", piece=name)])
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(lines, [name])))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert 1250 in [cell.value for cell in cells]
