"""The rules of the house that a machine can check."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.__main__ import OF_DATABASES

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "relance"
CORE = ("case", "law", "claim", "steps", "notices", "matching", "routes", "evidence", "intake")
FILES = sorted(SOURCE.rglob("*.py"))
MIGRATIONS = SOURCE / "office" / "migrations"
BANNED_NAMES = re.compile(r"(utils?|helpers?|common|manager|base_.*|misc)\Z")


def _written(path: Path) -> Iterator[ast.AST]:
    yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_file_opens_with_a_line_that_captions_it(path: Path) -> None:
    """A newcomer must know from the first line what a file is about."""
    text = path.read_text(encoding="utf-8")
    if text.strip():
        caption = ast.get_docstring(ast.parse(text))
        assert caption, f"{path} opens without a caption"
        assert caption.splitlines()[0].rstrip().endswith((".", "?", "!")), caption


def test_what_touches_a_database_lies_where_it_runs_on_both() -> None:
    """A test marked `database` elsewhere would never see PostgreSQL."""
    marked = "mark." + "database"
    rooms = {
        f"tests/{path.relative_to(ROOT / 'tests').parts[0]}"
        for path in (ROOT / "tests").rglob("test_*.py")
        if marked in path.read_text(encoding="utf-8")
    }
    assert rooms == set(OF_DATABASES)


def test_a_file_is_one_idea() -> None:
    """Past 300 lines there is a second idea in it."""
    long = {
        str(path.relative_to(SOURCE)): count
        for path in FILES
        if not path.is_relative_to(MIGRATIONS)
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert not long


def test_a_function_fits_on_a_screen() -> None:
    """Past 60 lines a function does two things."""
    long = [
        f"{path.relative_to(SOURCE)}:{node.name}"
        for path in FILES
        if not path.is_relative_to(MIGRATIONS)
        for node in _written(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno > 60
    ]
    assert not long


def test_no_drawer_for_odds_and_ends() -> None:
    """A file named utils gathers what nobody wanted to name."""
    assert not [path for path in FILES if BANNED_NAMES.match(path.stem)]


def test_the_core_never_asks_what_day_it_is() -> None:
    """The same journal and day must give the same answer: no clock, no chance in the core."""
    asked = re.compile(r"\b(date\.today|datetime\.now|datetime\.utcnow|time\.time|uuid4?\()")
    guilty = [
        f"{path.relative_to(SOURCE)}:{number}"
        for room in CORE
        for path in (SOURCE / room).rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if asked.search(line)
    ]
    assert not guilty


def test_only_the_clock_asks_what_time_it_is() -> None:
    """One place to stop the clock, for rehearsals and tests."""
    asked = re.compile(r"\b(date\.today|datetime\.now|timezone\.now|localdate)\(")
    guilty = [
        str(path.relative_to(SOURCE))
        for path in FILES
        if path.name != "clock.py" and asked.search(path.read_text(encoding="utf-8"))
    ]
    assert not guilty


def test_nothing_is_left_for_later() -> None:
    """A path a user can reach never ends in a promise of ours."""
    unfinished = re.compile(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError")
    assert not [path for path in FILES if unfinished.search(path.read_text(encoding="utf-8"))]


def test_a_model_is_read_through_its_scope() -> None:
    """Every table that belongs to a creditor raises when it is read outside a scope."""
    from django.apps import apps

    from relance.office.models.scoped import OfCreditor

    unscoped = []
    for model in apps.get_app_config("office").get_models():
        if not any(field.name == "creditor" for field in model._meta.get_fields()):
            continue
        if model.__name__ == "Membership":
            continue  # it says which creditors a person may see: it is the scope
        if not isinstance(model._default_manager, OfCreditor):
            unscoped.append(model.__name__)
    assert not unscoped


def test_no_file_names_this_machine() -> None:
    """The project speaks of itself alone: no path of a machine, no registry's host."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.split("\0")
    pattern = re.compile(rb"(^|[^A-Za-z0-9_.])/(work|root|farm)/[A-Za-z.]|pypi\.org|pythonhosted")
    guilty = [
        name
        for name in listed
        if name and (ROOT / name).is_file() and pattern.search((ROOT / name).read_bytes())
    ]
    assert not [name for name in guilty if name != "tests/house/test_rules.py"]
