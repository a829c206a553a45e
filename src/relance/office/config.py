"""What this installation was told: built-in values, then relance.toml, then the environment."""

from __future__ import annotations

import os
import sys
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit


class BadConfiguration(Exception):
    """A setting cannot be used as written."""


def default_data_folder() -> Path:
    """The user's own data folder, by the custom of the system."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "relance"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "relance"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "relance"


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of one installation. Amounts of time are in seconds.

    `database_url` empty means SQLite in the data folder; else postgresql://user:pass@host/name.
    `time_zone` is the creditor's civil day. `send_from_hour` and `send_until_hour` bound the
    hours (local, 24 h) in which mail leaves.
    """

    data: Path = field(default_factory=default_data_folder)
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    time_zone: str = "Europe/Paris"
    send_from_hour: int = 8
    send_until_hour: int = 19
    smtp_trusted_ca: str = ""
    allowed_hosts: str = "127.0.0.1,localhost"

    @property
    def database(self) -> dict[str, object]:
        """Django's description of the database."""
        if not self.database_url:
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(self.data / "relance.sqlite3"),
                "OPTIONS": {
                    "timeout": 10,
                    "transaction_mode": "IMMEDIATE",
                    # FULL: an entry of evidence must survive a power cut.
                    "init_command": (
                        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON"
                    ),
                },
            }
        url = urlsplit(self.database_url)
        if url.scheme not in ("postgres", "postgresql"):
            raise BadConfiguration(
                f"RELANCE_DATABASE_URL commence par «\u00a0{url.scheme}\u00a0», or relance "
                "ne connaît que postgresql://. Corrigez l’adresse. Rien n’a été ouvert."
            )
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.lstrip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }


def _typed(name: str, value: object, kind: object) -> object:
    try:
        if kind in ("int", int):
            return int(str(value))
        if kind in ("Path", Path):
            return Path(str(value)).expanduser()
        return str(value)
    except ValueError as wrong:
        raise BadConfiguration(
            f"Le réglage «\u00a0{name}\u00a0» vaut «\u00a0{value}\u00a0», qui n’est pas un nombre "
            "entier. Corrigez-le. Rien n’a été lancé."
        ) from wrong


def load(data: str | None = None) -> Config:
    """The settings in force. Raises BadConfiguration, which names the setting.

    Order: built-in, `relance.toml` of the data folder, environment (`RELANCE_PORT`…), and
    `data`, the folder given on the command line.
    """
    known = {one.name: one.type for one in fields(Config)}
    folder = data or os.environ.get("RELANCE_DATA")
    config = Config(data=Path(folder).expanduser() if folder else default_data_folder())
    changes: dict[str, object] = {}
    written = config.data / "relance.toml"
    if written.is_file():
        try:
            parsed = tomllib.loads(written.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
            raise BadConfiguration(
                f"{written} n’est pas lisible ({wrong}). Corrigez la ligne indiquée. "
                "Rien n’a été lancé."
            ) from wrong
        for name, value in parsed.items():
            if name not in known or name == "data":
                raise BadConfiguration(
                    f"{written} contient un réglage inconnu, «\u00a0{name}\u00a0». Retirez-le ou "
                    f"corrigez-le ({', '.join(sorted(known))}). Rien n’a été lancé."
                )
            changes[name] = _typed(name, value, known[name])
    for name, kind in known.items():
        value = os.environ.get(f"RELANCE_{name.upper()}")
        if value and name != "data":
            changes[name] = _typed(name, value, kind)
    return replace(config, **changes)  # type: ignore[arg-type]
