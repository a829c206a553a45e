"""`relance rehearse`: what would leave, day by day, if nobody paid or answered."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from relance.cli.parser import Parser
from relance.cli.setup import ready

_LONGEST_DAYS = 3660


def main(arguments: list[str]) -> int:
    parser = Parser("rehearse", "Ce qui partirait, jour par jour, si personne ne payait.")
    parser.add_argument("case", nargs="*", metavar="DOSSIER", help="seulement ces dossiers")
    parser.add_argument("--days", type=int, default=60, help="nombre de jours (60)")
    parser.add_argument("--from", dest="from_on", metavar="DATE", help="premier jour (aujourd’hui)")
    parser.add_argument("--write", metavar="DOSSIER", help="écrit courriels, lettres et dossiers")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    chosen = parser.parse_args(arguments)
    if not 1 <= chosen.days <= _LONGEST_DAYS:
        parser.refuse(f"--days doit être entre 1 et {_LONGEST_DAYS}.")
    from_on: date | None = None
    if chosen.from_on:
        try:
            from_on = date.fromisoformat(chosen.from_on)
        except ValueError:
            parser.refuse(f"« {chosen.from_on} » n’est pas une date AAAA-MM-JJ.")
    wanted = [int(one) for one in chosen.case if one.isdigit()]
    if len(wanted) != len(chosen.case):
        parser.refuse("Un dossier se nomme par son numéro.")
    ready()
    from relance.office import clock, rehearsing, settings
    from relance.office.access import everything
    from relance.office.models import CaseRow

    with everything():
        cases = CaseRow.objects.select_related("debtor", "creditor").order_by("pk")
        if wanted:
            cases = cases.filter(pk__in=wanted)
            missing = set(wanted) - set(cases.values_list("pk", flat=True))
            if missing:
                parser.refuse(f"Pas de dossier {', '.join(map(str, sorted(missing)))}.")
        days = list(
            rehearsing.rehearse_cases(
                cases,
                from_on=from_on or clock.today(settings.CONFIG.time_zone),
                days=chosen.days,
                write_to=Path(chosen.write) if chosen.write else None,
            )
        )
    days.sort(key=lambda day: (day.on, day.case.pk))
    if chosen.json:
        print(json.dumps({"days": [day.as_json() for day in days]}, ensure_ascii=False, indent=2))
    else:
        _tell(days)
    print(
        "Cette répétition suppose que personne ne paie ni ne répond et que vos paiements sont "
        "connus à jour.",
        file=sys.stderr,
    )
    for day in days:
        for warning in day.warnings:
            print(f"{day.on} dossier {day.case.pk} : {warning}", file=sys.stderr)
    return 0


def _tell(days: Sequence[object]) -> None:
    from relance.notices import step_name
    from relance.notices.french import money, short_day
    from relance.office.rehearsing import Rehearsed

    if not days:
        print("Aucun dossier : importez d’abord une facture (relance import FICHIER).")
    for day in days:
        assert isinstance(day, Rehearsed)
        told = day.as_json()
        words = told["reason"] or step_name(told["step"])
        amount = money(day.total) if day.total is not None else ""
        print(f"{short_day(day.on)}  {day.case.debtor.name[:28]:<28}  {words}  {amount}".rstrip())
