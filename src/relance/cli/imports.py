"""`relance import`: read invoices, name every problem, make the cases."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
        parser.refuse(f"Introuvable\u00a0: {', '.join(missing)}.")
    from relance.intake import expand
    from relance.intake.sheets import is_sheet

    files = expand(chosen.files)
    sheets = [name for name in files if is_sheet(name)]
    if sheets and not chosen.map:
        return _show_guesses(sheets)
    readings = _read(parser, [name for name in files if not is_sheet(name)], sheets, chosen.map)
    report = _dry(readings) if chosen.dry_run else _recorded(parser, chosen, readings)
    if chosen.json:
        print(json.dumps(_told(report), ensure_ascii=False, indent=2))
    else:
        _show(report, dry=chosen.dry_run)
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


def _read(
    parser: Parser, files: list[str], sheets: list[str], columns: str | None
) -> list[Reading]:
    """Every reading, in order: invoices one a file, then the rows of the lists."""
    from relance.intake import Reading, read_files
    from relance.intake.problem import Refusal
    from relance.intake.sheets import sheet_rows

    readings = read_files(files)
    if not sheets:
        return readings
    try:
        written = Path(columns or "").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        parser.refuse(f"Le fichier des colonnes n’est pas lisible ({wrong}).")
    for name in sheets:
        try:
            rows = sheet_rows(Path(name).read_bytes(), file=name, columns=written)
            readings.extend(row.reading("") for row in rows)
        except Refusal as refusal:
            readings.append(Reading(name, "", problems=(refusal.about(name),)))
    return readings


def _show_guesses(sheets: list[str]) -> int:
    """A list without its map: show what each column seems to be, import nothing."""
    from relance.intake.problem import Refusal
    from relance.intake.sheets import sheet_guess

    for name in sheets:
        try:
            found = sheet_guess(Path(name).read_bytes(), file=name)
        except Refusal as refusal:
            about = refusal.about(name)
            print(f"{name} – {about.where}\u00a0: {about.message} {about.hint}", file=sys.stderr)
            continue
        print(f"{name}\u00a0: voici ce que chaque colonne semble être.", file=sys.stderr)
        print(found["written"])
        for note in found["notes"]:
            print(note, file=sys.stderr)
    print(
        "Enregistrez ces lignes dans un fichier, corrigez-les au besoin, puis relancez avec "
        "--map FICHIER. Rien n’a été importé.",
        file=sys.stderr,
    )
    return 2


def _dry(readings: list[Reading]) -> ImportReport:
    """What an import would find; what is already followed is named if there is a database."""
    from relance.office import config
    from relance.office.reports import sort_readings, without_repeats

    report, good = sort_readings(readings)
    good = without_repeats(good, report)
    settings = config.load()
    if settings.database_url or (settings.data / "relance.sqlite3").is_file():
        ready()
        from relance.office.access import everything
        from relance.office.importing import not_yet_known
        from relance.office.models import CreditorRow

        with everything():
            for creditor in CreditorRow.objects.all()[:1000]:
                not_yet_known(good, creditor, report)
    return report


def _recorded(parser: Parser, chosen: Any, readings: list[Reading]) -> ImportReport:
    ready()
    from django.db import DatabaseError

    from relance.case import DebtorKind
    from relance.office import clock, importing, settings, sign_in
    from relance.office.access import everything
    from relance.office.models import CreditorRow, Membership

    defaults = importing.Defaults(
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


def _told(report: ImportReport) -> dict[str, object]:
    return {
        "invoices": [document.as_json() for document in report.invoices],
        "credit_notes": [document.as_json() for document in report.credit_notes],
        "problems": [problem.as_json() for problem in report.problems],
    }


def _show(report: ImportReport, *, dry: bool) -> None:
    done = "rien d’enregistré (essai)" if dry else f"{report.recorded} enregistré(s)"
    print(
        f"{len(report.invoices)} facture(s) et {len(report.credit_notes)} avoir(s) lus, {done}, "
        f"{len(report.problems)} remarque(s)."
    )
    for problem in report.problems:
        print(
            f"{problem.file} – {problem.where}\u00a0: {problem.message} {problem.hint}",
            file=sys.stderr,
        )
