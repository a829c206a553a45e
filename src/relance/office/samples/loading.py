"""Load the sample cabinet: its invoices as files, imported like anybody's, then its stories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction

from relance.case import DebtorKind, Money
from relance.case.entries import (
    Agent,
    CallMade,
    CallOutcome,
    Channel,
    CourtKind,
    CreditNoteAdded,
    DeliveryOutcome,
    DeliveryReported,
    DisputeOpened,
    Fact,
    HandedOver,
    HoldPlaced,
    InsolvencyOpened,
    NoticeSent,
    OrderMade,
    PaymentReceived,
    PlanAgreed,
    PromiseMade,
    ReplyReceived,
    RequestFiled,
)
from relance.claim import statement
from relance.intake import read_uploads
from relance.law import Calendar, deadline_in_days
from relance.office import caches, daily, decide, moves, preparing
from relance.office.debtors_batch import Defaults
from relance.office.importing import import_readings
from relance.office.journal import New, append, state_of
from relance.office.models import (
    CaseRow,
    ContactRow,
    CreditorRow,
    DebtorRow,
    Membership,
    Organization,
    Role,
)
from relance.office.samples.bank import bring_statement
from relance.office.samples.facturx import LATE_NOTE, Bill, Side, facturx_pdf
from relance.office.samples.people import OWNERS, Owner, Story
from relance.office.samples.tales import STORIES
from relance.office.wiring import law_book
from relance.steps import schedule

_IBAN = "FR7630006000011234567890189"


def siren(seed: int) -> str:
    """A number of nine digits that passes the Luhn check, made from a seed."""
    body = f"{98000000 + seed:08d}"
    digits = [int(one) for one in reversed(body)]
    doubled = [(one * 2 - 9 if one * 2 > 9 else one * 2) for one in digits[::2]]
    check = -(sum(doubled) + sum(digits[1::2])) % 10
    return f"{body}{check}"


def load(today: date) -> int:
    """Fill an empty installation; return how many cases it has. Existing data is left alone."""
    if CreditorRow.objects.exists():
        return CaseRow.objects.count()
    user, _ = get_user_model().objects.get_or_create(username="moi")
    organization = Organization.objects.create(name="Cabinet d’essai")
    Membership.objects.create(user=user, organization=organization, role=Role.OWNER)
    creditors = [_creditor(organization, owner, place) for place, owner in enumerate(OWNERS)]
    for place, story in enumerate(STORIES, 1):
        with transaction.atomic():
            _tell(creditors[story.owner], story, place, today)
    daily.daily_round(today)
    preparing.prepare_due()
    _leave_one_in_doubt()
    _let_one_letter_go()
    bring_statement(creditors[0], today)
    return CaseRow.objects.count()


def _creditor(organization: Organization, owner: Owner, place: int) -> CreditorRow:
    return CreditorRow.objects.create(
        organization=organization,
        name=owner.name,
        mode=owner.mode,
        siren=siren(900 + place),
        legal_form=owner.legal_form,
        street=owner.street,
        postcode=owner.postcode,
        city=owner.city,
        email=owner.email,
        phone=owner.phone,
        iban=_IBAN,
        signatory=owner.signatory,
        signatory_role=owner.role,
    )


def _tell(creditor: CreditorRow, story: Story, place: int, today: date) -> None:
    due_on = today - timedelta(days=story.late)
    bills = [_bill(creditor, story, place, number, due_on) for number in range(story.invoices)]
    files = [(f"facture-{bill.number}.pdf", facturx_pdf(bill)) for bill in bills]
    contents = {name: (content, "application/pdf") for name, content in files}
    report, _ = import_readings(
        read_uploads(files),
        organization=creditor.organization,
        creditor=creditor,
        by="moi",
        defaults=Defaults(kind=DebtorKind(story.kind) if story.kind else None),
        contents=lambda reading: contents.get(reading.file),
        today=due_on,
    )
    case = CaseRow.objects.select_related("debtor", "creditor").get(pk=report.cases[0])
    _complete(case, story, place)
    on = due_on
    for day, what, value in story.happened:
        before, on = on, max(on, _worked(due_on + timedelta(days=day), case.debtor.postcode, today))
        if what == "outcome" and on == before:  # no letter arrives on the day it is posted
            on = min(Calendar.of(case.debtor.postcode).add_working_days(on, 2), today)
        facts = _FACTS[what](case, value, on)
        append(case.pk, [New(fact, on) for fact in facts], by="moi", today=on)
    row = CaseRow.objects.select_related("creditor").get(pk=case.pk)
    caches.refresh(row, state_of(row), today=today)


def _worked(on: date, postcode: str, today: date) -> date:
    """The working day on which it happened: nobody writes, calls or pays on a Sunday."""
    calendar = Calendar.of(postcode)
    after = calendar.next_working_day(on)
    while after > today and not calendar.is_working_day(on):
        on -= timedelta(days=1)
    return on if after > today else after


def _bill(creditor: CreditorRow, story: Story, place: int, number: int, due_on: date) -> Bill:
    owner = OWNERS[story.owner]
    professional = story.kind in ("business", "public")
    public = story.kind == "public"
    buyer = Side(
        story.name,
        (("2" + siren(place)[1:]) if public else siren(place)) if professional else "",
        f"{place} rue de l’Église",
        story.postcode,
        story.city,
    )
    due = due_on + timedelta(days=12 * number)
    return Bill(
        number=f"{due_on.year}-{place:03d}{'AB'[number] if story.invoices > 1 else ''}",
        issued_on=due_on - timedelta(days=30),
        due_on=due,
        seller=Side(owner.name, creditor.siren, owner.street, owner.postcode, owner.city),
        buyer=buyer if not public else _public(buyer),
        subject=owner.subjects[(place + number) % len(owner.subjects)],
        net=story.net,
        iban=_IBAN,
        late_note=story.late_note or LATE_NOTE,
    )


def _public(buyer: Side) -> Side:
    """A public body's SIREN begins with 2: find the one whose check digit is right."""
    body = f"2{buyer.siren[1:8]}"
    digits = [int(one) for one in reversed(body)]
    doubled = [(one * 2 - 9 if one * 2 > 9 else one * 2) for one in digits[::2]]
    check = -(sum(doubled) + sum(digits[1::2])) % 10
    return Side(buyer.name, f"{body}{check}", buyer.street, buyer.postcode, buyer.city)


def _complete(case: CaseRow, story: Story, place: int) -> None:
    DebtorRow.objects.filter(pk=case.debtor_id).update(kind=story.kind)
    if story.reachable and not case.debtor.contacts.exists():
        ContactRow.objects.create(
            creditor_id=case.creditor_id,
            debtor=case.debtor,
            name=story.person,
            email=f"client{place}@debiteur.example",
            phone=f"+336390000{place:02d}",
            formality=story.formality,
            gender=story.gender,
        )
    case.debtor.refresh_from_db()
    decide.mirror_debtor(case)
    case.save()


def _sent(case: CaseRow, value: object, on: date) -> list[Fact]:
    assert isinstance(value, tuple)
    step, channel = value
    numbers = tuple(state_of(case).invoices)
    formal = step in ("formal_reminder", "formal_notice")
    contact = case.debtor.contacts.first()
    return [
        NoticeSent(
            notice=moves.new_identity(),
            step=step,
            channel=channel,
            invoices=numbers,
            deadline_on=deadline_in_days(on, 8, Calendar.of(case.debtor.postcode))
            if formal
            else None,
            contact=str(contact.pk) if contact else None,
            tracking="1A00000000000" if channel is Channel.LETTER else "",
        )
    ]


def _outcome(case: CaseRow, value: object, on: date) -> list[Fact]:
    assert isinstance(value, DeliveryOutcome)
    return [DeliveryReported(state_of(case).notices[-1].fact.notice, value)]


def _called(case: CaseRow, value: object, on: date) -> list[Fact]:
    assert isinstance(value, CallOutcome)
    return [CallMade("call", value, tuple(state_of(case).invoices))]


def _paid(case: CaseRow, value: object, on: date) -> list[Fact]:
    opened = state_of(case).open_amounts().values()
    whole = Money(sum(left.cents for left in opened), case.currency)
    return [PaymentReceived(Money.of(str(value)) if value else whole)]


def _disputed(case: CaseRow, value: object, on: date) -> list[Fact]:
    number = next(iter(state_of(case).invoices))
    return [DisputeOpened(number, Money.of(str(value)) if value else None)]


def _credited(case: CaseRow, value: object, on: date) -> list[Fact]:
    number = next(iter(state_of(case).invoices))
    return [CreditNoteAdded(f"AV-{number}", Money.of(str(value)), number)]


def _planned(case: CaseRow, value: object, on: date) -> list[Fact]:
    assert isinstance(value, int)
    opened = state_of(case).open_amounts()
    whole = Money(sum(left.cents for left in opened.values()), case.currency)
    parts = schedule.by_number(whole, value, first_on=on + timedelta(days=10))
    return [PlanAgreed("1", parts, tuple(opened))]


def _filed(case: CaseRow, value: object, on: date) -> list[Fact]:
    owed = statement(state_of(case), on=on, law=law_book()).total
    return [RequestFiled(CourtKind.JUDICIAL, tuple(state_of(case).invoices), owed)]


def _ordered(case: CaseRow, value: object, on: date) -> list[Fact]:
    request = state_of(case).order
    assert request is not None, "the story files its request first"
    return [OrderMade(request.asked)]


def _days(value: object) -> timedelta:
    assert isinstance(value, int)
    return timedelta(days=value)


_FACTS: dict[str, Callable[[CaseRow, object, date], list[Fact]]] = {
    "sent": _sent,
    "outcome": _outcome,
    "call": _called,
    "paid": _paid,
    "dispute": _disputed,
    "credit": _credited,
    "promise": lambda case, value, on: [PromiseMade(on + _days(value))],
    "hold": lambda case, value, on: [HoldPlaced(on + _days(value))],
    "reply": lambda case, value, on: [ReplyReceived(Channel.EMAIL)],
    "insolvency": lambda case, value, on: [InsolvencyOpened(on)],
    "plan": _planned,
    "filed": _filed,
    "order": _ordered,
    "handed": lambda case, value, on: [HandedOver(Agent.BAILIFF)],
}


def _leave_one_in_doubt() -> None:
    """One mail whose server never answered: the question a person must settle."""
    from relance.office.models import NoticeRow

    doubtful = NoticeRow.objects.filter(state="prepared", channel="email").order_by("pk").last()
    if doubtful is not None:
        NoticeRow.objects.filter(pk=doubtful.pk).update(
            state="review", answer="Le serveur n’a pas répondu au dernier moment."
        )


def _let_one_letter_go() -> None:
    """One letter already approved: it waits for its stamp."""
    from relance.office import approving
    from relance.office.models import NoticeRow

    letter = NoticeRow.objects.filter(state="prepared", channel="letter").order_by("pk").first()
    if letter is not None:
        approving.approve(letter, by="relance")
