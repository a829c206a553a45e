"""The judge of a run: what may be asked, what a person answers, and the count at the end.

The server's ledger is the only truth; the marks of the workers say what was in doubt.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from relance.case.entries import DeliveryReported, NoticeSent
from relance.case.journal import chain
from relance.office import approving, journal
from relance.office.models import CaseRow, EntryRow, NoticeRow
from tests.rig.cabinet import Batch
from tests.rig.marks import Marks
from tests.rig.world import Habit, Server


@dataclass
class Account:
    """What one run did, and what is wrong with it (nothing: `wrong` is empty)."""

    seed: int
    messages: int = 0
    workers: int = 0
    kills: int = 0
    doubts: int = 0
    found: int = 0
    review: int = 0
    refused: int = 0
    pauses: int = 0
    doubled: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)


class Judge:
    """Looks at one run from its first line in the ledger on."""

    def __init__(self, account: Account, server: Server, habit: Habit, marks: Marks) -> None:
        self.account, self.server, self.habit, self.marks = account, server, habit, marks
        _, self._since = server.taken(0)

    def questions(self, batch: Batch) -> None:
        """What is asked must be a true doubt; then a person answers by what the world saw."""
        ambiguous = self.marks.ambiguous()
        seen = self._seen()
        for notice in batch.notices():
            self.account.doubts += ambiguous(notice.identity)
            self.account.found += notice.answer.startswith("Retrouvé")
            if notice.state != "review":
                continue
            self.account.review += 1
            if not ambiguous(notice.identity):
                self.account.wrong.append(f"asked without a doubt: {notice.identity[:6]}")
            shows = self.habit.read and self.habit.answers and self.habit.delay is not None
            if seen[notice.identity] and shows and notice.channel == "email":
                self.account.wrong.append(f"lies in Sent, yet asked: {notice.identity[:6]}")
        self.answer(batch)

    def answer(self, batch: Batch) -> None:
        """Somebody looks, and says what the world saw."""
        seen = self._seen()
        for notice in batch.notices():
            if notice.state == "review":
                approving.settle_review(notice, sent=bool(seen[notice.identity]), by="banc")

    def _seen(self) -> Counter[str]:
        taken, _ = self.server.taken(self._since)
        return Counter(line["identity"].partition("@")[0] for line in taken)

    def count(self, batch: Batch) -> None:
        account = self.account
        taken, _ = self.server.taken(self._since)
        by_identity = Counter(line["identity"].partition("@")[0] for line in taken)
        by_recipient = Counter(line["recipient"] for line in taken)
        account.doubled = sum(
            max(0, by_identity[notice.identity] - 1) for notice in batch.notices()
        )
        twice = [who for who, times in by_recipient.items() if times > 1]
        account.doubled = max(account.doubled, len(twice))
        notices = batch.notices()
        if len({notice.case_id for notice in notices}) != account.messages:
            account.wrong.append("a client was forgotten")
        for notice in notices:
            seen = by_identity[notice.identity]
            account.refused += notice.state == "refused_for_good"
            if not seen and notice.state != "refused_for_good":
                account.lost += 1
            if seen and notice.state == "refused_for_good":
                account.wrong.append("taken, yet marked refused")
            self._journal_agrees(notice)
        if account.doubled:
            told_twice = [
                (line["identity"][:6], line["recipient"])
                for line in taken
                if line["recipient"] in twice
            ]
            rows = [(n.identity[:6], n.state, n.attempts, n.owner, n.answer) for n in notices]
            account.wrong.append(f"doubled: {account.doubled}: {told_twice}, rows {rows}")
        if account.lost:
            account.wrong.append(f"lost: {account.lost}")
        CaseRow.objects.filter(pk__in=batch.cases).update(next_on=None)

    def _journal_agrees(self, notice: NoticeRow) -> None:
        """The state and its entry were written together, or neither was; the chain is whole."""
        case = CaseRow.objects.get(pk=notice.case_id)
        links = chain(str(case.pk), journal.entries_of(case))
        stored = EntryRow.objects.filter(case=case).order_by("sequence")
        if list(stored.values_list("hash", flat=True)) != [one.hash for one in links] or (
            case.head,
            case.last_sequence,
        ) != (links[-1].hash, len(links)):
            self.account.wrong.append("the journal forked or has a gap")
        entries = EntryRow.objects.filter(
            case_id=notice.case_id, fact__contains=notice.identity
        ).values_list("kind", flat=True)
        expected = {
            "sent": [NoticeSent.__name__],
            "refused_for_good": [DeliveryReported.__name__],
        }.get(notice.state, [])
        if list(entries) != expected:
            self.account.wrong.append(f"{notice.state}, but the journal says {list(entries)}")
