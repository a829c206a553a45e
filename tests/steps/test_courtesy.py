"""The courtesy note before the due date, for who switched it on."""

from __future__ import annotations

from datetime import date

import pytest

from relance.case.entries import StepPostponed
from relance.steps import Reach, Step, read_playbook
from tests.steps.told import Told, asked, bill, said, sent

KIND = read_playbook(
    """
name: Prévenir
steps:
  - {key: early, name: Rappel, from: -10, until: -8, channel: email, tone: kind, gap: 0}
  - {key: courtesy, name: Rappel, from: -3, until: -1, channel: email, tone: kind, gap: 0}
  - {key: kind_email, name: Mail, from: 7, until: 10, channel: email, tone: kind}
""",
    "prevenir",
)
EARLY = sent("2026-03-23", "early")


@pytest.mark.parametrize(
    ("due", "on", "answer"),
    [
        ("2026-03-31", "2026-03-20", ("not_due_yet", "2026-03-23")),  # D-10 is a Saturday
        ("2026-03-31", "2026-03-23", ("early", "2026-03-23")),
        ("2026-03-31", "2026-03-24", ("not_due_yet", "2026-03-30")),  # D-3 is a Saturday
        ("2026-03-31", "2026-03-28", ("not_working_day", "2026-03-30")),
        ("2026-03-31", "2026-03-30", ("courtesy", "2026-03-30")),
        ("2026-03-31", "2026-03-31", ("not_due_yet", "2026-04-07")),  # its window is over
    ],
)
def test_a_note_leaves_before_the_due_date_or_never(
    due: str, on: str, answer: tuple[str, str]
) -> None:
    """A note «dans trois jours» that arrives on the day itself would be wrong."""
    assert said(asked(on, bill(due=due), playbook=KIND)) == answer


def test_a_note_is_sent_once_and_is_no_demand() -> None:
    """After the note, the kind e-mail still comes first, on its own day."""
    note = sent("2026-03-30", "courtesy")
    told = (bill(), EARLY, note)

    assert said(asked("2026-03-30", *told, playbook=KIND)) == ("not_due_yet", "2026-04-07")
    assert said(asked("2026-04-07", *told, playbook=KIND)) == ("kind_email", "2026-04-07")


def test_a_debtor_who_is_late_gets_no_courtesy_note() -> None:
    """Two tones on the same day contradict each other."""
    told = (bill(), bill("F-0", "2026-03-26"))

    assert said(asked("2026-03-30", *told, playbook=KIND)) == ("not_due_yet", "2026-04-02")


def test_who_is_at_the_court_gets_no_courtesy_note() -> None:
    """Nothing is left to do for the old bill, and it is still late."""
    told = (bill(), bill("F-0", "2026-03-01"), sent("2026-03-09", "kind_email", "F-0"))

    assert said(asked("2026-03-30", *told, playbook=KIND)) == ("not_due_yet", "2026-04-07")


def test_one_note_for_the_bills_of_the_same_days() -> None:
    """Two bills due within two days are one note; the third has its own day."""
    told: tuple[Told, ...] = (
        bill("F-2", "2026-04-01"),
        bill(),
        bill("F-3", "2026-04-20"),
        sent("2026-03-23", "early", "F-1", "F-2"),
    )
    step = asked("2026-03-30", *told, playbook=KIND)

    assert isinstance(step, Step)
    assert (step.key, step.invoices) == ("courtesy", ("F-1", "F-2"))


def test_a_note_put_off_past_its_window_is_dropped() -> None:
    """The case wakes up for the kind e-mail, not for a note that has lost its sense."""
    off: Told = ("2026-03-30", StepPostponed("courtesy", date(2026, 4, 14)))

    assert said(asked("2026-03-30", bill(), EARLY, off, playbook=KIND)) == (
        "not_due_yet",
        "2026-04-07",
    )


def test_without_an_e_mail_address_the_note_is_let_go() -> None:
    """A courtesy is no reason to bother the creditor before anything is late."""
    answer = asked("2026-03-30", bill(), EARLY, playbook=KIND, reach=Reach(email=False))

    assert said(answer) == ("not_due_yet", "2026-04-07")
