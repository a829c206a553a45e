"""Work stops for what is owed and late (C. civ. 1219), never for anything else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from relance.case import Money
from relance.case.entries import DisputeOpened, Fact, InsolvencyOpened, PaymentReceived, ReplyRead
from relance.notices import NotWritable, write
from tests.notices.cases import GIVEN, D


@pytest.mark.parametrize(
    ("happened", "on"),
    [
        ((D(2026, 5, 10), PaymentReceived(Money.of("1200"))), D(2026, 5, 15)),
        ((D(2026, 5, 10), DisputeOpened("F-12")), D(2026, 5, 15)),
        ((D(2026, 5, 10), InsolvencyOpened(D(2026, 5, 4))), D(2026, 5, 15)),
        ((D(2026, 3, 2), ReplyRead()), D(2026, 3, 30)),  # not late yet
    ],
)
def test_work_is_not_suspended_for_what_is_not_owed(happened: tuple[date, Fact], on: date) -> None:
    """Paid, disputed, not due, or in the hands of a court: the fault would be the creditor's."""
    with pytest.raises(NotWritable, match="Rien n’a été préparé"):
        write(replace(GIVEN["suspension"], on=on, happened=(happened,)).facts())
