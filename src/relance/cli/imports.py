"""`relance import`: read invoices, name every problem, make the cases."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relance.cli.import_lists import list_readings, lists_among, show_guesses
from relance.cli.import_printed import known_ones_named, printed_too, wait_at_the_desk
from relance.cli.parser import Parser
from relance.cli.setup import ready

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relance.intake import Document, Problem, Reading
    from relance.office.reports import ImportReport

KINDS = ("business", "consumer", "public")


def main(arguments: list[str]) -> int:
    parser = _parser()
    chosen = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # A name may hold bytes that are no UTF-8.
            stream.reconfigure(errors="surrogateescape")
    from relance.intake import expand

    files = expand(chosen.files)
    sheets = lists_among(files)
    if sheets and not chosen.map:
        return _guessed(show_guesses(sheets, json=chosen.json), json=chosen.json)
    readings = _read(files, sheets)
    readings.extend(list_readings(parser, sheets, chosen.map) if sheets else ())
    report = _dry(readings) if chosen.dry_run else _recorded(parser, chosen, readings)
    for folder in chosen.files:
        if folder and Path(folder).is_dir() and not expand([folder]):
            report.problems.append(_empty(folder))
    _tell(report, chosen)
    if not any(name and Path(name).exists() for name in chosen.files):
        return 2  # Nothing that was named is there: a wrong call, not an import.
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


def _read(files: list[str], sheets: list[str]) -> list[Reading]:
    """The reading of each file that is no list, in order."""
    from relance.intake import read_files

    apart = set(sheets)
    return read_files([name for name in files if name not in apart])


def _guessed(problems: list[Problem], *, json: bool) -> int:
    """A list without its map: nothing is imported, whatever else was given."""
    from relance.office.reports import ImportReport

    report = ImportReport(problems=problems)
    if json:
        _print_json(report)
    for problem in problems:
        _say(problem)
    return 2


def _empty(folder: str) -> Problem:
    from relance.intake import Problem

    return Problem(
        folder,
        "empty_folder",
        "dossier",
        "Ce dossier ne contient aucun fichier.",
        "Donnez le dossier où sont vos factures. Rien n’a été importé de celui-ci.",
    )


def _dry(found: list[Reading]) -> ImportReport:
    """What an import would find; what is already followed is named if there is a database."""
    from relance.office import config
    from relance.office.reports import sort_readings, without_repeats

    printed = printed_too(found)
    settings = config.load()
    if not settings.database_url and not (settings.data / "relance.sqlite3").is_file():
        report, good = sort_readings(one.reading for one in printed)
        without_repeats(good, report)
        return report
    ready()
    from relance.office.access import everything
    from relance.office.importing import not_yet_known
    from relance.office.models import CreditorRow

    with everything():
        report, good = sort_readings(one.reading for one in known_ones_named(printed, None))
        good = without_repeats(good, report)
        for creditor in CreditorRow.objects.all()[:1000]:
            not_yet_known(good, creditor, report)
    return report


def _recorded(parser: Parser, chosen: Any, found: list[Reading]) -> ImportReport:
    ready()
    from django.db import DatabaseError

    from relance.case import DebtorKind
    from relance.office import clock, importing, settings, sign_in
    from relance.office.access import everything
    from relance.office.debtors_batch import Defaults
    from relance.office.models import CreditorRow, Membership

    defaults = Defaults(
        kind=DebtorKind(chosen.kind) if chosen.kind else None,
        email=chosen.email,
        phone=chosen.phone,
    )
    with everything():
        creditor = None
        if chosen.creditor is not None:
            creditor = CreditorRow.objects.filter(pk=chosen.creditor).first()
            if creditor is None:
                parser.refuse(f"Il n’y a pas de créancier {chosen.creditor}.")
        person = sign_in.owner()
        organization = Membership.objects.filter(user_id=person.pk).order_by("pk")[0].organization
        try:
            printed = known_ones_named(printed_too(found), creditor)
            report, made = importing.import_readings(
                [one.reading for one in printed],
                organization=creditor.organization if creditor else organization,
                creditor=creditor,
                by="commande",
                defaults=defaults,
                contents=_content,
                today=clock.today(settings.CONFIG.time_zone),
            )
            wait_at_the_desk(printed, report, organization, made or creditor)
        except DatabaseError as wrong:
            print(
                f"La base de données a refusé l’import ({wrong}). Ce lot n’a pas été enregistré. "
                "Lancez «\u00a0relance doctor\u00a0», puis recommencez\u00a0: rien ne sera pris deux fois.",
                file=sys.stderr,
            )
            raise SystemExit(2) from None
    return report


def _content(reading: Reading) -> tuple[bytes, str] | None:
    """The file itself, kept as an exhibit; a row of a list has no file of its own."""
    path = Path(reading.file)
    if not reading.sha256 or not path.is_file():
        return None
    return path.read_bytes(), reading.media_type


def _tell(report: ImportReport, chosen: Any) -> None:
    if chosen.json:
        _print_json(report)
        return
    from relance.notices.french import count

    read = [
        count(len(report.invoices), "facture", "factures"),
        count(len(report.credit_notes), "avoir", "avoirs"),
    ]
    kept = count(report.recorded, "enregistré", "enregistrés")
    done = "rien d’enregistré (essai)" if chosen.dry_run else kept
    remarks = count(len(report.problems), "remarque", "remarques")
    print(f"Lu\u00a0: {' et '.join(read)}\u00a0; {done}, {remarks}.")
    for problem in report.problems:
        _say(problem)


def _print_json(report: ImportReport) -> None:
    """The one document, an item at a time: a list of 100,000 invoices is never held twice."""
    lists: dict[str, Sequence[Document | Problem]] = {
        "invoices": report.invoices,
        "credit_notes": report.credit_notes,
        "problems": report.problems,
    }
    for rank, (name, items) in enumerate(lists.items()):
        print(f"{',' if rank else '{'}\n  {json.dumps(name)}: [", end="")
        for place, item in enumerate(items):
            told = json.dumps(item.as_json(), ensure_ascii=False, indent=2).replace("\n", "\n    ")
            print(f"{',' if place else ''}\n    {told}", end="")
        print("\n  ]" if items else "]", end="")
    print("\n}")


def _say(problem: Problem) -> None:
    said = f"{problem.file} – {problem.where}\u00a0: {problem.message} {problem.hint}"
    print("".join(sign if sign >= " " else "\ufffd" for sign in said), file=sys.stderr)
