"""What was decided ahead is what the morning itself would decide, or it is not used."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest
from django.db import transaction

from relance.case import CreditorMode, Invoice, Money
from relance.case.entries import (
    CallMade,
    CallOutcome,
    Channel,
    DeliveryOutcome,
    DeliveryReported,
    Entry,
    Fact,
    HoldLifted,
    HoldPlaced,
    InvoiceAdded,
    NoticeSent,
    PaymentReceived,
    ReplyRead,
    ReplyReceived,
    StepPostponed,
)
from relance.office import daily, decide, foresight, people
from relance.office.access import everything
from relance.office.due import anything_due, journals
from relance.office.journal import New, append
from relance.office.models import CaseRow, ContactRow, MoneyKnown, NoticeRow, PlaybookRow
from relance.office.planning import plan_foreseen
from tests.office import cabinet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FIRST_STEP_ON = date(2026, 4, 7)  # a Tuesday, seven days after the due date
PLAYBOOK = files("relance.steps").joinpath("playbooks/cinq-etapes.yaml").read_text("utf-8")
LIVES = 8


@pytest.fixture(autouse=True)
def _unscoped() -> Iterator[None]:
    with everything():
        yield


def unread(keys: Sequence[int]) -> list[Any]:
    """In the place of `daily.journals`: no journal may be asked for."""
    assert not keys, "a journal was read for a step that was kept"
    return []


def watched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The cases whose journals the round reads."""
    asked: list[int] = []

    def read(keys: Sequence[int]) -> Iterator[tuple[int, list[Entry]]]:
        asked.extend(keys)
        return journals(keys)

    monkeypatch.setattr(daily, "journals", read)
    return asked


def test_a_kept_step_is_planned_without_its_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A big morning costs what is planned, not what the journals hold."""
    case = cabinet.case(cabinet.creditor())
    monkeypatch.setattr(daily, "journals", unread)

    done = daily.daily_round(FIRST_STEP_ON)

    assert (done.looked_at, done.planned, done.failed) == (1, 1, [])
    notice = NoticeRow.objects.get(case=case)
    assert (notice.step, notice.planned_on, notice.basis) == ("kind_email", FIRST_STEP_ON, 2)
    case.refresh_from_db()
    assert (case.next_on, case.next_step, case.silence, case.foreseen, case.late_cents) == (
        None, "kind_email", "", None, 120000,
    )  # fmt: skip


def another_playbook(case: CaseRow) -> None:
    own = PLAYBOOK.replace("until: 10", "until: 11", 1)
    assert own != PLAYBOOK
    PlaybookRow.objects.create(creditor=case.creditor, key="cinq-etapes", source=own)


def another_mode(case: CaseRow) -> None:
    case.creditor.mode = CreditorMode.ASSISTANT.value
    case.creditor.save()


def another_small_rest(case: CaseRow) -> None:
    case.creditor.small_rest_cents = 500
    case.creditor.save()


def no_more_address(case: CaseRow) -> None:
    """Written on the row alone, past every act that would decide again."""
    CaseRow.objects.filter(pk=case.pk).update(reach_email=False)


def another_region(case: CaseRow) -> None:
    CaseRow.objects.filter(pk=case.pk).update(region="6AE")


def bank_data_of_last_month(case: CaseRow) -> None:
    case.creditor.money_known = MoneyKnown.STATEMENTS.value
    case.creditor.money_until = date(2026, 3, 2)
    case.creditor.save()


def a_note_asked_for(case: CaseRow) -> None:
    """An open notice that no entry tells of."""
    NoticeRow.objects.create(
        creditor=case.creditor, case=case, identity="a" * 32, kind="receipt", channel="email",
        approval="to_approve", planned_on=FIRST_STEP_ON,
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        another_playbook,
        another_mode,
        another_small_rest,
        no_more_address,
        another_region,
        bank_data_of_last_month,
        a_note_asked_for,
    ],
)
def test_what_has_changed_around_a_case_has_it_decided_afresh(
    change: Callable[[CaseRow], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step kept from another world would be a mail nobody meant."""
    case = cabinet.case(cabinet.creditor())
    asked = watched(monkeypatch)
    change(case)

    done = daily.daily_round(FIRST_STEP_ON)

    assert asked == [case.pk]
    assert (done.looked_at, done.failed) == (1, [])


@pytest.mark.parametrize("marked", ["rules_mark", "law_mark"])
def test_other_rules_decide_afresh(marked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update of the program, or a new value of the law, nothing old is planned."""
    cabinet.case(cabinet.creditor())
    before = getattr(foresight, marked)
    monkeypatch.setattr(foresight, marked, lambda: "another")
    assert plan_foreseen(FIRST_STEP_ON) == 0

    monkeypatch.setattr(foresight, marked, before)

    assert plan_foreseen(FIRST_STEP_ON) == 1


def test_a_playbook_that_cannot_be_read_stops_its_own_case_alone() -> None:
    """A stricter version of the program must not keep everybody else's morning from coming."""
    bad = cabinet.case(cabinet.creditor("Menuiserie Le Goff"), number="F-1")
    good = cabinet.case(cabinet.creditor(), number="F-2")
    PlaybookRow.objects.create(creditor=bad.creditor, key="cinq-etapes", source="steps: [")

    done = daily.daily_round(FIRST_STEP_ON)

    assert [case for case, _ in done.failed] == [bad.pk]
    assert NoticeRow.objects.get().case_id == good.pk


def test_the_day_after_is_decided_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that was off: the step of yesterday may print another deadline today."""
    cabinet.case(cabinet.creditor())
    asked = watched(monkeypatch)

    done = daily.daily_round(FIRST_STEP_ON + timedelta(days=1))

    assert (len(asked), done.planned) == (1, 1)
    assert NoticeRow.objects.get().planned_on == FIRST_STEP_ON + timedelta(days=1)


def test_a_day_that_cannot_be_decided_ahead_keeps_no_fact_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A payment must be recorded even when a day to come is beyond what the law book holds."""
    case = cabinet.case(cabinet.creditor())
    monkeypatch.setattr(foresight, "next_step", lambda *_, **__: 1 / 0)

    append(case.pk, [New(PaymentReceived(Money(100)), cabinet.DUE)], by="moi", today=cabinet.DUE)

    case.refresh_from_db()
    assert (case.last_sequence, case.next_on, case.foreseen) == (3, FIRST_STEP_ON, None)


class Undone(Exception):
    """Takes back what a trial has written."""


def outcome(today: date) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """What a round of that day leaves: caches and notices, but for keys and random identities."""
    done = daily.daily_round(today)
    assert done.failed == []
    cached = [name for name in daily.DECIDED if name != "foreseen"]
    written = [
        one.name for one in NoticeRow._meta.concrete_fields if one.name not in ("id", "identity")
    ]
    return (
        list(CaseRow.objects.order_by("pk").values_list("pk", *cached)),
        list(NoticeRow.objects.order_by("case_id", "planned_on", "pk").values_list(*written)),
    )


def agreed(today: date) -> int:
    """Run that day's round on what is kept, and on nothing kept: how many steps were used."""
    trial, used = None, 0
    with pytest.raises(Undone), transaction.atomic():
        CaseRow.objects.update(foreseen=None)
        trial = outcome(today)
        raise Undone
    with pytest.raises(Undone), transaction.atomic():
        used = plan_foreseen(today)
        raise Undone
    assert outcome(today) == trial, today
    return used


@pytest.mark.parametrize("seed", range(LIVES))
def test_lives_of_cases_are_the_same_with_and_without_foresight(seed: int) -> None:
    """Four months of random facts and changes: each morning decided both ways, with one result."""
    chance = random.Random(seed)
    owner = cabinet.creditor()
    cases = [
        cabinet.case(
            owner,
            name=f"Client {number}",
            number=f"F-{number}",
            due_on=cabinet.DUE + timedelta(days=chance.randint(-20, 60)),
        )
        for number in range(4)
    ]
    used = 0
    for days in range(1, 120, 1 if seed % 2 else 2):
        today = cabinet.DUE + timedelta(days=days)
        used += agreed(today) if anything_due(today) else 0
        for case in cases:
            something_happens(case, chance, today)
    assert used > 3, "nothing was ever decided ahead: this test would see nothing"


def something_happens(case: CaseRow, chance: random.Random, today: date) -> None:
    """The notice of the day leaves or not; now and then the world turns."""
    case = CaseRow.objects.select_related("creditor", "debtor").get(pk=case.pk)
    notice = NoticeRow.objects.filter(case=case, state="planned").first()
    if notice is not None and chance.random() < 0.95:
        NoticeRow.objects.filter(pk=notice.pk).update(state="sent")
        sent = NoticeSent(
            notice.identity, notice.step or "kind_email", Channel(notice.channel),
            tuple(notice.invoices), contact="1", deadline_on=notice.deadline_on,
        )  # fmt: skip
        tell(case, today, sent)
        if chance.random() < 0.1:
            tell(case, today, DeliveryReported(sent.notice, DeliveryOutcome.BOUNCED, contact="1"))
    if chance.random() > 0.05:
        return
    what = chance.randrange(10)
    if what < 6:
        later = today + timedelta(days=chance.randint(1, 15))
        number = next(iter(case.invoices.values_list("number", flat=True)), "F-0")
        facts: tuple[Fact, ...] = (
            PaymentReceived(Money(chance.randint(100, 150_000))),
            HoldPlaced(later),
            ReplyReceived(Channel.EMAIL),
            CallMade("call", CallOutcome.CASH_PROBLEM, (number,)),
            StepPostponed("formal_reminder", later),
            InvoiceAdded(
                Invoice(f"N-{case.last_sequence}-{case.pk}", today, later, Money(50_000), "Suite")
            ),
        )
        tell(case, today, facts[what])
        if what == 2:
            tell(case, today, ReplyRead())
        if what == 1 and chance.random() < 0.5:
            tell(case, today, HoldLifted())
    elif what == 6:
        email = chance.choice(("", "autre@cafe-ete.fr"))
        people.complete(case, {"email": email}, by="moi", today=today)
    elif what == 7:
        PlaybookRow.objects.update_or_create(
            creditor=case.creditor,
            key="cinq-etapes",
            defaults={"source": PLAYBOOK.replace("from: 15", f"from: {chance.randint(12, 18)}")},
        )
    elif what == 8:
        case.creditor.small_rest_cents = chance.choice((0, 60_000))
        case.creditor.save()
    else:
        ContactRow.objects.filter(debtor=case.debtor).update(
            phone=chance.choice(("", "+33612345679"))
        )
        decide.mirror_debtor(case)
        case.save(update_fields=["reach_email", "reach_phone", "reach_address", "region"])


def tell(case: CaseRow, on: date, fact: Fact) -> None:
    append(case.pk, [New(fact, on)], by="moi", today=on)
