"""The journal of a bundle, line by line: each entry is itself, follows the one before, is sealed.

Part of the stand-alone verifier: the standard library alone, and no trust in what is read.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from relance.evidence.reading import (
    Point,
    Problem,
    digests,
    instant,
    is_digest,
    leaf_text,
    read_json,
)
from relance.evidence.tree import leaf_hash, root_of_inclusion

GENESIS = "0" * 64
_HELD = {"text", "content", "previous", "hash"}
_SEALED = _HELD | {"leaf", "proof"}
_AT_ONCE = timedelta(hours=1)
"""An entry may be written while a checkpoint is being made."""


class Line(NamedTuple):
    """One line of the journal: the canonical text, what it says, its hashes, its place sealed."""

    text: str
    said: dict[str, Any]
    content: str
    previous: str
    hash: str
    leaf: int | None
    proof: list[bytes]


def read_lines(journal: bytes) -> list[Line | None]:
    """The lines in order; None for one that has not the form of an entry, or more than it."""
    return [_line(raw) for raw in journal.split(b"\n") if raw]


def _line(raw: bytes) -> Line | None:
    try:
        one = read_json(raw.decode("utf-8"))
        if not isinstance(one, dict) or set(one) not in (_HELD, _SEALED):
            return None
        said = read_json(one["text"])
        leaf, proof = one.get("leaf"), digests(one.get("proof", []))
    except (ValueError, TypeError, RecursionError):
        return None
    hashed = all(is_digest(one[name]) for name in ("content", "previous", "hash"))
    placed = leaf is None or (type(leaf) is int and leaf >= 0)
    if not (isinstance(said, dict) and hashed and placed) or ("leaf" in one and leaf is None):
        return None
    return Line(one["text"], said, one["content"], one["previous"], one["hash"], leaf, proof)


def chained(lines: Sequence[Line | None], case: str) -> list[Problem]:
    """The first entry that is not itself or does not follow: what comes after cannot be judged."""
    previous = GENESIS
    for number, line in enumerate(lines, 1):
        what = _wrong(line, number, case, previous)
        if what:
            return [Problem(f"entrée n° {number}", one) for one in what]
        assert line is not None, "an unreadable line is wrong"
        previous = line.hash
    return []


def _wrong(line: Line | None, number: int, case: str, previous: str) -> list[str]:
    if line is None:
        return ["n’est pas lisible"]
    content = hashlib.sha256(line.text.encode("utf-8", "surrogatepass")).hexdigest()
    whole = hashlib.sha256(bytes.fromhex(previous) + bytes.fromhex(content)).hexdigest()
    said = line.said
    itself = said.get("sequence") == number and str(said.get("case")) == case
    if itself and (content, previous, whole) == (line.content, line.previous, line.hash):
        return []
    found = (
        (said.get("sequence") != number, f"porte le n° {said.get('sequence')}"),
        (str(said.get("case")) != case, "est d’un autre dossier"),
        (content != line.content, "a changé : son texte n’a pas son empreinte"),
        (line.previous != previous, "ne suit pas l’entrée d’avant"),
        (whole != line.hash, "a changé : la chaîne est rompue ici"),
    )
    return [what for wrong, what in found if wrong]


def sealed(
    lines: Sequence[Line | None], points: Sequence[Point]
) -> tuple[list[Problem], list[str]]:
    """Each sealed entry is in the tree of the last checkpoint; only the last ones may not be."""
    found: list[Problem] = []
    remarks: list[str] = []
    if not points:
        remarks.append("Aucun point de contrôle : le journal n’est scellé nulle part")
    sizes, times = [one.size for one in points], [instant(one.at) for one in points]
    unsealed = 0
    for number, line in enumerate(lines, 1):
        if line is None:
            break
        place = f"entrée n° {number}"
        if line.leaf is None:
            unsealed += 1
        elif unsealed:
            found.append(Problem(place, "est scellée après une entrée qui ne l’est pas"))
            break
        elif not points or not _in_tree(line, number, points[-1]):
            found.append(Problem(place, "n’est pas dans l’arbre scellé"))
            break
        remarks += [f"{place} : {what}" for what in _timely(line, sizes, times)]
    if unsealed and points:
        newer = "1 entrée plus récente" if unsealed == 1 else f"{unsealed} entrées plus récentes"
        remarks.append(f"{newer} que le dernier point de contrôle")
    return found, remarks


def _in_tree(line: Line, number: int, last: Point) -> bool:
    assert line.leaf is not None, "only sealed entries are looked for"
    data = leaf_text(str(line.said.get("case")), number, line.hash)
    return root_of_inclusion(line.leaf, last.size, leaf_hash(data), line.proof) == last.root


def _timely(line: Line, sizes: list[int], times: list[datetime | None]) -> Iterable[str]:
    """What the day written in an entry and those of the checkpoints around it contradict."""
    written = instant(line.said.get("recorded_at"))
    if written is None or not sizes:
        return
    place = len(sizes) if line.leaf is None else bisect_right(sizes, line.leaf)
    before = times[place - 1] if place else None
    if before is not None and written < before - _AT_ONCE:
        yield f"dite du {written:%d/%m/%Y}, mais pas encore scellée le {before:%d/%m/%Y}"
    by = times[place] if place < len(sizes) else None
    if by is not None and written > by + _AT_ONCE:
        yield f"dite du {written:%d/%m/%Y}, mais scellée dès le {by:%d/%m/%Y}"
