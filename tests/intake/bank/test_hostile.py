"""Files made to harm, and files of anything at all: a named problem, never a crash."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relance.case import BankStatement, Money, Movement
from relance.intake.bank import movement_keys, read_statements, read_uploaded
from relance.intake.bank.reading import MAX_BYTES
from tests.corpora import CORPORA


@pytest.mark.corpora
def test_no_xml_attack_gets_in() -> None:
    """A statement with a DOCTYPE is an attack: nothing of it is opened."""
    for path in sorted((CORPORA / "hostile").rglob("*.xml")):
        reading = read_statements(path.read_bytes(), file=path.name)
        assert reading.statements == [], path
        assert len(reading.problems) == 1, path


def test_a_doctype_in_ofx_is_refused() -> None:
    """OFX 2 is XML too."""
    data = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><OFX></OFX>'
    assert [one.code for one in read_statements(data, file="a").problems] == ["doctype_refused"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\0\1\2\3" * 50, "not_a_statement"),
        (b"<a><b/></a>", "not_a_statement"),
        (b"Bonjour,\nvoici mon relev\xe9.\n", "no_header"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_statement_says_so(data: bytes, code: str) -> None:
    """«Fichier invalide» helps nobody."""
    reading = read_statements(data, file="a")

    assert [one.code for one in reading.problems] == [code]
    assert reading.problems[0].file == "a"
    assert "pris" in reading.problems[0].hint


@settings(max_examples=300, deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=400),
        st.text(max_size=400).map(str.encode),
        st.sampled_from(
            [b":20:x\n:25:1\n", b"!Type:Bank\n", b"OFXHEADER:100\n<OFX>", b"0130004"]
        ).flatmap(lambda head: st.binary(max_size=200).map(lambda rest: head + rest)),
    )
)
def test_no_bytes_make_the_door_fall(data: bytes) -> None:
    """Whatever is dropped on the page, the page answers."""
    reading = read_statements(data, file="a")

    assert reading.statements or reading.problems or reading.unknown_columns or reading.format


def test_a_reader_that_dies_is_a_problem_like_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that eats all the time of its child costs that file, not the desk."""
    from relance.intake.bank import apart

    monkeypatch.setattr(apart, "SECONDS", 0.01)
    (one,) = read_uploaded([("a.ofx", b"OFXHEADER:100")])
    assert [problem.code for problem in one.reading.problems] == ["reader_stopped"]


WORDS = st.text(alphabet="ABCDEFGHIJ KLM0123456789", min_size=1, max_size=28).map(
    lambda text: " ".join(text.split()) or "X"
)
MOVEMENTS = st.lists(
    st.builds(
        Movement,
        st.dates(date(2020, 1, 1), date(2030, 12, 31)),
        st.integers(-(10**9), 10**9).filter(bool).map(Money),
        WORDS,
    ),
    min_size=1,
    max_size=8,
)


def qif(movements: list[Movement]) -> bytes:
    rows = [f"D{one.on:%d/%m/%Y}\nT{one.amount}\nP{one.label}\n^" for one in movements]
    return "\n".join(["!Type:Bank", "D13/01/2020\nT0.50\nPX\n^", *rows, ""]).encode()


def cfonb(movements: list[Movement]) -> bytes:
    def amount(cents: int) -> str:
        digits = f"{abs(cents):014d}"
        return digits[:-1] + ("{ABCDEFGHI" if cents >= 0 else "}JKLMNOPQR")[int(digits[-1])]

    def balance(code: str, cents: int) -> str:
        return f"{code}30004    00001EUR2 12345678901  010120{'':50}{amount(cents)}".ljust(120)

    total = sum(one.amount.cents for one in movements)
    rows = [
        f"0430004    00001EUR2 1234567890118{one.on:%d%m%y}  {one.on:%d%m%y}"
        f"{one.label:<31}{'':11}{amount(one.amount.cents)}".ljust(120)
        for one in movements
    ]
    return "\n".join([balance("01", 0), *rows, balance("07", total)]).encode()


def mt940(movements: list[Movement]) -> bytes:
    rows = [
        f":61:{one.on:%y%m%d}{one.on:%m%d}{'C' if one.amount.cents > 0 else 'D'}"
        f"{abs(one.amount.cents) // 100!s},{abs(one.amount.cents) % 100:02d}NTRFNONREF\n"
        f":86:{one.label}"
        for one in movements
    ]
    return "\n".join([":20:A", ":25:12345", ":60F:C200101EUR0,00", *rows, "-"]).encode()


@settings(max_examples=120, deadline=None)
@given(movements=MOVEMENTS)
def test_what_is_written_is_read_back(movements: list[Movement]) -> None:
    """Days, signs and cents survive each format."""
    expected = [(one.on, one.amount, one.label) for one in movements]
    for write, skipped in ((qif, 1), (cfonb, 0), (mt940, 0)):
        reading = read_statements(write(movements), file="a")
        assert [one.code for one in reading.problems] == []
        found = [row for one in reading.statements for row in one.movements][skipped:]
        assert [(one.on, one.amount, one.label) for one in found] == expected


@given(movements=MOVEMENTS, cut=st.integers(0, 4000), overlap=st.integers(0, 400))
def test_overlapping_exports_are_their_union(
    movements: list[Movement], cut: int, overlap: int
) -> None:
    """Two exports that share some whole days add each line once."""
    ordered = sorted(movements, key=lambda one: one.on)
    middle = date(2020, 1, 1) + timedelta(days=cut)
    early = [one for one in ordered if one.on <= middle + timedelta(days=overlap)]
    late = [one for one in ordered if one.on > middle]
    keys = [
        set(movement_keys(BankStatement("A", "EUR", tuple(some))))
        for some in (ordered, early, late)
    ]
    assert keys[1] | keys[2] == keys[0]
    assert len(keys[0]) == len(movements)


def test_an_archive_and_a_damaged_workbook_are_told_of_a_statement() -> None:
    """Banks send zips: «enregistrez la liste en .xlsx» helps nobody, and no line was kept."""
    archive, book = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("releve.xml", "<Document/>")
    openpyxl.Workbook().save(book)
    with zipfile.ZipFile(book) as file:
        place = file.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    broken = bytearray(book.getvalue())
    broken[place : place + 60] = b"\xff" * 60

    for data, code in ((archive.getvalue(), "not_a_workbook"), (bytes(broken), "workbook_damaged")):
        (problem,) = read_statements(data, file="a").problems
        assert problem.code == code
        assert "relevé" in problem.message and "Rien n’a été pris" in problem.hint
