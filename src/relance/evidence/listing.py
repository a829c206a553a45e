"""The list of files of a bundle: what it is a list of, and whether each file is the one listed.

Nothing signs the list: it shows an accident, and the journal shows the rest. Part of the
stand-alone verifier: the standard library alone.
"""

from __future__ import annotations

import hashlib
from typing import Any

from relance.evidence.reading import Problem, Unreadable, is_digest, read_json

FORMAT, VERSION = "relance-dossier", 1
MANIFEST, JOURNAL, POINTS, PIECES = "manifeste.json", "journal.jsonl", "points.json", "pieces/"
STAMPS, TOKEN, STAMPED = "horodatages/", ".tsr", ".note"
"""A stamp is beside the very bytes that it dates: OpenSSL can be given both."""
_NAMES = {"format", "version", "case", "entries", "absent", "files"}


def listing(files: dict[str, bytes]) -> dict[str, Any]:
    """The list of files, in the one form it has. Raises Unreadable."""
    found = json_of(files, MANIFEST)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Unreadable(f"{MANIFEST} n’est pas celui d’un dossier de preuve.")
    if found.get("version") != VERSION:
        raise Unreadable(f"{MANIFEST} : la version {found.get('version')} n’est pas connue ici.")
    listed, absent = found.get("files"), found.get("absent")
    sound = isinstance(listed, dict) and all(map(is_digest, listed.values()))
    if set(found) != _NAMES or not sound or not isinstance(absent, list):
        raise Unreadable(f"{MANIFEST} n’a pas la forme attendue.")
    return found


def json_of(files: dict[str, bytes], name: str) -> Any:
    """The value of a JSON file. Raises Unreadable."""
    try:
        return read_json(files[name].decode("utf-8"))
    except (KeyError, ValueError, RecursionError):
        raise Unreadable(f"{name} manque ou n’est pas lisible.") from None


def against_list(files: dict[str, bytes], manifest: dict[str, Any]) -> list[Problem]:
    """Each file listed is there and unchanged, and there is no other."""
    listed = manifest["files"]
    found = [Problem(name, "manque") for name in listed if name not in files]
    for name, content in files.items():
        if name == MANIFEST:
            continue
        if name not in listed:
            found.append(Problem(name, "n’est pas dans la liste des fichiers"))
        elif _digest(content) != listed[name]:
            found.append(Problem(name, _changed(content, listed[name])))
    return found


def _changed(content: bytes, listed: str) -> str:
    if _digest(content.replace(b"\r\n", b"\n")) == listed:
        return "a changé : ses fins de ligne ont été converties (CRLF), et rien d’autre"
    return "a changé : son empreinte n’est pas celle de la liste"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
