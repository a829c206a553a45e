"""Backup and restore: one archive with the database and the added law pages, never the key.

A restored copy starts paused: what was due since it was made may already have left.
"""

from __future__ import annotations

import io
import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection, connections

from relance.office import clock, installation, settings, walls

_FORMAT = 1


class CopyRefused(Exception):
    """The archive cannot be made or put back; the message says why, in French."""


def backup(target: Path) -> dict[str, object]:
    """Write an archive of this installation; return what it holds."""
    if target.exists():
        raise CopyRefused(f"{target} existe déjà. Choisissez un autre nom. Rien n’a été écrit.")
    config = settings.CONFIG
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump = Path(folder) / ("relance.dump" if config.database_url else "relance.sqlite3")
        if config.database_url:
            whole = ("--format=custom", "--enable-row-security")  # of every creditor: see `_pg`
            _pg("pg_dump", *whole, f"--file={dump}", f"--dbname={config.database_url}")
        else:
            with sqlite3.connect(config.data / "relance.sqlite3") as live:
                copy = sqlite3.connect(dump)
                live.backup(copy)
                copy.close()
        about = {"format": _FORMAT, "made_at": clock.now().isoformat(), "database": dump.name}
        made = Path(folder) / "archive"
        with tarfile.open(made, "w:gz") as archive:
            _add_text(archive, "relance.json", json.dumps(about))
            archive.add(dump, arcname=dump.name)
            for page in sorted((config.data / "law").glob("*.yaml")):
                archive.add(page, arcname=f"law/{page.name}")
        made.replace(target)
    return {**about, "bytes": target.stat().st_size, "file": str(target)}


def restore(source: Path, *, replace: bool = False) -> dict[str, object]:
    """Put an archive back; the installation is then paused until a person resumes it."""
    config = settings.CONFIG
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            about = _unpacked(source, folder)
        except _UNREADABLE as wrong:
            raise CopyRefused(
                f"{source} n’est pas une sauvegarde lisible ({wrong}). Rien n’a été changé."
            ) from wrong
        _put_back(folder, str(about["database"]), replace=replace)
        law = folder / "law"
        if law.is_dir():
            shutil.copytree(law, config.data / "law", dirs_exist_ok=True)
    # Another epoch than the database's: the next start finds a restored copy, and pauses.
    epoch = f"{installation.RESTORED}{secrets.token_hex(16)}"
    (config.data / "epoch").write_text(f"{epoch}\n\n", encoding="ascii")
    return {**about, "paused": True}


_UNREADABLE = (OSError, EOFError, ValueError, tarfile.TarError, zlib.error, sqlite3.Error)
"""How an archive that was cut, or made by something else, fails to be read."""


def _unpacked(source: Path, folder: Path) -> dict[str, object]:
    """What an archive says of itself; its files are then in `folder`, the database whole."""
    with tarfile.open(source, "r:gz") as archive:
        names = set(archive.getnames())
        if "relance.json" not in names or not names & {"relance.sqlite3", "relance.dump"}:
            raise CopyRefused(f"{source} n’est pas une sauvegarde de relance. Rien n’a été changé.")
        archive.extractall(folder, filter="data")
    about: dict[str, object] = json.loads((folder / "relance.json").read_text())
    dump = folder / str(about.get("database"))
    if dump.name not in names:
        raise ValueError("sa base manque")
    if dump.suffix == ".sqlite3":
        with closing(sqlite3.connect(dump)) as base:
            found = str(base.execute("PRAGMA quick_check").fetchone()[0])
        if found != "ok":
            raise ValueError(found)
    return about


def _put_back(folder: Path, dump: str, *, replace: bool) -> None:
    config = settings.CONFIG
    if dump.endswith(".dump"):
        if not config.database_url:
            raise CopyRefused(
                "Cette sauvegarde vient de PostgreSQL : indiquez RELANCE_DATABASE_URL. "
                "Rien n’a été changé."
            )
        if connection.introspection.table_names() and not replace:
            raise CopyRefused(
                "La base indiquée n’est pas vide. Ajoutez --replace pour la remplacer, ou donnez "
                "une base vide. Rien n’a été changé."
            )
        connections.close_all()
        # All or nothing: a copy that does not go back whole leaves the base as it was.
        how = ["--single-transaction", "--no-owner", *(["--clean", "--if-exists"] * replace)]
        _pg("pg_restore", *how, f"--dbname={config.database_url}", str(folder / dump))
        return
    if config.database_url:
        raise CopyRefused(
            "Cette sauvegarde vient de SQLite : retirez RELANCE_DATABASE_URL. Rien n’a été changé."
        )
    live = config.data / "relance.sqlite3"
    if live.exists() and not replace:
        raise CopyRefused(
            f"{config.data} contient déjà une base. Ajoutez --replace pour la remplacer "
            "(l’ancienne est gardée à côté). Rien n’a été changé."
        )
    connections.close_all()
    config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if live.exists():
        aside = live.with_name(f"relance.sqlite3.before-{clock.now():%Y%m%d-%H%M%S}")
        live.replace(aside)
        Path(f"{live}-shm").unlink(missing_ok=True)
        log = Path(f"{live}-wal")
        if log.exists():  # what the old one has written last is part of it
            log.replace(f"{aside}-wal")
    shutil.copy2(folder / dump, live)


def _pg(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise CopyRefused(
            f"Le programme {program} manque (paquet postgresql-client). Installez-le. "
            "Rien n’a été écrit."
        )
    environment = {**os.environ, "PGOPTIONS": f"-c {walls.OPENED}"}
    done = subprocess.run(  # noqa: S603 - a program of the machine, arguments of ours
        [found, *arguments], capture_output=True, text=True, check=False, env=environment
    )
    if done.returncode != 0:
        host = urlsplit(settings.CONFIG.database_url).hostname
        raise CopyRefused(
            f"{program} a échoué sur {host} : {done.stderr.strip()[:300]}. Rien n’a été changé."
        )


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    data = text.encode()
    info = tarfile.TarInfo(name)
    info.size = len(data)
    archive.addfile(info, io.BytesIO(data))
