"""What every provider asks of a letter before it is worth sending (law.md L11.11)."""

from __future__ import annotations

import re

from relance.channels.letter.address import LINES, WIDTH, PostalLines
from relance.channels.letter.provider import Parcel

_KEY = re.compile(r"[A-Za-z0-9_-]{8,36}\Z")
_LAST = re.compile(r"(\d{5}) (\S.*)\Z")
_MEGABYTE = 1024 * 1024


def common_problems(parcel: Parcel, *, max_megabytes: int) -> tuple[str, ...]:
    """Problems of the file and of our key, in French; nothing: none."""
    problems = []
    if not _KEY.match(parcel.key):
        problems.append(
            "L’identité de cet envoi n’a pas la forme attendue (8 à 36 lettres ou chiffres). "
            "Préparez la lettre de nouveau."
        )
    if not parcel.letter.startswith(b"%PDF-"):
        problems.append("La lettre n’est pas un PDF. Préparez-la de nouveau.")
    if len(parcel.letter) > max_megabytes * _MEGABYTE:
        problems.append(
            f"La lettre et ses pièces dépassent {max_megabytes} Mo. Retirez une pièce jointe."
        )
    return tuple(problems)


def postal_problems(parcel: Parcel) -> tuple[str, ...]:
    """Problems of both addresses of a letter on paper: six lines of 38, a French postcode."""
    return (
        *(f"Destinataire\u00a0: {words}" for words in _of(parcel.recipient)),
        *(f"Expéditeur\u00a0: {words}" for words in _of(parcel.sender)),
    )


def _of(address: PostalLines) -> list[str]:
    problems = list(address.problems)
    lines = address.lines
    if not problems and (len(lines) > LINES or any(len(line) > WIDTH for line in lines)):
        problems.append(f"L’adresse dépasse {LINES} lignes de {WIDTH} caractères.")
    if not problems and (len(lines) < 3 or not _LAST.match(lines[-1])):
        problems.append(
            "Il faut un nom, une rue, puis un code postal et une ville en France. Pour une "
            "autre adresse, postez la lettre vous-même avec le kit."
        )
    return problems


def postcode_and_city(address: PostalLines) -> tuple[str, str]:
    """The last line in two parts, empty when it is not a French one."""
    found = _LAST.match(address.lines[-1]) if address.lines else None
    return (found.group(1), found.group(2)) if found else ("", "")
