"""`relance backup` and `relance restore`: a copy of everything but the key, and back."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from relance.cli.parser import Parser
from relance.cli.setup import ready


def backup(arguments: list[str]) -> int:
    parser = Parser("backup", "Copie la base et les valeurs de loi ajoutées ; jamais la clé.")
    parser.add_argument("-o", "--output", metavar="FICHIER", help="où écrire l’archive")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    chosen = parser.parse_args(arguments)
    ready()
    from relance.office import clock, copies, settings

    target = Path(chosen.output or f"relance-{clock.now():%Y%m%d-%H%M%S}.tar.gz").absolute()
    try:
        made = copies.backup(target)
    except copies.CopyRefused as refused:
        print(refused, file=sys.stderr)
        return 2
    if chosen.json:
        print(json.dumps(made, ensure_ascii=False, indent=2))
    else:
        print(f"Sauvegarde écrite : {target}")
        print(
            f"Gardez à part le fichier {settings.CONFIG.data / 'relance.key'} : sans lui, les mots "
            "de passe enregistrés resteront illisibles.",
            file=sys.stderr,
        )
    return 0


def restore(arguments: list[str]) -> int:
    parser = Parser("restore", "Remet une sauvegarde en place ; rien ne part avant votre accord.")
    parser.add_argument("file", metavar="FICHIER")
    parser.add_argument("--replace", action="store_true", help="remplace la base présente")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    chosen = parser.parse_args(arguments)
    ready(migrate=False)
    from relance.office import copies

    try:
        made = copies.restore(Path(chosen.file), replace=chosen.replace)
    except copies.CopyRefused as refused:
        print(refused, file=sys.stderr)
        return 2
    if chosen.json:
        print(json.dumps(made, ensure_ascii=False, indent=2))
    else:
        print(
            "Sauvegarde remise en place. Les envois sont en pause : ouvrez le bureau, regardez ce "
            "qui est déjà parti depuis, puis relancez-les."
        )
    return 0
