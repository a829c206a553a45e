"""What the rules said on a day, and which text says so."""

from relance.law.added import AddedValue
from relance.law.book import LawBook
from relance.law.half_year import HalfYear, half_years
from relance.law.page import BadPage, Page
from relance.law.rule import (
    BeforeFirstValue,
    Grade,
    NotKnownYet,
    NotVerified,
    NoValue,
    Rule,
    UnknownRule,
)

__all__ = [
    "AddedValue",
    "BadPage",
    "BeforeFirstValue",
    "Grade",
    "HalfYear",
    "LawBook",
    "NoValue",
    "NotKnownYet",
    "NotVerified",
    "Page",
    "Rule",
    "UnknownRule",
    "half_years",
]
