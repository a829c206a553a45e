"""A step to take, or the named reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from relance.case.entries import Channel


class Tone(StrEnum):
    KIND = "kind"
    NEUTRAL = "neutral"
    FIRM = "firm"
    FORMAL = "formal"


class Approval(StrEnum):
    """Who lets a step go: nobody more, a person per notice, or a person's own hands."""

    AUTOMATIC = "automatic"
    TO_APPROVE = "to_approve"
    BY_HAND = "by_hand"


class Silence(StrEnum):
    """Every reason why nothing leaves for a case on a day: the guards, by name."""

    PAID = "paid"
    PROBABLY_PAID = "probably_paid"  # a transfer that fits waits for a person
    CLOSED = "closed"
    NO_INVOICE = "no_invoice"
    NOT_DUE_YET = "not_due_yet"  # no invoice is late, or the next step's day has not come
    TOO_SOON = "too_soon"  # the minimum gap since the last contact
    NOT_WORKING_DAY = "not_working_day"
    PROMISE_RUNNING = "promise_running"
    PLAN_RUNNING = "plan_running"
    PLAN_MISSED = "plan_missed"  # an installment is missing, and a person must say what follows
    SMALL_REST = "small_rest"  # what is left is too little to chase
    BANK_DATA_OLD = "bank_data_old"  # nobody knows whether the debtor has paid since
    DISPUTED = "disputed"
    ON_HOLD = "on_hold"
    REPLY_UNREAD = "reply_unread"
    CONTACT_MISSING = "contact_missing"
    CONTACT_BOUNCED = "contact_bounced"
    INSOLVENCY = "insolvency"
    IN_COURT = "in_court"  # a request is filed: the judge answers before we write again
    HANDED_OVER = "handed_over"  # a bailiff, a lawyer or a collector acts now
    LIMITATION_PASSED = "limitation_passed"
    MANDATE_MISSING = "mandate_missing"
    DEADLINE_RUNNING = "deadline_running"  # the deadline we printed has not passed
    POSTPONED = "postponed"
    WAITING_FOR_A_PERSON = "waiting_for_a_person"  # a notice is prepared and not yet approved
    FINISHED = "finished"  # the playbook's last step is done
    SENDING_PAUSED = "sending_paused"  # after a restore or a clock jump


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do today for one debtor.

    `invoices` are demanded in it; `listed` are late too but were never demanded in writing
    before: a formal text names them apart and does not put them in formal notice.
    """

    key: str
    channel: Channel
    tone: Tone
    approval: Approval
    on: date
    invoices: tuple[str, ...]
    listed: tuple[str, ...] = ()
    deadline_on: date | None = None
    position: int = 0  # place in the playbook, from 0
    name: str = field(default="", compare=False)  # what its playbook calls it
    text: str = ""  # the words it is written in; empty: those of its key

    @property
    def words(self) -> str:
        """The kind of text it is written in: several steps may share one."""
        return self.text or self.key


@dataclass(frozen=True, slots=True)
class NoStep:
    """Nothing leaves today, and why. `until` is the day it may change (None: a new fact only).

    `detail` holds the values the French sentence needs: step, day, holiday's name…
    """

    code: Silence
    until: date | None = None
    detail: dict[str, str] = field(default_factory=dict)
