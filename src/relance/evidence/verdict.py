"""The verdict of a bundle, in French, for who has Python and nothing of ours.

    python3 verifier.py [BUNDLE.zip | FOLDER] [--temoin FILE ...] [--json]

Exit status: 0 nothing wrong, 1 something is, 2 the bundle cannot be read or the call is wrong.
Part of the stand-alone verifier: the standard library alone.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import NamedTuple

from relance.evidence.judging import Verdict, judge
from relance.evidence.opening import open_witness, read_bundle
from relance.evidence.reading import Problem, Unreadable

NOT_CHECKED = (
    "les signatures des points de contrôle (Ed25519) : la bibliothèque standard ne sait pas",
    "les horodatages (RFC 3161) : la bibliothèque standard ne sait pas",
)
"""What this file cannot look at; `relance verify` does."""
LISTED_ALONE = (
    "ce que dit dossier.pdf, et tout fichier qu’aucune entrée ne nomme : seule la liste des fichiers "
    "les tient, et rien ne la signe"
)
NO_WITNESS = (
    "Sans témoin extérieur (--temoin), ne se voient pas : un journal refait d’un bout à l’autre, "
    "une fin coupée, une copie plus ancienne remise en place."
)
USAGE = """Usage : python3 verifier.py [DOSSIER.zip | DOSSIER] [--temoin FICHIER ...] [--json]

Sans dossier nommé : celui où se trouve ce fichier. --temoin : une copie gardée ailleurs, le fichier
texte ou le courriel (.eml) ; l’option se répète. Code de sortie : 0 rien de faux, 1 une anomalie,
2 illisible ou mal appelé."""


class Also(NamedTuple):
    """What a richer verifier looked at besides: good things, problems, what it could not."""

    good: tuple[str, ...]
    problems: tuple[Problem, ...]
    not_checked: tuple[str, ...]


_ALONE = Also((), (), NOT_CHECKED)


def judged(path: Path, witnesses: list[Path]) -> tuple[Verdict, dict[str, bytes]]:
    """The verdict of what lies at this path, and its files. Raises Unreadable."""
    opened = read_bundle(path, aside=witnesses)
    verdict = judge(opened.files, [open_witness(one) for one in witnesses])
    problems = (*opened.problems, *verdict.problems)
    remarks = (*verdict.remarks, *opened.remarks)
    return verdict._replace(problems=problems, remarks=remarks), opened.files


def told(verdict: Verdict, also: Also = _ALONE) -> str:
    """The verdict as a person reads it."""
    problems = (*verdict.problems, *also.problems)
    lines = [
        f"{_count(verdict.entries, 'entrée')}, {_count(verdict.files, 'fichier')}, "
        f"{_count(verdict.witnesses, 'témoin')} gardé{'s' if verdict.witnesses > 1 else ''} ailleurs."
    ]
    lines += [f"  FAUX  {one.place} : {one.what}." for one in problems]
    lines += [f"  bon   {one}." for one in also.good]
    lines += [f"  note  {one}." for one in verdict.remarks]
    lines += ["", "Non vérifié ici :"]
    lines += [f"  - {one}." for one in (*also.not_checked, LISTED_ALONE)]
    if not verdict.witnesses:
        lines += ["", NO_WITNESS]
    good = "Rien de faux n’a été trouvé."
    bad = f"{_count(len(problems), 'anomalie')}. La première dit où le dossier a été touché."
    return "\n".join([*lines, "", bad if problems else good])


def _count(number: int, name: str) -> str:
    """«1 entrée», «2 entrées»."""
    return f"{number} {name}{'' if number < 2 else 's'}"


def as_json(verdict: Verdict, also: Also = _ALONE) -> str:
    """The same for a program."""
    problems = (*verdict.problems, *also.problems)
    not_checked = [*also.not_checked, LISTED_ALONE]
    return json.dumps(
        {
            "good": not problems,
            "problems": [{"place": one.place, "what": one.what} for one in problems],
            "checked": list(also.good),
            "remarks": list(verdict.remarks),
            "entries": verdict.entries,
            "files": verdict.files,
            "witnesses": verdict.witnesses,
            "not_checked": not_checked + ([] if verdict.witnesses else [NO_WITNESS]),
        },
        ensure_ascii=False,
        indent=2,
    )


def main(arguments: list[str]) -> int:
    """The command line of the stand-alone file."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without «’» still gets its verdict
    if {"-h", "--help", "--aide"} & set(arguments):
        print(USAGE)
        return 0
    paths: list[Path] = []
    witnesses: list[Path] = []
    rest = [one for one in arguments if one != "--json"]
    while rest:
        one = rest.pop(0)
        if one == "--temoin" and rest and not rest[0].startswith("--"):
            witnesses.append(Path(rest.pop(0)))
        elif one.startswith("-") or paths:
            wrong = "attend un fichier" if one == "--temoin" else "n’est pas attendu ici"
            print(f"« {one} » {wrong}. Rien n’a été vérifié.\n\n{USAGE}", file=sys.stderr)
            return 2
        else:
            paths.append(Path(one))
    try:
        verdict, _ = judged(paths[0] if paths else Path(sys.argv[0]).resolve().parent, witnesses)
    except Unreadable as wrong:
        print(f"Illisible : {wrong} Rien n’a été vérifié.", file=sys.stderr)
        return 2
    print(as_json(verdict) if "--json" in arguments else told(verdict))
    return 0 if verdict.good else 1
