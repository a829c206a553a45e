"""`relance law`: the dated tables with their sources; takes a new value with its source."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

from relance.cli.parser import Parser
from relance.law import LawBook, ValueRefused, add_value
from relance.law.rule import UnknownRule
from relance.law.table import table


def main(arguments: list[str]) -> int:
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
    chosen = parser.parse_args(arguments)
    from relance.office import clock, config

    folder = config.load().data / "law"
    if chosen.add is not None:
        if not (chosen.key and chosen.on and chosen.source):
            parser.refuse("Une nouvelle valeur demande la règle, --on DATE et --source.")
        try:
            on = date.fromisoformat(chosen.on)
        except ValueError:
            parser.refuse(f"« {chosen.on} » n’est pas une date AAAA-MM-JJ.")
        try:
            added = add_value(
                folder,
                chosen.key,
                on=on,
                value=chosen.add,
                source=chosen.source,
                reference=chosen.reference,
                checked_on=clock.today(),
                replace_mine=chosen.replace,
            )
        except (ValueRefused, UnknownRule) as refused:
            print(refused, file=sys.stderr)
            return 2
        print(f"Valeur enregistrée : {added.key}, {added.value}, à partir du {added.on:%d/%m/%Y}.")
        return 0
    law = LawBook.load(folder if folder.is_dir() else None)
    try:
        tables = [table(law, key) for key in ([chosen.key] if chosen.key else law.keys())]
    except UnknownRule as unknown:
        print(unknown, file=sys.stderr)
        return 2
    if chosen.json:
        print(json.dumps({"rules": tables}, ensure_ascii=False, indent=2))
        return 0
    for one in tables:
        _show(one, whole=bool(chosen.key))
    return 0


def _show(page: dict[str, Any], *, whole: bool) -> None:
    known = page["known_until"]
    until = f" — connue jusqu’au {known}" if known else ""
    print(f"{page['key']} : {page['term']} ({page['unit']}){until}")
    rows = page["values"] if whole else page["values"][-1:]
    for row in rows:
        value = row["value"] if row["value"] is not None else "non établi"
        mark = "" if row["printable"] else "  [non vérifié : ne s’imprime pas]"
        print(f"  {row['from']}  {value:>10}  {row['grade']}  {row['source'] or ''}{mark}")
