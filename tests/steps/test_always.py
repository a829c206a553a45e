"""What holds for every case, whatever happened to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relance.case import DebtorKind, Invoice, Money, replay
from relance.case.entries import (
    CallMade,
    CallOutcome,
    CaseOpened,
    Channel,
    ContactCorrected,
    CreditNoteAdded,
    DeliveryOutcome,
    DeliveryReported,
    DisputeClosed,
    DisputeOpened,
    Entry,
    Fact,
    HoldLifted,
    HoldPlaced,
    InvoiceAdded,
    NoticeSent,
    PaymentReceived,
    PromiseMade,
    ReplyRead,
    ReplyReceived,
    StepPostponed,
    StepSkipped,
    WriteOff,
)
from relance.steps import NoStep, Permit, Playbook, Reach, Step, next_step
from relance.steps.reading import read_playbook
from tests.steps.told import FIVE, FRANCE, LAW

FIRST = date(2026, 1, 5)
NUMBERS = ("F-1", "F-2", "F-3")
WITH_COURTESY = read_playbook(
    """
steps:
  - {key: courtesy, name: Rappel, from: -3, until: -1, channel: email, tone: kind, gap: 0}
  - {key: kind_email, name: Mail, from: 5, until: 8, channel: email, tone: kind, gap: 2}
  - {key: call, name: Appel, from: 12, channel: phone}
  - {key: formal_notice, name: Mise en demeure, from: 25, channel: letter, tone: formal, deadline: 10}
  - {key: last_call, name: Dernier appel, from: 38, channel: phone, tone: firm}
  - {key: court_file, name: Tribunal, from: 50, channel: court}
after_broken_promise: formal_notice
""",
    "court",
)
KEYS = tuple(dict.fromkeys(one.key for one in (*FIVE.steps, *WITH_COURTESY.steps)))


class Life:
    """A case as it lives: days pass, the next step is taken or not, facts come in."""

    def __init__(self, playbook: Playbook, kind: DebtorKind | None, reach: Reach) -> None:
        self.playbook = playbook
        self.reach = reach
        self.today = FIRST
        self.entries: list[Entry] = []
        self.told(CaseOpened("x", debtor_kind=kind))
        self.bill("F-1", -10, 100_000)

    def told(self, fact: Fact) -> None:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        self.entries.append(Entry(len(self.entries) + 1, self.today, at, "camille", fact))

    def bill(self, number: str, due_in: int, cents: int) -> None:
        due_on = self.today + timedelta(days=due_in)
        issued_on = min(due_on, self.today) - timedelta(days=30)
        self.told(InvoiceAdded(Invoice(number, issued_on, due_on, Money(cents))))

    def asked(self, today: date | None = None) -> Step | NoStep:
        return next_step(
            replay(self.entries),
            today=today or self.today,
            playbook=self.playbook,
            calendar=FRANCE,
            reach=self.reach,
            permit=Permit(),
            law=LAW,
        )

    def take(self) -> None:
        """Do today's step, if there is one."""
        step = self.asked()
        if isinstance(step, Step):
            self.check(step)
            if step.channel is Channel.PHONE:
                self.told(CallMade(step.key, CallOutcome.VOICEMAIL, step.invoices))
            else:
                sent = NoticeSent(
                    f"n{len(self.entries)}",
                    step.key,
                    step.channel,
                    step.invoices,
                    step.listed,
                    step.deadline_on,
                )
                self.told(sent)

    def check(self, step: Step) -> None:
        """What no step may ever do."""
        state = replay(self.entries)
        left = state.open_cents()
        assert FRANCE.is_working_day(step.on), "nothing leaves on a day off"
        assert self.reach.has(step.channel)
        assert step.invoices, "a step demands something"
        assert not set(step.invoices) & set(step.listed)
        assert state.hold is None or (state.hold.until and state.hold.until <= step.on)
        assert state.reply_unread_on is None
        of_playbook = self.playbook.active_steps[step.position]
        assert of_playbook.key == step.key
        if step.channel is not Channel.COURT and state.last_contact_on is not None:
            assert (step.on - state.last_contact_on).days >= of_playbook.min_gap_days
        for number in (*step.invoices, *step.listed):
            one = state.invoices[number]
            assert left[number] > 0, "what is paid is never asked"
            assert one.disputed is None or one.disputed.cents < left[number]
            if not of_playbook.before_due:
                assert one.invoice.due_on < step.on, "what is not late is never asked"
        for number in step.invoices:
            one = state.invoices[number]
            if step.key == "formal_notice":
                assert one.demanded_on is not None, "first a written demand, then a formal notice"
            if step.key == "court_file":
                assert "formal_notice" in one.steps_done
                for notice in state.notices:
                    if number in notice.fact.invoices and notice.outcome is None:
                        assert notice.fact.deadline_on is None or notice.fact.deadline_on < step.on
        if step.deadline_on is not None:
            assert FRANCE.is_working_day(step.deadline_on)
            assert (step.deadline_on - step.on).days >= (of_playbook.deadline_days or 0)


def happened(life: Life, what: str, draw: Any) -> None:
    """One fact of that kind, if the case can have it."""
    numbers = sorted(replay(life.entries).invoices)
    number = draw(st.sampled_from(numbers))
    amount = Money(draw(st.integers(1, 120_000)))
    later = life.today + timedelta(days=draw(st.integers(1, 40)))
    key = draw(st.sampled_from(KEYS))
    notices = [one.fact.notice for one in life.entries if isinstance(one.fact, NoticeSent)]
    facts: dict[str, Fact | None] = {
        "paid": PaymentReceived(amount, draw(st.sampled_from([None, number]))),
        "credit": CreditNoteAdded("A-1", amount, draw(st.sampled_from([None, number]))),
        "given up": WriteOff(amount, number),
        "promise": PromiseMade(later, draw(st.sampled_from([None, amount]))),
        "dispute": DisputeOpened(number, draw(st.sampled_from([None, amount]))),
        "agreed": DisputeClosed(number),
        "hold": HoldPlaced(draw(st.sampled_from([None, later]))),
        "lifted": HoldLifted(),
        "reply": ReplyReceived(Channel.EMAIL),
        "read": ReplyRead(),
        "postponed": StepPostponed(key, later),
        "skipped": StepSkipped(key, (number,)),
        "corrected": ContactCorrected(""),
        "by hand": NoticeSent(f"h{len(life.entries)}", key, Channel.EMAIL, (number,)),
        "called": CallMade(key, CallOutcome.FORGOT, tuple(numbers)),
        "came back": DeliveryReported(
            draw(st.sampled_from(notices)), draw(st.sampled_from(DeliveryOutcome))
        )
        if notices
        else None,
    }
    fact = facts[what]
    if fact is not None:
        life.told(fact)


HAPPENS = [
    "paid",
    "credit",
    "promise",
    "dispute",
    "agreed",
    "hold",
    "lifted",
    "reply",
    "read",
    "postponed",
    "skipped",
    "corrected",
    "by hand",
    "called",
    "came back",
    "given up",
]


@st.composite
def lives(draw: Any) -> Life:
    reach = draw(st.sampled_from([Reach()] * 4 + [Reach(email=False), Reach(phone=False)]))
    kind = draw(st.sampled_from([*DebtorKind, None]))
    life = Life(draw(st.sampled_from([FIVE, WITH_COURTESY])), kind, reach)
    for _ in range(draw(st.integers(0, 14))):
        life.today += timedelta(days=draw(st.integers(0, 25)))
        what = draw(st.sampled_from(["step"] * 12 + ["bill"] * 2 + list(HAPPENS)))
        known = replay(life.entries).invoices
        if what == "step":
            life.take()
        elif what == "bill":
            if len(known) < len(NUMBERS):
                due_in = draw(st.sampled_from([-2000, -700, -40, -3, 0, 4, 20, 45]))
                life.bill(NUMBERS[len(known)], due_in, draw(st.integers(1, 120_000)))
        else:
            happened(life, what, draw)
    return life


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(life=lives())
def test_nothing_can_leave_before_the_day_we_said(life: Life) -> None:
    """The round looks at a case again on `until` only: a step due before would be missed."""
    answer = life.asked()
    if isinstance(answer, Step):
        life.check(answer)
        return
    if answer.until is not None:
        assert answer.until > life.today, "a day that has passed is no answer"
    last = min(answer.until or date.max, life.today + timedelta(days=120))
    for ahead in range(1, (last - life.today).days):
        earlier = life.asked(life.today + timedelta(days=ahead))
        assert isinstance(earlier, NoStep), (answer, earlier)
    if answer.until is None:
        for ahead in (200, 366, 740, 1100, 1850, 2200):
            much_later = life.asked(life.today + timedelta(days=ahead))
            assert isinstance(much_later, NoStep), (answer, much_later)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(life=lives(), days=st.integers(1, 60))
def test_each_day_has_a_step_that_may_be_taken_or_a_reason(life: Life, days: int) -> None:
    """A case that nobody can explain is a case that nobody trusts."""
    for _ in range(days):
        life.take()
        life.today += timedelta(days=1)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(life=lives())
def test_the_same_case_on_the_same_day_has_the_same_answer(life: Life) -> None:
    """What was previewed must be what leaves."""
    assert life.asked() == life.asked()
