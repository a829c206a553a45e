"""Judge a bundle from its files alone: journal, pieces, tree, outside witnesses.

Part of the stand-alone verifier: the standard library alone, and no trust in what is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from relance.evidence.journal import Line, chained, read_lines, sealed
from relance.evidence.listing import (
    JOURNAL,
    PIECES,
    POINTS,
    STAMPED,
    STAMPS,
    against_list,
    json_of,
    listing,
)
from relance.evidence.outside import against, held_by
from relance.evidence.reading import (
    Point,
    Problem,
    Unreadable,
    Witness,
    digests,
    instant,
    read_point,
)
from relance.evidence.tree import consistent


class Verdict(NamedTuple):
    """What was found: problems, remarks that are no fault, and how much was looked at."""

    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    entries: int
    files: int
    witnesses: int

    @property
    def good(self) -> bool:
        return not self.problems


def judge(files: dict[str, bytes], witnesses: Sequence[Witness] = ()) -> Verdict:
    """Look at everything; every problem names its place. Raises Unreadable."""
    manifest = listing(files)
    case = str(manifest["case"])
    lines = read_lines(files.get(JOURNAL, b""))
    problems = against_list(files, manifest) + chained(lines, case) + _counted(lines, manifest)
    points, broken = read_points(files)
    found, late = sealed(lines, points)
    lost, loose = _pieces(files, lines, manifest)
    problems += lost + broken + found + _stamped(files)
    for witness in witnesses:
        problems += against(witness, lines, points, case)
    remarks = (*loose, *late, *_ordered(points), *held_by(witnesses, lines, points))
    return Verdict(tuple(problems), remarks, len(lines), len(files), len(witnesses))


def _counted(lines: Sequence[Line | None], manifest: dict[str, Any]) -> list[Problem]:
    if not lines:
        return [Problem(JOURNAL, "n’a pas une seule entrée")]
    if manifest["entries"] != len(lines):
        what = f"a {len(lines)} entrées, la liste des fichiers en annonce {manifest['entries']}"
        return [Problem(JOURNAL, what)]
    return []


def _pieces(
    files: dict[str, bytes], lines: Sequence[Line | None], manifest: dict[str, Any]
) -> tuple[list[Problem], list[str]]:
    """Each piece that the journal holds by its hash is there; what it does not hold is said."""
    held: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        for digest in pieces_named(line.said.get("fact") if line else None):
            held.setdefault(digest, number)
    there = {hashlib.sha256(c).hexdigest(): n for n, c in files.items() if n.startswith(PIECES)}
    absent = {one for one in manifest["absent"] if isinstance(one, str)}
    loose = sorted(name for digest, name in there.items() if digest not in held)
    remarks = [f"{name} : jointe, mais aucune entrée ne la nomme" for name in loose]
    problems = []
    for digest, number in held.items():
        if digest in there:
            continue
        # A piece said to be erased while another one is slipped in may be that piece, changed.
        if digest in absent and not loose:
            remarks.append(f"entrée n° {number} : sa pièce n’est plus conservée")
        else:
            what = "la pièce qu’elle nomme manque ou a changé"
            problems.append(Problem(f"entrée n° {number}", what))
    return problems, remarks


def pieces_named(fact: Any) -> Iterable[str]:
    """The hashes by which a fact holds its pieces."""
    if isinstance(fact, dict):
        for name, value in fact.items():
            if name in ("sha256", "exhibit") and isinstance(value, str) and len(value) == 64:
                yield value
            else:
                yield from pieces_named(value)


def read_points(files: dict[str, bytes]) -> tuple[list[Point], list[Problem]]:
    """The checkpoints in order, each proven to begin with the one before. Raises Unreadable."""
    points: list[Point] = []
    listed = json_of(files, POINTS)
    if not isinstance(listed, list):
        raise Unreadable(f"{POINTS} n’est pas une liste de points de contrôle.")
    for number, one in enumerate(listed, 1):
        place = f"point de contrôle n° {number}"
        try:
            if set(one) != {"note", "proof"} or not isinstance(one["note"], str):
                raise ValueError
            point, proof = read_point(one["note"]), digests(one["proof"])
        except (Unreadable, TypeError, ValueError):
            return points, [Problem(place, "n’est pas lisible")]
        before = points[-1] if points else None
        if before is None and proof:
            return points, [Problem(place, "porte une preuve qui ne prolonge rien")]
        if before and (before.origin, before.signers) != (point.origin, point.signers):
            return points, [Problem(place, "est d’un autre journal que le point d’avant")]
        if before and not consistent(before.size, point.size, before.root, point.root, proof):
            return points, [Problem(place, "ne prolonge pas le point d’avant")]
        points.append(point)
    return points, []


def _stamped(files: dict[str, bytes]) -> list[Problem]:
    """What is given to be checked against a stamp is a checkpoint of this bundle, to the byte."""
    beside = [name for name in files if name.startswith(STAMPS) and name.endswith(STAMPED)]
    if not beside:
        return []
    notes = {
        str(one.get("note")).encode("utf-8", "replace")
        for one in json_of(files, POINTS)
        if isinstance(one, dict)
    }
    what = "n’est pas un point de contrôle de ce dossier"
    return [Problem(name, what) for name in beside if files[name] not in notes]


def _ordered(points: Sequence[Point]) -> list[str]:
    found = []
    before = None
    for number, point in enumerate(points, 1):
        at = instant(point.at)
        if before and at and at < before:
            what = "dit avoir été fait avant celui qu’il prolonge"
            found.append(f"point de contrôle n° {number} : {what}")
        before = at or before
    return found
