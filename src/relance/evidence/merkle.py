"""The tree the journals of a creditor are sealed in: RFC 6962, section 2.1.

Leaves are added at the end and never change. What a checkpoint costs is its new leaves alone:
the `Frontier` keeps the roots of the full subtrees on the right edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from relance.evidence.tree import leaf_hash, node_hash

EMPTY = bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
"""The root of a tree without leaves: SHA-256 of nothing."""


@dataclass(slots=True)
class Frontier:
    """The roots of the full subtrees of a tree, largest first: enough to go on from."""

    size: int = 0
    roots: list[bytes] = field(default_factory=list)

    def add(self, leaf: bytes) -> None:
        """Put one leaf (its hash) at the end."""
        found, size = leaf, self.size
        while size & 1:
            found = node_hash(self.roots.pop(), found)
            size >>= 1
        self.roots.append(found)
        self.size += 1

    @property
    def root(self) -> bytes:
        if not self.roots:
            return EMPTY
        found = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            found = node_hash(left, found)
        return found

    @property
    def stored(self) -> str:
        """As text, to be read back by `read`."""
        return f"{self.size} " + "".join(one.hex() for one in self.roots)

    @classmethod
    def read(cls, stored: str) -> Frontier:
        """What `stored` wrote. Raises ValueError."""
        size, _, roots = stored.partition(" ")
        found = bytes.fromhex(roots)
        made = cls(int(size), [found[at : at + 32] for at in range(0, len(found), 32)])
        if len(found) % 32 or len(made.roots) != made.size.bit_count():
            raise ValueError("not a frontier")
        return made


class Tree:
    """A whole tree in memory, by levels, to make proofs from: about 64 bytes a leaf."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.size = len(leaves)
        self._levels: list[list[bytes]] = [list(leaves)]
        while len(self._levels[-1]) > 1:
            below = self._levels[-1]
            self._levels.append(
                [node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)]
            )

    @classmethod
    def of(cls, data: Sequence[bytes]) -> Tree:
        """The tree of these leaves' texts."""
        return cls([leaf_hash(one) for one in data])

    def root(self, size: int | None = None) -> bytes:
        """The root of the first `size` leaves, of all if None."""
        size = self.size if size is None else size
        return self._root(0, size) if size else EMPTY

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The proof that leaf `index` is in the tree of the first `size` leaves."""
        size = self.size if size is None else size
        if not 0 <= index < size <= self.size:
            raise ValueError(f"no leaf {index} in a tree of {size}")
        proof: list[bytes] = []
        start, end = 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                proof.append(self._root(middle, end))
                end = middle
            else:
                proof.append(self._root(start, middle))
                start = middle
        return proof[::-1]

    def consistency(self, first: int, size: int | None = None) -> list[bytes]:
        """The proof that the tree of `size` leaves begins with the one of `first` leaves."""
        size = self.size if size is None else size
        if not 0 < first <= size <= self.size:
            raise ValueError(f"no tree of {first} leaves in a tree of {size}")
        proof: list[bytes] = []
        start, end, whole = 0, size, True
        while first != end:
            middle = start + _split(end - start)
            if first <= middle:
                proof.append(self._root(middle, end))
                end = middle
            else:
                proof.append(self._root(start, middle))
                start, whole = middle, False
        if not whole:
            proof.append(self._root(start, end))
        return proof[::-1]

    def _root(self, start: int, end: int) -> bytes:
        count = end - start
        level = count.bit_length() - 1
        if count == 1 << level and start % count == 0:
            return self._levels[level][start >> level]  # a full subtree is kept
        middle = start + _split(count)
        return node_hash(self._root(start, middle), self._root(middle, end))


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)
