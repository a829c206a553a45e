"""Invoice numbers as people mangle them: `F-2026-031` written `F2026 31`, `2026/031`, `FACT 31`.

Each number gives keys, the most telling first. A key that two open invoices share, or that
could be a date, a year or a few digits of anything, is weak: it supports, it never proves.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from relance.matching.words import runs

_PARTS = re.compile(r"[A-Z]+|[0-9]+")
_PREFIXES = re.compile(r"(?:FACTURE|FACT|FAC|FCT|INVOICE|INV|NUMERO|NUM|NO|N|REF)+(?=[A-Z]*\d)")
_LONGEST_CITATION = 5
_LEAST_DIGITS = 4
_LEAST_SIGNS = 5


def _key(parts: Iterable[str]) -> str:
    return "".join(part.lstrip("0") or "0" if part.isdigit() else part for part in parts)


def keys_of(number: str) -> tuple[str, ...]:
    """The ways in which this number may be cited, without repeats, the whole number first."""
    whole = "".join(runs(number))
    parts = _PARTS.findall(" ".join(runs(number)))
    digits = [part for part in parts if part.isdigit()]
    found = [whole, _key(parts)]
    if digits:
        found += ["".join(digits), _key(digits)]
    return tuple(dict.fromkeys(key for key in found if key))


def telling(key: str) -> bool:
    """True when a key is long enough, and is neither a day nor a year, to name one invoice."""
    digits = sum(sign.isdigit() for sign in key)
    if digits < _LEAST_DIGITS or len(key) < _LEAST_SIGNS:
        return False
    return not (key.isdigit() and _could_be_a_day(key))


def _could_be_a_day(digits: str) -> bool:
    """Six or eight digits that read as a day: 060426, 06042026, 20260406."""
    if len(digits) == 6:
        places = ((0, 2), (2, 4)), ((4, 6), (2, 4))
    elif len(digits) == 8:
        places = ((0, 2), (2, 4)), ((6, 8), (4, 6))
    else:
        return False
    return any(
        1 <= int(digits[day[0] : day[1]]) <= 31 and 1 <= int(digits[month[0] : month[1]]) <= 12
        for day, month in places
    )


@dataclass(slots=True)
class Cited:
    """The invoices a text names: surely (`strong`), or perhaps (`weak`). Places in the book."""

    strong: set[int] = field(default_factory=set)
    weak: set[int] = field(default_factory=set)


class NumberIndex:
    """Finds in a text the numbers of open invoices."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self._by_key: dict[str, set[int]] = defaultdict(set)
        for place, number in enumerate(numbers):
            for key in keys_of(number):
                self._by_key[key].add(place)

    def cited(self, text: str) -> Cited:
        """The invoices named in a text; the longest reading of each run of words wins."""
        found = Cited()
        words = runs(text)
        numbered = [any(sign.isdigit() for sign in word) for word in words]
        start = 0
        while start < len(words):
            for length in range(min(_LONGEST_CITATION, len(words) - start), 0, -1):
                last = start + length - 1
                if not numbered[last] and len(words[last]) > 3:
                    continue  # a number ends with a digit, or with a short word after one
                if self._take("".join(words[start : start + length]), length, found):
                    start += length - 1
                    break
            start += 1
        found.weak -= found.strong
        return found

    def _take(self, joined: str, length: int, found: Cited) -> bool:
        for key in self._readings(joined):
            places = self._by_key.get(key)
            if not places:
                continue
            if len(places) == 1 and telling(key):
                found.strong |= places
                return True
            if length == 1 or telling(key):
                found.weak |= places
                return telling(key)
        return False

    @staticmethod
    def _readings(joined: str) -> Iterator[str]:
        yield joined
        bare = _PREFIXES.sub("", joined, count=1)
        if bare != joined:
            yield bare
        without_zeros = _key(_PARTS.findall(bare))
        if without_zeros != bare:
            yield without_zeros
        digits = "".join(part for part in _PARTS.findall(bare) if part.isdigit())
        if digits != bare and bare.rstrip("0123456789").isalpha():
            yield digits

    def places(self, number: str) -> set[int]:
        """The invoices that have this very number."""
        return self._by_key.get("".join(runs(number)), set())
