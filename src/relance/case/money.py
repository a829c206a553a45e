"""Money: an exact amount in one currency, to the cent; never a float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_WRITTEN = re.compile(r"-?\d{1,13}(\.\d{1,2})?\Z", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}\Z")


class CurrencyMismatch(TypeError):
    """Two amounts of different currencies were to be added or compared."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in hundredths of a currency unit.

    Amounts of different currencies are never added or compared: `CurrencyMismatch`.
    """

    cents: int
    currency: str = "EUR"

    @classmethod
    def of(cls, written: str | Decimal | int, currency: str = "EUR") -> Money:
        """Read an amount such as "1200", "1200.5" or "-12.34".

        Raises ValueError on anything else: a third decimal is refused, never rounded.
        """
        text = format(written, "f") if isinstance(written, Decimal) else str(written)
        if not _WRITTEN.match(text):
            raise ValueError(f"not an amount with at most two decimals: {text!r}")
        if not _CURRENCY.match(currency):
            raise ValueError(f"not an ISO 4217 currency code: {currency!r}")
        whole, _, part = text.partition(".")
        cents = abs(int(whole)) * 100 + int(part.ljust(2, "0") or 0)
        return cls(-cents if text.startswith("-") else cents, currency)

    @classmethod
    def rounded(cls, exact: Fraction | Decimal, currency: str = "EUR") -> Money:
        """Round an exact number of units half-up (away from zero) to the cent."""
        hundredths = Fraction(exact) * 100
        doubled = abs(hundredths) * 2 + 1
        cents = int(doubled // 2)
        return cls(-cents if hundredths < 0 else cents, currency)

    @classmethod
    def read(cls, stored: str) -> Money:
        """Read back what `stored` wrote: "1200.00 EUR". Raises ValueError on anything else.

        Journals are replayed by the hundred thousand: the one form we write is cut in place.
        """
        if stored[-4:-3] != " " or stored[-7:-6] != ".":
            raise ValueError(f"not a stored amount: {stored!r}")
        return cls(int(stored[:-7] + stored[-6:-4]), stored[-3:])

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.cents).scaleb(-2)

    @property
    def stored(self) -> str:
        """The one written form used in the journal: "1200.00 EUR"."""
        return f"{self} {self.currency}"

    def zero(self) -> Money:
        return Money(0, self.currency)

    def _same(self, other: Money) -> int:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.stored} and {other.stored} are never mixed")
        return other.cents

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.cents, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.cents < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.cents <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.cents > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.cents >= self._same(other)

    def __bool__(self) -> bool:
        return self.cents != 0

    def share(self, rate: Decimal | Fraction) -> Money:
        """This amount times a plain number (0.10 for ten percent), half-up to the cent."""
        return Money.rounded(Fraction(self.cents, 100) * Fraction(rate), self.currency)

    def __str__(self) -> str:
        sign = "-" if self.cents < 0 else ""
        return f"{sign}{abs(self.cents) // 100}.{abs(self.cents) % 100:02d}"
