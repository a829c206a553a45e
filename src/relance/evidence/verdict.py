"""The verdict of a bundle, in French, for who has Python and nothing of ours.

    python3 verifier.py [BUNDLE.zip | FOLDER] [--temoin FILE ...] [--json]

Exit status: 0 nothing wrong, 1 something is, 2 the bundle cannot be read. Part of the
stand-alone verifier: the standard library alone.
"""

from __future__ import annotations

import json
import sys
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

from relance.evidence.judging import Problem, Verdict, judge
from relance.evidence.reading import Unreadable, Witness, read_witness

_MOST_BYTES, _MOST_FILES, _MOST_WITNESS = 2 * 1024**3, 100_000, 256 * 1024**2

NOT_CHECKED = (
    "les signatures des points de contrôle (Ed25519) : la bibliothèque standard ne sait pas",
    "les horodatages (RFC 3161) : la bibliothèque standard ne sait pas",
)
"""What this file cannot look at; `relance verify` does."""
NO_WITNESS = (
    "Sans témoin extérieur (--temoin), ne se voient pas : un journal refait d’un bout à l’autre, "
    "une fin coupée, une copie plus ancienne remise en place."
)


def read_bundle(path: Path) -> dict[str, bytes]:
    """The files of a folder or of a zip, by name. Raises Unreadable; nothing is written."""
    try:
        if path.is_dir():
            return _of_folder(path)
        with zipfile.ZipFile(path) as folder:
            listed = [one for one in folder.infolist() if not one.is_dir()]
            if len(listed) > _MOST_FILES or sum(one.file_size for one in listed) > _MOST_BYTES:
                raise Unreadable("Le dossier est trop grand.")
            return {one.filename: _bounded(folder, one) for one in listed}
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error) as wrong:
        raise Unreadable(f"{path} ne se lit pas ({type(wrong).__name__}).") from None


def _bounded(folder: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    with folder.open(one) as file:
        content = file.read(one.file_size + 1)
    if len(content) != one.file_size:
        raise Unreadable(f"{one.filename} n’a pas la taille annoncée.")
    return content


def _of_folder(path: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    size = 0
    for full in sorted(path.rglob("*")):
        if not full.is_file() or "__pycache__" in full.parts:
            continue
        size += full.stat().st_size
        if size > _MOST_BYTES or len(found) > _MOST_FILES:
            raise Unreadable("Le dossier est trop grand.")
        found[full.relative_to(path).as_posix()] = full.read_bytes()
    return found


class Also(NamedTuple):
    """What a richer verifier looked at besides: good things, problems, what it could not."""

    good: tuple[str, ...]
    problems: tuple[Problem, ...]
    not_checked: tuple[str, ...]


_ALONE = Also((), (), NOT_CHECKED)


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
    if also.not_checked:
        lines += ["", "Non vérifié ici :"] + [f"  - {one}." for one in also.not_checked]
    if not verdict.witnesses:
        lines += ["", NO_WITNESS]
    good = "Rien de faux n’a été trouvé."
    bad = f"{_count(len(problems), 'anomalie')}. La première dit où le dossier a été touché."
    return "\n".join([*lines, "", bad if problems else good])


def _count(number: int, name: str) -> str:
    """«1 entrée», «2 entrées»."""
    return f"{number} {name}{'' if number < 2 else 's'}"


def as_json(verdict: Verdict) -> str:
    """The same for a program."""
    return json.dumps(
        {
            "good": verdict.good,
            "problems": [{"place": one.place, "what": one.what} for one in verdict.problems],
            "remarks": list(verdict.remarks),
            "entries": verdict.entries,
            "files": verdict.files,
            "witnesses": verdict.witnesses,
            "not_checked": list(NOT_CHECKED) + ([] if verdict.witnesses else [NO_WITNESS]),
        },
        ensure_ascii=False,
        indent=2,
    )


def main(arguments: list[str]) -> int:
    """The command line of the stand-alone file."""
    rest, names = list(arguments), []
    as_data = "--json" in rest
    if as_data:
        rest.remove("--json")
    while "--temoin" in rest:
        place = rest.index("--temoin")
        names += rest[place + 1 : place + 2]
        del rest[place : place + 2]
    path = Path(rest[0]) if rest else Path(sys.argv[0]).resolve().parent
    try:
        verdict = judge(read_bundle(path), [_witness(Path(name)) for name in names])
    except Unreadable as wrong:
        print(f"Illisible : {wrong} Rien n’a été vérifié.", file=sys.stderr)
        return 2
    print(as_json(verdict) if as_data else told(verdict))
    return 0 if verdict.good else 1


def _witness(path: Path) -> Witness:
    try:
        if path.stat().st_size > _MOST_WITNESS:
            raise Unreadable(f"{path} est trop grand pour un témoin.")
        return read_witness(path.name, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as wrong:
        raise Unreadable(f"{path} ne se lit pas ({type(wrong).__name__}).") from None
