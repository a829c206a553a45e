"""Amounts as people write them: «1 234,56», «1.234,56 €», «(120.00)»; never guessed.

One value alone can be unclear: «1.234» is one thousand and more, or one and a bit. The other
values of the column decide; where they don't, a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "EUROS": "EUR", "EURO": "EUR"}
"""What stands for a currency beside an amount, and its ISO 4217 code."""

_CODES = "EUR|USD|GBP|CHF|CAD|AUD|JPY|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|MAD|TND|DZD|XOF|XAF|XPF|CNY"
_CURRENCY = re.compile(rf"(?<![A-Z])(US\$|EUROS?|{_CODES}|[€$£¥])(?![A-Z])", re.I)
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_APOSTROPHES = re.compile(r"(?<=\d)['’](?=\d{3})")
_GROUPED = {mark: re.compile(rf"\d{{1,3}}(?:\{mark}\d{{3}})+\Z") for mark in ",."}
_GAPPED = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?\Z")
_BODY = re.compile(r"[\d.,]*\d[\d.,]*\Z", re.ASCII)
_MAX_DIGITS = 15


class UnclearAmount(ValueError):
    """This is no amount, or it has two readings. `code` says which, `reason` is French."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Written:
    """An amount taken apart: sign, digits with their marks, the currency beside it."""

    negative: bool
    body: str
    currency: str | None


def take_apart(written: str) -> Written:
    """Separate sign, digits and currency. Raises UnclearAmount: no digits, two currencies."""
    found = tuple(
        dict.fromkeys(
            SYMBOLS.get(code.upper(), code.upper().replace("US$", "USD"))
            for code in _CURRENCY.findall(written)
        )
    )
    if len(found) > 1:
        raise UnclearAmount("two_currencies", "deux devises y sont écrites")
    text = _CURRENCY.sub(" ", written) if found else written
    text = _SPACES.sub(" ", text).strip().replace("\u2212", "-").replace("\u2013", "-")
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1].strip()
    if text[:1] in ("-", "+"):
        negative, text = negative ^ (text[0] == "-"), text[1:].strip()
    elif text.endswith("-"):
        negative, text = True, text[:-1].strip()
    text = _APOSTROPHES.sub("", text)
    if " " in text:
        if not _GAPPED.match(text):
            raise UnclearAmount("unreadable_amount", "ce n’est pas un montant")
        text = text.replace(" ", "")
        if not ("," in text or "." in text):
            # The gaps were the thousands: nothing is left to wonder about.
            text += ",00"
    if not _BODY.match(text):
        raise UnclearAmount("unreadable_amount", "ce n’est pas un montant")
    if sum(map(str.isdigit, text)) > _MAX_DIGITS:
        raise UnclearAmount("unreadable_amount", "il a trop de chiffres pour un montant")
    return Written(negative, text, found[0] if found else None)


def decimal_mark(values: Iterable[str]) -> str | None:
    """The decimal mark that a column uses, "," or "."; None if its values don't say or differ."""
    seen = {",": 0, ".": 0}
    for value in values:
        try:
            mark = _mark_of(take_apart(value).body)
        except UnclearAmount:
            continue
        if mark:
            seen[mark] += 1
    rare, often = sorted(seen, key=lambda mark: seen[mark])
    # A few strays don't change what the column says; a real mixture decides nothing.
    return often if seen[often] > 20 * seen[rare] else None


def _mark_of(body: str) -> str | None:
    """The decimal mark that this one value shows without doubt."""
    comma, point = body.count(","), body.count(".")
    if comma and point:
        return max(",", ".", key=body.rfind)
    if not (comma or point):
        return None
    mark, other = (",", ".") if comma else (".", ",")
    if max(comma, point) > 1:
        return other
    whole, _, part = body.partition(mark)
    thousands = len(part) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0"
    return None if thousands else mark


def read_amount(written: str, mark: str | None = None) -> tuple[Decimal, str | None]:
    """The exact amount and the currency beside it. `mark`: the decimal mark of the column.

    Raises UnclearAmount: unreadable, two readings, two currencies, more than two decimals.
    """
    apart = take_apart(written)
    own = _mark_of(apart.body)
    if own is None and ("," in apart.body or "." in apart.body):
        if mark is None:
            raise UnclearAmount(
                "ambiguous_amount", "il se lit de deux façons (milliers ou décimales)"
            )
        own = mark
    body = apart.body
    whole, _, part = body.rpartition(own) if own and own in body else (body, "", "")
    thousands = "." if own == "," else ","
    if thousands in whole:
        if not _GROUPED[thousands].match(whole):
            raise UnclearAmount("unreadable_amount", "virgules et points n’y sont pas à leur place")
        whole = whole.replace(thousands, "")
    if not (whole + part).isdigit():
        raise UnclearAmount("unreadable_amount", "virgules et points n’y sont pas à leur place")
    if part[2:].strip("0"):
        raise UnclearAmount("too_many_decimals", "il a plus de deux décimales")
    amount = Decimal(f"{whole or 0}.{part[:2] or 0}").quantize(Decimal("0.01"))
    return (-amount if apart.negative else amount), apart.currency


def from_number(number: int | float | Decimal) -> Decimal:
    """A number cell as an amount. Raises UnclearAmount if it is not one to the cent."""
    try:
        exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
        cents = exact.quantize(Decimal("0.01"))
        if not exact.is_finite():
            raise InvalidOperation
    except ArithmeticError as wrong:
        raise UnclearAmount("unreadable_amount", "ce n’est pas un montant") from wrong
    # A sheet computes in binary: 1199.9999999999998 is 1200, but 0.005 more is another amount.
    if abs(exact - cents) > Decimal("0.000001"):
        raise UnclearAmount("too_many_decimals", "il a plus de deux décimales")
    if abs(cents) >= 10**13:
        raise UnclearAmount("unreadable_amount", "il est trop grand pour un montant")
    return cents
