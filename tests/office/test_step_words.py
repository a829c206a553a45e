"""A scenario of one's own: a step leaves in the words its author chose, under its own name."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from relance.case.entries import Channel, NoticeSent
from relance.notices import step_name
from relance.notices.text import LETTERS, MAILS
from relance.notices.told import told
from relance.office import clock, daily, preparing
from relance.office.access import everything
from relance.office.models import NoticeRow, PlaybookRow
from relance.steps.playbook import TEXTS
from tests.office import cabinet

TWO_MAILS = """
name: Deux courriels
steps:
  - {key: kind_email_2, name: Encore un mot, from: 3, channel: email, tone: kind}
  - {key: ma_lettre, name: Ma lettre, from: 30, channel: letter, tone: firm}
"""


def test_a_step_may_only_leave_in_words_that_exist() -> None:
    """A playbook that names other words would stop the whole round on its day."""
    assert set(TEXTS[Channel.EMAIL]) <= set(MAILS)
    assert set(TEXTS[Channel.LETTER]) <= set(LETTERS)


@pytest.mark.database
@pytest.mark.django_db
def test_a_step_of_one_s_own_is_written_and_approved_like_the_others() -> None:
    """Its key is its author's; without this the mail of that day was never written."""
    day = date(2026, 4, 7)
    with everything(), clock.stopped_at(datetime(2026, 4, 7, 9, 0, tzinfo=UTC)):
        owner = cabinet.creditor(playbook="deux")
        PlaybookRow.objects.create(creditor=owner, key="deux", source=TWO_MAILS)
        cabinet.case(owner, today=date(2026, 3, 31))
        daily.daily_round(day)
        assert preparing.prepare_due() == 1
        notice = NoticeRow.objects.get()
    assert (notice.step, notice.kind, notice.state) == ("kind_email_2", "kind_email", "prepared")
    assert "julie@cafe-ete.fr" in notice.recipient


def test_a_second_step_of_a_kind_says_so() -> None:
    """«Second mail» means nothing to a judge; «deuxième courriel aimable» does."""
    assert step_name("call_2") == "deuxième appel"
    assert step_name("kind_email_9") == "neuvième courriel aimable"
    assert step_name("ma_lettre") == "ma lettre"
    sent = NoticeSent("id", "formal_reminder_2", Channel.LETTER, ("F-1",))
    assert told(sent).startswith("Deuxième relance recommandée")
