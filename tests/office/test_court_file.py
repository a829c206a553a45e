"""The chronology of a court file: what a judge asks first, in the order of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from relance.case import Money
from relance.case.entries import (
    AmicableAttempt,
    Channel,
    CourtKind,
    DeliveryOutcome,
    DeliveryReported,
    DisputeClosed,
    DisputeOpened,
    Fact,
    ProcedureEnd,
    ProcedureEnded,
    PromiseMade,
    RequestFiled,
)
from relance.notices.order_request import told_events
from relance.office.procedure.story import events
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
        "6\u00a0mai 2026, le débiteur promet de payer 600,00\u00a0€ au plus tard le 12\u00a0mai 2026.",
    )


def test_the_chronology_says_what_the_debtor_disputed_and_how() -> None:
    """A request that hides a dispute is a lie to the judge, found out at the opposition.

    A part, then the whole by letter, then lifted by the creditor: all three are told. What he
    disputes of an invoice that is not asked for is not.
    """
    given = replace(
        GIVEN["notice"],
        happened=(
            *GIVEN["notice"].happened,
            (D(2026, 5, 2), DisputeOpened("F-12", Money.of("200"))),
            (D(2026, 5, 4), DisputeOpened("F-12", channel=Channel.LETTER)),
            (D(2026, 5, 7), DisputeClosed("F-12")),
        ),
    )
    state = given.facts().state
    state.disputes[1] = replace(state.disputes[1], because="le logo n’est pas le bon")

    assert told_events(events(state, ("F-12",), ()))[-3:] == (
        "2\u00a0mai 2026, le débiteur conteste 200,00\u00a0€ de la facture F-12.",
        "4\u00a0mai 2026, le débiteur conteste toute la facture F-12, par lettre, motif noté\u00a0: "
        "«\u00a0le logo n’est pas le bon\u00a0».",
        "7\u00a0mai 2026, le demandeur note que la contestation de la facture F-12 est levée.",
    )
    assert "conteste" not in " ".join(told_events(events(state, ("F-13",), ())))


def test_a_request_that_failed_before_is_told_to_the_next_judge() -> None:
    """Refused once, silently asked again: the judge who finds out believes nothing else.

    The one that runs is the paper itself: it does not tell its own filing.
    """
    asked = RequestFiled(CourtKind.JUDICIAL, ("F-12",), Money.of("1200"))
    happened: tuple[tuple[date, Fact], ...] = (
        (D(2026, 6, 2), AmicableAttempt(D(2026, 6, 9), failed=True)),
        (D(2026, 6, 10), asked),
        (D(2026, 6, 20), ProcedureEnded(ProcedureEnd.REFUSED)),
        (D(2026, 7, 1), asked),
    )
    given = replace(GIVEN["notice"], happened=happened)
    state = given.facts().state

    assert told_events(events(state, ("F-12",), ()))[1:] == (
        "2\u00a0juin 2026, tentative amiable avec un tiers, terminée le 9\u00a0juin 2026, sans accord.",
        "10\u00a0juin 2026, requête en injonction de payer déposée pour 1\u202f200,00\u00a0€\u00a0: "
        "tribunal judiciaire.",
        "20\u00a0juin 2026, procédure terminée\u00a0: requête rejetée.",
    )
    assert "requête" not in " ".join(told_events(events(state, ("F-13",), ())))
