"""Lists of invoices made for tests: as programs export them, and with rows broken on purpose."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl

from relance.intake import spreadsheet
from relance.intake.spreadsheet import SheetRow

HEAD = "N° de facture;Date d’émission;Date d’échéance;Client;SIREN;Montant TTC;Devise;E-mail;Objet"


def line(rank: int, /, **changed: str) -> str:
    """One good row of `HEAD`, with some of its cells changed by field name."""
    cells = {
        "number": f"F-{rank:06d}",
        "issued": f"{1 + rank % 28:02d}/{1 + rank % 12:02d}/2026",
        "due": f"{1 + rank % 28:02d}/{1 + rank % 12:02d}/2027",
        "name": f"Société n°{rank % 97} SARL",
        "siren": "732829320",
        "amount": f"{1 + rank % 9}\u202f{rank % 1000:03d},{rank % 100:02d}",
        "currency": "EUR",
        "email": f"compta{rank % 97}@exemple.fr",
        "subject": f'"Création; site {rank}"',
    }
    assert changed.keys() <= cells.keys()
    return ";".join((cells | changed).values())


def read(data: bytes, *, file: str = "liste.csv", reading: str = "") -> list[SheetRow]:
    """Every row, by the columns that a person confirmed as guessed."""
    guess = spreadsheet.guess(data, file=file)
    assert guess.complete, guess.missing
    chosen = spreadsheet.read_map(spreadsheet.write_map(guess) + reading)
    return list(spreadsheet.read_rows(data, chosen, file=file))


def read_text(*lines: str, head: str = HEAD, reading: str = "") -> list[SheetRow]:
    return read("\r\n".join((head, *lines)).encode(), reading=reading)


def workbook(*rows: Sequence[object], title: str = "Factures") -> bytes:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(title)
    for row in rows:
        page.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def codes(rows: Sequence[SheetRow]) -> list[str]:
    """The code of each row: of its first problem, or "taken"."""
    return ["taken" if row.document else row.problems[0].code for row in rows]
