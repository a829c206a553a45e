"""The one door of bank files: what a file is, by what is in it; then its reader."""

from __future__ import annotations

from collections.abc import Mapping

from relance.intake.bank import camt, cfonb, mt940, ofx, qif, rows, table
from relance.intake.bank.reading import MAX_BYTES, MAX_MOVEMENTS, StatementReading, about, gaps
from relance.intake.problem import NOTHING_TAKEN, Refusal
from relance.intake.safe_xml import STATEMENT, looks_like_xml, read_xml
from relance.intake.xlsx_rows import looks_like_workbook


def read_statements(
    data: bytes, *, file: str, columns: str | None = None, maps: Mapping[str, str] | None = None
) -> StatementReading:
    """Every statement of a file, and each problem. Never raises on what people hand us.

    `columns` are those of a list, as a person confirmed them (TOML); `maps` those confirmed
    before, by header. A list that neither explains is `unknown_columns`.
    """
    reading = StatementReading(file)
    try:
        _read(data, reading, columns, maps or {})
        if sum(len(one.movements) for one in reading.statements) > MAX_MOVEMENTS:
            raise Refusal(
                "too_many_movements",
                "fichier",
                f"Ce fichier a plus de {MAX_MOVEMENTS} mouvements.",
                f"Téléchargez-le en plusieurs périodes. {NOTHING_TAKEN}",
            )
        reading.problems += gaps(reading.statements)
        reading.problems = about(reading.problems, file)
    except Refusal as refused:
        reading.statements.clear()
        reading.problems = [refused.about(file)]
    return reading


def _read(
    data: bytes, reading: StatementReading, columns: str | None, maps: Mapping[str, str]
) -> None:
    if len(data) > MAX_BYTES:
        raise Refusal(
            "too_large",
            "fichier",
            f"Ce fichier dépasse {MAX_BYTES // (1024 * 1024)}\u00a0Mio.",
            f"Téléchargez-le en plusieurs périodes. {NOTHING_TAKEN}",
        )
    if not data.strip():
        raise Refusal(
            "empty",
            "fichier",
            "Ce fichier est vide.",
            f"Téléchargez-le de nouveau. {NOTHING_TAKEN}",
        )
    if looks_like_workbook(data):
        _table(data, reading, columns, maps)
        return
    if ofx.is_ofx(data):
        reading.format = "ofx"
        reading.statements, reading.problems = ofx.read_ofx(data)
        return
    if looks_like_xml(data):
        reading.format = "camt"
        if not camt.is_camt(data):
            read_xml(data, STATEMENT)  # a DOCTYPE or damage is told first
            raise _not_a_statement()
        reading.statements, reading.problems = camt.read_camt(data)
        return
    text = _text(data)
    for name, is_one, read in (
        ("cfonb120", cfonb.is_cfonb, cfonb.read_cfonb),
        ("qif", qif.is_qif, qif.read_qif),
        ("mt940", mt940.is_mt940, mt940.read_mt940),
    ):
        if is_one(text):
            reading.format = name
            reading.statements, reading.problems = read(text)
            return
    _table(data, reading, columns, maps)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _table(
    data: bytes, reading: StatementReading, columns: str | None, maps: Mapping[str, str]
) -> None:
    reading.format = "xlsx" if looks_like_workbook(data) else "csv"
    if reading.format == "csv" and b"\0" in data[:4096]:
        raise _not_a_statement()
    found = table.open_table(data)
    chosen = table.confirmed_columns(found, columns if columns is not None else maps.get(found.key))
    if chosen is None:
        reading.unknown_columns = True
        return
    reading.statements, reading.problems = rows.read_rows(found, chosen)


def _not_a_statement() -> Refusal:
    return Refusal(
        "not_a_statement",
        "fichier",
        "Ce fichier n’est pas un relevé bancaire que nous savons lire.",
        "Demandez à votre banque un relevé CAMT.053, CFONB 120, OFX, MT940, QIF ou CSV. "
        f"{NOTHING_TAKEN}",
    )
