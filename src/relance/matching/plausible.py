"""What may explain a credit that is not certain: readings, best first, for a person to choose.

A plausible match holds the case: no reminder leaves until somebody has answered. So every
reasonable reading counts, but a credit that resembles nothing stays out of people's way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from relance.case import Money
from relance.matching.answer import Certainty, Match, Part, Reason
from relance.matching.certain import contradicted
from relance.matching.given import OpenInvoice
from relance.matching.numbers import Clarity
from relance.matching.of_debtor import readings_of_debtor
from relance.matching.parts import poured
from relance.matching.seen import SHARED_BY_AT_MOST, Seen, lacks_only_fees, settles, total
from relance.matching.shelf import Shelf
from relance.matching.typing_error import mistyped

MOST_ALTERNATIVES = 5
_SURE_NAME = 95


@dataclass(frozen=True, slots=True)
class Fit:
    """One way to read a credit; a higher score stands first."""

    score: int
    parts: tuple[Part, ...]
    reasons: tuple[Reason, ...]


def plausible(seen: Seen, shelf: Shelf, closed: Collection[int]) -> Match | None:
    """The best reading of this credit with the others beside it, or None if nothing fits."""
    fits = [
        *_cited(seen, shelf),
        *_debtors(seen, shelf, closed),
        *_mistyped(seen, shelf, closed),
    ]
    if not seen.label.not_a_client:
        fits.extend(_amount_alone(seen, shelf))
    fits.sort(key=lambda fit: (-fit.score, [(p.case, p.invoice or "") for p in fit.parts]))
    different: dict[tuple[Part, ...], Fit] = {}
    for fit in fits:
        different.setdefault(fit.parts, fit)
    if not different:
        return None
    best, *others = different.values()
    return Match(
        seen.key,
        Certainty.PLAUSIBLE,
        best.parts,
        (*best.reasons, *_warnings(seen, shelf, best)),
        tuple(fit.parts for fit in others[:MOST_ALTERNATIVES]),
    )


def _warnings(seen: Seen, shelf: Shelf, best: Fit) -> Iterator[Reason]:
    """What keeps this reading from being certain, when it is more than a lack."""
    places = [shelf.places[p.case, p.invoice] for p in best.parts if p.invoice is not None]
    debtors = {shelf.debtor_of[place] for place in places}
    if any(contradicted(seen, debtor) for debtor in debtors):
        other = min(seen.by_iban or seen.best_named)
        yield Reason("other_payer", (shelf.names[other] or shelf.debtors[other],))
    if seen.label.strangers:
        yield Reason("number_unknown", (seen.label.strangers[0],))
    if seen.paid_before:
        yield Reason("paid_before", (seen.paid_before[0],))
    if any(shelf.invoices[place].issued_on > seen.on for place in places):
        yield Reason("before_issue")


def _cited(seen: Seen, shelf: Shelf) -> Iterator[Fit]:
    """The invoices that the text names, whatever the amount, if the text is clear enough."""
    for place in seen.by_reference:
        invoice = shelf.invoices[place]
        parts, told = poured(seen.amount, [invoice], seen.on)
        if parts:
            reason = Reason("reference_cited", (invoice.reference, invoice.number))
            yield Fit(95, parts, (reason, *told))
    named_bills = [shelf.invoices[place] for place in seen.clearly_cited]
    together = [
        bill
        for place, bill in zip(seen.clearly_cited, named_bills, strict=True)
        if _worth_asking(seen, shelf, place)
    ]
    if _exactly_together(named_bills, seen.amount):
        together = named_bills
    if len(together) > 1 and len({bill.debtor for bill in together}) == 1:
        parts, told = poured(seen.amount, together, seen.on)
        named = tuple(Reason("number_cited", (bill.number,)) for bill in together)
        if parts:
            yield Fit(92, parts, (*named, *told))
    for one in seen.cited:
        for place in one.places:
            invoice = shelf.invoices[place]
            if not _worth_asking(seen, shelf, place):
                continue
            parts, told = poured(seen.amount, [invoice], seen.on)
            score = 70 + 10 * (place in seen.exact) + 5 * (one.clarity is not Clarity.WEAK)
            score += 6 * (shelf.debtor_of[place] in seen.by_iban | set(seen.by_name))
            code = "number_cited" if len(one.places) == 1 else "number_ambiguous"
            if parts:
                yield Fit(score, parts, (Reason(code, (invoice.number,)), *told))


def _exactly_together(bills: list[OpenInvoice], amount: Money) -> bool:
    """Whether these invoices ask exactly that amount, so that no weak citation is left."""
    if any(bill.open.currency != amount.currency for bill in bills):
        return False
    return sum(bill.open.cents for bill in bills) == amount.cents


def _worth_asking(seen: Seen, shelf: Shelf, place: int) -> bool:
    """Whether a citation is enough to ask: «12» alone is in every label."""
    invoice = shelf.invoices[place]
    clarity = max(one.clarity for one in seen.cited if place in one.places)
    if clarity is Clarity.CLEAR or place in seen.exact:
        return True
    if shelf.debtor_of[place] in seen.by_iban or shelf.debtor_of[place] in seen.by_name:
        return True
    if seen.amount.currency != invoice.open.currency or seen.label.not_a_client:
        return False
    if lacks_only_fees(invoice, seen.amount):
        return True
    return clarity is Clarity.BARE and seen.amount <= invoice.owed


def _debtors(seen: Seen, shelf: Shelf, closed: Collection[int]) -> Iterator[Fit]:
    """The debtors known by their account, then those known by their name."""
    for rank in sorted(seen.by_iban):
        why = Reason("iban_known", (shelf.names[rank],))
        for bonus, parts, told in readings_of_debtor(seen, shelf, rank, closed, surely=True):
            yield Fit(60 + bonus + _holds_cited(seen, shelf, parts), parts, (why, *told))
    ranked = sorted(seen.by_name.items(), key=lambda item: (-item[1], item[0]))
    for rank, score in ranked[:SHARED_BY_AT_MOST]:
        if rank in seen.by_iban:
            continue
        why = Reason("name_alike", (shelf.names[rank],))
        surely = score >= _SURE_NAME
        for bonus, parts, told in readings_of_debtor(seen, shelf, rank, closed, surely=surely):
            more = (score - 88) // 3 + _holds_cited(seen, shelf, parts)
            yield Fit(50 + bonus + more, parts, (why, *told))


def _holds_cited(seen: Seen, shelf: Shelf, parts: tuple[Part, ...]) -> int:
    """What it adds that several bills make the amount exactly and a cited one is among them."""
    places = [shelf.places[part.case, part.invoice] for part in parts if part.invoice is not None]
    if not 1 < len(places) == len(parts) or not set(seen.clearly_cited) & set(places):
        return 0
    opens = total((shelf.invoices[place].open for place in places), seen.amount.currency)
    return 25 if opens == seen.amount else 0


def _mistyped(seen: Seen, shelf: Shelf, closed: Collection[int]) -> Iterator[Fit]:
    """Numbers with one typing error, among the invoices that something else points to."""
    nearby = set(seen.exact)
    for rank in (*seen.by_iban, *sorted(seen.best_named)[:SHARED_BY_AT_MOST]):
        nearby.update(place for place in shelf.of_debtor(rank) if place not in closed)
    for place, written in mistyped(seen.label.texts, sorted(nearby), shelf):
        invoice = shelf.invoices[place]
        parts, told = poured(seen.amount, [invoice], seen.on)
        if parts:
            reason = Reason("number_mistyped", (invoice.number, written))
            score = 66 + 8 * (place in seen.exact)
            score += 5 * (shelf.debtor_of[place] in seen.by_iban | set(seen.by_name))
            yield Fit(score, parts, (reason, *told))


def _amount_alone(seen: Seen, shelf: Shelf) -> Iterator[Fit]:
    """Somebody we don't know pays exactly one of few invoices: perhaps the debtor's wife."""
    debtors = {shelf.debtor_of[place] for place in seen.exact}
    if len(debtors) > SHARED_BY_AT_MOST:
        return
    near = sorted(seen.exact, key=lambda one: abs((shelf.invoices[one].due_on - seen.on).days))
    for distance, place in enumerate(near[: MOST_ALTERNATIVES + 1]):
        invoice = shelf.invoices[place]
        code = settles(invoice, seen.amount, seen.on)
        assert code is not None, "exact means settled"
        reasons: tuple[Reason, ...] = (Reason("amount_alone", (seen.amount,)),)
        if code == "early_discount" and invoice.discount is not None:
            until = invoice.discount.until_on
            reasons = (*reasons, Reason(code, (seen.amount, invoice.open, until)))
        part = Part(invoice.case, invoice.number, seen.amount)
        yield Fit(30 - distance, (part,), reasons)
