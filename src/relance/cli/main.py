"""The `relance` command: says what it can do, and loads only what it needs."""

from __future__ import annotations

import importlib
import os
import sys

COMMANDS: dict[str, tuple[str, str]] = {
    "start": ("relance.cli.start", "ouvre le bureau et ses envois sur cette machine"),
    "demo": ("relance.cli.demo", "la même chose sur un cabinet inventé, dans un dossier à part"),
    "import": ("relance.cli.imports", "lit des factures : Factur-X, CII, UBL, CSV, XLSX, PDF"),
    "bank": ("relance.cli.bank", "lit des relevés : CAMT, CFONB 120, OFX, MT940, QIF, CSV"),
    "today": ("relance.cli.today", "ce qu’une personne doit faire aujourd’hui"),
    "daily": (
        "relance.cli.daily",
        "la tournée du jour : décider, préparer, envoyer ce qui est permis",
    ),
    "rehearse": ("relance.cli.rehearse", "ce qui partirait si personne ne payait"),
    "owed": ("relance.cli.owed", "les sommes dues selon la loi, sans base de données"),
    "case": ("relance.cli.case", "un dossier : où il en est, ce qui est dû, la suite"),
    "bundle": ("relance.cli.bundle", "le dossier de preuve d’un dossier"),
    "verify": ("relance.cli.verify", "vérifie un dossier de preuve, hors ligne"),
    "law": (
        "relance.cli.law",
        "les tables datées et leurs sources ; en reçoit de nouvelles valeurs",
    ),
    "link": ("relance.cli.link", "un nouveau lien de connexion, à usage unique"),
    "worker": ("relance.cli.worker", "les envois seuls, sans le bureau"),
    "backup": ("relance.cli.copies:backup", "copie la base et ses fichiers"),
    "restore": (
        "relance.cli.copies:restore",
        "remet une copie en place ; rien ne part avant votre accord",
    ),
    "rebuild": ("relance.cli.rebuild", "refait les caches depuis les historiques, et compare"),
    "doctor": ("relance.cli.doctor", "vérifie cette installation"),
}
"""Each command's module and its line of help. A module has `main(arguments) -> int`, or the function named."""


def usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {line}" for name, (_, line) in COMMANDS.items()]
    return "\n".join(
        [
            "relance : recouvrer une facture impayée, dans les règles.",
            "",
            "  relance COMMANDE [--data DOSSIER] …",
            "",
            *lines,
            "",
            "« relance COMMANDE --help » détaille chacune. Codes de retour : 0 fait, 1 fait avec",
            "des problèmes signalés, 2 refusé ou mal appelé.",
        ]
    )


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is its answer."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in ("-h", "--help", "help", "aide"):
        print(usage())
        return 0
    name, rest = given[0], given[1:]
    if name in ("--version", "version"):
        from relance import __version__

        print(__version__)
        return 0
    if name not in COMMANDS:
        print(
            f"« {name} » n’est pas une commande de relance. Rien n’a été fait.\n\n{usage()}",
            file=sys.stderr,
        )
        return 2
    _choose_data_folder(rest)
    place, _, function = COMMANDS[name][0].partition(":")
    command = getattr(importlib.import_module(place), function or "main")
    try:
        status: int = command(rest)
    except BrokenPipeError:  # the reader of our output has closed: nothing left to say
        sys.stderr.close()
        return 1
    except Exception as failure:
        from relance.cli import failures

        words = failures.said(failure)
        if words is None:
            raise
        print(words, file=sys.stderr)
        return 2
    return status


def _choose_data_folder(rest: list[str]) -> None:
    """Take `--data FOLDER` before anything opens the database it names."""
    for place, word in enumerate(rest):
        if word == "--data" and place + 1 < len(rest):
            os.environ["RELANCE_DATA"] = rest[place + 1]
            del rest[place : place + 2]
            return
        if word.startswith("--data="):
            os.environ["RELANCE_DATA"] = word.removeprefix("--data=")
            del rest[place]
            return


if __name__ == "__main__":
    sys.exit(main())
