"""RFC 6962 trees: the verdicts of a transparency log's own vectors, and proofs that we make."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.evidence.merkle import EMPTY, Frontier, Tree
from relance.evidence.tree import consistent, leaf_hash, node_hash, root_of_inclusion
from tests.corpora import CORPORA

VECTORS = CORPORA / "tlog" / "merkle"


def _read(path: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(path.read_text())
    said["proof"] = [base64.b64decode(step) for step in said["proof"] or []]
    return said


@pytest.mark.corpora
def test_each_inclusion_vector_has_its_verdict() -> None:
    """A verifier who takes one forged proof takes them all."""
    paths = sorted((VECTORS / "inclusion").rglob("*.json"))
    wrong = []
    for path in paths:
        one = _read(path)
        found = root_of_inclusion(
            one["leafIdx"], one["treeSize"], base64.b64decode(one["leafHash"] or ""), one["proof"]
        )
        if (found != base64.b64decode(one["root"] or "")) is not one["wantErr"]:
            wrong.append((path.name, one["desc"]))
    assert wrong == []
    assert len(paths) > 20


@pytest.mark.corpora
def test_each_consistency_vector_has_its_verdict() -> None:
    """A tree that does not go on from the one we saw was rewritten."""
    paths = sorted((VECTORS / "consistency").rglob("*.json"))
    wrong = []
    for path in paths:
        one = _read(path)
        roots = [base64.b64decode(one[name] or "") for name in ("root1", "root2")]
        good = consistent(one["size1"], one["size2"], roots[0], roots[1], one["proof"])
        if good is one["wantErr"]:
            wrong.append((path.name, one["desc"]))
    assert wrong == []
    assert len(paths) > 20


def _slow_root(leaves: list[bytes]) -> bytes:
    """The root as RFC 6962 defines it, word for word."""
    if not leaves:
        return EMPTY
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node_hash(_slow_root(leaves[:half]), _slow_root(leaves[half:]))


def _leaves(count: int) -> list[bytes]:
    return [f"leaf {number}".encode() for number in range(count)]


@given(st.integers(0, 70))
def test_both_ways_to_the_root_agree_with_the_standard(count: int) -> None:
    """The frontier is what a checkpoint is made of: wrong once, every later proof is."""
    leaves = _leaves(count)
    frontier = Frontier()
    for leaf in leaves:
        frontier = Frontier.read(frontier.stored)
        frontier.add(leaf_hash(leaf))
    assert frontier.root == _slow_root(leaves) == Tree.of(leaves).root()


@given(st.data())
def test_our_proofs_are_taken_and_none_other(data: st.DataObject) -> None:
    """Each leaf of each tree, and each tree in each later one."""
    count = data.draw(st.integers(1, 70))
    leaves, first = _leaves(count), data.draw(st.integers(1, count))
    tree, index = Tree.of(leaves), data.draw(st.integers(0, first - 1))
    proof = tree.inclusion(index, first)
    assert root_of_inclusion(index, first, leaf_hash(leaves[index]), proof) == tree.root(first)
    assert root_of_inclusion(index, first, leaf_hash(b"other"), proof) != tree.root(first)
    going_on = tree.consistency(first, count)
    assert consistent(first, count, tree.root(first), tree.root(), going_on)
    if first < count:
        assert not consistent(first, count, tree.root(), tree.root(first), going_on)


@pytest.mark.parametrize(
    ("sizes", "roots", "proof", "good"),
    [
        ((0, 0), (b"a", b"a"), [], True),
        ((0, 0), (b"a", b"b"), [], False),
        ((0, 0), (b"a", b"a"), [b"a"], False),
        ((0, 1), (EMPTY, b"a"), [], False),
        ((0, 1), (EMPTY, EMPTY), [EMPTY], False),
        ((-1, -1), (b"a", b"a"), [], False),
    ],
)
def test_an_empty_tree_goes_on_from_itself_alone(
    sizes: tuple[int, int], roots: tuple[bytes, bytes], proof: list[bytes], good: bool
) -> None:
    """The verdicts of transparency logs: two equal notes agree, and nothing proves a growth from nothing."""
    assert consistent(*sizes, *roots, proof) is good


@pytest.mark.parametrize("stored", ["", "3 ab", "x ", "2 " + "00" * 64])
def test_a_frontier_that_is_none_is_refused(stored: str) -> None:
    """Read from a table that somebody touched, it must not be taken."""
    with pytest.raises(ValueError, match=r"."):
        Frontier.read(stored)


def test_no_proof_is_made_of_what_is_not_there() -> None:
    tree = Tree.of(_leaves(3))
    with pytest.raises(ValueError, match="no leaf"):
        tree.inclusion(3)
    with pytest.raises(ValueError, match="no tree"):
        tree.consistency(0)
