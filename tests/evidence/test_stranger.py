"""A stranger with Python and nothing of ours: one file judges the bundle, offline."""

from __future__ import annotations

import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from relance.evidence.bundle import VERIFIER
from relance.evidence.listing import JOURNAL
from tests.evidence.invented import bundled, sealed, texts, witness

MADE = sealed(texts(500))


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    folder = tmp_path / "dossier"
    for name, content in bundled(MADE).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def judged(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Isolated (-I) and without site-packages (-S): the standard library alone."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(folder / VERIFIER), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder.parent,
        env={"PATH": "/nowhere", "LC_ALL": "C.UTF-8"},
        timeout=60,
    )


def test_five_hundred_entries_are_judged_in_seconds(unpacked: Path) -> None:
    """The other side's lawyer will not install anything, nor wait."""
    started = time.perf_counter()
    done = judged(unpacked)
    assert time.perf_counter() - started < 10
    assert done.returncode == 0, done.stdout + done.stderr
    assert "500 entrées" in done.stdout
    assert "(s)" not in done.stdout
    assert "Non vérifié ici" in done.stdout
    assert "Sans témoin extérieur" in done.stdout


def test_a_changed_entry_is_named_to_the_stranger(unpacked: Path) -> None:
    """He is told where, not only that."""
    lines = (unpacked / JOURNAL).read_bytes().splitlines(keepends=True)
    lines[249] = lines[249].replace(b"2026-", b"2025-")
    (unpacked / JOURNAL).write_bytes(b"".join(lines))
    done = judged(unpacked)
    assert done.returncode == 1
    assert "entrée n° 250 : a changé" in done.stdout
    assert f"{JOURNAL} : a changé" in done.stdout


def test_a_witness_is_given_on_the_command_line(unpacked: Path, tmp_path: Path) -> None:
    """The mail that the creditor kept shows a journal remade from one end to the other."""
    kept = tmp_path / "temoin.txt"
    kept.write_text(witness(MADE), encoding="utf-8")
    assert judged(unpacked, "--temoin", str(kept)).returncode == 0
    kept.write_text(witness(sealed(texts(501))), encoding="utf-8")
    done = judged(unpacked, "--temoin", str(kept))
    assert done.returncode == 1
    assert "entrée n° 501 : manque : temoin.txt la nomme" in done.stdout


def test_a_zip_is_judged_where_it_lies(unpacked: Path, tmp_path: Path) -> None:
    """Nothing is unpacked on the stranger's disk."""
    packed = tmp_path / "dossier.zip"
    with zipfile.ZipFile(packed, "w") as folder:
        for path in sorted(unpacked.rglob("*")):
            if path.is_file():
                folder.write(path, path.relative_to(unpacked).as_posix())
    assert judged(unpacked, str(packed), "--json").returncode == 0
    assert '"good": true' in judged(unpacked, str(packed), "--json").stdout


@pytest.mark.parametrize("wrong", [b"", b"PK\x03\x04nothing", b"\x00" * 100])
def test_what_is_no_bundle_is_said_unreadable(unpacked: Path, wrong: bytes) -> None:
    """Neither good nor bad: nothing was looked at."""
    path = unpacked.parent / "faux.zip"
    path.write_bytes(wrong)
    done = judged(unpacked, str(path))
    assert done.returncode == 2
    assert "Rien n’a été vérifié." in done.stderr
    assert judged(unpacked, "nulle-part").returncode == 2


def test_each_file_that_may_be_there_is_named_in_the_first_to_read(unpacked: Path) -> None:
    """A lawyer opens LISEZ-MOI and finds the one paper he can read without a program."""
    said = (unpacked / "LISEZ-MOI.txt").read_text("utf-8")
    for name in ("dossier.pdf", "cle-publique.txt", "horodatages/", "journal.jsonl", "pieces/"):
        assert name in said, name


def test_one_anomaly_is_singular(unpacked: Path) -> None:
    """«1 anomalie(s)» is a program that did not count."""
    (unpacked / "LISEZ-MOI.txt").write_text("autre", "utf-8")
    assert "1 anomalie. La première" in judged(unpacked).stdout
