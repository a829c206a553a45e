"""The chronology of a court file: what a judge asks first, in the order of days."""

from __future__ import annotations

from dataclasses import replace

from relance.case import Money
from relance.case.entries import DeliveryOutcome, DeliveryReported, PromiseMade
from relance.notices.order_request import told_events
from relance.office.procedure.request import events
from tests.notices.cases import GIVEN, D


def test_the_chronology_says_what_became_of_each_letter() -> None:
    """A letter without its receipt and a promise left out: the two facts that win the case."""
    given = replace(
        GIVEN["notice"],
        happened=(
            *GIVEN["notice"].happened,
            (D(2026, 5, 4), DeliveryReported("n2", DeliveryOutcome.UNCLAIMED)),
            (D(2026, 5, 6), PromiseMade(D(2026, 5, 12), Money.of("600"))),
        ),
    )
    told = told_events(events(given.facts().state, ("F-12",), ()))

    assert told[1:] == (
        "7\u00a0avril 2026, courriel aimable\u00a0: envoi par courriel.",
        "30\u00a0avril 2026, relance recommandée\u00a0: envoi en recommandé, "
        "délai jusqu’au 8\u00a0mai 2026.",
        "4\u00a0mai 2026, envoi du 30/04/2026 avisé et non réclamé.",
        "6\u00a0mai 2026, il promet de payer 600,00\u00a0€ au plus tard le 12\u00a0mai 2026.",
    )
