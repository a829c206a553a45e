"""The answer about one movement: certain, plausible or none, always with its reasons."""

from __future__ import annotations

from collections.abc import Collection

from relance.matching.answer import Certainty, Match, Reason
from relance.matching.certain import certain
from relance.matching.plausible import plausible
from relance.matching.seen import Seen
from relance.matching.shelf import Shelf


def decide(seen: Seen, shelf: Shelf, *, closed: Collection[int]) -> Match:
    """Decide about one movement; `closed` are the invoices that earlier movements have paid."""
    if seen.amount.cents <= 0:
        return _money_out(seen, shelf)
    if found := certain(seen, shelf, closed):
        return found
    if found := plausible(seen, shelf, closed):
        return found
    return Match(seen.key, Certainty.NONE, reasons=(_why_nothing(seen),))


def _money_out(seen: Seen, shelf: Shelf) -> Match:
    """Money out pays no invoice; a rejected payment of a known debtor reopens a question."""
    debtors = sorted(
        seen.by_iban | set(seen.by_name) | {shelf.debtor_of[place] for place in seen.clearly_cited}
    )
    if seen.amount.cents == 0 or not seen.label.returned or len(debtors) != 1:
        return Match(seen.key, Certainty.NONE, reasons=(Reason("money_out"),))
    name = shelf.names[debtors[0]] or shelf.debtors[debtors[0]]
    return Match(seen.key, Certainty.PLAUSIBLE, reasons=(Reason("returned", (name,)),))


def _why_nothing(seen: Seen) -> Reason:
    if seen.paid_before:
        return Reason("paid_before", (seen.paid_before[0],))
    if seen.label.not_a_client:
        return Reason("not_a_client")
    if len(seen.exact) > 1:
        return Reason("amount_too_common", (seen.amount,))
    return Reason("nothing_fits")
