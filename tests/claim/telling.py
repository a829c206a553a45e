"""A random life told to the product: the facts of a journal, and the state they make."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from relance.case import DebtorKind, Invoice, Money, State, Terms, replay
from relance.case.entries import (
    CaseOpened,
    Channel,
    CreditNoteAdded,
    DebtorKindSet,
    DeliveryOutcome,
    DeliveryReported,
    DisputeClosed,
    DisputeOpened,
    Entry,
    EntryCancelled,
    Fact,
    HoldLifted,
    HoldPlaced,
    InsolvencyOpened,
    Installment,
    InvoiceAdded,
    NoticeSent,
    PaymentReceived,
    PlanAgreed,
    PlanEnd,
    PlanEnded,
    PromiseMade,
    RefundMade,
    TermsSet,
    TransferDismissed,
    TransferSeen,
    WriteOff,
)
from relance.claim import FORMAL_NOTICE
from tests.claim.life import CLAUSES, KINDS, Event, History

_RECORDED = datetime(2026, 11, 23, tzinfo=UTC)


def number(bill: int) -> str | None:
    return None if bill < 0 else f"F-{bill}"


def facts(told: History) -> Iterator[tuple[int, Fact, bool]]:
    """The same life as the facts of a journal, in order of entry: their days, whether undone."""
    kind = DebtorKind(told.kind) if told.kind else None
    yield told.bills[0].issued, CaseOpened("x", debtor_kind=kind), False
    for place, bill in enumerate(told.bills):
        terms = Terms(bill.rate, bill.penalty)
        issued_on, due_on = date.fromordinal(bill.issued), date.fromordinal(bill.due)
        yield (
            bill.issued,
            InvoiceAdded(Invoice(f"F-{place}", issued_on, due_on, Money(bill.cents), terms=terms)),
            False,
        )
    if told.judgment is not None:
        yield told.judgment, InsolvencyOpened(date.fromordinal(told.judgment)), False
    for place, event in enumerate(told.events):
        for fact in _facts_of(event, place, len(told.bills)):
            yield event.day, fact, event.undone


def _facts_of(event: Event, place: int, bills: int) -> Iterator[Fact]:
    amount, named, later = Money(event.cents), number(event.bill), date.fromordinal(event.day + 15)
    match event.what:
        case "paid":
            yield PaymentReceived(amount, named, movement=f"m-{place}")
        case "credit":
            yield CreditNoteAdded(f"A-{place}", amount, named)
        case "give_up":
            yield WriteOff(amount, named or "")
        case "refund":
            yield RefundMade(amount)
        case "foreign":
            yield PaymentReceived(Money(event.cents, "USD"), named)
        case "terms":
            yield TermsSet(named or "", Terms(*CLAUSES[event.cents]))
        case "kind":
            yield DebtorKindSet(DebtorKind(KINDS[event.cents]))
        case "notice" | "refused" | "lost":
            demanded = tuple(f"F-{n}" for n in range(bills) if event.cents >> n & 1)
            yield NoticeSent(f"N-{place}", FORMAL_NOTICE, Channel.LETTER, demanded)
            if event.what != "notice":
                yield DeliveryReported(f"N-{place}", DeliveryOutcome(event.what))
        case "dispute":
            yield DisputeOpened(named or "", amount if event.cents else None)
        case "settled":
            yield DisputeClosed(named or "")
        case "hold":
            yield HoldPlaced()
        case "lift":
            yield HoldLifted()
        case "promise":
            yield PromiseMade(later)
        case "plan":
            yield PlanAgreed("p", (Installment(later, amount),), ("F-0",))
        case "plan_over":
            yield PlanEnded("p", PlanEnd.BROKEN)
        case "seen":
            yield TransferSeen("seen", amount)
        case "dismissed":
            yield TransferDismissed("seen")


def state(told: History) -> State:
    """The state the product makes of that life; a mistake is undone by a later entry."""
    happened = list(facts(told))
    undone = [
        (day, EntryCancelled(place), False)
        for place, (day, _, undone) in enumerate(happened)
        if undone
    ]
    return replay(
        Entry(place, date.fromordinal(day), _RECORDED, "me", fact)
        for place, (day, fact, _) in enumerate([*happened, *undone])
    )
