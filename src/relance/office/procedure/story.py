"""The story a judge reads: each fact of the invoices asked for, on its day, with its exhibit.

What speaks against the one who asks stands in it too: what the debtor disputed, what was given
up. A fact that the journal does not hold is not told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from relance.case import State
from relance.case.entries import (
    AmicableAttempt,
    CallMade,
    Channel,
    ClaimDeclared,
    DebtAcknowledged,
    DisputeClosed,
    DisputeOpened,
    ExhibitKind,
    NoticeSent,
    OrderMade,
    PlanEnd,
    ProcedureEnded,
    PromiseMade,
    RequestFiled,
)
from relance.case.state import Contested
from relance.claim.french import in_money
from relance.notices import french
from relance.notices.order_request import Event
from relance.notices.told import told
from relance.office.procedure.pieces import Proof


def about(fact: NoticeSent | CallMade, invoices: Collection[str]) -> bool:
    """Whether a notice or a call spoke of one of these invoices, or of none in particular."""
    spoken = {*fact.invoices, *(fact.listed if isinstance(fact, NoticeSent) else ())}
    return not spoken or not spoken.isdisjoint(invoices)


def events(state: State, invoices: tuple[str, ...], proofs: tuple[Proof, ...]) -> tuple[Event, ...]:
    """The story in the order of its days, each fact with the exhibit that shows it."""
    found = [
        *_invoices(state, invoices, proofs),
        *_sent(state, invoices, proofs),
        *_said(state, invoices),
        *(_contested(one) for one in state.disputes if one.fact.invoice in invoices),
        *_money(state, invoices),
        *_procedures(state, invoices),
    ]
    return tuple(sorted(found, key=lambda one: one.on))


def _invoices(
    state: State, invoices: tuple[str, ...], proofs: tuple[Proof, ...]
) -> Iterator[Event]:
    of_invoice = {
        one.invoice: place
        for place, one in enumerate(proofs, 1)
        if one.invoice and one.kind is ExhibitKind.INVOICE
    }
    for number in (number for number in state.invoices if number in invoices):
        one = state.invoices[number].invoice
        said = f"facture n° {number} de {in_money(one.amount)}, payable au {one.due_on:%d/%m/%Y}"
        yield Event(one.issued_on, said, of_invoice.get(number))


def _sent(state: State, invoices: tuple[str, ...], proofs: tuple[Proof, ...]) -> Iterator[Event]:
    of_notice = {one.notice: place for place, one in enumerate(proofs, 1) if one.notice}
    for sent in state.notices:
        if sent.fact.channel is Channel.COURT or not about(sent.fact, invoices):
            continue
        yield Event(sent.on, _lowered(told(sent.fact)), of_notice.get(sent.fact.notice))
        if sent.outcome is not None and sent.outcome_on is not None:
            became = _OUTCOMES[sent.outcome.value]
            yield Event(sent.outcome_on, f"envoi du {sent.on:%d/%m/%Y} {became}")


def _said(state: State, invoices: tuple[str, ...]) -> Iterator[Event]:
    """Calls, and what the debtor promised, agreed to or admitted."""
    for day, call in state.calls:
        if about(call, invoices):
            yield Event(day, _lowered(told(call)))
    for one in state.promises:
        yield Event(one.made_on, _lowered(told(PromiseMade(one.until, one.amount))))
    for plan in state.plans:
        if set(plan.fact.invoices).isdisjoint(invoices):
            continue
        yield Event(plan.agreed_on, _lowered(told(plan.fact)))
        if plan.ended_on is not None and plan.end is not None:
            yield Event(plan.ended_on, f"échéancier {_PLAN_ENDS[plan.end]}")
    for admitted in state.acknowledged:
        said = told(DebtAcknowledged(admitted.amount, admitted.sha256))
        yield Event(admitted.on, _lowered(said))


def _contested(one: Contested) -> Event:
    """What the debtor disputed and how, as it was noted; or that the one who asks lifted it."""
    match one.fact:
        case DisputeOpened():
            said = _lowered(told(one.fact))
        case DisputeClosed(invoice=number):
            said = f"le demandeur note que la contestation de la facture {number} est levée"
    noted = f", motif noté : « {one.because} »" if one.because else ""
    return Event(one.on, french.typography(f"{said}{noted}"))


def _money(state: State, invoices: tuple[str, ...]) -> Iterator[Event]:
    for what, money in (
        ("paiement reçu", state.payments),
        ("avoir", state.credit_notes),
        ("trop-perçu rendu", state.refunds),
    ):
        for one in money:
            if one.invoice in (None, *invoices):
                yield Event(one.on, f"{what} de {in_money(one.amount)}")
    for number in (number for number in state.invoices if number in invoices):
        for on, amount in state.invoices[number].written_off:
            yield Event(on, f"le demandeur renonce à {in_money(amount)} sur la facture {number}")


def _procedures(state: State, invoices: tuple[str, ...]) -> Iterator[Event]:
    """What was tried before: amicably, before a court and ended, and a collective procedure."""
    for attempt in state.attempts:
        yield Event(attempt.on, _lowered(told(AmicableAttempt(attempt.ended_on, attempt.failed))))
    for order in state.orders:
        if order.ended_on is None or order.end is None or set(order.invoices).isdisjoint(invoices):
            continue  # the one that runs is the paper itself
        yield Event(order.filed_on, _lowered(told(RequestFiled(order.court, (), order.asked))))
        if order.order_on is not None and order.granted is not None:
            yield Event(order.order_on, _lowered(told(OrderMade(order.granted))))
        if order.opposed_on is not None:
            yield Event(order.opposed_on, "le débiteur fait opposition à l’ordonnance")
        yield Event(order.ended_on, _lowered(told(ProcedureEnded(order.end))))
    if state.insolvency is not None:
        yield Event(state.insolvency.judgment_on, "procédure collective ouverte par jugement")
    if state.declared is not None:
        declared = ClaimDeclared(state.declared.amount, state.declared.tracking)
        yield Event(state.declared.on, _lowered(told(declared)))


_PLAN_ENDS = {
    PlanEnd.KEPT: "tenu jusqu’au bout",
    PlanEnd.BROKEN: "non tenu",
    PlanEnd.CANCELLED: "annulé",
}
_OUTCOMES = {
    "delivered": "remis à son destinataire",
    "refused": "refusé par son destinataire",
    "unclaimed": "avisé et non réclamé",
    "unknown_address": "retourné, destinataire inconnu à l’adresse",
    "lost": "perdu",
    "bounced": "non remis",
}


def _lowered(words: str) -> str:
    """Within a sentence; a judge reads who did it, where the desk says «il»."""
    if words.startswith("Il "):
        words = f"le débiteur {words.removeprefix('Il ')}"
    return words[:1].lower() + words[1:]
