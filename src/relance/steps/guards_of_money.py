"""The guards that look at money: what may have come in, and what was agreed to come.

`guards.py` says in which order they are asked, among the others.
"""

from __future__ import annotations

from datetime import timedelta

from relance.case import Money
from relance.steps.plan import PLAN_DEFAULT
from relance.steps.situation import SMALL_REST, Situation
from relance.steps.step import NoStep, Silence

_ONE_DAY = timedelta(days=1)


def probably_paid(s: Situation) -> NoStep | None:
    """A transfer has come in that may be the debtor's: a person says whether it is."""
    if not s.state.seen:
        return None
    on, amount = next(iter(s.state.seen.values()))
    return NoStep(Silence.PROBABLY_PAID, detail={"on": on.isoformat(), "amount": amount.stored})


def bank_data_old(s: Situation) -> NoStep | None:
    """What is known of the payments is too old: the debtor may have paid since."""
    last_on = s.permit.money_known_until
    if last_on is None or s.today <= last_on:
        return None
    return NoStep(Silence.BANK_DATA_OLD, detail={"known_until": last_on.isoformat()})


def plan_running(s: Situation) -> NoStep | None:
    """All that is unpaid is in a payment plan that runs: each installment has its own day."""
    if s.chased or s.plan is None or not s.planned:
        return None
    agreed = s.plan
    if agreed.missed_on is None:
        until = agreed.checked_on
        return NoStep(
            Silence.PLAN_RUNNING,
            s.calendar.next_working_day(until) if until is not None else None,
        )
    last_on = agreed.deadline_on
    if last_on is None or agreed.broken(s.today):
        return None
    return NoStep(
        Silence.PLAN_RUNNING,
        s.calendar.next_working_day(last_on + _ONE_DAY),
        {"step": PLAN_DEFAULT, "deadline_on": last_on.isoformat()},
    )


def plan_missed(s: Situation) -> NoStep | None:
    """An installment is missing, the delay has passed, and the agreement says nothing more.

    A plan that makes the whole due by its default is no longer a plan: its invoices are
    chased again. Without that clause a person says what follows.
    """
    if s.chased or s.plan is None or not s.planned or s.plan.missed_on is None:
        return None
    if not s.plan.broken(s.today):
        return None
    return NoStep(
        Silence.PLAN_MISSED,
        detail={
            "missed_on": s.plan.missed_on.isoformat(),
            "missing": s.plan.missing.stored,
        },
    )


def small_rest(s: Situation) -> NoStep | None:
    """So little is left that chasing it would cost more than it brings: asked for once."""
    if not s.rest_is_small or s.state.notice_of(SMALL_REST) is None:
        return None
    rest = Money(sum(s.open.values()), s.state.currency)
    return NoStep(Silence.SMALL_REST, detail={"amount": rest.stored})
