"""Which late invoices a judge is asked for: each other one has its reason and its way in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from relance.case import Money, State
from relance.case.entries import (
    Channel,
    DeliveryOutcome,
    DeliveryReported,
    DisputeOpened,
    Fact,
    NoticeSent,
)
from relance.office.procedure.choosing import choose, late_invoices
from tests.notices.cases import GIVEN, LETTER, MAIL, D

NOTICE = NoticeSent("n3", "formal_notice", Channel.LETTER, ("F-12",), deadline_on=D(2026, 6, 4))
TODAY = D(2026, 7, 1)


def state_after(*happened: tuple[int, int, Fact]) -> State:
    """F-12 due on 31 March, and what happened since."""
    since = tuple((D(2026, month, day), fact) for month, day, fact in happened)
    return replace(GIVEN["notice"], happened=since, on=TODAY).facts().state


@pytest.mark.parametrize(
    ("happened", "why"),
    [
        ([], "jamais été demandée"),
        ([(4, 7, MAIL), (4, 30, LETTER)], "07/04/2026, mais jamais mise en demeure"),
        ([(3, 20, NOTICE)], "a précédé le retard"),
        ([(5, 27, NOTICE)], None),
        (
            [(5, 27, NOTICE), (6, 2, DeliveryReported("n3", DeliveryOutcome.UNKNOWN_ADDRESS))],
            "n’est pas arrivée",
        ),
        ([(5, 27, NOTICE), (6, 2, DeliveryReported("n3", DeliveryOutcome.REFUSED))], None),
        ([(5, 27, NOTICE), (6, 2, DisputeOpened("F-12"))], "contesté"),
        ([(5, 27, NOTICE), (6, 2, DisputeOpened("F-12", Money.of("300")))], None),
    ],
)
def test_an_invoice_is_asked_for_once_put_in_formal_notice(
    happened: list[tuple[int, int, Fact]], why: str | None
) -> None:
    """A refused letter counts (L5.7); what never arrived, came too early or only reminded does not."""
    state = state_after(*happened)
    found = choose(state, on=TODAY)
    if why is None:
        assert (found.asked, found.apart) == (("F-12",), ())
    else:
        (one,) = found.apart
        assert (found.asked, one.number) == ((), "F-12")
        assert why in one.why.replace("\u00a0", " ")


def test_a_person_may_ask_for_it_all_the_same_but_not_for_what_is_disputed() -> None:
    """No text read makes a formal notice a condition of the request; a dispute needs a hearing."""
    reminded = state_after((4, 7, MAIL))
    assert choose(reminded, on=TODAY, also=("F-12",)).asked == ("F-12",)
    disputed = state_after((4, 7, MAIL), (6, 2, DisputeOpened("F-12")))
    assert choose(disputed, on=TODAY, also=("F-12",)).asked == ()
    assert late_invoices(disputed, TODAY) == ("F-12",)
