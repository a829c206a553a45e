"""An amount in French words, as a person writes it on an acknowledgement of debt (C. civ. 1376)."""

from __future__ import annotations

from relance.case import Money

_SMALL = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
    "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}
_GREAT = ((10**12, "billion"), (10**9, "milliard"), (10**6, "million"))
_MOST = 10**15


def amount_in_words(amount: Money) -> str:
    """«mille deux cents euros et cinquante centimes»; «un million d’euros»; «zéro euro».

    Traditional spelling: hyphens below one hundred only, «vingt et un», «quatre-vingts»,
    «deux cents», «mille» without s; «un euro» and «zéro euro» are singular, and «de» stands
    after a round million. Raises ValueError below zero, from a million of billions (10^15
    euros) on, and for another currency than the euro.
    """
    if amount.currency != "EUR":
        raise ValueError(f"only euros are written in words, not {amount.currency}")
    if not 0 <= amount.cents < _MOST * 100:
        raise ValueError(f"not an amount that is written in words: {amount.stored}")
    euros, cents = divmod(amount.cents, 100)
    if not cents:
        return _euros(euros)
    part = f"{_below_hundred(cents, ends=True)} {'centime' if cents == 1 else 'centimes'}"
    return part if not euros else f"{_euros(euros)} et {part}"


def _euros(euros: int) -> str:
    name = "euro" if euros < 2 else "euros"
    round_million = euros >= 10**6 and euros % 10**6 == 0
    return f"{whole_in_words(euros)} {'d’' if round_million else ''}{name}"


def whole_in_words(number: int) -> str:
    """A whole number from 0 to 10^15 - 1 in French words."""
    if not 0 <= number < _MOST:
        raise ValueError(f"not a number that is written in words: {number}")
    if number == 0:
        return _SMALL[0]
    said = []
    for size, name in _GREAT:
        count, number = divmod(number, size)
        if count:
            # «deux cents millions», «quatre-vingts milliards»: these are nouns, cent and vingt agree.
            said.append(f"{_below_thousand(count, ends=True)} {name}{'s' if count > 1 else ''}")
    thousands, rest = divmod(number, 1000)
    if thousands == 1:
        said.append("mille")
    elif thousands:
        # «deux cent mille», «quatre-vingt mille»: mille is a number, they do not agree.
        said.append(f"{_below_thousand(thousands, ends=False)} mille")
    if rest:
        said.append(_below_thousand(rest, ends=True))
    return " ".join(said)


def _below_thousand(number: int, *, ends: bool) -> str:
    """1 to 999. `ends`: nothing that is a number follows, so «cent» and «vingt» may take an s."""
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest, ends=ends)
    cent = "cent" if hundreds == 1 else f"{_SMALL[hundreds]} cent"
    if rest:
        return f"{cent} {_below_hundred(rest, ends=ends)}"
    return f"{cent}s" if hundreds > 1 and ends else cent


def _below_hundred(number: int, *, ends: bool) -> str:
    """1 to 99."""
    if number < 20:
        return _SMALL[number]
    tens, unit = divmod(number, 10)
    if tens in (7, 9):
        tens, unit = tens - 1, unit + 10
    ten = _TENS[tens]
    if tens == 8:
        if unit:
            return f"{ten}-{_SMALL[unit]}"
        return f"{ten}s" if ends else ten
    if unit in (1, 11):
        return f"{ten} et {_SMALL[unit]}"
    return f"{ten}-{_SMALL[unit]}" if unit else ten
