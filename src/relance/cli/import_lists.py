"""Lists of invoices (CSV, XLSX) in `relance import`: the guess shown, or the rows by a map."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relance.cli.parser import Parser
    from relance.intake import Problem, Reading


def lists_among(files: list[str]) -> list[str]:
    """The files that are lists of invoices: by their name; a text only if it has known columns."""
    from relance.intake.sheets import is_sheet

    return [
        name
        for name in files
        if is_sheet(name)
        and Path(name).exists()
        and (not name.lower().endswith(".txt") or _has_columns(name))
    ]


def _has_columns(name: str) -> bool:
    from relance.intake.opened import opened
    from relance.intake.problem import Refusal
    from relance.intake.sheets import MAX_BYTES, sheet_guess

    try:
        return bool(sheet_guess(opened(name, MAX_BYTES), file=name)["columns"])
    except Refusal:
        return False


def list_readings(parser: Parser, sheets: list[str], columns: str) -> Iterator[Reading]:
    """Every row of these lists by the confirmed columns; a list that can't be read is one problem."""
    from relance.intake import Reading
    from relance.intake.opened import opened
    from relance.intake.problem import Refusal
    from relance.intake.sheets import MAX_BYTES, sheet_rows

    try:
        written = Path(columns).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        parser.refuse(f"Le fichier des colonnes n’est pas lisible ({wrong}).")
    for name in sheets:
        try:
            for row in sheet_rows(opened(name, MAX_BYTES), file=name, columns=written):
                yield row.reading("")
        except Refusal as refusal:
            yield Reading(name, "", problems=(refusal.about(name),))


def show_guesses(sheets: list[str], *, json: bool) -> list[Problem]:
    """Show what each column seems to be; the problems say what a person must do for each list.

    With `json`, stdout is kept for the one document: the guess goes to stderr.
    """
    from relance.intake.opened import opened
    from relance.intake.problem import Refusal
    from relance.intake.sheets import MAX_BYTES, sheet_guess

    problems: list[Problem] = []
    for name in sheets:
        try:
            found = sheet_guess(opened(name, MAX_BYTES), file=name)
        except Refusal as refusal:
            problems.append(refusal.about(name))
            continue
        print(f"{name}\u00a0: voici ce que chaque colonne semble être.", file=sys.stderr)
        print(found["written"], file=sys.stderr if json else sys.stdout)
        for note in found["notes"]:
            print(note, file=sys.stderr)
        problems.append(_to_confirm(name, found["columns"], found["missing"]))
    return problems


def _to_confirm(name: str, columns: dict[str, dict[str, str]], missing: list[str]) -> Problem:
    from relance.intake import Problem
    from relance.intake.column_words import FIELDS

    read = ", ".join(
        f"«\u00a0{column['header']}\u00a0» donne\u00a0: {FIELDS[field]}"
        for field, column in columns.items()
    )
    lacking = ", ".join(FIELDS[field] for field in missing)
    said = [
        f"D’après leurs en-têtes, {read}." if read else "Aucun en-tête n’a été reconnu.",
        f"Il manque une colonne pour\u00a0: {lacking}." if lacking else "",
    ]
    return Problem(
        name,
        "columns_to_confirm",
        "colonnes",
        " ".join(["Les colonnes de cette liste restent à confirmer.", *filter(None, said)]),
        "Enregistrez les colonnes montrées dans un fichier, corrigez-les au besoin, puis relancez "
        "avec --map FICHIER. Rien n’a été importé, ni de cette liste ni des autres fichiers.",
    )
