"""The confirmed columns of a sheet, as a small TOML file that a person can read and change."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field

from relance.intake.column_words import FIELDS, REQUIRED
from relance.intake.columns import Guess
from relance.intake.days import DAY_FIRST, MONTH_FIRST
from relance.intake.problem import Refusal

_NOTHING = "Rien n’a été importé."


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which header (or place, from 1) holds each field, and how its values are to be read.

    `dates` ("dmy", "mdy") and `decimal` ("," or ".") are only needed where the file itself
    leaves a doubt; None lets the columns decide. `currency` is the one of rows that name none.
    """

    columns: dict[str, str | int]
    dates: str | None = None
    decimal: str | None = None
    currency: str = "EUR"
    sheet: str | None = None


@dataclass(slots=True)
class _Lines:
    written: list[str] = field(default_factory=list)

    def pair(self, key: str, value: str, why: str = "") -> None:
        quoted = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        self.written.append(f"{key} = {quoted}" + (f"  # {why}" if why else ""))


def write_map(guess: Guess) -> str:
    """The guess as TOML, each line with what it means; read back by `read_map`."""
    lines = _Lines()
    lines.written.append('# Les colonnes du fichier : champ = "en-tête de la colonne".')
    lines.written.append("# Corrigez, ajoutez ou effacez des lignes, puis importez avec --map.")
    for name, column in guess.columns.items():
        if column.header:
            lines.pair(name, column.header, FIELDS[name])
        else:
            lines.written.append(f"{name} = {column.place + 1}  # {FIELDS[name]}")
    for name in guess.missing:
        lines.written.append(f'# {name} = ""  # à compléter : {FIELDS[name]}')
    lines.written += ["", "[reading]"]
    lines.pair("currency", "EUR", "devise des lignes qui n’en disent aucune")
    lines.written.append('# dates = "dmy"  # jour/mois/année ; "mdy" : mois/jour/année')
    lines.written.append('# decimal = ","  # ou "." : à dire si le fichier laisse un doute')
    if guess.sheet is not None:
        lines.pair("sheet", guess.sheet, "la feuille du classeur")
    return "\n".join(lines.written) + "\n"


def confirmed(guess: Guess) -> ColumnMap:
    """The map that says yes to the whole guess."""
    columns: dict[str, str | int] = {
        name: column.header or column.place + 1 for name, column in guess.columns.items()
    }
    return ColumnMap(columns, sheet=guess.sheet)


def read_map(written: str) -> ColumnMap:
    """Read what `write_map` writes. Raises Refusal with the line or field that is wrong."""
    try:
        said = tomllib.loads(written.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as wrong:
        raise _refused(
            "map_unreadable", str(wrong), f"Le fichier des colonnes n’est pas du TOML ({wrong})."
        ) from wrong
    reading = said.pop("reading", {})
    columns = said.pop("columns", {})
    if not isinstance(reading, dict) or not isinstance(columns, dict):
        raise _refused(
            "map_unreadable", "[reading]", "«\u00a0reading\u00a0» doit être une section."
        )
    columns = {**columns, **said}
    for name, header in columns.items():
        if name not in FIELDS:
            known = ", ".join(FIELDS)
            raise _refused(
                "map_unknown_field",
                name,
                f"Le champ «\u00a0{name}\u00a0» n’existe pas. Champs connus\u00a0: {known}.",
            )
        if isinstance(header, bool) or not isinstance(header, (str, int)) or header == "":
            raise _refused(
                "map_unreadable",
                name,
                f"Le champ «\u00a0{name}\u00a0» doit donner un en-tête ou un rang de colonne.",
            )
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        wanted = ", ".join(f"{name} ({FIELDS[name]})" for name in missing)
        raise _refused("map_incomplete", missing[0], f"Il manque\u00a0: {wanted}.")
    return ColumnMap(columns, **_reading(reading))


def _reading(said: dict[str, object]) -> dict[str, str]:
    allowed = {
        "dates": {DAY_FIRST, MONTH_FIRST},
        "decimal": {",", "."},
        "currency": None,
        "sheet": None,
    }
    made: dict[str, str] = {}
    for name, value in said.items():
        choices = allowed.get(name, set())
        if not isinstance(value, str) or (choices is not None and value not in choices):
            raise _refused(
                "map_unreadable",
                f"[reading] {name}",
                f"[reading] {name} = {value!r} n’est pas compris.",
            )
        made[name] = value
    if not (made.get("currency", "EUR").isalpha() and len(made.get("currency", "EUR")) == 3):
        raise _refused("map_unreadable", "[reading] currency", "La devise a trois lettres (EUR).")
    return made


def _refused(code: str, where: str, message: str) -> Refusal:
    return Refusal(code, where, message, f"Corrigez le fichier des colonnes. {_NOTHING}")
