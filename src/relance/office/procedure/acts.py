"""What a person records of a procedure: checked first, refused in French, never half recorded."""

from __future__ import annotations

from datetime import date

from relance.case import Money, State
from relance.case.entries import (
    Agent,
    AmicableAttempt,
    ClaimDeclared,
    CourtKind,
    DebtAcknowledged,
    FeeDeposited,
    HandedBack,
    HandedOver,
    OppositionMade,
    OrderMade,
    OrderServed,
    ProcedureEnd,
    ProcedureEnded,
    RequestFiled,
)
from relance.case.procedure import OrderProcedure
from relance.notices.french import short_day
from relance.office.acting import ActRefused, not_future, positive, record
from relance.office.journal import state_of
from relance.office.models import CaseRow
from relance.office.procedure.choosing import late_invoices

_NOTHING = "Rien n’a été enregistré."


def _running(case: CaseRow) -> OrderProcedure:
    order = state_of(case).order
    if order is None or not order.running:
        raise ActRefused(
            f"Aucune requête n’est en cours dans ce dossier. Notez d’abord son dépôt. {_NOTHING}"
        )
    return order


def _ordered(case: CaseRow) -> OrderProcedure:
    order = _running(case)
    if order.order_on is None:
        raise ActRefused(f"L’ordonnance n’est pas encore notée. Notez d’abord sa date. {_NOTHING}")
    return order


def _not_before(on: date, first: date, what: str, event: str) -> None:
    if on < first:
        raise ActRefused(
            f"{what} ne peut pas précéder {event} ({short_day(first)}). Corrigez la date. {_NOTHING}"
        )


def file_request(
    case: CaseRow,
    court: CourtKind,
    asked: Money,
    *,
    on: date,
    by: str,
    today: date,
    invoices: tuple[str, ...] = (),
) -> State:
    """A request was handed in or posted to the registry that day (CPC art. 1407).

    `invoices` are those it asks for; all that was late that day when nobody says. The service of
    its order will interrupt the limitation of these alone.
    """
    not_future(on, today, "Un dépôt")
    positive(asked, "La somme demandée")
    state = state_of(case)
    if state.insolvency is not None:
        raise ActRefused(
            "Une procédure collective est ouverte\u00a0: les poursuites sont arrêtées. Déclarez la "
            f"créance. {_NOTHING}"
        )
    if state.order is not None and state.order.running:
        raise ActRefused(
            f"Une requête du {short_day(state.order.filed_on)} est déjà en cours. Dites d’abord "
            f"comment elle a fini. {_NOTHING}"
        )
    late = late_invoices(state, on)
    invoices = tuple(one for one in late if one in invoices) if invoices else late
    if not invoices:
        raise ActRefused(f"Aucune facture n’est en retard et impayée à cette date. {_NOTHING}")
    return record(case, RequestFiled(court, invoices, asked), on=on, by=by, today=today)


def deposit_fee(
    case: CaseRow, *, on: date, by: str, today: date, opposition: bool = False
) -> State:
    """The registry's fee was deposited (CPC art. 1425)."""
    not_future(on, today, "Un dépôt")
    order = _running(case)
    _not_before(on, order.filed_on, "La consignation", "la requête")
    if opposition and order.opposed_on is None:
        raise ActRefused(f"Aucune opposition n’est notée. Notez-la d’abord. {_NOTHING}")
    return record(case, FeeDeposited(opposition), on=on, by=by, today=today)


def order_made(case: CaseRow, granted: Money, *, on: date, by: str, today: date) -> State:
    """The judge ordered payment of that sum; `on` is the date the order bears."""
    not_future(on, today, "Une ordonnance")
    positive(granted, "La somme accordée")
    order = _running(case)
    _not_before(on, order.filed_on, "L’ordonnance", "la requête")
    if granted.cents > order.asked.cents:
        raise ActRefused(
            f"La somme accordée dépasse la somme demandée. Relisez l’ordonnance. {_NOTHING}"
        )
    return record(case, OrderMade(granted), on=on, by=by, today=today)


def order_served(case: CaseRow, *, in_person: bool, on: date, by: str, today: date) -> State:
    """A bailiff served the order, or an act that reached the person himself."""
    not_future(on, today, "Une signification")
    order = _ordered(case)
    assert order.order_on is not None, "just seen"
    _not_before(on, order.order_on, "La signification", "l’ordonnance")
    return record(case, OrderServed(in_person), on=on, by=by, today=today)


def opposed(case: CaseRow, *, on: date, by: str, today: date, told_on: date | None = None) -> State:
    """The debtor opposes; `told_on` is the day the registry's letter arrived."""
    not_future(on, today, "Une opposition")
    order = _ordered(case)
    assert order.order_on is not None, "just seen"
    _not_before(on, order.order_on, "L’opposition", "l’ordonnance")
    if told_on is not None:
        not_future(told_on, today, "Une lettre reçue")
        _not_before(told_on, on, "La lettre du greffe", "l’opposition")
    return record(case, OppositionMade(told_on), on=on, by=by, today=today)


def end(
    case: CaseRow, how: ProcedureEnd, *, on: date, by: str, today: date, because: str = ""
) -> State:
    """Say how the procedure ended: the case is free again."""
    not_future(on, today, "La fin d’une procédure")
    _not_before(on, _running(case).filed_on, "La fin", "la requête")
    return record(case, ProcedureEnded(how), on=on, by=by, today=today, because=because)


def acknowledged(
    case: CaseRow, *, on: date, by: str, today: date, amount: Money | None, because: str
) -> State:
    """The debtor admitted the debt in writing (C. civ. art. 2240)."""
    not_future(on, today, "Une reconnaissance")
    if amount is not None:
        positive(amount, "La somme reconnue")
    return record(case, DebtAcknowledged(amount), on=on, by=by, today=today, because=because)


def attempted(
    case: CaseRow,
    *,
    on: date,
    by: str,
    today: date,
    ended_on: date | None,
    failed: bool | None,
    because: str = "",
) -> State:
    """A third person was asked to bring both together (CPC art. 750-1)."""
    not_future(on, today, "Une tentative")
    if ended_on is not None:
        not_future(ended_on, today, "La fin d’une tentative")
        _not_before(ended_on, on, "La fin", "la tentative")
    fact = AmicableAttempt(ended_on, failed if ended_on is not None else None)
    return record(case, fact, on=on, by=by, today=today, because=because)


def declared(
    case: CaseRow, amount: Money, *, on: date, by: str, today: date, tracking: str = ""
) -> State:
    """The claim was posted to the mandataire or the liquidateur that day (law.md L7.24)."""
    not_future(on, today, "Une déclaration")
    positive(amount, "La créance déclarée")
    opened = state_of(case).insolvency
    if opened is None:
        raise ActRefused(
            f"Aucune procédure collective n’est notée. Notez d’abord le jugement. {_NOTHING}"
        )
    _not_before(on, opened.judgment_on, "La déclaration", "le jugement")
    return record(case, ClaimDeclared(amount, tracking), on=on, by=by, today=today)


def hand_over(
    case: CaseRow, agent: Agent, *, on: date, by: str, today: date, sha256: str = ""
) -> State:
    """Somebody else acts from now on: nothing more leaves from here."""
    not_future(on, today, "Une remise")
    return record(case, HandedOver(agent, sha256), on=on, by=by, today=today)


def hand_back(case: CaseRow, *, by: str, today: date, because: str = "") -> State:
    if state_of(case).handed_over is None:
        raise ActRefused(f"Ce dossier n’est remis à personne. {_NOTHING}")
    return record(case, HandedBack(), on=today, by=by, today=today, because=because)
