"""The identity of each movement, so that the same line brought twice is one line.

Where the bank gives its own key, that is it. Elsewhere a line is its account, day, amount and
words, and its rank among the lines of that day that look the same: a statement always holds
whole days, so two equal lines of a day have the same ranks in every file that covers it, and a
file that overlaps another adds only what the other had not. The words are compared without
case, accents or spaces, because banks change these from one export to the next.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter

from relance.case import BankStatement, Movement

_KEPT = re.compile(r"[^0-9a-z]+")


def movement_keys(statement: BankStatement) -> list[str]:
    """One SHA-256 for each movement, in their order."""
    account = _plain(statement.account)
    given = Counter(one.bank_key for one in statement.movements if one.bank_key)
    ranks: Counter[tuple[str, ...]] = Counter()
    keys = []
    for one in statement.movements:
        if one.bank_key and given[one.bank_key] == 1:
            said: tuple[str, ...] = ("bank", account, one.bank_key, one.amount.stored)
        else:
            looks = _looks(one)
            ranks[looks] += 1
            said = ("line", account, *looks, str(ranks[looks]))
        keys.append(hashlib.sha256("\x1f".join(said).encode()).hexdigest())
    return keys


def _looks(one: Movement) -> tuple[str, ...]:
    return one.on.isoformat(), one.amount.stored, _plain(f"{one.label}{one.reference}")


def _plain(text: str) -> str:
    return _KEPT.sub("", unicodedata.normalize("NFKD", text).casefold())
