"""Eleven ways to tamper with a bundle, at random: is each found, and its first place named?

`python -m tests.evidence.mutations 10000` runs so many of each kind. The forger always mends the
list of files; for the kinds of `REMADE` he rebuilds everything inside, tree and notes included.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Callable

from relance.evidence.judging import judge
from relance.evidence.listing import JOURNAL, MANIFEST, PIECES
from relance.evidence.reading import Unreadable, Witness, read_witness
from tests.evidence.invented import bundled, sealed, texts, witness

Files = dict[str, bytes]
COUNT = 12
WHOLE = sealed(texts(COUNT))
GOOD = bundled(WHOLE)
OLDER = bundled(sealed(texts(COUNT - 4), points=2))
OUTSIDE = (read_witness("témoin", witness(WHOLE)),)


def _lines(files: Files) -> list[bytes]:
    return files[JOURNAL].splitlines()


def mended(files: Files, lines: list[bytes] | None = None) -> Files:
    """The list of files put right by the forger."""
    changed = dict(files)
    if lines is not None:
        changed[JOURNAL] = b"".join(line + b"\n" for line in lines)
    manifest = json.loads(changed[MANIFEST])
    manifest["files"] = {
        name: hashlib.sha256(content).hexdigest()
        for name, content in changed.items()
        if name != MANIFEST
    }
    changed[MANIFEST] = json.dumps(manifest).encode()
    return changed


def _edited(text: str, chance: random.Random) -> str:
    """Another amount, day or author in an entry's text."""
    said = json.loads(text)
    what = chance.choice(("on", "by", "because", "recorded_at"))
    said[what] = f"{said[what]}{chance.randrange(10)}"
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def bit_flip(chance: random.Random) -> tuple[Files, int]:
    """One bit of one character of an entry's text, still readable as a line."""
    lines = _lines(GOOD)
    place = chance.randrange(len(lines))
    entry = json.loads(lines[place])
    raw = list(entry["text"])
    at = chance.randrange(len(raw))
    raw[at] = chr(ord(raw[at]) ^ (1 << chance.randrange(5)))
    entry["text"] = "".join(raw)
    lines[place] = json.dumps(entry, ensure_ascii=False).encode()
    return mended(GOOD, lines), place + 1


def delete(chance: random.Random) -> tuple[Files, int]:
    lines = _lines(GOOD)
    place = chance.randrange(len(lines) - 1)  # the last one is the cut tail
    del lines[place]
    return mended(GOOD, lines), place + 1


def insert(chance: random.Random) -> tuple[Files, int]:
    lines = _lines(GOOD)
    place = chance.randrange(len(lines))
    entry = json.loads(lines[chance.randrange(len(lines))])
    entry["text"] = _edited(entry["text"], chance)
    entry["content"] = hashlib.sha256(entry["text"].encode()).hexdigest()
    lines.insert(place, json.dumps(entry, ensure_ascii=False).encode())
    return mended(GOOD, lines), place + 1


def swap(chance: random.Random) -> tuple[Files, int]:
    """Two entries change places."""
    lines = _lines(GOOD)
    first, second = sorted(chance.sample(range(len(lines)), 2))
    lines[first], lines[second] = lines[second], lines[first]
    return mended(GOOD, lines), first + 1


def reorder(chance: random.Random) -> tuple[Files, int]:
    """A run of entries is shuffled."""
    lines = _lines(GOOD)
    while True:
        start = chance.randrange(len(lines) - 2)
        run = lines[start : start + 3]
        chance.shuffle(run)
        if run[0] != lines[start]:
            lines[start : start + 3] = run
            return mended(GOOD, lines), start + 1


def duplicate(chance: random.Random) -> tuple[Files, int]:
    lines = _lines(GOOD)
    place = chance.randrange(len(lines))
    lines.insert(place + 1, lines[place])
    return mended(GOOD, lines), place + 2


def edit_and_rehash_one(chance: random.Random) -> tuple[Files, int]:
    """The entry's own hashes are made again; those after it are not."""
    lines = _lines(GOOD)
    place = chance.randrange(len(lines))
    entry = json.loads(lines[place])
    entry["text"] = _edited(entry["text"], chance)
    entry["content"] = hashlib.sha256(entry["text"].encode()).hexdigest()
    whole = bytes.fromhex(entry["previous"]) + bytes.fromhex(entry["content"])
    entry["hash"] = hashlib.sha256(whole).hexdigest()
    lines[place] = json.dumps(entry, ensure_ascii=False).encode()
    # The chain breaks at the next one; the last one is held by the tree alone.
    return mended(GOOD, lines), place + 2 if place + 1 < len(lines) else place + 1


def edit_and_rehash_all(chance: random.Random) -> tuple[Files, int]:
    """Everything is made again from there: chain, tree, checkpoints, signatures."""
    written = texts(COUNT)
    place = chance.randrange(COUNT)
    written[place] = _edited(written[place], chance)
    return bundled(sealed(written)), place + 1


def cut_tail(chance: random.Random) -> tuple[Files, int]:
    """The last entries never were."""
    kept = chance.randrange(3, COUNT)
    return bundled(sealed(texts(kept), points=2)), kept + 1


def older_file(chance: random.Random) -> tuple[Files, int]:
    """A copy of before is put back, good in itself."""
    return dict(OLDER), COUNT - 3


def attachment(chance: random.Random) -> tuple[Files, int]:
    """A piece is changed, and its line in the list of files too."""
    changed = dict(GOOD)
    name = chance.choice([one for one in changed if one.startswith(PIECES)])
    raw = bytearray(changed[name])
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    changed[name] = bytes(raw)
    return mended(changed), 2 if "facture" in name else 3


KINDS: dict[str, Callable[[random.Random], tuple[Files, int]]] = {
    one.__name__: one
    for one in (
        bit_flip, delete, insert, swap, reorder, duplicate, edit_and_rehash_one,
        edit_and_rehash_all, cut_tail, older_file, attachment,
    )
}  # fmt: skip
REMADE = ("edit_and_rehash_all", "cut_tail", "older_file")
"""What only an outside witness shows."""


def found(files: Files, witnesses: tuple[Witness, ...] = ()) -> list[str]:
    """The places named, in order; «illisible» when the bundle cannot even be read."""
    try:
        return [one.place for one in judge(files, witnesses).problems]
    except Unreadable:
        return ["illisible"]


def run(count: int, seed: int = 1) -> Counter[str]:
    """So many mutations of each kind; counts «kind alone», «kind seen» and «kind named»."""
    done: Counter[str] = Counter()
    for kind, make in KINDS.items():
        chance = random.Random(f"{seed} {kind}")
        for _ in range(count):
            files, first = make(chance)
            places = found(files, OUTSIDE)
            done[f"{kind} alone"] += bool(found(files))
            done[f"{kind} seen"] += bool(places)
            done[f"{kind} named"] += bool(places) and places[0] == f"entrée n° {first}"
    return done


def main(each: int) -> int:
    """Print a line a kind; 1 when one was not as it must be."""
    told, wrong = run(each), 0
    for kind in KINDS:
        seen, named, alone = (told[f"{kind} {what}"] for what in ("seen", "named", "alone"))
        print(f"{kind:<20} seen {seen}/{each}, named {named}, without a witness {alone}")
        wrong |= (seen, named, alone) != (each, each, 0 if kind in REMADE else each)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
