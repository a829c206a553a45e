"""Every journal of a creditor at once: the first fault of each case, and the roots that were signed."""

from __future__ import annotations

from dataclasses import replace

from relance.evidence.merkle import Tree
from relance.evidence.reading import leaf_text
from relance.evidence.whole import Leaf, check_whole
from tests.evidence.invented import CASE, OTHER, chained, texts

COUNT = 20


def leaves() -> list[Leaf]:
    mine, other = texts(COUNT), texts(COUNT, OTHER)
    found = []
    for place, (a, b, la, lb) in enumerate(
        zip(mine, other, chained(mine), chained(other), strict=True), 1
    ):
        found += [Leaf(CASE, place, a, la.hash), Leaf(OTHER, place, b, lb.hash)]
    return found


GOOD = leaves()
TREE = Tree.of([leaf_text(one.case, one.sequence, one.hash) for one in GOOD])
ROOTS = {10: TREE.root(10), 40: TREE.root(40)}


def test_what_nobody_touched_is_good() -> None:
    found = check_whole(GOOD, ROOTS)
    assert (found.entries, found.problems) == (40, ())


def test_the_first_fault_of_each_case_is_named() -> None:
    """Two cases touched: two places, and not the forty that follow."""
    touched = list(GOOD)
    touched[4] = replace(touched[4], text=touched[4].text.replace("2026", "2025"))
    touched[9] = replace(touched[9], sequence=6)
    places = [one.place for one in check_whole(touched, {}).problems]
    assert places == ["dossier 7, entrée n° 3", "dossier 8, entrée n° 6"]


def test_a_leaf_moved_or_a_tail_cut_misses_the_signed_root() -> None:
    """Chains alone would not show it: the tree does."""
    swapped = [*GOOD[:10:2], *GOOD[1:10:2], *GOOD[10:]]
    assert [one.place for one in check_whole(swapped, ROOTS).problems] == [
        "point de contrôle à 10",
        "point de contrôle à 40",
    ]
    assert [one.place for one in check_whole(GOOD[:-1], ROOTS).problems] == [
        "point de contrôle à 40"
    ]
