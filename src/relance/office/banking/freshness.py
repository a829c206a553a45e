"""How fresh what a creditor knows of his payments is, and what an old answer locks.

The rule starts with his first statement, or when he says how he knows his payments. From
then on nothing leaves on a day for which what he knows is too old: the guard is in `steps`;
one statement, or one confirmation, unlocks what waited.
"""

from __future__ import annotations

from datetime import date

from relance.office.decide import money_known_until
from relance.office.models import CaseRow, CreditorRow, MoneyKnown, NoticeRow
from relance.steps import Silence


def too_old(creditor: CreditorRow, today: date) -> bool:
    """True while nothing may leave because a payment may have come in unseen."""
    known_until = money_known_until(creditor)
    return known_until is not None and today > known_until


def choose(creditor: CreditorRow, how: MoneyKnown, *, today: date) -> None:
    """The creditor says how he knows who has paid; saying «by hand» confirms this day."""
    creditor.money_known = how.value
    if how is MoneyKnown.BY_HAND:
        creditor.money_confirmed_on = today
    creditor.save(update_fields=["money_known", "money_confirmed_on"])
    unlock(creditor, today=today)


def confirm(creditor: CreditorRow, *, today: date) -> None:
    """«Every payment received so far is noted», or «nothing has moved since»: good for this day.

    Many lists of banks end with their last movement: a quiet account looks old, and is not.
    """
    creditor.money_confirmed_on = today
    if creditor.money_known == MoneyKnown.STATEMENTS:
        creditor.money_until = today
    creditor.save(update_fields=["money_confirmed_on", "money_until"])
    unlock(creditor, today=today)


def covered(creditor: CreditorRow, until: date, *, today: date) -> None:
    """A statement covers the account up to that day: never moves back.

    A day to come is a mistake of the file: today is the most it can know.
    """
    until = min(until, today)
    creditor.money_until = max(creditor.money_until or until, until)
    if creditor.money_known == MoneyKnown.NOT_SAID:
        creditor.money_known = MoneyKnown.STATEMENTS.value
    creditor.save(update_fields=["money_until", "money_known"])
    unlock(creditor, today=today)


def unlock(creditor: CreditorRow, *, today: date) -> None:
    """Have what waited for fresher data looked at again, if it is fresh enough now."""
    if too_old(creditor, today):
        return
    CaseRow.objects.filter(creditor=creditor, silence=Silence.BANK_DATA_OLD.value).update(
        next_on=today
    )
    NoticeRow.objects.filter(
        creditor=creditor, state="approved", channel="email", attempts=0
    ).exclude(not_before=None).update(not_before=None)
