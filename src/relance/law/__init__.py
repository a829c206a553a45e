"""What the rules said on a day, and which text says so."""

from relance.law.added import AddedValue
from relance.law.adding import ValueRefused, add_value, checked_value
from relance.law.book import LawBook
from relance.law.calendar import Calendar, Region, region_of
from relance.law.deadline import Deadline, add_months, deadline_in_days, procedural_deadline
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
from relance.law.strict_yaml import strict_yaml
from relance.law.table import table

__all__ = [
    "AddedValue",
    "BadPage",
    "BeforeFirstValue",
    "Calendar",
    "Deadline",
    "Grade",
    "HalfYear",
    "LawBook",
    "NoValue",
    "NotKnownYet",
    "NotVerified",
    "Page",
    "Region",
    "Rule",
    "UnknownRule",
    "ValueRefused",
    "add_months",
    "add_value",
    "checked_value",
    "deadline_in_days",
    "half_years",
    "procedural_deadline",
    "region_of",
    "strict_yaml",
    "table",
]
