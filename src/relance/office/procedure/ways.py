"""The situation of a case for the ways that the texts open: known facts, the rest unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from relance.case import DebtorKind, State
from relance.claim import statement
from relance.office.models import CaseRow
from relance.office.procedure import known
from relance.office.wiring import law_book
from relance.routes.situation import Disputed, Quality, Situation, place_of


def situation(case: CaseRow, state: State, *, on: date) -> Situation:
    """What the case says of the five questions: who, who, trader or not, disputed, how much."""
    owed = statement(state, on=on, law=law_book())
    disputed = _disputed(state)
    rest = statement(state, on=on, law=law_book(), without_disputed=True)
    address = case.debtor.value_address()
    return Situation(
        creditor=Quality(known.read(known.CreditorCourt, case.creditor.court).quality),
        debtor=_debtor(case, state),
        place=place_of(address.country, address.department),
        disputed=disputed,
        amount=owed.principal + owed.interest,
        insolvency=state.insolvency is not None,
        attempted=bool(state.attempts),
        undisputed=rest.principal + rest.interest if disputed is Disputed.PARTLY else None,
    )


def _debtor(case: CaseRow, state: State) -> Quality:
    """A consumer and a public body are known by their kind; a business must still be qualified."""
    if state.debtor_kind is DebtorKind.CONSUMER:
        return Quality.CONSUMER
    if state.debtor_kind is DebtorKind.PUBLIC:
        return Quality.PUBLIC
    return Quality(known.read(known.DebtorCourt, case.debtor.court).quality)


def _disputed(state: State) -> Disputed:
    left = {number: cents for number, cents in state.open_cents().items() if cents > 0}
    contested = [
        number for number in left if (part := state.invoices[number].disputed) is not None and part
    ]
    if not contested:
        return Disputed.NO
    whole = all(
        (part := state.invoices[number].disputed) is not None and part.cents >= cents
        for number, cents in left.items()
    )
    return Disputed.WHOLLY if whole else Disputed.PARTLY


def qualify(case: CaseRow, *, creditor: Quality, debtor: Quality, carriage: bool) -> None:
    """Keep what a person said of the two parties and of the claim."""
    of_creditor = known.read(known.CreditorCourt, case.creditor.court)
    case.creditor.court = known.written(replace(of_creditor, quality=creditor.value))
    case.creditor.save(update_fields=["court"])
    of_debtor = known.read(known.DebtorCourt, case.debtor.court)
    case.debtor.court = known.written(replace(of_debtor, quality=debtor.value))
    case.debtor.save(update_fields=["court"])
    of_case = known.read(known.CaseCourt, case.court)
    case.court = known.written(replace(of_case, carriage=carriage))
    case.save(update_fields=["court"])
