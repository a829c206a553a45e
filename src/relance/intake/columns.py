"""Which column holds what: a guess with its reasons, for a person to confirm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from relance.intake.amounts import UnclearAmount, take_apart
from relance.intake.column_words import ENGLISH, FIELDS, NEVER, REQUIRED, SMALL_WORDS, WORDS
from relance.intake.csv_rows import Record
from relance.intake.days import DAY_FIRST, UnclearDay, read_day

HEADER_WITHIN = 30
"""Records looked at for the header: exports put a title and a logo's worth of lines before."""

_SAMPLES = 3
_ENOUGH = 60
_HUMP = re.compile(r"(?<=[a-zé])(?=[A-Z])")  # InvoiceNumber, as some exports write
_OWED = re.compile(r"\bdûe?s?\b|(?<=montant )du(?=\s*(?:$|\())")
_PAID_ON = re.compile(r"\b(?:payée?|réglée?|encaissée?|acquittée?) le\b")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
_DATES = frozenset({"issue_date", "due_date", "paid_on"})
_AMOUNTS = frozenset({"amount", "remaining", "prepaid"})
_STATES = frozenset({"status", "payment"})


@dataclass(frozen=True, slots=True)
class Column:
    """One guessed column: its place (from 0), its header, why we think so, what stands in it."""

    place: int
    header: str
    reason: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """What each column seems to hold. Nothing is imported until a person has confirmed it.

    `header_line` counts from 1; 0 means that no header was found. `missing` names required
    fields without a column, `unused` the headers that nothing is read from.
    """

    file: str
    header_line: int
    headers: tuple[str, ...]
    columns: dict[str, Column]
    missing: tuple[str, ...]
    unused: tuple[str, ...]
    notes: tuple[str, ...] = ()
    sheet: str | None = None

    @property
    def complete(self) -> bool:
        """Whether every required field has its column."""
        return not self.missing


def header_words(header: str) -> tuple[str, ...]:
    """A header as plain words, without accents, small words, or the marks of a number (n°)."""
    told = _HUMP.sub(" ", header).casefold().replace("n°", "n ").replace("n\u00ba", "n ")
    # «dû» is a debt and «du» a small word; «payé le» heads days, «payé» amounts.
    told = _PAID_ON.sub("date paiement", _OWED.sub("restant", unicodedata.normalize("NFC", told)))
    plain = unicodedata.normalize("NFKD", told)
    ascii_only = plain.encode("ascii", "ignore").decode()
    words = [word for word in _NOT_WORD.split(ascii_only) if word]
    return tuple(word for word in words if word not in SMALL_WORDS) or tuple(words)


def is_english(header: str) -> bool:
    """Whether a header is English for sure: «Date» and «Total» are French too."""
    words = set(header_words(header))
    return bool(words) and words <= ENGLISH and words not in ({"date"}, {"total"})


_KNOWN = {name: tuple(tuple(each.split()) for each in words) for name, words in WORDS.items()}
_EXACT = {words for lists in _KNOWN.values() for words in lists}


def heads_what_is_left(headers: Sequence[str], place: int) -> bool:
    """Whether the header at this place names what is left to pay, not the total."""
    return (
        place < len(headers) and _known_score("remaining", header_words(headers[place])) >= _ENOUGH
    )


def find_header(records: Sequence[Record]) -> int | None:
    """The index of the record that heads the columns, among the first; None if none does."""
    best, best_score = None, 1
    for index, record in enumerate(records[:HEADER_WITHIN]):
        score = sum(_looks_like_header(cell) for cell in record.cells)
        if score > best_score:
            best, best_score = index, score
    return best


def _looks_like_header(cell: object) -> bool:
    if not isinstance(cell, str) or len(cell) > 60:
        return False
    words = header_words(cell)
    return bool(words) and max(_known_score(field, words) for field in FIELDS) >= _ENOUGH


def unique_headers(cells: Sequence[object]) -> tuple[str, ...]:
    """The headers as texts; one that stands twice gets its rank: «Date (2)»."""
    seen: dict[str, int] = {}
    named: list[str] = []
    for cell in cells:
        text = " ".join(str(cell).split()) if cell is not None else ""
        seen[text] = seen.get(text, 0) + 1
        named.append(f"{text} ({seen[text]})" if text and seen[text] > 1 else text)
    while named and not named[-1]:
        named.pop()
    return tuple(named)


def guess_columns(
    file: str, headers: tuple[str, ...], rows: Sequence[Record], *, header_line: int,
    sheet: str | None = None,
) -> Guess:  # fmt: skip
    """The best column for each field, by its header and by what stands under it."""
    samples = [_samples(rows, place) for place in range(len(headers))]
    found: list[tuple[int, str, int]] = []
    for place, header in enumerate(headers):
        words = header_words(header)
        for field in FIELDS:
            score = _header_score(field, words)
            if score >= _ENOUGH and _fits(field, samples[place]):
                # Between two columns of the same name, the one with something in it.
                found.append((score + (1 if samples[place] else 0), field, place))
            elif field == "email" and samples[place] and all(map(_EMAIL.match, samples[place])):
                found.append((_ENOUGH, field, place))
    found.sort(key=lambda one: (-one[0], list(FIELDS).index(one[1]), one[2]))
    columns: dict[str, Column] = {}
    taken: set[int] = set()
    for score, field, place in found:
        if field in columns or place in taken:
            continue
        taken.add(place)
        columns[field] = Column(
            place, headers[place], _reason(field, headers[place], score), samples[place]
        )
    if "amount" not in columns and "remaining" in columns:
        columns["amount"] = columns.pop("remaining")  # All that the list claims is what is left.
    ordered = {field: columns[field] for field in FIELDS if field in columns}
    return Guess(
        file=file,
        header_line=header_line,
        headers=headers,
        columns=ordered,
        missing=tuple(field for field in REQUIRED if field not in ordered),
        unused=tuple(name for at, name in enumerate(headers) if name and at not in taken),
        notes=_notes(ordered),
        sheet=sheet,
    )


def _samples(rows: Sequence[Record], place: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in rows:
        if row.flaw is None and place < len(row.cells):
            text = " ".join(str(row.cells[place] if row.cells[place] is not None else "").split())
            if text and text not in found:
                found.append(text[:40])
                if len(found) == _SAMPLES:
                    break
    return tuple(found)


def _header_score(field: str, words: tuple[str, ...]) -> int:
    """How well a header's words name this field, typing errors forgiven: 0 to 100."""
    best = _known_score(field, words)
    joined = " ".join(words)
    if best >= _ENOUGH or len(joined) < 5 or words in _EXACT or _never(field, words):
        return best
    matcher = SequenceMatcher(b=joined)
    for known in _KNOWN[field]:
        matcher.set_seq1(" ".join(known))
        if matcher.real_quick_ratio() > 0.86 and matcher.ratio() > 0.86:
            return 66
    return best


def _never(field: str, words: tuple[str, ...]) -> bool:
    return not NEVER.get(field, frozenset()).isdisjoint(words)


def _known_score(field: str, words: tuple[str, ...]) -> int:
    """The same, by whole words only."""
    lists = _KNOWN[field]
    if words in lists:
        return 100 - lists.index(words) // 4
    if not words or words in _EXACT or _never(field, words):
        return 0
    best, said = 0, set(words)
    for rank, known in enumerate(lists):
        if said.issuperset(known) and len("".join(known)) > 2:
            best = max(best, 84 - 6 * (len(said) - len(known)) - rank // 4)
    return best


def _fits(field: str, samples: tuple[str, ...]) -> bool:
    """Whether at least one sample can be what the field holds; an empty column can be anything."""
    if not samples or field not in _DATES | _AMOUNTS | _STATES | {"email"}:
        return True
    if field in _STATES:  # «Payé» may head «oui», days or sums: only words are a state.
        return not all(_can_be("amount", one) or _can_be("paid_on", one) for one in samples)
    return any(_can_be(field, sample) for sample in samples)


def _can_be(field: str, sample: str) -> bool:
    try:
        if field in _DATES:
            return bool(sample.isdigit() and len(sample) == 5) or bool(read_day(sample, DAY_FIRST))
        if field in _AMOUNTS:
            return bool(take_apart(sample))
    except UnclearDay as unclear:
        return unclear.code == "impossible_date"
    except UnclearAmount:
        return False
    return "@" in sample


def _reason(field: str, header: str, score: int) -> str:
    if score <= _ENOUGH:
        return "les valeurs sont des adresses e-mail"
    if score >= 85:
        return f"l’en-tête «\u00a0{header}\u00a0» désigne d’habitude : {FIELDS[field]}".replace(
            " :", "\u00a0:"
        )
    return f"l’en-tête «\u00a0{header}\u00a0» ressemble à\u00a0: {FIELDS[field]}"


def _notes(columns: dict[str, Column]) -> tuple[str, ...]:
    notes: list[str] = []
    if "due_date" not in columns:
        notes.append(
            "Aucune colonne ne donne l’échéance\u00a0: elle sera comptée à 30\u00a0jours de la "
            "date de la facture (C.\u00a0com., art.\u00a0L441-10)."
        )
    if "currency" not in columns:
        notes.append(
            "Aucune colonne ne donne la devise\u00a0: l’euro est supposé, sauf signe contraire "
            "à côté du montant."
        )
    if columns.keys().isdisjoint({"status", "payment", "remaining", "paid_on"}):
        notes.append(
            "Rien ne dit quelles factures sont déjà payées\u00a0: ne laissez dans le fichier que "
            "les impayées."
        )
    return tuple(notes)
