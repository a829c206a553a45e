"""The identity of each movement, so that the same line brought twice is one line.

A line is its account, day, amount and what tells it apart (the bank's own key where it gives
one, else its words), and its rank among the lines of that day that look the same: a statement
always holds whole days, so two equal lines of a day have the same ranks in every file that
covers it, and a file that overlaps another adds only what the other had not. The bank's key is
never enough by itself: some write the same one («0», «NONREF») on every line, and a payment
taken for an older one would be lost. The words are compared without case, accents or spaces,
because banks change these from one export to the next. Lines not booked yet have no identity.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter

from relance.case import BankStatement, Movement

_KEPT = re.compile(r"[^0-9a-z]+")


def movement_keys(
    statement: BankStatement, ranks: Counter[tuple[str, ...]] | None = None
) -> list[str]:
    """One SHA-256 for each booked movement, in their order.

    `ranks` is shared between the statements of one file: pages of one day go on counting the
    lines that look the same. A line with the bank's key is counted in its statement only, since
    reports of one day may repeat it.
    """
    account = _plain(statement.account)
    by_words = ranks if ranks is not None else Counter()
    by_key: Counter[tuple[str, ...]] = Counter()
    keys = []
    for one in statement.booked:
        looks = (account, *_looks(one))
        counted = by_key if one.bank_key else by_words
        counted[looks] += 1
        said = (*looks, str(counted[looks]))
        keys.append(hashlib.sha256("\x1f".join(said).encode()).hexdigest())
    return keys


def _looks(one: Movement) -> tuple[str, ...]:
    told = ("bank", one.bank_key) if one.bank_key else ("line", _plain(one.label + one.reference))
    return one.on.isoformat(), one.amount.stored, *told


def _plain(text: str) -> str:
    return _KEPT.sub("", unicodedata.normalize("NFKD", text).casefold())
