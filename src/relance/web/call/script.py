"""The card of a call, written from the facts of the day."""

from __future__ import annotations

from relance.notices import CallCard, call_card
from relance.office import approving
from relance.office.gathering import facts_for, papers_of
from relance.office.journal import state_of
from relance.office.models import NoticeRow


def card_of(notice: NoticeRow) -> CallCard:
    """What to say, what to listen for, and what each answer leads to."""
    case = notice.case
    facts = facts_for(case, state_of(case), approving.ask_of(notice), papers_of(case))
    return call_card(facts)
