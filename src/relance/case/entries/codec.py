"""Facts as text and back: the one canonical form that is stored and hashed.

Canonical JSON: keys sorted, no space, UTF-8, no float anywhere; dates ISO, amounts
"1200.00 EUR", absent values left out. The same entry always gives the same bytes.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Hashable
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from relance.case.entries import facts
from relance.case.entries.entry import Entry
from relance.case.money import Money

KINDS: dict[str, type] = {cls.__name__: cls for cls in typing.get_args(facts.Fact)}


class UnreadableEntry(ValueError):
    """The stored text is not an entry this version can read."""


def _write(value: Any) -> Any:
    if isinstance(value, Money):
        return value.stored
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_write(item) for item in value]
    if is_dataclass(value):
        return write_record(value)
    assert value is None or isinstance(value, str | int), f"no canonical form for {value!r}"
    return value


def write_record(record: Any) -> dict[str, Any]:
    """A dataclass as plain JSON values; fields at their default are left out."""
    written: dict[str, Any] = {}
    kind = typing.cast(Hashable, type(record))
    for name, default in _defaults(kind):
        value = getattr(record, name)
        if default is MISSING or value != default:
            written[name] = _write(value)
    return written


@cache
def _defaults(cls: Hashable) -> tuple[tuple[str, Any], ...]:
    """The fields of a record and their defaults (MISSING: always written)."""
    return tuple(
        (one.name, one.default_factory() if one.default_factory is not MISSING else one.default)
        for one in fields(typing.cast(Any, cls))
    )


_Reader = Callable[[Any], Any]


def _reader_of(hint: Any) -> _Reader | None:
    """How to read a value of this type; None means «as it stands»."""
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        inner = [arg for arg in typing.get_args(hint) if arg is not type(None)]
        assert len(inner) == 1, f"a fact's field has one type or None: {hint}"
        return _reader_of(inner[0])
    if origin is tuple:
        item = _reader_of(typing.get_args(hint)[0])
        return tuple if item is None else lambda plain: tuple(map(item, plain))
    if hint is Money:
        return Money.read
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {member.value: member for member in hint}.__getitem__
    if is_dataclass(hint):
        return record_reader(typing.cast(type, hint))
    return None


def record_reader(cls: type) -> _Reader:
    """A function that builds `cls` from the plain values `write_record` made."""
    hints = typing.get_type_hints(cls)
    readers = [(name, reader) for name, hint in hints.items() if (reader := _reader_of(hint))]

    def read(plain: dict[str, Any]) -> Any:
        for name, reader in readers:
            value = plain.get(name)
            if value is not None:
                plain[name] = reader(value)
        return cls(**plain)

    return read


_parsed = json.JSONDecoder().decode
_READERS: dict[str, _Reader] = {kind: record_reader(cls) for kind, cls in KINDS.items()}


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical(plain: Any) -> str:
    """Canonical JSON text of plain values."""
    return _encode(plain)


def fact_text(fact: facts.Fact) -> str:
    return canonical(write_record(fact))


_SHORT = 40
"""Facts this short («{}», a channel, a day) are few and the same in every journal: kept."""


def read_fact(kind: str, text: str) -> facts.Fact:
    """The fact that `fact_text` wrote. Raises UnreadableEntry."""
    return _kept(kind, text) if len(text) < _SHORT else _read_fact(kind, text)


def _read_fact(kind: str, text: str) -> facts.Fact:
    try:
        return typing.cast(facts.Fact, _READERS[kind](_parsed(text)))
    except (KeyError, TypeError, ValueError) as wrong:
        raise UnreadableEntry(f"{kind}: {wrong}") from wrong


_kept = lru_cache(maxsize=4096)(_read_fact)


def entry_text(case: str, entry: Entry, fact: str | None = None) -> str:
    """The canonical text of one entry of one case: what the chain of hashes covers.

    `fact` is its `fact_text`, when the caller has it already. The keys stand in their order.
    """
    before = canonical({"because": entry.because, "by": entry.by, "case": case})
    after = canonical(
        {
            "kind": type(entry.fact).__name__,
            "on": entry.on.isoformat(),
            "recorded_at": _write(entry.recorded_at),
            "sequence": entry.sequence,
        }
    )
    return f'{before[:-1]},"fact":{fact or fact_text(entry.fact)},{after[1:]}'
