"""Lists of invoices, row by row: what goes in, what is named, and that nothing is lost."""

from __future__ import annotations

import io
import random
import time
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relance.case import DebtorKind
from relance.intake import spreadsheet
from relance.intake.problem import Refusal
from tests.intake.sheets import HEAD, codes, line, read, read_text, workbook


def test_a_row_becomes_a_document() -> None:
    """What the list says is what is claimed, to the cent and to the day."""
    head = (
        "Facture;Date;Échéance;Prénom;Nom;SIRET;Total TTC;Reste à payer;Mail;Tél;Adresse;CP;Ville;"
        "Objet;Type de client;Taux de retard;Clause pénale;N° commande"
    )
    row = (
        "F-12;03/01/2026;02/02/2026;Zoé;L’Hôte;732 829 320 00074;1 200,00;700,00 €;"
        "zoe@exemple.fr;06 12 34 56 78;12 rue de l’Été;01000;Bourg-en-Bresse;Site;Pro;"
        "trois fois le taux légal;10 %;PO-7"
    )
    (read_row,) = read_text(row, head=head)
    document = read_row.document

    assert document is not None and not read_row.problems
    assert read_row.kind is DebtorKind.BUSINESS
    assert (document.number, document.type_code) == ("F-12", "380")
    assert (document.issue_date, document.due_date) == (date(2026, 1, 3), date(2026, 2, 2))
    assert (document.grand_total, document.due_payable) == (Decimal("1200.00"), Decimal("700.00"))
    assert document.prepaid == Decimal("500.00")
    assert document.currency == "EUR"
    assert document.buyer.name == "Zoé L’Hôte"
    assert document.buyer.legal_id == "73282932000074"
    assert (document.buyer.email, document.buyer.phone) == ("zoe@exemple.fr", "+33612345678")
    assert document.buyer.lines == ("12 rue de l’Été",)
    assert (document.buyer.postcode, document.buyer.city) == ("01000", "Bourg-en-Bresse")
    assert (document.subject, document.purchase_order) == ("Site", "PO-7")
    assert (document.late_rate, document.penalty_percent) == ("3xlegal", "10")


def _broken(kind: int, number: int) -> bytes:
    """Twelve ways in which rows break in real lists."""
    ways = [
        {"issued": "hier"},
        {"issued": "31/02/2026"},
        {"amount": "1,234,5"},
        {"amount": "120 €", "currency": "USD"},
        {"name": "  "},
        {"number": "F-000000"},
        {"siren": "732829321"},
        {"subject": '"Création'},
        {"name": "A\0B"},
        {"name": "Société née à Évry", "amount": "12,00"},
        {"subject": "Site;trop;encore"},
        {"amount": "0,00" if number % 2 else "-12,00"},
    ]
    return line(number, **ways[kind]).encode("cp1252" if kind == 9 else "utf-8")


NOON = datetime.fromisoformat("2026-01-03T12:00")  # A sheet's hours have no zone.

CODES = [
    "wrong_date",
    "impossible_date",
    "unreadable_amount",
    "two_currencies",
    "missing_name",
    "duplicate_number",
    "wrong_siren",
    "broken_quote",
    "nul_character",
    "wrong_encoding",
    "too_many_columns",
    "nothing_due",
]


def test_every_good_row_goes_in_and_every_bad_one_is_named() -> None:
    """A thousand bad rows in a hundred thousand: one lost row is an invoice never paid."""
    count, bad = 100_000, 1_000
    chance = random.Random(20261123)
    rows = [line(number).encode() for number in range(count)]
    expected: dict[int, str] = {}
    for turn, number in enumerate(chance.sample(range(1, count), bad)):
        kind = turn % 12
        rows[number] = _broken(kind, number)
        expected[number + 2] = CODES[kind]
        if kind == 11 and not number % 2:
            expected[number + 2] = "negative_amount"
    data = HEAD.encode() + b"\n" + b"\n".join(rows) + b"\n"
    chosen = spreadsheet.confirmed(spreadsheet.guess(data, file="liste.csv"))

    started = time.process_time()
    found: dict[int, str] = {}
    good = 0
    for row in spreadsheet.read_rows(data, chosen, file="liste.csv"):
        if row.document is None:
            (problem,) = row.problems
            found[row.line] = problem.code
            assert f"ligne {row.line}" in problem.where
            assert problem.message and problem.hint
        else:
            good += 1
    assert time.process_time() - started < 60

    assert found == expected
    assert good == count - bad


def test_a_bad_row_says_line_column_value_and_reason() -> None:
    """«Une ligne est fausse» helps nobody who has a thousand lines."""
    _, row = read_text(line(1), line(2, due="31/02/2027"))
    (problem,) = row.problems
    assert problem.where == "ligne 3, colonne 3 «\u00a0Date d’échéance\u00a0»"
    assert problem.message == "Ligne\u00a03, «\u00a031/02/2027\u00a0»\u00a0: ce jour n’existe pas."
    assert "n’a pas été prise" in problem.hint


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"due": "01/01/2020"}, "due_before_issue"),
        ({"number": ""}, "missing_number"),
        ({"issued": ""}, "missing_date"),
        ({"amount": ""}, "missing_amount"),
        ({"amount": "12,345"}, "too_many_decimals"),
        ({"currency": "EURO MOYEN"}, "wrong_currency"),
        ({"siren": "12"}, "wrong_siren"),
        ({"issued": "01/05/0026"}, "wrong_date"),
    ],
)
def test_what_else_can_be_wrong_is_named(changed: dict[str, str], code: str) -> None:
    """Each fault has its own code, so that the desk can say what to do."""
    assert codes(read_text(line(1), line(2, **changed))) == ["taken", code]


def test_whoever_has_paid_is_not_chased() -> None:
    """The worst thing is to chase somebody who has paid: the list often says it."""
    head = "Facture;Date;Client;Total TTC;Reste à payer;Statut;Date de paiement"
    rows = read_text(
        "F1;03/01/2026;Café;120,00;120,00;En retard;",
        "F2;03/01/2026;Café;120,00;120,00;Payée;",
        "F3;03/01/2026;Café;120,00;0,00;;",
        "F4;03/01/2026;Café;120,00;;;04/02/2026",
        "F5;03/01/2026;Café;120,00;;Payée le 04/02/2026;",
        "F6;03/01/2026;Café;120,00;;Brouillon;",
        "F7;03/01/2026;Café;120,00;;Annulée;",
        "F8;03/01/2026;Café;120,00;70,00;Partiellement payée;04/02/2026",
        "F9;03/01/2026;Café;120,00;130,00;;",
        head=head,
    )
    assert codes(rows) == [
        "taken", "already_paid", "already_paid", "already_paid", "already_paid", "draft",
        "cancelled", "taken", "remaining_over_total",
    ]  # fmt: skip


def test_a_credit_note_reduces_and_never_claims() -> None:
    """A negative row is a credit note only where something besides the sign says so."""
    head = "Type;Facture;Date;Client;Total TTC;Objet;Facture d’origine"
    rows = read_text(
        "Avoir;A1;03/01/2026;Café;-120,00;;F-1",
        "Avoir;A2;03/01/2026;Café;120,00;;",
        ";AV-2026-3;03/01/2026;Café;(120,00);;",
        ";F4;03/01/2026;Café;-120,00;Avoir sur F1;",
        ";F5;03/01/2026;Café;-120,00;;",
        "Devis;D6;03/01/2026;Café;120,00;;",
        head=head,
    )
    assert codes(rows) == ["taken"] * 4 + ["negative_amount", "not_an_invoice"]
    for row in rows[:4]:
        assert row.document is not None and row.document.is_credit_note
        assert row.document.grand_total == Decimal("120.00")
    assert rows[0].document is not None and rows[0].document.preceding_invoice == "F-1"


def test_a_list_of_a_million_rows_is_refused_before_it_is_read() -> None:
    """A million problems help nobody, and would fill the memory of the desk."""
    with pytest.raises(Refusal) as refused:
        spreadsheet.guess(b"Facture;Date;Client;TTC\n" + b"1;2;3;4\n" * 250_001, file="l.csv")
    assert refused.value.problem.code == "too_many_rows"
    made = workbook(["Facture", "Date", "Client", "TTC"])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(
                name, part.replace(b"</sheetData>", b"<row/>" * 1_048_575 + b"</sheetData>")
            )
    with pytest.raises(Refusal) as refused:
        spreadsheet.guess(stream.getvalue(), file="l.xlsx")
    assert refused.value.problem.code == "too_many_rows"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Total;;;;;200,00;;;", "totals_row"),
        ("TOTAL GÉNÉRAL : 2 factures;;;;;200,00;;;", "totals_row"),
        (";;;Sous-total;;200,00;;;", "totals_row"),
        (";;;;;200,00;;;", "totals_row"),
        (HEAD, "repeated_header"),
        ("TOTAL-1;03/01/2026;;TotalEnergies;;200,00;;;", "taken"),
    ],
)
def test_the_last_line_of_an_export_is_called_what_it_is(row: str, code: str) -> None:
    """«The name is missing» would send a person to look for a client called Total."""
    assert codes(read_text(line(1), row, line(2))) == ["taken", code, "taken"]


def test_an_open_quote_costs_one_row_not_the_rest() -> None:
    """The standard reader would swallow every row after it into one cell."""
    rows = read_text(line(1), line(2, name='"Société'), line(3), line(4), line(5))
    assert codes(rows) == ["taken", "broken_quote", "taken", "taken", "taken"]


def test_a_cell_may_hold_several_lines() -> None:
    """Addresses do, between quotes; the rows after keep their line numbers."""
    head = "Facture;Date;Client;Total TTC;Adresse"
    rows = read_text(
        'F1;03/01/2026;Café;120,00;"12 rue A\nBâtiment B"', "F2;hier;Café;1,00;", head=head
    )
    assert rows[0].document is not None
    assert rows[0].document.buyer.lines == ("12 rue A", "Bâtiment B")
    assert (rows[1].line, codes(rows)[1]) == (4, "wrong_date")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_accents_survive_every_encoding(encoding: str, sign: str) -> None:
    """«CafÃ© de lâ€™Ã‰tÃ©» on a formal notice is not serious."""
    text = sign.join(("Facture", "Date", "Client", "Total TTC")) + "\r\n"
    text += sign.join(("F1", "03/01/2026", "Café de l’Été", '"1 200,50"')) + "\r\n"
    (row,) = read(text.encode(encoding))
    assert row.document is not None
    assert row.document.buyer.name == "Café de l’Été"
    assert row.document.grand_total == Decimal("1200.50")


def test_a_doubt_is_asked_and_the_answer_is_kept_in_the_map() -> None:
    """03/04 in a file without any other hint, with English headers: nobody guesses."""
    head = "Invoice,Invoice Date,Due Date,Customer,Total"
    text = f"{head}\nF1,03/04/2026,05/04/2026,Cafe,1.234\n".encode()
    assert codes(read(text)) == ["ambiguous_date"]
    guess = spreadsheet.write_map(spreadsheet.guess(text, file="liste.csv"))
    chosen = spreadsheet.read_map(guess + 'dates = "mdy"\n')
    assert codes(list(spreadsheet.read_rows(text, chosen, file="x"))) == ["ambiguous_amount"]
    chosen = spreadsheet.read_map(guess + 'dates = "mdy"\ndecimal = ","\n')
    (row,) = spreadsheet.read_rows(text, chosen, file="x")
    assert row.document is not None
    assert row.document.issue_date == date(2026, 3, 4)
    assert row.document.grand_total == Decimal("1234.00")


def test_a_wrong_mail_or_telephone_costs_only_itself() -> None:
    """The invoice is owed whether or not the address is well typed."""
    head = "Facture;Date;Client;Total TTC;Mail;Tél;Type client"
    (row,) = read_text("F1;03/01/2026;Café;1,00;pas un mail @;12;martien", head=head)
    assert row.document is not None and row.document.buyer.email is None
    assert {one.code for one in row.problems} == {"unclear_phone", "unclear_email", "unclear_kind"}
    assert {one.severity for one in row.problems} == {"warning"}


def test_a_workbook_is_read_with_its_typed_cells() -> None:
    """Numbers, days and texts of a real workbook, zeros lost by number cells included."""
    data = workbook(
        ["Factures impayées"],
        [],
        ["Facture", "Date", "Échéance", "Client", "SIREN", "Total TTC", "CP", "Ville", "Tél"],
        [12, NOON, 46387, "Café", 732829320, 1199.9999999999998, 1000,
         "Bourg", 612345678],
        ["F13", "31/01/2026", "02/03/2026", "Café", "", "1 234,56 €", "69001", "Lyon", None],
        ["F14", date(2026, 1, 3), "hier", "Café", None, 12, None, None, None],
    )  # fmt: skip
    rows = read(data, file="liste.xlsx")
    assert codes(rows) == ["taken", "taken", "wrong_date"]
    first = rows[0].document
    assert first is not None
    assert (first.number, first.grand_total) == ("12", Decimal("1200.00"))
    assert (first.issue_date, first.due_date) == (date(2026, 1, 3), date(2026, 12, 31))
    assert (first.buyer.legal_id, first.buyer.postcode) == ("732829320", "01000")
    assert first.buyer.phone == "+33612345678"
    assert rows[2].line == 6


def _changed(data: bytes, name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
GOOD = workbook(["Facture", "Date", "Client", "Total TTC"], ["F1", "03/01/2026", "Café", 12])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_sheet"),
        (b"\n\n;;;\n", "empty_sheet"),
        (b"PK\x03\x04rubbish", "workbook_damaged"),
        (GOOD[: len(GOOD) // 2], "workbook_damaged"),
        (b"\xd0\xcf\x11\xe0" + bytes(500), "old_or_locked_workbook"),
        (_changed(GOOD, SHEET, b"<worksheet"), "workbook_damaged"),
        (_changed(GOOD, SHEET, b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'), "doctype_refused"),
        (
            _changed(GOOD, SHEET, "<?xml version='1.0'?><!doctype x><worksheet/>".encode("utf-16")),
            "doctype_refused",
        ),
    ],
)
def test_a_hostile_or_damaged_file_is_refused_by_name(data: bytes, code: str) -> None:
    """A half file must not pass for a whole one."""
    _refused(data, code)


def test_a_bomb_is_refused_by_its_size() -> None:
    """Six hundred kilobytes that become as many mebibytes must not take the desk down."""
    _refused(_changed(GOOD, "xl/workbook.xml", bytes(600 * 1024 * 1024)), "too_large")


def _refused(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        guess = spreadsheet.guess(data, file="liste")
        list(spreadsheet.read_rows(data, spreadsheet.confirmed(guess), file="liste"))
    assert refused.value.problem.code == code


@settings(max_examples=60, deadline=None)
@given(
    cells=st.lists(
        st.lists(st.text(alphabet='ab1;,"\n\r\té€\0 /-2026', max_size=12), min_size=4, max_size=6),
        max_size=6,
    ),
    encoding=st.sampled_from(["utf-8", "cp1252"]),
)
def test_any_bytes_are_read_or_named(cells: list[list[str]], encoding: str) -> None:
    """No content of a list crashes the reader, and nothing disappears without a word."""
    head = "Facture;Date;Client;Total TTC"
    text = "\n".join([head, *(";".join(row) for row in cells), "F-99;03/01/2026;Café;12,00"])
    data = text.encode(encoding, "replace")
    chosen = spreadsheet.read_map("number = 1\nissue_date = 2\nname = 3\namount = 4\n")
    try:
        rows = list(spreadsheet.read_rows(data, chosen, file="liste.csv"))
    except Refusal as refused:
        assert refused.problem.code == "column_missing"
        return
    assert all(row.document or row.problems for row in rows)
    assert rows and (rows[-1].document is not None or rows[-1].problems)
