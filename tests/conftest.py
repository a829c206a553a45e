"""What this machine can test: says in one line what is missing, and runs the rest."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests import dovecot
from tests.corpora import CORPORA

REQUIRE_ALL = os.environ.get("RELANCE_REQUIRE_ALL") == "1"
"""CI sets this: a missing part is then a failure, never a silence."""


def _missing() -> dict[str, str]:
    missing = {}
    if not (CORPORA / "einvoice").is_dir():
        missing["corpora"] = f"no corpora at {CORPORA} (RELANCE_CORPORA names another folder)"
    if not (shutil.which("chromium") or shutil.which("google-chrome")):
        missing["browser"] = "no Chromium: the tests of the desk in a real browser don't run"
    if dovecot.missing():
        missing["dovecot"] = "no dovecot: the tests of a real mailbox don't run"
    return missing


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = _missing()
    if missing and REQUIRE_ALL:
        raise pytest.UsageError("; ".join(missing.values()))
    if not os.environ.get("RELANCE_DATABASE_URL"):
        missing["postgresql"] = "of the other database"  # `make test` runs them in its second turn
    deselected = [item for item in items if any(item.get_closest_marker(m) for m in missing)]
    if deselected:
        items[:] = [item for item in items if item not in deselected]
        config.hook.pytest_deselected(items=deselected)


def pytest_report_header(config: pytest.Config) -> list[str]:
    return [f"not run here: {reason}" for reason in _missing().values()]


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(os.environ["RELANCE_DATA"], ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _flush_past_the_triggers() -> Iterator[None]:
    """Let the test harness empty tables that the product itself can never empty."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    from relance.office import triggers

    flush = BaseDatabaseOperations.execute_sql_flush

    def emptied(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        with self.connection.schema_editor() as editor:
            triggers.remove_all(editor)
        flush(self, sql_list)
        with self.connection.schema_editor() as editor:
            triggers.install_all(editor)

    BaseDatabaseOperations.execute_sql_flush = emptied  # type: ignore[method-assign]
    yield
    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]


@pytest.fixture
def data_folder() -> Path:
    """The data folder of this test run."""
    return Path(os.environ["RELANCE_DATA"])
