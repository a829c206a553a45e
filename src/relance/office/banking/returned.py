"""Money the bank took back: a payment recorded before may be none, and a person must say so.

Nothing is cancelled by itself: the words of a bank are few, and to chase somebody who has paid
is worse than to wait.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from relance.case import Movement
from relance.intake import Problem
from relance.intake.problem import WARNING, in_french
from relance.matching import says_returned
from relance.office.models import CreditorRow, MovementRow, MovementState

WITHIN_DAYS = 400
"""A direct debit that was not allowed can be sent back for thirteen months (CMF, L133-24)."""


def payments_sent_back(
    creditor: CreditorRow, movements: Sequence[Movement], file: str
) -> Iterator[Problem]:
    """A warning for each recorded payment that one of these movements seems to take back."""
    for one in movements:
        if one.amount.cents >= 0 or not says_returned(f"{one.label} {one.reference}"):
            continue
        booked = MovementRow.objects.filter(
            creditor=creditor,
            state=MovementState.BOOKED,
            cents=-one.amount.cents,
            currency=one.amount.currency,
            on__lte=one.on,
            on__gte=one.on - timedelta(days=WITHIN_DAYS),
        ).select_related("case__debtor")
        for row in booked.order_by("-on", "-pk")[:5]:
            assert row.case is not None, "booked on a case"
            amount = in_french((-one.amount).decimal, one.amount.currency)
            yield Problem(
                file,
                "payment_sent_back",
                f"{one.on:%d/%m/%Y}, {one.label[:60]}",
                f"La banque a repris {amount}\u00a0: c’est peut-être le paiement de "
                f"{row.case.debtor.name} enregistré au {row.on:%d/%m/%Y}, qui serait rejeté.",
                "Si c’est lui, annulez ce rapprochement dans «\u00a0Argent\u00a0»\u00a0: la relance "
                "reprendra. Rien n’a été annulé.",
                WARNING,
            )
