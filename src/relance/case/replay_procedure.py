"""What each fact of a procedure means for its case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from relance.case.entries.entry import Entry
from relance.case.entries.procedure import (
    AmicableAttempt,
    ClaimDeclared,
    DebtAcknowledged,
    ExhibitAdded,
    FeeDeposited,
    HandedBack,
    HandedOver,
    OppositionMade,
    OrderMade,
    OrderServed,
    ProcedureEnded,
    RequestFiled,
)
from relance.case.procedure import (
    Acknowledged,
    Attempt,
    Declared,
    Handed,
    OrderProcedure,
    Piece,
)
from relance.case.state import State


def _exhibit(state: State, entry: Entry, fact: ExhibitAdded) -> None:
    state.pieces.append(Piece(entry.on, fact.sha256, fact.exhibit, fact.invoice, entry.sequence))


def _acknowledged(state: State, entry: Entry, fact: DebtAcknowledged) -> None:
    state.acknowledged.append(Acknowledged(entry.on, fact.amount, fact.sha256))


def _attempt(state: State, entry: Entry, fact: AmicableAttempt) -> None:
    state.attempts.append(Attempt(entry.on, fact.ended_on, fact.failed))


def _filed(state: State, entry: Entry, fact: RequestFiled) -> None:
    state.orders.append(OrderProcedure(entry.on, fact.court, fact.invoices, fact.asked))


def _last(state: State, **changes: Any) -> None:
    """What happens, happens to the last request filed; without one it is kept for the reader."""
    if state.orders:
        state.orders[-1] = replace(state.orders[-1], **changes)


def _fee(state: State, entry: Entry, fact: FeeDeposited) -> None:
    if fact.opposition:
        _last(state, opposition_fee_on=entry.on)
    else:
        _last(state, fee_on=entry.on)


def _made(state: State, entry: Entry, fact: OrderMade) -> None:
    _last(state, order_on=entry.on, granted=fact.granted)


def _served(state: State, entry: Entry, fact: OrderServed) -> None:
    if not state.orders:
        return
    first_on = state.orders[-1].served_on
    _last(state, served_on=entry.on if first_on is None else min(first_on, entry.on))
    if fact.in_person and state.orders[-1].in_person_on is None:
        _last(state, in_person_on=entry.on)


def _opposed(state: State, entry: Entry, fact: OppositionMade) -> None:
    _last(state, opposed_on=entry.on, opposition_told_on=fact.told_on)


def _ended(state: State, entry: Entry, fact: ProcedureEnded) -> None:
    _last(state, ended_on=entry.on, end=fact.end)


def _declared(state: State, entry: Entry, fact: ClaimDeclared) -> None:
    state.declared = Declared(entry.on, fact.amount, fact.tracking)


def _handed_over(state: State, entry: Entry, fact: HandedOver) -> None:
    state.handed_over = Handed(entry.on, fact.agent, fact.sha256)


def _handed_back(state: State, entry: Entry, fact: HandedBack) -> None:
    state.handed_over = None


MEANING_OF_PROCEDURE: dict[type, Callable[[State, Entry, Any], None]] = {
    ExhibitAdded: _exhibit,
    DebtAcknowledged: _acknowledged,
    AmicableAttempt: _attempt,
    RequestFiled: _filed,
    FeeDeposited: _fee,
    OrderMade: _made,
    OrderServed: _served,
    OppositionMade: _opposed,
    ProcedureEnded: _ended,
    ClaimDeclared: _declared,
    HandedOver: _handed_over,
    HandedBack: _handed_back,
}
