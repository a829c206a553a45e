"""A case told line by line: each line a day, a word and its values; the core answers for it.

    2026-03-01  invoice   F-12  1200.00  due  2026-03-31
    2026-04-07  next      kind_email  email  F-12
    2026-04-07  sent      kind_email

Lines that begin with a date are the story, in order of date; what stands after `#` and every
other line is for the reader. A fact is a line of the journal; a question (`next`, `owed`,
`interest`…) is asked of the real core, with the journal as it stands there.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from relance.case import DebtorKind, Invoice, Money, State, Terms, replay
from relance.case.entries import (
    CallMade,
    CallOutcome,
    CaseClosed,
    CaseOpened,
    Channel,
    CreditNoteAdded,
    DebtorKindSet,
    DeliveryOutcome,
    DeliveryReported,
    DisputeClosed,
    DisputeOpened,
    Entry,
    Fact,
    HoldLifted,
    HoldPlaced,
    InsolvencyOpened,
    Installment,
    InvoiceAdded,
    NoticeSent,
    PaymentReceived,
    PlanAgreed,
    PromiseMade,
    RefundMade,
    ReplyRead,
    ReplyReceived,
    StepPostponed,
    StepSkipped,
)
from relance.claim import Statement, statement
from relance.law import Calendar, LawBook
from relance.steps import NoStep, Permit, Reach, Step, builtin, next_step

_LINE = re.compile(r"\s*(\d{4}-\d{2}-\d{2})\s+(\S+)\s*(.*?)\s*\Z")


class Untold(ValueError):
    """The story itself is not written as it must be: the line is named."""


@dataclass
class Story:
    """A whole case. `holds()` tells it from the first line to the last."""

    text: str

    def __post_init__(self) -> None:
        self.day = date.min
        self.journal: list[Entry] = []
        self.calendar = Calendar()
        self.law = LawBook.load()
        self.permit = Permit()
        self.asked = 0

    def holds(self) -> bool:
        """True when every question has the answer that stands there.

        Otherwise the whole story is shown, each wrong line with the core's own answer.
        """
        told, wrong = [], 0
        for line in textwrap.dedent(self.text).strip().splitlines():
            answer = self._tell(line)
            told.append(line)
            if answer is not None:
                wrong += 1
                told.append(f"      but the core says: {answer}")
        if not self.asked:
            raise Untold("this story asks nothing: it would hold whatever the core does")
        if wrong:
            raise AssertionError("\n".join(["the story does not hold:", *told]))
        return True

    def _tell(self, line: str) -> str | None:
        """Record the line's fact, or check its answer; the core's own when it differs."""
        found = _LINE.match(line.partition("#")[0])
        if found is None:
            if re.match(r"\s*\d+[-/.]\d", line):
                raise Untold(f"neither a day with its word nor prose: {line!r}")
            return None
        day, word, values = date.fromisoformat(found[1]), found[2], found[3].split()
        if day < self.day:
            raise Untold(f"a story goes forward: {line!r}")
        self.day = day
        try:
            if word in _QUESTIONS:
                self.asked += 1
                answer = " ".join(_QUESTIONS[word](self, values))
                return None if answer == " ".join(values) else answer
            if word == "lets_go":  # the creditor's rule: so little is asked for once
                self.permit = replace(self.permit, small_rest=Money.of(values[0]).cents)
                return None
            if word not in _FACTS:
                raise Untold(f"not a word of our stories: {word}")
            self.record(_FACTS[word](self, values))
        except (IndexError, KeyError, ValueError, AttributeError) as why:
            raise Untold(f"{line.strip()!r}: {why}") from why
        return None

    def record(self, fact: Fact) -> None:
        if not self.journal:
            self.journal.append(self._entry(CaseOpened("cinq-etapes")))
        self.journal.append(self._entry(fact))

    def _entry(self, fact: Fact) -> Entry:
        at = datetime(self.day.year, self.day.month, self.day.day, 9, tzinfo=UTC)
        return Entry(len(self.journal) + 1, self.day, at, "camille", fact, "raconté")

    @property
    def state(self) -> State:
        return replay(self.journal)

    def answer(self) -> Step | NoStep:
        return next_step(
            self.state,
            today=self.day,
            playbook=builtin("cinq-etapes"),
            calendar=self.calendar,
            reach=Reach(),
            permit=self.permit,
            law=self.law,
        )

    def statement(self, *, without_disputed: bool = False) -> Statement:
        return statement(self.state, on=self.day, law=self.law, without_disputed=without_disputed)


def _after(values: list[str], word: str) -> str | None:
    """The value that stands behind a word of the line."""
    return values[values.index(word) + 1] if word in values else None


def _invoice(story: Story, values: list[str]) -> Fact:
    due_on = date.fromisoformat(values[values.index("due") + 1])
    terms = Terms(late_rate=_after(values, "rate"), penalty_percent=_after(values, "penalty"))
    issued_on = min(story.day, due_on - timedelta(days=1))
    return InvoiceAdded(Invoice(values[0], issued_on, due_on, Money.of(values[1]), terms=terms))


def _sent(story: Story, values: list[str]) -> Fact:
    """Only what the core asks for on that day can be sent: a story cannot cheat."""
    step = story.answer()
    if not isinstance(step, Step) or step.key != values[0]:
        raise Untold(f"the core does not send {values[0]} on {story.day}: {step}")
    return NoticeSent(
        notice=step.key,
        step=step.key,
        channel=step.channel,
        invoices=step.invoices,
        listed=step.listed,
        deadline_on=step.deadline_on,
    )


def _wrote(story: Story, values: list[str]) -> Fact:
    """A note of one's own beside the playbook: a confirmation, thanks."""
    numbers = tuple(story.state.invoices)
    return NoticeSent(f"{values[0]}-{story.day}", values[0], Channel.EMAIL, numbers)


def _called(story: Story, values: list[str]) -> Fact:
    step = story.answer()
    if not isinstance(step, Step) or step.channel is not Channel.PHONE:
        raise Untold(f"the core does not ask for a call on {story.day}: {step}")
    return CallMade(step.key, CallOutcome(values[0]), step.invoices)


def _promise(story: Story, values: list[str]) -> Fact:
    amount = Money.of(values[0]) if values[0] != "by" else None
    return PromiseMade(date.fromisoformat(values[-1]), amount)


def _money(values: list[str]) -> tuple[Money, str | None]:
    return Money.of(values[0]), values[1] if len(values) > 1 else None


def _credit(story: Story, values: list[str]) -> Fact:
    amount, invoice = _money(values)
    return CreditNoteAdded(f"AV-{len(story.journal)}", amount, invoice)


def _dispute(story: Story, values: list[str]) -> Fact:
    assert values[0] in story.state.invoices, "an invoice of the case"
    return DisputeOpened(values[0], Money.of(values[1]) if len(values) > 1 else None)


def _plan(story: Story, values: list[str]) -> Fact:
    """`plan F-1 600.00 2026-05-05 600.00 2026-06-05`, and `falls` when a default makes all due."""
    falls = values[-1] == "falls"
    pairs = values[1 : len(values) - falls]
    parts = tuple(
        Installment(date.fromisoformat(on), Money.of(amount))
        for amount, on in zip(pairs[::2], pairs[1::2], strict=True)
    )
    return PlanAgreed("plan", parts, (values[0],), acceleration=falls)


def _skipped(story: Story, values: list[str]) -> Fact:
    return StepSkipped(values[0], tuple(story.state.invoices))


_FACTS: dict[str, Callable[[Story, list[str]], Fact]] = {
    "debtor": lambda story, values: DebtorKindSet(DebtorKind(values[0])),
    "invoice": _invoice,
    "sent": _sent,
    "wrote": _wrote,
    "called": _called,
    "delivery": lambda story, values: DeliveryReported(values[0], DeliveryOutcome(values[1])),
    "promise": _promise,
    "paid": lambda story, values: PaymentReceived(*_money(values)),
    "credit": _credit,
    "refund": lambda story, values: RefundMade(Money.of(values[0])),
    "plan": _plan,
    "dispute": _dispute,
    "settled": lambda story, values: DisputeClosed(values[0]),
    "hold": lambda story, values: HoldPlaced(date.fromisoformat(values[0])),
    "resume": lambda story, values: HoldLifted(),
    "reply": lambda story, values: ReplyReceived(Channel.EMAIL),
    "read": lambda story, values: ReplyRead(),
    "insolvency": lambda story, values: InsolvencyOpened(date.fromisoformat(values[0])),
    "postponed": lambda story, values: StepPostponed(values[0], date.fromisoformat(values[1])),
    "skipped": _skipped,
    "closed": lambda story, values: CaseClosed(),
}


def _next(story: Story, values: list[str]) -> list[str]:
    """The next step as the line tells it: what the line leaves unsaid is not compared."""
    answer = story.answer()
    if isinstance(answer, NoStep):
        until = ["until", answer.until.isoformat() if answer.until else "never"]
        return ["nothing", answer.code.value, *(until if "until" in values else ())]
    told = [answer.key, answer.channel.value, *answer.invoices]
    if answer.listed:
        told += ["listed", *answer.listed]
    if "deadline" in values:
        told += ["deadline", str(answer.deadline_on or "none")]
    return told


def _said(amount: Money) -> list[str]:
    return [str(amount) if amount else "none"]


_QUESTIONS: dict[str, Callable[[Story, list[str]], list[str]]] = {
    "next": _next,
    "principal": lambda story, values: _said(story.statement().principal),
    "interest": lambda story, values: _said(story.statement().interest),
    "indemnity": lambda story, values: _said(story.statement().indemnity),
    "penalty": lambda story, values: _said(story.statement().penalty),
    "owed": lambda story, values: _said(story.statement().total),
    "undisputed": lambda story, values: _said(story.statement(without_disputed=True).total),
}
