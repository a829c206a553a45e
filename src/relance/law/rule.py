"""What one rule said on a day, and the named reasons why it may say nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Grade(StrEnum):
    """How sure we are of a value: who read what."""

    PRIMARY = "P"  # the official text, or a full copy of it, was read
    SECONDARY = "S"  # a note, the press or the user quotes the official text
    UNVERIFIED = "U"  # from memory, inferred or contradicted: never printed
    OPEN = "OPEN"  # no text or decision settles it: never printed

    @property
    def printable(self) -> bool:
        """True when a letter or a court paper may carry the value."""
        return self in (Grade.PRIMARY, Grade.SECONDARY)


@dataclass(frozen=True, slots=True)
class Rule:
    """The value a rule had in `[from_on, until_on)`, with the text that says so.

    `value` is written as in the page ("12.40"); `decimal` is the same number, exact. Its
    unit is the page's ("percent per year", "EUR", "days"…). `until_on` None: in force
    until further notice. `value` is empty, and `decimal` NaN, when the point is open.
    Only a `printable` rule may stand in a letter or a court paper.
    """

    key: str
    term: str
    value: str
    unit: str
    from_on: date
    until_on: date | None
    reference: str
    source: str
    grade: Grade
    note: str = ""
    checked_on: date | None = None
    added: bool = False  # given by the user, not shipped
    decimal: Decimal = field(init=False)
    printable: bool = field(init=False)

    def __post_init__(self) -> None:
        # Asked millions of times in a round: worked out once, since a rule is shared.
        object.__setattr__(self, "decimal", Decimal(self.value or "NaN"))
        object.__setattr__(self, "printable", bool(self.value) and self.grade.printable)


class NoValue(LookupError):
    """The law book has no value of this rule for this day. `str()` is a French sentence."""

    code = "no_value"

    def __init__(self, message: str, *, key: str, on: date) -> None:
        super().__init__(message)
        self.key = key
        self.on = on

    def __str__(self) -> str:
        return str(self.args[0])


class BeforeFirstValue(NoValue):
    """The day is before the first value of the page: never answered with zero."""

    code = "before_first_value"


class NotKnownYet(NoValue):
    """The value of that day is not published, or not in the book yet.

    `known_until` is the last day before it for which a printable value is known.
    """

    code = "not_known_yet"

    def __init__(self, message: str, *, key: str, on: date, known_until: date) -> None:
        super().__init__(message, key=key, on=on)
        self.known_until = known_until


class NotVerified(NoValue):
    """The only value for that day is from memory (U) or not settled (OPEN)."""

    code = "not_verified"


class UnknownRule(LookupError):
    """No page of the law book has this key."""

    code = "unknown_rule"

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Le livre des règles n’a pas de page «\u00a0{key}\u00a0»\u00a0: ce nom n’y figure pas. "
            "Choisissez un nom de la liste que donne «\u00a0relance law\u00a0». Rien n’a été calculé."
        )
        self.key = key
