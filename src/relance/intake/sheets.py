"""Lists of invoices (CSV, XLSX) read in a child process: the guess first, then the rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

from relance.case import DebtorKind
from relance.intake.column_words import REQUIRED
from relance.intake.document import from_record
from relance.intake.problem import NOTHING_TAKEN, Refusal
from relance.intake.spreadsheet import SheetRow

MAX_BYTES = 64 * 1024 * 1024
SECONDS = 900.0
"""Wall-clock time for one list, on a machine that has much else to do; the child bounds its own
processor time. It is then ended and the rest is not taken."""

_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "PYTHONPATH")


def is_sheet(name: str) -> bool:
    """True for the name of a list of invoices."""
    return name.lower().endswith(_ENDINGS)


def sheet_guess(data: bytes, *, file: str) -> dict[str, Any]:
    """What each column seems to hold (the fields of `Guess`), and `written`, the map to confirm.

    Raises Refusal when the file cannot be read at all.
    """
    for answer in _answers("guess", data, file, None):
        if "guess" in answer:
            found: dict[str, Any] = answer["guess"]
            if len(found["headers"]) < len(REQUIRED):
                raise Refusal(
                    "not_a_list",
                    "colonnes",
                    "Ce fichier n’est pas une liste de factures\u00a0: il faut au moins un numéro, "
                    "une date, un montant et un client, chacun dans sa colonne.",
                    "Faites-le refaire par votre logiciel, ou saisissez la facture à la main. "
                    f"{NOTHING_TAKEN}",
                )
            return found
    raise _stopped()


def sheet_rows(data: bytes, *, file: str, columns: str) -> Iterator[SheetRow]:
    """Each row of the list by the confirmed columns (TOML, see `column_map`).

    Raises Refusal, possibly after the rows that could be read.
    """
    for answer in _answers("rows", data, file, columns):
        if "row" in answer:
            told = answer["row"]
            reading = from_record(told["reading"])
            kind = DebtorKind(told["kind"]) if told["kind"] else None
            yield SheetRow(file, told["line"], reading.document, kind, reading.problems)


def _answers(task: str, data: bytes, file: str, columns: str | None) -> Iterator[dict[str, Any]]:
    if len(data) > MAX_BYTES:
        raise Refusal(
            "too_large",
            "fichier",
            f"Ce tableau dépasse {MAX_BYTES // (1024 * 1024)} Mio.",
            f"Coupez-le en plusieurs fichiers. {NOTHING_TAKEN}",
        )
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    with subprocess.Popen(  # noqa: S603 - our own module, no shell
        [sys.executable, "-P", "-B", "-m", "relance.intake.sheet_child", task],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**kept, "PYTHONUTF8": "1"},
    ) as child:
        clock = threading.Timer(SECONDS, child.kill)
        feeder = threading.Thread(target=_feed, args=(child, file, columns, data))
        clock.start()
        feeder.start()
        ended = False
        try:
            assert child.stdout is not None
            for line in child.stdout:
                answer: dict[str, Any] = json.loads(line)
                if "refusal" in answer:
                    raise Refusal(*answer["refusal"])
                ended = ended or "end" in answer or "guess" in answer
                yield answer
        finally:
            clock.cancel()
            child.kill()
            feeder.join()
        if not ended:
            raise _stopped()


def _feed(child: subprocess.Popen[bytes], file: str, columns: str | None, data: bytes) -> None:
    request = json.dumps({"file": file, "map": columns, "size": len(data)}).encode()
    assert child.stdin is not None
    try:
        child.stdin.write(request + b"\n")
        child.stdin.write(data)
        child.stdin.close()
    except OSError:
        return  # The child has ended: its last answer, or none, says why.


def _stopped() -> Refusal:
    return Refusal(
        "reader_stopped",
        "fichier",
        "La lecture de ce tableau a été arrêtée\u00a0: elle durait trop longtemps ou demandait "
        "trop de mémoire.",
        "Coupez-le en plusieurs fichiers. Les lignes qui manquent n’ont pas été prises.",
    )
