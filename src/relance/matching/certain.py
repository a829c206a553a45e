"""The few cases where a payment is recorded without asking, and what forbids it.

Three roads, all narrow: the invoice's own structured reference, its number, or the debtor's
known account; each with an amount that is exact to the cent. A name proves nothing, since
names are shared. Whatever contradicts sends the movement to a person.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from relance.matching.answer import Certainty, Match, Part, Reason
from relance.matching.numbers import Clarity
from relance.matching.seen import Seen, settles, total
from relance.matching.shelf import Shelf
from relance.matching.sums import combinations_of

_USUAL_SHARES = ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (1, 10), (3, 10), (2, 5))
"""Parts of an invoice that people pay first: such an amount may not be another invoice's."""


def certain(seen: Seen, shelf: Shelf, closed: Collection[int]) -> Match | None:
    """The certain match of this credit, or None: then it is at best plausible."""
    if seen.label.not_a_client or seen.label.returned or seen.label.comes_back:
        return None  # Money that comes back to us may cite a number of theirs like ours.
    return (
        _by_reference(seen, shelf)
        or _by_number(seen, shelf, closed)
        or _by_account(seen, shelf, closed)
    )


def contradicted(seen: Seen, debtor: int) -> bool:
    """Whether the account or the name is known to be another debtor's."""
    if seen.by_iban and debtor not in seen.by_iban:
        return True
    return bool(seen.by_name) and debtor not in seen.best_named


def _known(seen: Seen, debtor: int) -> bool:
    return debtor in seen.by_iban or debtor in seen.best_named


def _by_reference(seen: Seen, shelf: Shelf) -> Match | None:
    """The structured reference carries its own check and names one invoice only."""
    if len(seen.by_reference) != 1:
        return None
    place = seen.by_reference[0]
    invoice = shelf.invoices[place]
    code = settles(invoice, seen.amount, seen.on) if place in seen.exact else None
    if code is None or contradicted(seen, shelf.debtor_of[place]):
        return None
    if any(place not in one.places and one.clarity is not Clarity.WEAK for one in seen.cited):
        return None
    reasons = (Reason("reference_cited", (invoice.reference, invoice.number)),)
    return _recorded(seen, shelf, (place,), (*reasons, _exactly(seen, shelf, (place,), code)))


def _by_number(seen: Seen, shelf: Shelf, closed: Collection[int]) -> Match | None:
    """Numbers of one debtor, each unmistakable, and exactly what they ask together."""
    if not seen.cited or any(len(one.places) > 1 for one in seen.cited):
        return None
    if seen.label.strangers or seen.paid_before:
        return None
    places = seen.clearly_cited
    debtors = {shelf.debtor_of[place] for place in places}
    if len(debtors) != 1 or not (code := _sum_code(seen, shelf, places)):
        return None
    debtor = debtors.pop()
    if contradicted(seen, debtor) or set(seen.by_reference) - set(places):
        return None
    # A number may be cited twice, once well: the best writing of each invoice counts.
    best = dict.fromkeys(places, Clarity.WEAK)
    for one in seen.cited:
        best[one.places[0]] = max(best[one.places[0]], one.clarity)
    least = min(best.values())
    if least is Clarity.WEAK:
        return None
    rivals = _rivals(seen, shelf, places)
    if not _known(seen, debtor) and (seen.somebody_named or least is Clarity.BARE or rivals):
        # Another payer, or another bill of the very same amount: a reference of theirs that
        # looks like our number, or one wrong digit, would pay somebody else's bill.
        return None
    if least is Clarity.BARE and debtor in rivals:
        return None
    cited = tuple(Reason("number_cited", (shelf.invoices[place].number,)) for place in places)
    return _recorded(seen, shelf, places, (*cited, _exactly(seen, shelf, places, code)))


def _rivals(seen: Seen, shelf: Shelf, places: Sequence[int]) -> set[int]:
    """The debtors of the other invoices that this amount would settle as well."""
    return {shelf.debtor_of[place] for place in seen.exact if place not in places}


def _by_account(seen: Seen, shelf: Shelf, closed: Collection[int]) -> Match | None:
    """Money from the debtor's own account, and one single way to read the amount."""
    if len(seen.by_iban) != 1 or seen.label.doubtful:
        return None
    if seen.label.maybe_cut:
        return None  # What the bank cut away may name another bill.
    (debtor,) = seen.by_iban
    if contradicted(seen, debtor) or seen.named_in_label - {debtor}:
        return None
    if seen.label.other_numbers or seen.paid_before or seen.by_reference:
        return None
    if seen.purpose:
        return None  # «Loyer novembre» from a client who is also a tenant.
    mine = [
        place
        for place in shelf.of_debtor(debtor)
        if place not in closed
        and shelf.invoices[place].issued_on <= seen.on
        and shelf.invoices[place].open.currency == seen.amount.currency
    ]
    places = _only_reading(seen, shelf, mine)
    if places is None or not (code := _sum_code(seen, shelf, places)):
        return None
    cited = {place for one in seen.cited for place in one.places}
    if cited and cited != set(places):
        return None  # It speaks of other invoices, or of one of them only.
    reasons = (Reason("iban_known", (shelf.names[debtor],)),)
    return _recorded(seen, shelf, places, (*reasons, _exactly(seen, shelf, places, code)))


def _only_reading(seen: Seen, shelf: Shelf, mine: Sequence[int]) -> tuple[int, ...] | None:
    """The one invoice, or all of them, that this amount pays; None when it could be others."""
    if not mine:
        return None
    cents = seen.amount.cents
    opens = [shelf.invoices[place].open.cents for place in mine]
    found, whole_search = combinations_of(opens, cents)
    others = [place for place in mine if place in seen.exact]
    if not whole_search or len(found) > 1 or len(others) > 1:
        return None
    if others:
        single = others[0]
        if found and found[0] != (mine.index(single),):
            return None
        if _is_usual_share(cents, [o for o, p in zip(opens, mine, strict=True) if p != single]):
            return None
        return (single,)
    if found and len(found[0]) == len(mine) > 1 and cents not in opens:
        return tuple(mine)  # Everything at once: no other bill of theirs is left to be meant.
    return None


def _is_usual_share(cents: int, opens: Sequence[int]) -> bool:
    return any(
        abs(cents * below - amount * above) < below
        for amount in opens
        for above, below in _USUAL_SHARES
    )


def _sum_code(seen: Seen, shelf: Shelf, places: Sequence[int]) -> str | None:
    """By which code the amount settles all these invoices to the cent, or None."""
    bills = [shelf.invoices[place] for place in places]
    if any(
        bill.issued_on > seen.on or bill.open.currency != seen.amount.currency for bill in bills
    ):
        return None
    if len(bills) == 1:
        return settles(bills[0], seen.amount, seen.on)
    if total((bill.open for bill in bills), seen.amount.currency) == seen.amount:
        return "sum_exact"
    if total((bill.owed for bill in bills), seen.amount.currency) == seen.amount:
        return "sum_with_charges"
    return None


def _exactly(seen: Seen, shelf: Shelf, places: Sequence[int], code: str) -> Reason:
    if code == "early_discount":
        invoice = shelf.invoices[places[0]]
        assert invoice.discount is not None, "settled by a discount"
        return Reason(code, (seen.amount, invoice.open, invoice.discount.until_on))
    if code in ("sum_exact", "sum_with_charges"):
        return Reason(code, (seen.amount, len(places)))
    return Reason(code, (seen.amount,))


def _recorded(
    seen: Seen, shelf: Shelf, places: Sequence[int], reasons: tuple[Reason, ...]
) -> Match:
    """The match in which every invoice gets all it asks: its principal, or all that is owed."""
    bills = [shelf.invoices[place] for place in places]
    if len(bills) == 1:
        amounts = [seen.amount]
    elif reasons[-1].code == "sum_exact":
        amounts = [bill.open for bill in bills]
    else:
        amounts = [bill.owed for bill in bills]
    parts = tuple(
        Part(bill.case, bill.number, amount) for bill, amount in zip(bills, amounts, strict=True)
    )
    return Match(seen.key, Certainty.CERTAIN, parts, reasons)
