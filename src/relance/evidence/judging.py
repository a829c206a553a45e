"""Judge a bundle from its files alone: journal, pieces, tree, outside witnesses.

Part of the stand-alone verifier: the standard library alone, and no trust in what is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from relance.evidence.reading import Point, Unreadable, Witness, leaf_text, read_point
from relance.evidence.tree import consistent, leaf_hash, root_of_inclusion

GENESIS = "0" * 64
MANIFEST, JOURNAL, POINTS, PIECES = "manifeste.json", "journal.jsonl", "points.json", "pieces/"


class Problem(NamedTuple):
    """Something wrong: where (a file, «entrée n° 3»), and what."""

    place: str
    what: str


class Verdict(NamedTuple):
    """What was found: problems, remarks that are no fault, and how much was looked at."""

    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    entries: int
    files: int
    witnesses: int

    @property
    def good(self) -> bool:
        return not self.problems


def judge(files: dict[str, bytes], witnesses: Sequence[Witness] = ()) -> Verdict:
    """Look at everything; every problem names its place. Raises Unreadable."""
    manifest = _json(files, MANIFEST)
    case = str(manifest.get("case", ""))
    problems, remarks = _files(files, manifest)
    entries = _entries(files)
    problems += _chain(entries, case)
    problems += _pieces(files, entries, manifest, remarks)
    points = _points(files, problems)
    problems += _sealed(entries, points, remarks)
    for witness in witnesses:
        problems += _against(witness, entries, points, case)
    return Verdict(tuple(problems), tuple(remarks), len(entries), len(files), len(witnesses))


def _json(files: dict[str, bytes], name: str) -> Any:
    try:
        return json.loads(files[name].decode("utf-8"))
    except (KeyError, ValueError, RecursionError):
        raise Unreadable(f"{name} manque ou n’est pas lisible.") from None


def _files(files: dict[str, bytes], manifest: Any) -> tuple[list[Problem], list[str]]:
    listed = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(listed, dict):
        raise Unreadable(f"{MANIFEST} ne liste pas les fichiers.")
    found = [Problem(name, "manque") for name in listed if name not in files]
    for name, content in files.items():
        if name == MANIFEST:
            continue
        if name not in listed:
            found.append(Problem(name, "n’est pas dans la liste des fichiers"))
        elif hashlib.sha256(content).hexdigest() != listed[name]:
            found.append(Problem(name, "a changé : son empreinte n’est pas celle de la liste"))
    return found, []


def _entries(files: dict[str, bytes]) -> list[Any]:
    lines = files.get(JOURNAL, b"").split(b"\n")
    found = []
    for line in lines:
        if line:
            try:
                entry = json.loads(line.decode("utf-8"))
                entry["said"] = json.loads(entry["text"])
                found.append(entry)
            except (ValueError, KeyError, TypeError, RecursionError):
                found.append(None)
    return found


def _chain(entries: Sequence[Any], case: str) -> list[Problem]:
    """The first fault of the chain, and each entry that is not itself."""
    found, previous = [], GENESIS
    for number, entry in enumerate(entries, 1):
        place = f"entrée n° {number}"
        if not isinstance(entry, dict) or not isinstance(entry["said"], dict):
            found.append(Problem(place, "n’est pas lisible"))
            break
        said, written = entry["said"], str(entry["text"])
        content = hashlib.sha256(written.encode("utf-8")).hexdigest()
        if said.get("sequence") != number:
            found.append(Problem(place, f"porte le n° {said.get('sequence')}"))
        if str(said.get("case")) != case:
            found.append(Problem(place, "est d’un autre dossier"))
        if content != entry.get("content"):
            found.append(Problem(place, "a changé : son texte n’a pas son empreinte"))
        if entry.get("previous") != previous:
            found.append(Problem(place, "ne suit pas l’entrée d’avant"))
        whole = hashlib.sha256(bytes.fromhex(previous) + bytes.fromhex(content)).hexdigest()
        if whole != entry.get("hash"):
            found.append(Problem(place, "a changé : la chaîne est rompue ici"))
        if found:
            break  # what follows a break cannot be judged
        previous = whole
    return found


def _pieces(
    files: dict[str, bytes], entries: Sequence[Any], manifest: Any, remarks: list[str]
) -> list[Problem]:
    """Each piece that the journal holds by its hash is there; what it does not hold is said."""
    held: dict[str, int] = {}
    for number, entry in enumerate(entries, 1):
        for digest in _digests(entry["said"].get("fact") if isinstance(entry, dict) else None):
            held.setdefault(digest, number)
    there = {hashlib.sha256(c).hexdigest(): n for n, c in files.items() if n.startswith(PIECES)}
    absent = set(manifest.get("absent", ()))
    loose = sorted(name for digest, name in there.items() if digest not in held)
    remarks.extend(f"{name} : jointe, mais aucune entrée ne la nomme" for name in loose)
    lost = [(number, digest) for digest, number in held.items() if digest not in there]
    remarks.extend(
        f"entrée n° {number} : sa pièce n’est plus conservée" for number, d in lost if d in absent
    )
    return [
        Problem(f"entrée n° {number}", "la pièce qu’elle nomme manque ou a changé")
        for number, digest in lost
        if digest not in absent
    ]


def _digests(fact: Any) -> Iterable[str]:
    if isinstance(fact, dict):
        for name, value in fact.items():
            if name in ("sha256", "exhibit") and isinstance(value, str) and len(value) == 64:
                yield value
            else:
                yield from _digests(value)


def _points(files: dict[str, bytes], problems: list[Problem]) -> list[Point]:
    """The checkpoints in order, each proven to begin with the one before."""
    if POINTS not in files:
        return []
    points: list[Point] = []
    for number, one in enumerate(_json(files, POINTS), 1):
        place = f"point de contrôle n° {number}"
        try:
            point, proof = read_point(str(one["note"])), [bytes.fromhex(p) for p in one["proof"]]
        except (Unreadable, KeyError, TypeError, ValueError):
            problems.append(Problem(place, "n’est pas lisible"))
            break
        before = points[-1] if points else None
        if before and not consistent(before.size, point.size, before.root, point.root, proof):
            problems.append(Problem(place, "ne prolonge pas le point d’avant"))
            break
        points.append(point)
    return points


def _sealed(entries: Sequence[Any], points: Sequence[Point], remarks: list[str]) -> list[Problem]:
    """Each sealed entry is in the tree of the last checkpoint; only the last ones may not be."""
    if not points:
        remarks.append("Aucun point de contrôle : le journal n’est scellé nulle part")
        return []
    last, found, unsealed = points[-1], [], 0
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            break
        index = entry.get("leaf")
        if index is None:
            unsealed += 1
            continue
        place = f"entrée n° {number}"
        if unsealed:
            found.append(Problem(place, "est scellée après une entrée qui ne l’est pas"))
            break
        data = leaf_text(str(entry["said"].get("case")), number, str(entry.get("hash")))
        proof = [bytes.fromhex(step) for step in entry.get("proof", ())]
        if root_of_inclusion(index, last.size, leaf_hash(data), proof) != last.root:
            found.append(Problem(place, "n’est pas dans l’arbre scellé"))
            break
    if unsealed:
        newer = "1 entrée plus récente" if unsealed == 1 else f"{unsealed} entrées plus récentes"
        remarks.append(f"{newer} que le dernier point de contrôle")
    return found


def _against(
    witness: Witness, entries: Sequence[Any], points: Sequence[Point], case: str
) -> list[Problem]:
    """What an outside copy shows: the entries it names, and the tree it saw, must still be there."""
    found = []
    told = sorted((s, h) for c, s, h in witness.leaves.values() if c == case)
    for sequence, entry_hash in told:
        place = f"entrée n° {sequence}"
        if sequence > len(entries):
            found.append(Problem(place, f"manque : {witness.name} la nomme"))
        elif not isinstance(entries[sequence - 1], dict):
            continue  # said already, by the chain
        elif entries[sequence - 1].get("hash") != entry_hash:
            found.append(Problem(place, f"n’est pas celle que {witness.name} a vue"))
        if found:
            break
    roots = {point.size: point.root for point in points}
    newest = points[-1].size if points else 0
    if witness.point.size > newest:
        found.append(
            Problem(
                POINTS, f"plus ancien que {witness.name} : une copie d’avant, ou une fin coupée"
            )
        )
    elif witness.point.size not in roots:
        found.append(Problem(POINTS, f"n’a pas le point de contrôle de {witness.name}"))
    elif roots[witness.point.size] != witness.point.root:
        found.append(Problem(POINTS, f"n’a pas la racine que {witness.name} a vue"))
    return found
