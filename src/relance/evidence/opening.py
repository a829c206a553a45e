"""Open a bundle, a zip or a folder, and the witnesses kept outside. Nothing is written.

What two readers could see differently is said: two files of one name, a link, a name that leaves
the folder. Part of the stand-alone verifier: the standard library alone.
"""

from __future__ import annotations

import email
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from relance.evidence.reading import Problem, Unreadable, Witness, read_witness

_MOST_BYTES, _MOST_FILES, _MOST_WITNESS = 2 * 1024**3, 100_000, 256 * 1024**2
_LEFT_BY_SYSTEMS = (".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX", "__pycache__")
_LINK = "est un lien, pas un fichier : ce qu’il montre est ailleurs"
_TWICE = "ce nom est porté par deux fichiers : chaque logiciel montrera le sien"
_OUTSIDE = "ce nom sort du dossier, ou ne s’ouvre pas partout"
_MORE = "l’archive porte aussi des octets qui ne sont d’aucun fichier : ils n’ont pas été lus"
_TOO_LARGE = "Le dossier est trop grand."


class Opened(NamedTuple):
    """The files by name, what is wrong with the names themselves, and what was left aside."""

    files: dict[str, bytes]
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()


def read_bundle(path: Path, aside: Iterable[Path] = ()) -> Opened:
    """The files of a folder or of a zip. `aside`: witnesses, which may lie in the folder.

    Raises Unreadable.
    """
    try:
        if path.is_dir():
            return _of_folder(path, {one.resolve() for one in aside})
        with zipfile.ZipFile(path) as folder:
            opened = _of_zip(folder)
        return opened if _bare(path) else opened._replace(remarks=(*opened.remarks, _MORE))
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error) as wrong:
        said = f" : {wrong}" if isinstance(wrong, zipfile.BadZipFile) else ""
        raise Unreadable(f"{path} ne se lit pas ({type(wrong).__name__}{said}).") from None
    except (EOFError, ValueError, UnicodeError):
        raise Unreadable(f"{path} n’est pas un zip en bon état.") from None


def _of_zip(folder: zipfile.ZipFile) -> Opened:
    listed = [one for one in folder.infolist() if not one.is_dir()]
    if len(listed) > _MOST_FILES or sum(one.file_size for one in listed) > _MOST_BYTES:
        raise Unreadable(_TOO_LARGE)
    found = [(one.filename, _bounded(folder, one), _is_link(one)) for one in listed]
    return _named(found)


def _bare(path: Path) -> bool:
    """True when the archive begins with its first file, and ends with its end."""
    with path.open("rb") as file:
        first = file.read(4)
        file.seek(-22, 2)
        return first == b"PK\x03\x04" and file.read(4) == b"PK\x05\x06"


def _is_link(one: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(one.external_attr >> 16)


def _bounded(folder: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    with folder.open(one) as file:
        content = file.read(one.file_size + 1)
    if len(content) != one.file_size:
        raise Unreadable(f"{one.filename} n’a pas la taille annoncée.")
    return content


def _of_folder(path: Path, aside: set[Path]) -> Opened:
    found: list[tuple[str, bytes, bool]] = []
    size = 0
    for full in sorted(path.rglob("*")):
        link = full.is_symlink()
        if not link and (full.is_dir() or (aside and full.resolve() in aside)):
            continue
        whole = full.is_file()  # not a pipe, nor a link to nothing
        size += full.stat().st_size if whole else 0
        if size > _MOST_BYTES or len(found) >= _MOST_FILES:
            raise Unreadable(_TOO_LARGE)
        content = full.read_bytes() if whole else b""
        found.append((full.relative_to(path).as_posix(), content, link or not whole))
    return _named(found)


def _named(found: list[tuple[str, bytes, bool]]) -> Opened:
    """By name, as composed characters: some systems store an «é» as two."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    left: list[str] = []
    seen: set[str] = set()
    for raw, content, link in found:
        name = unicodedata.normalize("NFC", raw)
        parts = name.split("/")
        if parts[0] in _LEFT_BY_SYSTEMS or parts[-1] in _LEFT_BY_SYSTEMS:
            left.append(name)
            continue
        if link:
            problems.append(Problem(name, _LINK))
        if name.casefold() in seen:
            problems.append(Problem(name, _TWICE))
        if not _stays(name, parts):
            problems.append(Problem(repr(name), _OUTSIDE))
        seen.add(name.casefold())
        files.setdefault(name, content)
    remarks = tuple(f"{name} : laissé par un système, hors du dossier" for name in left)
    return Opened(files, tuple(problems), remarks)


def _stays(name: str, parts: list[str]) -> bool:
    plain = all(ord(one) >= 32 and one not in '\\:*?"<>|' for one in name)
    return plain and not any(part in ("", ".", "..") for part in parts)


def open_witness(path: Path) -> Witness:
    """A witness as it was kept: the text file, or the whole mail (.eml) it came with."""
    try:
        if path.stat().st_size > _MOST_WITNESS:
            raise Unreadable(f"{path} est trop grand pour un témoin.")
        raw = path.read_bytes()
        if path.suffix.lower() == ".eml":
            raw = _attached(raw)
        return read_witness(path.name, raw.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as wrong:
        raise Unreadable(f"{path} ne se lit pas ({type(wrong).__name__}).") from None


def _attached(mail: bytes) -> bytes:
    said = email.message_from_bytes(mail)
    for part in said.walk():
        content = part.get_payload(decode=True) if not part.is_multipart() else None
        if isinstance(content, bytes) and b"\nfeuilles\n" in content.replace(b"\r\n", b"\n"):
            return content
    raise Unreadable("Ce courriel ne porte pas de témoin.")
