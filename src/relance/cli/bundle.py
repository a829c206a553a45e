"""`relance bundle ID -o FILE`: the evidence bundle of a case, to be checked without us."""

from __future__ import annotations

import sys
from pathlib import Path

from relance.cli.parser import Parser
from relance.cli.setup import ready


def main(arguments: list[str]) -> int:
    parser = Parser("bundle", "Le dossier de preuve d’un dossier, vérifiable sans relance.")
    parser.add_argument("id", metavar="DOSSIER", help="son numéro")
    parser.add_argument("-o", "--output", metavar="FICHIER", required=True, help="un fichier .zip")
    chosen = parser.parse_args(arguments)
    if not chosen.id.isdigit():
        parser.refuse("Un dossier se nomme par son numéro.")
    ready()
    from relance.office import clock, settings, zipping
    from relance.office.access import everything
    from relance.office.models import CaseRow
    from relance.office.proof import sealing
    from relance.office.proof.packing import pack

    with everything():
        case = CaseRow.objects.select_related("debtor", "creditor").filter(pk=chosen.id).first()
        if case is None:
            parser.refuse(f"Il n’y a pas de dossier {chosen.id}.")
        sealing.seal(case.creditor_id, clock.now())
        made = pack(case, today=clock.today(settings.CONFIG.time_zone))
    try:
        Path(chosen.output).write_bytes(zipping.zipped(made.files))
    except OSError as wrong:
        parser.refuse(f"{chosen.output} ne s’écrit pas ({wrong.strerror}).")
    print(
        f"{chosen.output} : {made.entries} entrées, dont {made.sealed} scellées, "
        f"{len(made.files)} fichiers.",
        file=sys.stderr,
    )
    return 0
