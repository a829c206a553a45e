"""The journal: every fact as text and back, and the chain that shows a change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relance.case import Invoice, Money, Terms
from relance.case.entries import (
    CaseOpened,
    Entry,
    HoldPlaced,
    InvoiceAdded,
    PaymentReceived,
    ReplyRead,
)
from relance.case.entries.codec import (
    KINDS,
    UnreadableEntry,
    canonical,
    entry_text,
    fact_text,
    read_fact,
)
from relance.case.journal import GENESIS, chain, link

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
AMOUNTS = st.builds(Money, st.integers(-(10**9), 10**9), st.sampled_from(["EUR", "USD"]))
TERMS = st.builds(
    Terms,
    st.sampled_from([None, "9.5", "3xlegal"]),
    st.sampled_from([None, "10"]),
)


@st.composite
def invoices(draw: Any) -> Invoice:
    issued_on = draw(DAYS)
    return Invoice(
        number=draw(st.sampled_from(["F-1", "2026/04 é"])),
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=draw(st.integers(0, 90))),
        amount=Money(draw(st.integers(1, 10**9))),
        subject=draw(TEXTS),
        terms=draw(TERMS),
    )


st.register_type_strategy(date, DAYS)
st.register_type_strategy(str, TEXTS)
st.register_type_strategy(Money, AMOUNTS)
st.register_type_strategy(Terms, TERMS)
st.register_type_strategy(Invoice, invoices())


def facts(kind: str) -> st.SearchStrategy[Any]:
    """Any fact of that kind: every field of every type, the optional ones too."""
    cls = KINDS[kind]
    hints = get_type_hints(cls)
    return st.builds(cls, **{one.name: st.from_type(hints[one.name]) for one in fields(cls)})


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_fact_reads_back_as_it_was_written(kind: str) -> None:
    """A fact that changes on its way to the disk is a false proof."""

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(fact=facts(kind))
    def reads_back(fact: Any) -> None:
        text = fact_text(fact)
        assert read_fact(kind, text) == fact
        assert fact_text(read_fact(kind, text)) == text
        assert is_dataclass(fact)

    reads_back()


def test_the_written_form_is_canonical() -> None:
    """The same fact always gives the same bytes, or no hash could be checked."""
    invoice = Invoice("F-1", date(2026, 3, 1), date(2026, 3, 31), Money.of("1200"), "Site « été »")

    assert fact_text(InvoiceAdded(invoice)) == (
        '{"invoice":{"amount":"1200.00 EUR","due_on":"2026-03-31","issued_on":"2026-03-01",'
        '"number":"F-1","subject":"Site « été »"}}'
    )
    assert fact_text(ReplyRead()) == "{}"
    assert fact_text(HoldPlaced()) == "{}"
    assert canonical({"b": 1, "a": [True, None]}) == '{"a":[true,null],"b":1}'


def test_a_number_with_a_comma_has_no_written_form() -> None:
    """A float in the journal would not have the same digits everywhere."""
    with pytest.raises(AssertionError, match="no canonical form"):
        fact_text(CaseOpened(playbook=1.5))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("CaseBurned", "{}"),  # a kind of a later version
        ("CaseOpened", "{"),
        ("CaseOpened", "{}"),  # no playbook
        ("CaseOpened", '{"playbook":"x","color":"red"}'),
        ("PaymentReceived", '{"amount":"12,00 EUR"}'),
        ("HoldPlaced", '{"until":"2026-13-01"}'),
        ("DebtorKindSet", '{"debtor_kind":"martian"}'),
    ],
)
def test_an_entry_of_another_version_is_refused_by_name(kind: str, text: str) -> None:
    """Half a fact read is worse than none: the case stops and says which."""
    with pytest.raises(UnreadableEntry, match=kind):
        read_fact(kind, text)


ENTRY = Entry(
    sequence=1,
    on=date(2026, 4, 20),
    recorded_at=datetime(2026, 4, 20, 9, 30, tzinfo=timezone(timedelta(hours=2))),
    by="camille",
    fact=PaymentReceived(Money.of("400"), "F-1"),
    because="virement",
)


def test_an_entry_s_text_says_everything_the_chain_covers() -> None:
    """Who, when, why and what: none of it can be changed afterwards unseen."""
    assert entry_text("case-7", ENTRY) == (
        '{"because":"virement","by":"camille","case":"case-7",'
        '"fact":{"amount":"400.00 EUR","invoice":"F-1"},"kind":"PaymentReceived",'
        '"on":"2026-04-20","recorded_at":"2026-04-20T07:30:00+00:00","sequence":1}'
    )


def test_the_same_instant_in_another_time_zone_is_the_same_entry() -> None:
    """A server moved to UTC must not break the chain of its own journal."""
    in_utc = replace(ENTRY, recorded_at=datetime(2026, 4, 20, 7, 30, tzinfo=UTC))

    assert entry_text("case-7", in_utc) == entry_text("case-7", ENTRY)


def test_each_link_holds_the_hash_of_the_one_before() -> None:
    """Recomputable by a stranger with nothing but SHA-256."""
    second = replace(ENTRY, sequence=2, because="second virement")
    one, two = chain("case-7", [ENTRY, second])

    content = hashlib.sha256(entry_text("case-7", ENTRY).encode()).digest()
    first_hash = hashlib.sha256(bytes.fromhex(GENESIS) + content).hexdigest()
    assert (one.content, one.previous, one.hash) == (content.hex(), GENESIS, first_hash)
    assert two.previous == one.hash
    assert two == link(entry_text("case-7", second), previous=one.hash)
    assert chain("case-7", []) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"on": date(2026, 4, 21)},
        {"by": "someone"},
        {"because": ""},
        {"sequence": 3},
        {"fact": PaymentReceived(Money.of("400.01"), "F-1")},
        {"recorded_at": datetime(2026, 4, 20, 7, 30, 1, tzinfo=UTC)},
    ],
)
def test_a_changed_word_changes_every_hash_after_it(changes: dict[str, Any]) -> None:
    """Whoever edits one entry must rewrite all that follow: it shows."""
    later = [replace(ENTRY, sequence=number) for number in (4, 5)]
    before = chain("case-7", [ENTRY, *later])
    after = chain("case-7", [replace(ENTRY, **changes), *later])

    assert [a.hash == b.hash for a, b in zip(before, after, strict=True)] == [False] * 3


def test_an_entry_cannot_be_moved_to_another_case() -> None:
    """The promise of one client is not the promise of another."""
    assert chain("case-7", [ENTRY]) != chain("case-8", [ENTRY])


def test_every_fact_is_plain_data_that_text_can_carry() -> None:
    """A new fact with a list or a float in it would pass until its first writing."""
    allowed = {"tuple", "date", "str", "int", "Money", "Terms", "Invoice", "NoneType", "Channel"}
    allowed |= {"DebtorKind", "CallOutcome", "DeliveryOutcome", "Installment", "PlanEnd", "bool"}
    allowed |= {"ExhibitKind", "CourtKind", "Agent", "ProcedureEnd"}
    json.loads(fact_text(ReplyRead()))
    for cls in KINDS.values():
        for hint in get_type_hints(cls).values():
            for part in getattr(hint, "__args__", (hint,)):
                name = getattr(part, "__name__", str(part))
                assert name in allowed or part is Ellipsis, (cls, hint)
