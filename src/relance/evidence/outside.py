"""What a copy kept outside shows of a bundle, and up to which entry it holds.

Part of the stand-alone verifier: the standard library alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from relance.evidence.journal import Line
from relance.evidence.listing import POINTS
from relance.evidence.reading import Point, Problem, Witness, instant


def against(
    witness: Witness, lines: Sequence[Line | None], points: Sequence[Point], case: str
) -> list[Problem]:
    """The entries the witness names, and the tree it saw, must still be there."""
    name, seen = witness.name, witness.point
    if points and (seen.origin, seen.signers) != (points[0].origin, points[0].signers):
        what = f"est d’un autre journal ({_source(seen)}) que ce dossier ({_source(points[0])})"
        return [Problem(name, what)]
    found = _entries(witness, lines, case)
    roots = {point.size: point.root for point in points}
    if seen.size > (points[-1].size if points else 0):
        what = f"plus ancien que {name} : une copie d’avant, ou une fin coupée"
    elif seen.size not in roots:
        what = f"n’a pas le point de contrôle de {name}"
    elif roots[seen.size] != seen.root:
        what = f"n’a pas la racine que {name} a vue"
    else:
        return found
    return [*found, Problem(POINTS, what)]


def _entries(witness: Witness, lines: Sequence[Line | None], case: str) -> list[Problem]:
    """The first entry of this case that is not as the witness saw it."""
    for sequence, digest in sorted((s, h) for c, s, h in witness.leaves.values() if c == case):
        place = f"entrée n° {sequence}"
        if not 0 < sequence <= len(lines):
            return [Problem(place, f"manque : {witness.name} la nomme")]
        line = lines[sequence - 1]
        if line is not None and line.hash != digest:  # an unreadable one is said by the chain
            return [Problem(place, f"n’est pas celle que {witness.name} a vue")]
    return []


def held_by(
    witnesses: Sequence[Witness], lines: Sequence[Line | None], points: Sequence[Point]
) -> list[str]:
    """Which entries no witness holds: they are newer than the newest of them."""
    size = max((one.point.size for one in witnesses), default=0)
    last = next((one for one in points if one.size == size), None)
    if not witnesses or last is None:
        return []
    held = sum(1 for line in lines if line and line.leaf is not None and line.leaf < size)
    if held == len(lines):
        return []
    at = instant(last.at)
    day = f"{at:%d/%m/%Y}" if at else last.at
    after = f"celles d’après l’entrée n° {held}" if held else "les entrées de ce dossier"
    return [
        f"le témoin le plus récent est du {day} : {after} n’y sont pas, rien ne les tient ailleurs"
    ]


def _source(point: Point) -> str:
    return ", ".join((point.origin, *point.signers))
