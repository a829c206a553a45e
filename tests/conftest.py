"""What this machine can test: says in one line what is missing, and runs the rest."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.corpora import CORPORA

REQUIRE_ALL = os.environ.get("RELANCE_REQUIRE_ALL") == "1"
"""CI sets this: a missing part is then a failure, never a silence."""


def _missing() -> dict[str, str]:
    missing = {}
    if not (CORPORA / "einvoice").is_dir():
        missing["corpora"] = f"no corpora at {CORPORA} (RELANCE_CORPORA names another folder)"
    if not (shutil.which("chromium") or shutil.which("google-chrome")):
        missing["browser"] = "no Chromium: the tests of the desk in a real browser don't run"
    return missing


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = _missing()
    if missing and REQUIRE_ALL:
        raise pytest.UsageError("; ".join(missing.values()))
    deselected = [item for item in items if any(item.get_closest_marker(m) for m in missing)]
    if deselected:
        items[:] = [item for item in items if item not in deselected]
        config.hook.pytest_deselected(items=deselected)


def pytest_report_header(config: pytest.Config) -> list[str]:
    return [f"not run here: {reason}" for reason in _missing().values()]
