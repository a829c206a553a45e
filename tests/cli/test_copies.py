"""A backup holds everything, goes back whole, and then sends nothing until somebody says so."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.corpora import CORPORA

SAMPLE = CORPORA / "einvoice" / "akretion-factur-x" / "pdf" / "invoice_EN16931.pdf"
Said = tuple[int, str, str]
Relance = Callable[..., Said]


@pytest.fixture
def relance(tmp_path: Path) -> Iterator[Relance]:
    """The command in a process of its own, on an installation of its own."""
    told = os.environ.get("RELANCE_DATABASE_URL", "")
    address, name = "", f"relance_copies_{os.getpid()}"
    if told:
        address = re.sub(r"/[^/]*$", f"/{name}", told)
        with psycopg.connect(told, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
    environment = {
        **os.environ,
        "RELANCE_DATA": str(tmp_path / "data"),
        "RELANCE_DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "relance.office.settings",  # not the tests' own folder
    }

    def run(*arguments: str) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "relance.cli.main", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    yield run
    if told:
        with psycopg.connect(told, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.database
@pytest.mark.corpora
def test_a_copy_goes_back_whole_and_starts_paused(relance: Relance, tmp_path: Path) -> None:
    """What was due since the copy may have left: a person looks first. Nothing is overwritten
    unasked."""
    copy = str(tmp_path / "copie.tar.gz")
    relance("import", str(SAMPLE), "--kind", "business", "--email", "compta@client.fr")

    assert relance("backup", "-o", copy)[0] == 0
    refused, _, why = relance("restore", copy)
    assert refused == 2 and "--replace" in why and "Rien n’a été changé" in why
    assert relance("restore", copy, "--replace")[0] == 0

    assert [one["number"] for one in _case(relance)["invoices"]] == ["F20260023"]
    asked = json.loads(relance("today", "--json")[1])["todo"]
    assert [one["kind"] for one in asked][:1] == ["paused"]


def _case(relance: Relance) -> dict[str, Any]:
    status, told, _ = relance("case", "1", "--json")
    assert status == 0
    read: dict[str, Any] = json.loads(told)
    return read
