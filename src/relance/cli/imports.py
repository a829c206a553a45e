"""`relance import`: read invoices, name every problem, make the cases."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from relance.cli.parser import Parser
from relance.cli.setup import ready

if TYPE_CHECKING:
    from relance.intake import Reading
    from relance.office.reports import ImportReport

KINDS = ("business", "consumer", "public")


def main(arguments: list[str]) -> int:
    parser = _parser()
    chosen = parser.parse_args(arguments)
    missing = [name for name in chosen.files if not Path(name).exists()]
    if missing:
        parser.refuse(f"Introuvable : {', '.join(missing)}.")
    from relance.intake import expand, read_files

    readings = read_files(expand(chosen.files))
    if chosen.dry_run:
        report = _dry(readings)
    else:
        ready()
        report = _recorded(parser, chosen, readings)
    if chosen.json:
        print(json.dumps(_told(report), ensure_ascii=False, indent=2))
    else:
        print(
            f"{len(report.invoices)} facture(s) et {len(report.credit_notes)} avoir(s) lus, "
            f"{report.recorded} enregistré(s), {len(report.problems)} remarque(s)."
        )
        for problem in report.problems:
            print(
                f"{problem.file} – {problem.where} : {problem.message} {problem.hint}",
                file=sys.stderr,
            )
    return 1 if any(problem.severity == "error" for problem in report.problems) else 0


def _parser() -> Parser:
    parser = Parser(
        "import",
        "Lit des factures (Factur-X, ZUGFeRD, CII, UBL, CSV, XLSX, PDF), ou des dossiers entiers.",
        nothing="Rien n’a été importé.",
    )
    parser.add_argument("files", nargs="+", metavar="FICHIER")
    parser.add_argument("--dry-run", action="store_true", help="lit sans rien enregistrer")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    parser.add_argument("--map", metavar="FICHIER", help="les colonnes d’un tableau (TOML)")
    parser.add_argument(
        "--email", default="", help="l’adresse du client, si le fichier ne la dit pas"
    )
    parser.add_argument("--phone", default="", help="son téléphone, si le fichier ne le dit pas")
    parser.add_argument(
        "--kind", choices=KINDS, help="ce qu’est le client, si le fichier ne le dit pas"
    )
    parser.add_argument("--creditor", metavar="NUMÉRO", type=int, help="pour quel créancier")
    return parser


def _dry(readings: list[Reading]) -> ImportReport:
    """What an import would find, without any database."""
    from relance.office.reports import sort_readings, without_repeats

    report, good = sort_readings(readings)
    without_repeats(good, report)
    return report


def _recorded(parser: Parser, chosen: object, readings: list[Reading]) -> ImportReport:
    from django.db import DatabaseError

    from relance.case import DebtorKind
    from relance.office import clock, importing, settings, sign_in
    from relance.office.access import everything
    from relance.office.models import CreditorRow, Membership

    kind = getattr(chosen, "kind", None)
    defaults = importing.Defaults(
        kind=DebtorKind(kind) if kind else None,
        email=getattr(chosen, "email", ""),
        phone=getattr(chosen, "phone", ""),
    )
    with everything():
        creditor = None
        number = getattr(chosen, "creditor", None)
        if number is not None:
            creditor = CreditorRow.objects.filter(pk=number).first()
            if creditor is None:
                parser.refuse(f"Il n’y a pas de créancier {number}.")
        person = sign_in.owner()
        organization = Membership.objects.filter(user_id=person.pk).order_by("pk")[0].organization
        try:
            report, _ = importing.import_readings(
                readings,
                organization=creditor.organization if creditor else organization,
                creditor=creditor,
                by="commande",
                defaults=defaults,
                contents=_content,
                today=clock.today(settings.CONFIG.time_zone),
            )
        except DatabaseError as wrong:
            print(
                f"La base de données a refusé l’import ({wrong}). Ce lot n’a pas été enregistré. "
                "Lancez « relance doctor », puis recommencez : rien ne sera pris deux fois.",
                file=sys.stderr,
            )
            raise SystemExit(2) from None
    return report


def _content(reading: Reading) -> tuple[bytes, str] | None:
    """The file itself, kept as an exhibit; a row of a spreadsheet has no file of its own."""
    path = Path(reading.file)
    if not path.is_file():
        return None
    return path.read_bytes(), reading.media_type


def _told(report: ImportReport) -> dict[str, object]:
    return {
        "invoices": [document.as_json() for document in report.invoices],
        "credit_notes": [document.as_json() for document in report.credit_notes],
        "problems": [problem.as_json() for problem in report.problems],
    }
