"""`relance bank`: read bank statements, record what is new, name every problem."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relance.cli.parser import Parser
from relance.cli.setup import ready

if TYPE_CHECKING:
    from relance.case import BankStatement, Movement
    from relance.intake import Problem
    from relance.intake.bank import ReadApart
    from relance.office.banking.bringing import Brought


def main(arguments: list[str]) -> int:
    parser = _parser()
    chosen = parser.parse_args(arguments)
    missing = [name for name in chosen.files if not Path(name).exists()]
    if missing:
        parser.refuse(f"Introuvable\u00a0: {', '.join(missing)}.")
    columns = _columns(parser, chosen.map)
    files = [(name, Path(name).read_bytes()) for name in _expanded(chosen.files)]
    from relance.intake.bank import read_uploaded

    read = list(read_uploaded(files, columns=columns))
    unknown = [one for one in read if one.reading.unknown_columns]
    read = [one for one in read if not one.reading.unknown_columns]
    nothing = chosen.dry_run or not read
    brought = None if nothing else _recorded(parser, chosen, read, dict(files))
    problems = [problem for one in read for problem in one.reading.problems]
    if brought is not None:
        problems = list(brought.problems)  # those of the reading, and what was seen in recording
    problems += [_unknown(one) for one in unknown]
    statements = [one for apart in read for one in apart.reading.statements]
    if chosen.json:
        told = _told(statements, problems)
        if unknown:
            told["guesses"] = {one.reading.file: one.guess for one in unknown}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _show_guesses(unknown)
        if read:
            _show(statements, brought)
    for problem in problems:
        print(
            f"{problem.file} – {problem.where}\u00a0: {problem.message} {problem.hint}",
            file=sys.stderr,
        )
    if unknown:
        return 2
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _parser() -> Parser:
    parser = Parser(
        "bank",
        "Lit des relevés bancaires (CAMT, CFONB 120, OFX, MT940, QIF, CSV, XLSX), ou des dossiers.",
        nothing="Rien n’a été pris.",
    )
    parser.add_argument("files", nargs="+", metavar="FICHIER")
    parser.add_argument("--dry-run", action="store_true", help="lit sans rien enregistrer")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    parser.add_argument("--map", metavar="FICHIER", help="les colonnes d’un tableau (TOML)")
    parser.add_argument("--creditor", metavar="NUMÉRO", type=int, help="pour quel créancier")
    return parser


def _columns(parser: Parser, name: str | None) -> str | None:
    if name is None:
        return None
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        parser.refuse(f"Le fichier des colonnes n’est pas lisible ({wrong}).")


def _expanded(names: Sequence[str]) -> list[str]:
    """The files named, those of a folder in order; what is hidden is left out."""
    found: list[str] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file())
            found += [str(one) for one in inside if not one.name.startswith(".")]
        else:
            found.append(name)
    return found


def _show_guesses(unknown: list[ReadApart]) -> None:
    """Lists without their map: what each column seems to be, ready to be completed."""
    for one in unknown:
        headers = one.guess.get("headers", [])
        print("\n".join(f"# {at}. {name}" for at, name in enumerate(headers, 1)))
        print(one.guess.get("written", ""))


def _unknown(one: ReadApart) -> Problem:
    """Nobody has said yet what the columns of this list hold: nothing of it is taken."""
    from relance.intake import Problem

    return Problem(
        one.reading.file,
        "columns_unknown",
        "colonnes",
        "Ce tableau n’est pas celui d’une banque que nous connaissons\u00a0: voici ce que chaque "
        "colonne semble être.",
        "Enregistrez ces lignes dans un fichier, complétez-les (on, label, amount ou debit et "
        "credit), puis relancez avec --map FICHIER. Rien n’a été pris de ce fichier.",
    )


def _recorded(
    parser: Parser, chosen: Any, read: list[ReadApart], contents: dict[str, bytes]
) -> Brought | None:
    """Record for the one creditor there is, or the one named; None when there is none yet."""
    ready()
    from relance.office import clock, settings
    from relance.office.access import everything
    from relance.office.banking import bringing
    from relance.office.models import CreditorRow

    with everything():
        rows = CreditorRow.objects.order_by("pk")
        if chosen.creditor is not None:
            rows = rows.filter(pk=chosen.creditor)
        creditors = list(rows[:2])
        if not creditors:
            print(
                "Il n’y a pas encore de créancier\u00a0: importez d’abord une facture. Le relevé a "
                "été lu, rien n’a été enregistré.",
                file=sys.stderr,
            )
            return None
        if len(creditors) > 1:
            parser.refuse("Pour quel créancier\u202f? Ajoutez --creditor NUMÉRO.")
        done = bringing.Brought()
        for one in read:
            bringing.record(
                creditors[0],
                one.reading,
                contents[one.reading.file],
                done,
                by="commande",
                today=clock.today(settings.CONFIG.time_zone),
            )
    return done


def _told(statements: list[BankStatement], problems: list[Problem]) -> dict[str, object]:
    return {
        "statements": [
            {
                "account": one.account,
                "currency": one.currency,
                "opening": str(one.opening) if one.opening is not None else None,
                "closing": str(one.closing) if one.closing is not None else None,
                "movements": [_movement(row) for row in one.movements],
            }
            for one in statements
        ],
        "problems": [problem.as_json() for problem in problems],
    }


def _movement(one: Movement) -> dict[str, str | bool | None]:
    return {
        "on": one.on.isoformat(),
        "value_on": one.value_on.isoformat() if one.value_on else None,
        "amount": str(one.amount),
        "label": one.label or None,
        "reference": one.reference or None,
        "counterparty": one.counterparty or None,
        **({"pending": True} if one.pending else {}),
    }


def _show(statements: list[BankStatement], brought: Brought | None) -> None:
    from relance.notices.french import count as counted

    count = sum(len(one.movements) for one in statements)
    if brought is None:
        told = counted(len(statements), "relevé", "relevés")
        moved = counted(count, "mouvement", "mouvements")
        print(f"Lu\u00a0: {told}, {moved}. Rien d’enregistré (essai).")
    elif brought.statements:
        print(brought.sentence())
    else:
        print("Aucun relevé n’a pu être lu. Rien n’a été enregistré.")
