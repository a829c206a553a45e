"""The reference pages name everything there is: a new thing without its line fails here."""

from __future__ import annotations

import typing
from dataclasses import fields
from pathlib import Path

from relance.case.entries import facts
from relance.cli.main import COMMANDS
from relance.law import LawBook
from relance.office.config import Config

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


def _named(page: str) -> str:
    return (REFERENCE / page).read_text(encoding="utf-8")


def test_every_entry_is_named() -> None:
    """A kind of entry nobody can look up is a fact nobody can check."""
    page = _named("evenements.md")
    assert not [
        one.__name__ for one in typing.get_args(facts.Fact) if f"`{one.__name__}`" not in page
    ]


def test_every_rule_is_named() -> None:
    """Each rule of the book has its line, with its reference."""
    page = _named("regles.md")
    assert not [key for key in LawBook.load().keys() if f"`{key}`" not in page]  # noqa: SIM118


def test_every_setting_is_named() -> None:
    """A setting that is not written down cannot be set."""
    page = _named("reglages.md")
    assert not [one.name for one in fields(Config) if f"`{one.name}`" not in page]


def test_every_command_is_named() -> None:
    """The page of commands is what a script's author reads."""
    page = _named("commandes.md")
    assert not [name for name in COMMANDS if f"`{name}" not in page]


def test_every_answer_has_its_schema() -> None:
    """Each schema named on the page is there."""
    page = _named("commandes.md")
    assert not [one.name for one in (REFERENCE / "schemas").glob("*.json") if one.name not in page]
