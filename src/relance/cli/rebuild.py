"""`relance rebuild`: make the caches again from the journals, and prove that they agree."""

from __future__ import annotations

import json
import sys

from relance.cli.parser import Parser
from relance.cli.setup import ready


def main(arguments: list[str]) -> int:
    parser = Parser("rebuild", "Refait les caches depuis les historiques, et compare.")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    chosen = parser.parse_args(arguments)
    ready()
    from relance.notices import french
    from relance.office import clock, rebuilding, settings
    from relance.office.access import everything

    with everything():
        done = rebuilding.rebuild(clock.today(settings.CONFIG.time_zone))
    told = {
        "cases": done.cases,
        "mended": [{"case": case, "cache": name} for case, name in done.mended],
        "broken": [{"case": case, "entry": sequence} for case, sequence in done.broken],
    }
    if chosen.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        read = french.count(done.cases, "dossier relu", "dossiers relus")
        mended = french.count(len(done.mended), "valeur corrigée", "valeurs corrigées")
        print(f"{read}, {mended}.")
    for case, sequence in done.broken:
        print(
            f"L’historique du dossier {case} a été modifié à l’événement {sequence} : sa chaîne "
            "d’empreintes ne tient plus. Rien n’y a été touché. Restaurez une sauvegarde.",
            file=sys.stderr,
        )
    return 1 if done.mended or done.broken else 0
