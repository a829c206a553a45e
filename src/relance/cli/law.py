"""`relance law`: the dated tables with their sources; takes a new value with its source."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from relance.cli.law_table import law_table
from relance.cli.parser import Parser
from relance.law import BadPage, LawBook, ValueRefused, add_value
from relance.law.rule import UnknownRule
from relance.law.table import table


def main(arguments: list[str]) -> int:
    """Exit status: 0; 2 when an argument or a value is refused, and then nothing is kept."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    from relance.office import clock, config

    folder = config.load().data / "law"
    key = chosen.key
    try:
        if chosen.add is not None:
            key = _add(parser, chosen, folder, clock.today())
        elif chosen.on or chosen.source or chosen.reference or chosen.replace:
            parser.refuse("La nouvelle valeur manque\u00a0: donnez-la avec --add.")
        law = LawBook.load(folder if folder.is_dir() else None)
        tables = [table(law, one) for one in ([key] if key else law.keys())]
    except (ValueRefused, UnknownRule, BadPage) as refused:
        print(refused, file=sys.stderr)
        return 2
    except OSError as failed:
        print(
            f"Le dossier «\u00a0{folder}\u00a0» ne se lit ou ne s’écrit pas ({failed.strerror}). "
            "Vérifiez ses droits et la place qui reste. Rien n’a été enregistré.",
            file=sys.stderr,
        )
        return 2
    if chosen.json:
        print(json.dumps({"rules": tables}, ensure_ascii=False, indent=2))
    elif chosen.add is None:
        print("\n\n".join(law_table(one, whole=bool(key)) for one in tables))
    return 0


def _parser() -> Parser:
    parser = Parser(
        "law",
        "Montre les tables datées et leurs sources, ou ajoute une valeur avec la sienne.",
        nothing="Rien n’a été enregistré.",
    )
    parser.add_argument("key", nargs="?", metavar="RÈGLE", help="une règle seulement")
    parser.add_argument("--add", metavar="VALEUR", help="la nouvelle valeur (2,75)")
    parser.add_argument("--on", metavar="DATE", help="le premier jour où elle vaut (AAAA-MM-JJ)")
    parser.add_argument("--source", help="où vous l’avez lue")
    parser.add_argument("--reference", default="", help="le texte (arrêté, article)")
    parser.add_argument("--replace", action="store_true", help="remplace votre valeur précédente")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    return parser


def _add(parser: Parser, chosen: Any, folder: Path, today: date) -> str:
    """Keep the value, say so, and return the key of the page that now holds it."""
    if not (chosen.key and chosen.on and chosen.source):
        parser.refuse("Une nouvelle valeur demande la règle, --on DATE et --source.")
    try:
        on = date.fromisoformat(chosen.on)
    except ValueError:
        parser.refuse(f"--on\u00a0: «\u00a0{chosen.on}\u00a0» n’est pas une date AAAA-MM-JJ.")
    added = add_value(
        folder,
        chosen.key,
        on=on,
        value=chosen.add,
        source=chosen.source,
        reference=chosen.reference,
        checked_on=today,
        replace_mine=chosen.replace,
    )
    kept = added.value.replace(".", ",")
    print(
        f"Valeur enregistrée\u00a0: {added.key}, {kept}, à partir du {added.on:%d/%m/%Y}.",
        file=sys.stderr if chosen.json else sys.stdout,
    )
    return added.key
