"""Check every journal of a creditor at once, in the order of his tree: chains, leaves, root.

A stream: what is kept in memory is one hash a case and the right edge of the tree.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from relance.evidence.journal import GENESIS
from relance.evidence.merkle import Frontier
from relance.evidence.reading import Problem, leaf_text
from relance.evidence.tree import leaf_hash


@dataclass(frozen=True, slots=True)
class Leaf:
    """One sealed entry: its case, its place in the case, its canonical text, its stored hash."""

    case: str
    sequence: int
    text: str
    hash: str


@dataclass(frozen=True, slots=True)
class Whole:
    """How many entries were read, and what is wrong, the first fault of each case alone."""

    entries: int
    problems: tuple[Problem, ...]


def check_whole(leaves: Iterable[Leaf], roots: Mapping[int, bytes]) -> Whole:
    """Read the leaves in order; `roots` are those of the checkpoints, by size of the tree."""
    last: dict[str, tuple[int, str]] = {}
    broken: set[str] = set()
    problems: list[Problem] = []
    frontier = Frontier()
    for leaf in leaves:
        if leaf.case not in broken and (wrong := _wrong(leaf, last)):
            broken.add(leaf.case)
            problems.append(Problem(f"dossier {leaf.case}, entrée n° {leaf.sequence}", wrong))
        last[leaf.case] = (leaf.sequence, leaf.hash)
        frontier.add(leaf_hash(leaf_text(leaf.case, leaf.sequence, leaf.hash)))
        root = roots.get(frontier.size)
        if root is not None and root != frontier.root:
            what = "l’arbre n’a pas la racine qui a été signée"
            problems.append(Problem(f"point de contrôle à {frontier.size}", what))
    missing = max(roots, default=0)
    if missing > frontier.size:
        what = f"l’arbre n’a plus que {frontier.size} entrées"
        problems.append(Problem(f"point de contrôle à {missing}", what))
    return Whole(frontier.size, tuple(problems))


def _wrong(leaf: Leaf, last: Mapping[str, tuple[int, str]]) -> str:
    before, previous = last.get(leaf.case, (0, GENESIS))
    if leaf.sequence != before + 1:
        return "ne suit pas l’entrée d’avant"
    content = hashlib.sha256(leaf.text.encode()).digest()
    if hashlib.sha256(bytes.fromhex(previous) + content).hexdigest() != leaf.hash:
        return "a changé\u00a0: la chaîne est rompue ici"
    said = json.loads(leaf.text)
    if said["sequence"] != leaf.sequence or said["case"] != leaf.case:
        return "porte un autre numéro, ou un autre dossier"
    return ""
