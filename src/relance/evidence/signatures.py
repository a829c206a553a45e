"""What the stand-alone file cannot look at: the signatures of notes, and time stamps."""

from __future__ import annotations

import json
from collections.abc import Mapping

from relance.evidence.bundle import KEY
from relance.evidence.checkpoint import signature_good
from relance.evidence.listing import POINTS, STAMPS, TOKEN
from relance.evidence.reading import Problem, Unreadable, read_point
from relance.evidence.timestamp import StampRefused, verify
from relance.evidence.verdict import Also

_OWN_KEY = "la clé publique est celle du dossier lui-même : demandez-la par un autre chemin (--cle)"
_NO_CHAIN = "les horodatages : donnez les certificats de l’autorité (--chaine)"


def checked(files: Mapping[str, bytes], *, key: str = "", chain: bytes = b"") -> Also:
    """Check each note's signature and each stamp of a bundle that could be read.

    `key` is the public key as it came by another way, else the bundle's own is taken and said.
    `chain` holds the authority's certificates; without it stamps are named as not checked.
    Raises Unreadable for a key.
    """
    notes = _notes(files)
    known = key or files.get(KEY, b"").decode("utf-8", "replace")
    problems: list[Problem] = []
    good: list[str] = []
    not_checked = [] if key else [_OWN_KEY]
    for number, note in enumerate(notes, 1):
        if not known or not signature_good(note, known):
            place = f"point de contrôle n° {number}"
            problems.append(Problem(place, "n’est pas signé par la clé donnée"))
    if notes and not problems:
        many = f"{len(notes)} signatures" if len(notes) > 1 else "1 signature"
        whose = "la clé donnée" if key else "la clé du dossier lui-même"
        good.append(f"{many} de point de contrôle, par {whose}")
    stamps = {
        name[len(STAMPS) : -len(TOKEN)]: content
        for name, content in files.items()
        if name.startswith(STAMPS) and name.endswith(TOKEN)
    }
    if stamps and not chain:
        return Also((*good,), tuple(problems), (*not_checked, _NO_CHAIN))
    by_size = {str(read_point(note).size): note for note in notes}
    for size, content in stamps.items():
        name = f"{STAMPS}{size}{TOKEN}"
        try:
            made = verify(content, by_size.get(size, "").encode(), chain)
        except StampRefused as wrong:
            problems.append(Problem(name, str(wrong).rstrip(".")))
        else:
            good.append(f"{name} : {made.authority}, {made.at:%d/%m/%Y %H:%M:%S} UTC")
    return Also(tuple(good), tuple(problems), tuple(not_checked))


def _notes(files: Mapping[str, bytes]) -> list[str]:
    """The notes that can be read; the others are named by the judge."""
    found = []
    try:
        for one in json.loads(files.get(POINTS, b"[]")):
            read_point(one["note"])
            found.append(one["note"])
    except (Unreadable, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass  # what follows is not read either
    return found
