"""The bundle that leaves the house: journal, pieces, checkpoints, verifier, by file name.

The same case and checkpoints give the same bytes. What a stranger needs to check it is inside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from relance.evidence.listing import FORMAT, JOURNAL, MANIFEST, PIECES, POINTS, VERSION
from relance.evidence.one_file import one_file

VERIFIER, READ_ME, KEY = "verifier.py", "LISEZ-MOI.txt", "cle-publique.txt"


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """One entry as it is stored: canonical text, its three hashes, its place in the tree.

    `leaf` None: newer than the last checkpoint.
    """

    text: str
    content: str
    previous: str
    hash: str
    leaf: int | None = None
    proof: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class SealedPoint:
    """A checkpoint's signed note, and the proof that it goes on from the one before."""

    note: str
    proof: tuple[bytes, ...] = ()


def bundle_files(
    *,
    case: str,
    entries: Sequence[SealedEntry],
    points: Sequence[SealedPoint],
    pieces: Sequence[tuple[str, bytes]],
    others: Sequence[tuple[str, bytes]] = (),
    verifier_key: str = "",
    absent: Sequence[str] = (),
) -> tuple[tuple[str, bytes], ...]:
    """All the files, in order. `pieces` (name, bytes) go under «pieces/».

    `others` are papers to read (a PDF, time stamps); `absent` the hashes of pieces that were
    erased and that the journal still names.
    """
    files: list[tuple[str, bytes]] = [
        (READ_ME, _READ_ME.encode()),
        (VERIFIER, one_file().encode()),
        (JOURNAL, b"".join(_line(entry) for entry in entries)),
        (POINTS, _plain([{"note": p.note, "proof": [s.hex() for s in p.proof]} for p in points])),
        *((KEY, f"{verifier_key}\n".encode()) for _ in range(bool(verifier_key))),
        *others,
        *((f"{PIECES}{name}", content) for name, content in pieces),
    ]
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "case": case,
        "entries": len(entries),
        "absent": sorted(absent),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files},
    }
    return ((MANIFEST, _plain(manifest)), *files)


def _line(entry: SealedEntry) -> bytes:
    written: dict[str, object] = {
        "text": entry.text,
        "content": entry.content,
        "previous": entry.previous,
        "hash": entry.hash,
    }
    if entry.leaf is not None:
        written["leaf"] = entry.leaf
        written["proof"] = [step.hex() for step in entry.proof]
    return json.dumps(written, ensure_ascii=False).encode() + b"\n"


def _plain(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


_READ_ME = """DOSSIER DE PREUVE

Ce dossier se vérifie sans le logiciel qui l’a fait, avec Python 3.8 ou plus, sans réseau :

    python3 verifier.py

Il contient :
  journal.jsonl     l’historique, une entrée par ligne, chacune tenue par l’empreinte de la précédente
  points.json       les points de contrôle : la racine de l’arbre où le journal est scellé (RFC 6962)
  pieces/           les factures, envois et preuves, tels qu’ils ont été reçus ou envoyés
  manifeste.json    l’empreinte SHA-256 de chaque fichier
  dossier.pdf       l’historique et la liste des pièces, à lire
  cle-publique.txt  la clé qui vérifie les signatures des points de contrôle (s’il y en a une)
  horodatages/      les jetons d’horodatage (.tsr), chacun avec ce qu’il date (.note), s’il y en a
  verifier.py       le vérificateur, à lire avant de le lancer

Ce qu’une chaîne ne prouve pas seule : celui qui la tient peut la refaire d’un bout à l’autre, en couper
la fin, ou remettre une copie plus ancienne. Seul un témoin gardé ailleurs le montre : un point de
contrôle reçu par courriel, un horodatage. Donnez-le au vérificateur :

    python3 verifier.py --temoin temoin-du-12-mars.txt

Le courriel qui portait le témoin convient aussi (.eml). Un témoin ne dit rien de ce qui est venu après
lui : le verdict nomme la dernière entrée qu’il tient.

Celui qui a fait ce dossier a fait aussi verifier.py : en cas de doute, prenez-le ailleurs, ou relisez-le.
Les signatures et les horodatages ne se vérifient pas avec la bibliothèque standard de Python :
le verdict le dit. « relance verify » les vérifie, et OpenSSL vérifie les horodatages, avec les certificats
de l’autorité tels qu’elle les publie :

    openssl ts -verify -in horodatages/42.tsr -data horodatages/42.note -CAfile autorite.pem
"""
