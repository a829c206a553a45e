"""Ask the core what to do for a case: gather its arguments, call `next_step`."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

from relance.case import CreditorMode, State
from relance.law import Calendar, LawBook, Region, region_of
from relance.office.due import DueCase
from relance.office.models import (
    CaseRow,
    CreditorRow,
    Installation,
    MoneyKnown,
    NoticeRow,
    PlaybookRow,
    SmallRest,
)
from relance.office.models.notices import OPEN_STATES
from relance.office.wiring import law_book
from relance.steps import NoStep, Permit, Playbook, Reach, Step, builtin, next_step, read_playbook


@cache
def calendar_of(region: str) -> Calendar:
    """The calendar of a region, built once."""
    return Calendar(Region(region))


@lru_cache(maxsize=512)
def _read(source: str, key: str) -> Playbook:
    return read_playbook(source, key)


class Shelf:
    """The playbooks and permits of all creditors, each made once: what a round takes along."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], Playbook] = {}
        self._permits: dict[tuple[int, bool], Permit] = {}
        self.marks: dict[tuple[int, str, Reach, str], str] = {}  # see foresight.mark

    def permit(self, creditor: CreditorRow, *, waiting: bool) -> Permit:
        found = self._permits.get((creditor.pk, waiting))
        if found is None:
            found = permit_of(creditor, waiting=waiting, paused=False)
            self._permits[creditor.pk, waiting] = found
        return found

    def playbook(self, creditor_id: int, key: str) -> Playbook:
        """The creditor's own copy under that key, else the built-in one."""
        found = self._known.get((creditor_id, key))
        if found is None:
            own = PlaybookRow.objects.filter(creditor_id=creditor_id, key=key).first()
            found = _read(own.source, key) if own is not None else builtin(key)
            self._known[creditor_id, key] = found
        return found


def permit_of(creditor: CreditorRow, *, waiting: bool, paused: bool) -> Permit:
    return Permit(
        mode=CreditorMode(creditor.mode),
        mandate=creditor.mode == CreditorMode.COLLECTOR.value and creditor.mandated(),
        paused=paused,
        waiting=waiting,
        money_known_until=money_known_until(creditor),
        small_rest=creditor.small_rest_cents if creditor.small_rest == SmallRest.ASK else 0,
    )


def money_known_until(creditor: CreditorRow) -> date | None:
    """The last day on which the creditor's payments are known well enough to write to anybody.

    None as long as he has neither brought a statement nor said how he knows his payments. A day
    long gone when he has said so and brought nothing yet.
    """
    if creditor.money_known == MoneyKnown.BY_HAND:
        return creditor.money_confirmed_on or date.min
    if creditor.money_known == MoneyKnown.STATEMENTS:
        if creditor.money_until is None:
            return date.min
        region = region_of(creditor.postcode if creditor.country == "FR" else "").value
        return calendar_of(region).add_working_days(creditor.money_until, creditor.money_max_age)
    return None


def reach_of(case: CaseRow | DueCase) -> Reach:
    return Reach(email=case.reach_email, phone=case.reach_phone, address=case.reach_address)


def paused() -> bool:
    """True while nothing may leave (after a restore, or a jump of the clock)."""
    return Installation.objects.filter(paused=True).exists()


def waiting(case: CaseRow) -> bool:
    """True when a notice of this case is somewhere between planned and sent."""
    return NoticeRow.objects.filter(case=case, state__in=OPEN_STATES).exists()


def decide(
    case: CaseRow | DueCase,
    state: State,
    *,
    today: date,
    waiting: bool,
    law: LawBook | None = None,
    shelf: Shelf | None = None,
) -> Step | NoStep:
    """The next step of a case today, or the reason for none."""
    return next_step(
        state,
        today=today,
        playbook=(shelf or Shelf()).playbook(case.creditor_id, state.playbook),
        calendar=calendar_of(case.region),
        reach=reach_of(case),
        permit=(shelf or Shelf()).permit(case.creditor, waiting=waiting),
        law=law or law_book(),
    )


def mirror_debtor(case: CaseRow) -> None:
    """Copy onto the case what the round needs of its debtor: ways to reach him, region."""
    debtor = case.debtor
    contacts = list(debtor.contacts.all())
    case.reach_email = any(contact.email for contact in contacts)
    case.reach_phone = any(contact.phone for contact in contacts)
    case.reach_address = debtor.value().address.complete
    case.region = region_of(debtor.postcode if debtor.country == "FR" else "").value
