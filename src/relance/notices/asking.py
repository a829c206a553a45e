"""What one notice asks to pay, and every way to pay it: the same amount in each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum import iban as iban_numbers

from relance.case import Creditor, Money
from relance.claim.french import in_money
from relance.notices.facts import NoticeFacts
from relance.notices.text import Text, holding
from relance.notices.transfer_qr import NoTransferQr, epc_payload

AMOUNT = "Montant"
IBAN = "IBAN"
REFERENCE = "Référence à rappeler"
_LINK = re.compile(r"https://[a-z0-9.-]+(:\d{1,5})?([/?#][!-~]*)?", re.IGNORECASE)
_LINK_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """One sum of money asked that day.

    `details` are (name, value) as printed, in order; `payload` is what the QR code of the
    transfer says, "" when there can be none; `alternative` says it to who cannot see it.
    """

    amount: Money
    details: tuple[tuple[str, str], ...]
    payload: str = ""
    alternative: str = ""

    @property
    def written(self) -> str:
        return in_money(self.amount)


def asked(facts: NoticeFacts, text: Text) -> Asked:
    """What this text asks in this case."""
    return asked_of(facts.creditor, asked_amount(facts, text), facts.reference)


def asked_of(creditor: Creditor, amount: Money, reference: str) -> Asked:
    """That amount, with every way this creditor offers to pay it.

    Without an IBAN the reference still stands: who pays by another way must know it too.
    """
    details: list[tuple[str, str]] = []
    if creditor.iban:
        shown = iban_numbers.format(creditor.iban).replace(" ", "\u00a0")
        details += [("Bénéficiaire", creditor.name), (IBAN, shown)]
        if creditor.bic:
            details.append(("BIC", creditor.bic))
    details += [(AMOUNT, in_money(amount)), (REFERENCE, reference)]
    if link := payment_link(creditor):
        details.append(("Paiement en ligne", link))
    try:
        payload = epc_payload(creditor, amount, reference)
    except NoTransferQr:
        return Asked(amount, tuple(details))
    alternative = (
        f"QR code de virement\u00a0: {in_money(amount)} à {creditor.name}, référence {reference}"
    )
    return Asked(amount, tuple(details), payload, alternative)


def asked_amount(facts: NoticeFacts, text: Text) -> Money:
    """The sum these words ask: what is missing of a plan, the promised sum, the total, the rest.

    It follows the words: the statement or `{total}` asks charges too, everything else asks the
    plain rest of the invoices.
    """
    if facts.kind == "plan_default" and facts.missed is not None:
        return facts.missed.missing
    said = holding(text, facts)
    if any(one.block == "statement" or "{total}" in one.said(facts) for one in said):
        return facts.statement.total
    promise = facts.promise
    if (
        facts.kind == "call_confirmation"
        and promise is not None
        and promise.amount is not None
        and promise.until >= facts.today
        and promise.amount.currency == facts.state.currency
    ):
        return min(promise.amount, facts.principal, key=lambda one: one.cents)
    return facts.principal


def payment_link(creditor: Creditor) -> str:
    """The creditor's payment page; "" when he has none, or one that nobody should follow.

    Only https, to a plain host: no user name before it, no space, nothing but ASCII.
    """
    link = creditor.payment_link.strip()
    return link if len(link) <= _LINK_LENGTH and _LINK.fullmatch(link) else ""
