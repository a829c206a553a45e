"""`relance verify FILE`: judge a bundle offline, signatures and time stamps included."""

from __future__ import annotations

import json
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
    from relance.evidence.judging import judge
    from relance.evidence.reading import Unreadable, read_witness
    from relance.evidence.verdict import as_json, read_bundle, told

    try:
        files = read_bundle(Path(chosen.file))
        witnesses = [
            read_witness(Path(name).name, Path(name).read_text(encoding="utf-8"))
            for name in chosen.temoin
        ]
        verdict = judge(files, witnesses)
        more = signatures.checked(
            files,
            key=Path(chosen.cle).read_text(encoding="utf-8") if chosen.cle else "",
            chain=Path(chosen.chaine).read_bytes() if chosen.chaine else b"",
        )
    except (Unreadable, OSError, UnicodeDecodeError) as wrong:
        print(f"Illisible : {wrong} Rien n’a été vérifié.", file=sys.stderr)
        return 2
    if chosen.json:
        answer = json.loads(as_json(verdict))
        answer["not_checked"] = [
            *more.not_checked, *(one for one in answer["not_checked"] if "--temoin" in one)
        ]  # fmt: skip
        answer["checked"] = list(more.good)
        answer["problems"] += [{"place": p.place, "what": p.what} for p in more.problems]
        answer["good"] = not answer["problems"]
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print(told(verdict, also=more))
    return 0 if verdict.good and not more.problems else 1
