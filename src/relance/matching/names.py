"""Which debtors a label may name: the rare words they share, then how alike the names are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from relance.matching.values import Payer
from relance.matching.words import label_words, name_words

ALIKE = 88
"""From so much on (out of 100) two names are taken for the same."""

_COMMON = 100
"""A word that more names share finds nobody alone; two such words together do."""

_SHORTEST = 3
_LONGEST_LABEL = 10
_COMPARED = 8
_CUT = 5


class NameIndex:
    """Finds debtors by name; the last word of a label may have been cut by the bank."""

    def __init__(self, payers: Iterable[Payer]) -> None:
        self._names: list[tuple[str, tuple[str, ...]]] = []  # debtor, words
        by_key: dict[str, list[int]] = defaultdict(list)
        for payer in payers:
            for name in (payer.name, *payer.aliases):
                if words := name_words(name):
                    for key in _keys(words):
                        by_key[key].append(len(self._names))
                    self._names.append((payer.debtor, words))
        self._by_key = {key: places for key, places in by_key.items() if len(places) <= _COMMON}

    def alike(self, counterparty: str, label: str) -> dict[str, int]:
        """Debtors whose name is in the counterparty's name or the label, with how alike (0-100)."""
        found: dict[str, int] = {}
        for words in {label_words(counterparty), label_words(label)}:
            given = frozenset(words)
            for place in self._candidates(words):
                debtor, asked = self._names[place]
                score = 100 if given.issuperset(asked) else _score(asked, words)
                if score >= ALIKE and score > found.get(debtor, 0):
                    found[debtor] = score
        return found

    def _candidates(self, words: Sequence[str]) -> list[int]:
        """The names that share the most with these words."""
        counted: Counter[int] = Counter()
        for key in _keys(words[:_LONGEST_LABEL]):
            counted.update(self._by_key.get(key, ()))
        return [place for place, _ in counted.most_common(_COMPARED)]


def _keys(words: Sequence[str]) -> Iterator[str]:
    """Each word alone, and each two of them together, whatever their order."""
    known = sorted({word for word in words if len(word) >= _SHORTEST})
    yield from known
    for one, other in combinations(known, 2):
        yield f"{one} {other}"


def _score(asked: Sequence[str], given: Sequence[str]) -> int:
    """How alike two names are, word by word: a cut or slightly misspelt word is the same."""
    if all(any(_same(word, one) for one in given) for word in asked):
        return 95
    if len(asked) == 1:
        return 0
    return int(fuzz.token_sort_ratio(" ".join(asked), " ".join(given)))


def _same(word: str, written: str) -> bool:
    if word == written or (len(written) >= _CUT and word.startswith(written)):
        return True
    return len(word) > _CUT and abs(len(word) - len(written)) < 2 and fuzz.ratio(word, written) > 89
