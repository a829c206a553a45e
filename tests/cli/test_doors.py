"""The command itself: every door opens, what fails outside is said in French, a copy comes back."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from relance.cli.failures import said
from relance.cli.main import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_help_is_there(name: str) -> None:
    """`relance restore` named a module that did not exist: found on the day of the accident."""
    place, _, function = COMMANDS[name][0].partition(":")

    assert callable(getattr(importlib.import_module(place), function or "main"))


def relance(*arguments: str, data: Path) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "relance.cli.main", *arguments, "--data", str(data)],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(data.parent)},
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


def test_a_damaged_database_is_named_and_a_copy_put_back_is_paused(tmp_path: Path) -> None:
    """The disk has failed: the person reads what to do, does it, and nothing leaves by itself."""
    data, copy = tmp_path / "x", tmp_path / "copy.tar.gz"
    assert relance("backup", "-o", str(copy), data=data)[0] == 0
    base = data / "relance.sqlite3"
    base.write_bytes(b"garbage" * 1000)

    status, out, words = relance("today", "--json", data=data)
    assert (status, out) == (2, "")
    assert "est abîmée" in words
    assert "relance restore FICHIER --replace" in words

    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(copy.read_bytes()[:-2000])
    status, _, words = relance("restore", str(cut), "--replace", data=data)
    assert (status, "n’est pas une sauvegarde lisible" in words) == (2, True)
    assert base.read_bytes().startswith(b"garbage"), "nothing was changed"

    assert relance("restore", str(copy), "--replace", data=data)[0] == 0
    told = json.loads(relance("today", "--json", data=data)[1])
    assert [one["kind"] for one in told["todo"]] == ["paused"]


def test_a_folder_that_refuses_is_named(tmp_path: Path) -> None:
    """A file where a folder should be: a sentence with its name, and our own faults keep theirs."""
    taken = tmp_path / "taken"
    taken.write_text("a file")
    with pytest.raises(OSError, match="Not a directory") as refused:
        (taken / "relance.key").read_bytes()

    words = said(refused.value)
    assert words is not None
    assert str(taken / "relance.key") in words
    assert "ce n’est pas un dossier" in words
    assert said(ValueError("ours")) is None
    assert said(OSError(5, "Input/output error", "x")) is None
