"""The open data as files: the JSON of the API and its exports, and the CSV export."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from relance.intake.bodacc.reading import Placed, damaged
from relance.intake.bodacc.record import BadRecord, of_record
from relance.intake.bodacc.wording import told
from relance.intake.csv_rows import CsvText
from relance.intake.problem import Refusal

_NEEDED = ("id", "dateparution", "registre", "jugement")
_WIDEST = 200  # columns; the data set has some thirty


def looks_like_json(data: bytes) -> bool:
    """Whether the first sign of the file opens a JSON value."""
    return data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def json_notices(data: bytes) -> Iterator[Placed]:
    """Each record: of an answer (`results`), of an export (a list), or of the older API.

    The older answers keep a record under `fields` or `record.fields`. Raises Refusal.
    """
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as wrong:
        line = getattr(wrong, "lineno", None)
        where = f"ligne {line}" if line else "fichier"
        raise damaged("json_damaged", where, "son JSON est abîmé ou coupé") from wrong
    for place, record in enumerate(_records(whole), 1):
        yield _placed(f"annonce {place}", record)


def _records(whole: Any) -> list[Any]:
    if isinstance(whole, list):
        return whole
    assert isinstance(whole, dict), "its first sign is a brace"
    for name in ("results", "records"):
        if isinstance(whole.get(name), list):
            found: list[Any] = whole[name]
            return found
    if "dateparution" in whole:
        return [whole]
    if "error_code" in whole or "message" in whole:
        raise damaged("error_answer", "fichier", "c’est un refus du service, pas une réponse")
    raise _no_list()


def _no_list() -> Refusal:
    return damaged(
        "no_records", "fichier", "on n’y trouve pas la liste des annonces («\u00a0results\u00a0»)"
    )


def _placed(where: str, record: Any) -> Placed:
    for name in ("record", "fields"):
        if isinstance(record, Mapping) and isinstance(record.get(name), Mapping):
            record = record[name]
    if not isinstance(record, Mapping):
        return where, BadRecord("not_a_record", "ce n’est pas une annonce")
    if number := told(record.get("id")):
        where = f"{where} ({number[:40]})"
    try:
        return where, of_record(record)
    except BadRecord as wrong:
        return where, wrong


def csv_notices(data: bytes) -> Iterator[Placed]:
    """Each row of the CSV export, columns named as the fields of the data set. Raises Refusal."""
    rows = CsvText(data).records()
    head = next(rows, None)
    names = [str(cell).strip().lower() for cell in head.cells] if head is not None else []
    missing = [name for name in _NEEDED if name not in names]
    if missing or len(names) > _WIDEST:
        raise damaged(
            "unknown_columns",
            "1re ligne",
            "ce n’est pas l’export CSV des annonces commerciales\u00a0: il manque "
            f"{', '.join(missing) or 'ses colonnes'}",
        )
    for row in CsvText(data).records(len(names)):
        if head is not None and row.line == head.line:
            continue
        where = f"ligne {row.line}"
        if row.flaw is not None:
            yield where, BadRecord(row.flaw.code, row.flaw.reason)
            continue
        yield _placed(where, dict(zip(names, row.cells, strict=False)))
