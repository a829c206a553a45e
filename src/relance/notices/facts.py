"""What a notice may speak of: the true facts of the case on its day, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from relance.case import (
    Contact,
    Creditor,
    Debtor,
    DebtorKind,
    Formality,
    Invoice,
    InvoiceState,
    Money,
    State,
)
from relance.case.entries import UNREACHED, CallOutcome, Channel
from relance.case.state import Promise
from relance.claim import LineKind, Statement
from relance.notices.plan_missed import Missed, missed
from relance.notices.running import even_until, last_lines
from relance.notices.transfer_qr import transfer_reference

_NO_DEMANDS = ("thank_you", "promise_kept")


@dataclass(frozen=True)
class NoticeFacts:
    """Everything the words of one notice may be written from.

    `statement` covers the invoices demanded, without what is disputed, on `today`.
    `invoices` are demanded, `listed` only named apart. `outcome` is how the call ended that a
    confirmation speaks of. `attached` are the invoices whose file goes with the notice. `step` is
    the playbook's step it is written for, if there is one. Nothing in here is guessed: a fact that
    is absent is None or empty.
    """

    kind: str
    today: date
    creditor: Creditor
    debtor: Debtor
    contact: Contact | None
    state: State
    statement: Statement
    invoices: tuple[str, ...]
    listed: tuple[str, ...] = ()
    deadline_on: date | None = None
    outcome: CallOutcome | None = None
    identity: str = ""
    attached: tuple[str, ...] = ()
    step: str = ""

    @cached_property
    def demanded(self) -> tuple[Invoice, ...]:
        return tuple(self.state.invoices[number].invoice for number in self.invoices)

    @cached_property
    def apart(self) -> tuple[Invoice, ...]:
        return tuple(self.state.invoices[number].invoice for number in self.listed)

    @property
    def many(self) -> bool:
        return len(self.invoices) > 1

    @property
    def tu(self) -> bool:
        return self.contact is not None and self.contact.formality is Formality.TU

    @cached_property
    def left(self) -> dict[str, Money]:
        """What each invoice still asks in plain cash, without its disputed part."""
        opened = self.state.open_amounts()
        found = {}
        for number in (*self.invoices, *self.listed):
            disputed = self.state.invoices[number].disputed
            found[number] = opened[number] - disputed if disputed else opened[number]
        return found

    @property
    def principal(self) -> Money:
        """The cash still open on the invoices demanded."""
        total = Money(0, self.state.currency)
        for number in self.invoices:
            total = total + self.left[number]
        return total

    def charged(self, kind: LineKind) -> bool:
        return any(line.kind is kind for line in self.statement.lines)

    @cached_property
    def last_mail_on(self) -> date | None:
        """The day of the last e-mail that asked for these invoices and did not bounce."""
        return self._last(Channel.EMAIL)

    @cached_property
    def last_letter_on(self) -> date | None:
        return self._last(Channel.LETTER)

    def _last(self, channel: Channel) -> date | None:
        days = [
            sent.on
            for sent in self.state.notices
            if sent.fact.channel is channel
            and sent.on <= self.today
            and sent.fact.step not in _NO_DEMANDS
            and sent.outcome not in UNREACHED
            and any(
                self.state.invoices[number].invoice.due_on < sent.on
                for number in set(sent.fact.invoices) & set(self.invoices)
            )
        ]
        return max(days, default=None)

    @cached_property
    def talked_on(self) -> date | None:
        """The day of the last call in which somebody answered: a voicemail is no conversation."""
        silent = (CallOutcome.VOICEMAIL, CallOutcome.WRONG_PERSON)
        days = [on for on, call in self.state.calls if call.outcome not in silent]
        return max((on for on in days if on <= self.today), default=None)

    @cached_property
    def left_message_on(self) -> date | None:
        days = [on for on, call in self.state.calls if call.outcome is CallOutcome.VOICEMAIL]
        return max((on for on in days if on <= self.today), default=None)

    @property
    def promise(self) -> Promise | None:
        return self.state.promise

    @property
    def broken_promise(self) -> Promise | None:
        """The last promise, once its day has passed and what it promised has not come in."""
        made = self.promise
        if made is None or made.until >= self.today or self.kept_promise is not None:
            return None
        return made

    @property
    def kept_promise(self) -> Promise | None:
        """The last promise, once the promised sum came in; all of it, when none was named."""
        made = self.promise
        if made is None:
            return None
        if made.amount is None:
            return None if self.principal else made
        return made if self.received_on_promise.cents >= made.amount.cents else None

    @property
    def received_on_promise(self) -> Money:
        """What came in since the last promise was made."""
        made = self.promise
        cents = self.state.received_since(made.made_on, made.sequence) if made else 0
        return Money(cents, self.state.currency)

    @cached_property
    def missed(self) -> Missed | None:
        """The missed installment of the plan that runs, if there is one."""
        return missed(self.state, self.today)

    @property
    def disputed_numbers(self) -> tuple[str, ...]:
        return tuple(n for n in self.invoices if self.state.invoices[n].disputed)

    @property
    def with_penalty(self) -> tuple[InvoiceState, ...]:
        """The invoices demanded whose contract has a flat penalty; never a consumer's."""
        if self.debtor.kind not in (DebtorKind.BUSINESS, DebtorKind.PUBLIC):
            return ()
        found = (self.state.invoices[number] for number in self.invoices)
        return tuple(one for one in found if one.terms.penalty_percent)

    @property
    def indemnity_each(self) -> Money | None:
        """The flat indemnity of one late invoice, by the rule of the day; None when it varies."""
        lines = [one for one in self.statement.lines if one.kind is LineKind.INDEMNITY]
        amounts = {one.amount for one in lines if one.rule}
        return amounts.pop() if len(amounts) == 1 else None

    @property
    def agreed_rate(self) -> bool:
        """Whether all the interest follows a clause, «trois fois le taux légal» say."""
        return self._follow_clauses == {True}

    @property
    def interest_uneven(self) -> bool:
        """Whether no one date, or no one source of the rate, is true of every invoice."""
        if len(self._follow_clauses) > 1:
            return True
        return bool(last_lines(self.statement)) and even_until(self.statement) is None

    @property
    def _follow_clauses(self) -> set[bool]:
        """For each invoice demanded, whether its rate is its clause's; counted yet or not."""
        counted = {
            number: line.rule == "clause" for number, line in last_lines(self.statement).items()
        }
        business = self.debtor.kind is DebtorKind.BUSINESS
        return {
            counted.get(number, business and bool(self.state.invoices[number].terms.late_rate))
            for number in self.invoices
        }

    @property
    def interest_uncounted(self) -> bool:
        """Whether interest runs of which the statement counts nothing: no rate is known yet."""
        counted = self.statement.interest.cents > 0
        return not self.statement.complete and self.debtor.kind is not None and not counted

    @property
    def part_paid(self) -> bool:
        """Whether something of what is demanded has been paid, credited or given up."""
        opened = self.state.open_amounts()
        return any(
            opened[number] < self.state.invoices[number].invoice.amount for number in self.invoices
        )

    @property
    def reference(self) -> str:
        """What the debtor is asked to write on his transfer."""
        return transfer_reference(self.invoices)


Condition = Callable[[NoticeFacts], bool]

CONDITIONS: dict[str, Condition] = {
    "many": lambda f: f.many,
    "one": lambda f: not f.many,
    "business": lambda f: f.debtor.kind is DebtorKind.BUSINESS,
    "consumer": lambda f: f.debtor.kind is DebtorKind.CONSUMER,
    "public": lambda f: f.debtor.kind is DebtorKind.PUBLIC,
    "not_consumer": lambda f: f.debtor.kind in (DebtorKind.BUSINESS, DebtorKind.PUBLIC),
    "had_mail": lambda f: f.last_mail_on is not None,
    "had_letter": lambda f: f.last_letter_on is not None,
    "had_call": lambda f: f.talked_on is not None,
    "had_history": lambda f: bool(f.last_mail_on or f.last_letter_on or f.talked_on),
    "promise_broken": lambda f: f.broken_promise is not None,
    "promised": lambda f: f.promise is not None and f.promise.until >= f.today,
    "promise_part_paid": lambda f: f.promise is not None and bool(f.received_on_promise),
    "plan_part_paid": lambda f: f.missed is not None and f.missed.part_paid,
    "plan_more_missing": lambda f: f.missed is not None and f.missed.more_missing,
    "plan_goes_on": lambda f: f.missed is not None and f.missed.more_to_come,
    "acceleration": lambda f: (
        f.missed is not None and f.missed.acceleration and f.missed.more_to_come
    ),
    "rest": lambda f: bool(f.principal),
    "listed": lambda f: bool(f.listed),
    "interest": lambda f: f.statement.interest.cents > 0,
    "interest_incomplete": lambda f: not f.statement.complete and f.debtor.kind is not None,
    "interest_uncounted": lambda f: f.interest_uncounted,
    "interest_uneven": lambda f: f.interest_uneven,
    "agreed_rate": lambda f: f.agreed_rate,
    "indemnity_each": lambda f: f.indemnity_each is not None,
    "indemnity": lambda f: f.statement.indemnity.cents > 0,
    "penalty": lambda f: f.statement.penalty.cents > 0,
    "charges": lambda f: f.statement.total.cents > f.statement.principal.cents,
    "penalty_ahead": lambda f: bool(f.with_penalty) and not f.statement.penalty.cents,
    "part_paid": lambda f: f.part_paid,
    "disputed": lambda f: bool(f.disputed_numbers),
    "iban": lambda f: bool(f.creditor.iban),
    "phone": lambda f: bool(f.creditor.writer.phone),
    "siren": lambda f: bool(f.debtor.siren) and f.debtor.kind is not DebtorKind.CONSUMER,
    "deadline": lambda f: f.deadline_on is not None,
    "subject": lambda f: len(f.invoices) == 1 and bool(f.demanded[0].subject),
    "attached": lambda f: set(f.invoices) <= set(f.attached),
    "forgot": lambda f: f.outcome is CallOutcome.FORGOT,
    "cash_problem": lambda f: f.outcome is CallOutcome.CASH_PROBLEM,
    "not_satisfied": lambda f: f.outcome is CallOutcome.NOT_SATISFIED,
}
"""The closed set of conditions a paragraph may carry; «no » before one means its contrary."""
