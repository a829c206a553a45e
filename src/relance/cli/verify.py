"""`relance verify FILE`: judge a bundle offline, signatures and time stamps included."""

from __future__ import annotations

import sys
from pathlib import Path

from relance.cli.parser import Parser


def main(arguments: list[str]) -> int:
    parser = Parser("verify", "Vérifie un dossier de preuve, sans réseau et sans base de données.")
    parser.add_argument("file", metavar="DOSSIER", help="le .zip, ou le dossier déplié")
    parser.add_argument("--temoin", action="append", default=[], metavar="FICHIER")
    parser.add_argument("--cle", metavar="FICHIER", help="la clé publique, reçue d’ailleurs")
    parser.add_argument("--chaine", metavar="FICHIER", help="les certificats de l’horodateur (PEM)")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    chosen = parser.parse_args(arguments)
    from relance.evidence import signatures
    from relance.evidence.reading import Unreadable
    from relance.evidence.verdict import as_json, judged, told

    try:
        verdict, files = judged(Path(chosen.file), [Path(name) for name in chosen.temoin])
        more = signatures.checked(
            files,
            key=Path(chosen.cle).read_text(encoding="utf-8") if chosen.cle else "",
            chain=Path(chosen.chaine).read_bytes() if chosen.chaine else b"",
        )
    except Unreadable as wrong:
        why = str(wrong)
    except (OSError, UnicodeDecodeError) as wrong:
        why = f"{chosen.cle or chosen.chaine} ne se lit pas ({type(wrong).__name__})."
    else:
        print(as_json(verdict, also=more) if chosen.json else told(verdict, also=more))
        return 0 if verdict.good and not more.problems else 1
    print(f"Illisible : {why} Rien n’a été vérifié.", file=sys.stderr)
    return 2
