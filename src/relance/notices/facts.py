"""What a notice may speak of: the true facts of the case on its day, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
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
from relance.case.entries import CallOutcome, Channel, DeliveryOutcome
from relance.case.state import Promise
from relance.claim import LineKind, Statement

_NEVER_RECEIVED = (DeliveryOutcome.BOUNCED, DeliveryOutcome.UNKNOWN_ADDRESS, DeliveryOutcome.LOST)
_NOT_A_REMINDER = ("thank_you", "suspension")
_NO_CONVERSATION = (CallOutcome.VOICEMAIL, CallOutcome.WRONG_PERSON)


@dataclass(frozen=True)
class NoticeFacts:
    """Everything the words of one notice may be written from.

    `statement` covers the invoices demanded, without what is disputed, on `today`.
    `invoices` are demanded, `listed` only named apart. `outcome` is how the call ended that a
    confirmation speaks of. `attached` are the invoices whose file goes with the notice.
    Nothing in here is guessed: a fact that is absent is None or empty.
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

    @property
    def paid_interest_first(self) -> bool:
        """Whether the statement sets a payment against interest (C. civ. 1343-1)."""
        kinds = {line.kind for line in self.statement.lines}
        return {LineKind.PAYMENT, LineKind.INTEREST} <= kinds

    @cached_property
    def last_mail_on(self) -> date | None:
        """The day of the last e-mail that asked for these invoices, once late, and arrived."""
        return self._last(Channel.EMAIL)

    @cached_property
    def last_letter_on(self) -> date | None:
        """The day of the last registered letter that asked for these invoices."""
        return self._last(Channel.LETTER)

    def _last(self, channel: Channel) -> date | None:
        days = [
            sent.on
            for sent in self.state.notices
            if sent.fact.channel is channel
            and sent.on <= self.today
            and sent.outcome not in _NEVER_RECEIVED
            and sent.fact.step not in _NOT_A_REMINDER
            and self._was_late(sent.fact.invoices, sent.on)
        ]
        return max(days, default=None)

    def _was_late(self, numbers: Iterable[str], on: date) -> bool:
        """Whether one of these is demanded here and was late that day: before, nobody reminds."""
        return any(one.number in numbers and one.due_on < on for one in self.demanded)

    @cached_property
    def talked_on(self) -> date | None:
        """The day of the last call in which somebody answered: a voicemail is no conversation."""
        return self._called(*(one for one in CallOutcome if one not in _NO_CONVERSATION))

    @cached_property
    def left_message_on(self) -> date | None:
        """The day of the last message left about these invoices."""
        return self._called(CallOutcome.VOICEMAIL)

    def _called(self, *outcomes: CallOutcome) -> date | None:
        days = [
            on
            for on, call in self.state.calls
            if call.outcome in outcomes
            and on <= self.today
            and (not call.invoices or set(call.invoices) & set(self.invoices))
        ]
        return max(days, default=None)

    @property
    def promise(self) -> Promise | None:
        """The last promise made."""
        return self.state.promise

    @property
    def received_since_promise(self) -> Money:
        """What came in after the last promise: a promise may be kept in part, or whole."""
        made, cents = self.promise, 0
        for one in self.state.payments if made else ():
            assert made is not None, "there is a promise"
            if (one.on, one.sequence) > (made.made_on, made.sequence) and one.on <= self.today:
                cents += one.amount.cents
        return Money(cents, self.state.currency)

    @property
    def broken_promise(self) -> Promise | None:
        """The last promise, if it was about these invoices, its day has passed and it is not kept.

        It is kept when the amount promised came in, even if more is owed.
        """
        made = self.promise
        if made is None or made.until >= self.today or not self.principal.cents:
            return None
        if made.amount is not None and self.received_since_promise >= made.amount:
            return None
        covered = self._late_on(made.made_on) or self._late_on(made.until + timedelta(days=1))
        return made if covered & set(self.invoices) else None

    def _late_on(self, on: date) -> set[str]:
        return {number for number, one in self.state.invoices.items() if one.invoice.due_on < on}

    @property
    def last_payment(self) -> Money | None:
        """The amount of the last payment received, or None."""
        found = [one for one in self.state.payments if one.on <= self.today]
        return max(found, key=lambda one: (one.on, one.sequence)).amount if found else None

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
    def part_paid(self) -> bool:
        """Whether something of what is demanded has been paid, credited or given up."""
        opened = self.state.open_amounts()
        return any(
            opened[number] < self.state.invoices[number].invoice.amount for number in self.invoices
        )

    @property
    def reference(self) -> str:
        """What the debtor is asked to write on his transfer."""
        return " ".join(self.invoices)


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
    "promise_part_kept": lambda f: f.received_since_promise.cents > 0,
    "promised": lambda f: f.promise is not None and f.promise.until >= f.today,
    "listed": lambda f: bool(f.listed),
    "interest": lambda f: f.statement.interest.cents > 0,
    "interest_incomplete": lambda f: not f.statement.complete and f.debtor.kind is not None,
    "indemnity": lambda f: f.statement.indemnity.cents > 0,
    "penalty": lambda f: f.statement.penalty.cents > 0,
    "charges": lambda f: f.statement.total.cents > f.statement.principal.cents,
    "penalty_ahead": lambda f: bool(f.with_penalty) and not f.statement.penalty.cents,
    "settled": lambda f: not f.principal.cents,
    "paid_interest_first": lambda f: f.paid_interest_first,
    "part_paid": lambda f: f.part_paid,
    "disputed": lambda f: bool(f.disputed_numbers),
    "iban": lambda f: bool(f.creditor.iban),
    "phone": lambda f: bool(f.creditor.phone),
    "deadline": lambda f: f.deadline_on is not None,
    "subject": lambda f: len(f.invoices) == 1 and bool(f.demanded[0].subject),
    "attached": lambda f: set(f.invoices) <= set(f.attached),
    "forgot": lambda f: f.outcome is CallOutcome.FORGOT,
    "cash_problem": lambda f: f.outcome is CallOutcome.CASH_PROBLEM,
    "not_satisfied": lambda f: f.outcome is CallOutcome.NOT_SATISFIED,
}
"""The closed set of conditions a paragraph may carry; «no » before one means its contrary."""
