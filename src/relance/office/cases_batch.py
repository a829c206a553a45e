"""Record a batch of documents as cases: a fixed number of queries, whatever the batch holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from relance.case import DebtorKind, Invoice, Money, Terms, replay
from relance.case.entries import CaseOpened, CreditNoteAdded, InvoiceAdded
from relance.intake import Document, Problem, Reading
from relance.intake.owed import amount_owed
from relance.law import region_of
from relance.office import bulk, caches, clock, decide, due
from relance.office.debtors_batch import Defaults, debtors_of, party_key
from relance.office.journal import New, chained
from relance.office.models import (
    CaseRow,
    ContactRow,
    CreditorRow,
    DebtorRow,
    EntryRow,
    ExhibitRow,
    InvoiceRow,
    NoticeRow,
    StoredFile,
)
from relance.office.models.notices import OPEN_STATES
from relance.office.naming import number_key

Contents = Callable[[Reading], tuple[bytes, str] | None]
"""How to get a reading's file back, with its media type, to keep it as an exhibit."""

DEFAULT_TERM_DAYS = 30
"""Days to pay when nothing is agreed or printed (C. com. L441-10 I)."""


@dataclass(slots=True)
class Recorded:
    cases: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    recorded: int = 0


def record(
    creditor: CreditorRow,
    readings: Sequence[Reading],
    *,
    by: str,
    defaults: Defaults,
    contents: Contents | None,
    today: date,
) -> Recorded:
    """Make or complete the cases of these documents, inside the caller's transaction."""
    done = Recorded()
    if not readings:
        return done
    debtors = debtors_of(creditor, readings, defaults)
    cases, fresh = _cases(creditor, readings, debtors, today)
    grouped: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        assert reading.document is not None
        case = cases[debtors[party_key(reading.document.buyer)].pk, _currency(reading.document)]
        grouped[case.pk].append(reading)
    by_key = {case.pk: case for case in cases.values() if case.pk in grouped}
    journals = dict(due.journals(list(by_key)))
    busy = set(
        NoticeRow.objects.filter(case_id__in=by_key, state__in=OPEN_STATES).values_list(
            "case_id", flat=True
        )
    )
    entries: list[dict[str, Any]] = []
    invoices: list[InvoiceRow] = []
    shelf = decide.Shelf()
    touched: list[CaseRow] = []
    instant = clock.now()
    for key, case in by_key.items():
        facts: list[New] = []
        if key in fresh:
            kind = DebtorKind(case.debtor.kind) if case.debtor.kind else None
            opened_on = min(_issued(reading, today) for reading in grouped[key])
            facts.append(New(CaseOpened(creditor.playbook, case.currency, kind), on=opened_on))
        for reading in grouped[key]:
            facts.extend(_facts(creditor, case, reading, invoices, done, today))
        rows, made = chained(case, facts, by=by, recorded_at=instant)
        entries.extend(rows)
        state = replay([*journals.get(key, []), *made])
        decision = decide.decide(case, state, today=today, waiting=key in busy, shelf=shelf)
        caches.keep(case, state, decision, today=today, shelf=shelf)
        touched.append(case)
    bulk.insert(EntryRow, entries)
    InvoiceRow.objects.bulk_create(invoices)
    bulk.save_caches(touched, caches.CACHED)
    if contents is not None:
        _keep_exhibits(creditor, grouped, by_key, contents, today)
    done.cases = list(by_key)
    done.recorded = len(invoices)
    return done


def _currency(document: Document) -> str:
    return document.currency or "EUR"


def _cases(
    creditor: CreditorRow,
    readings: Sequence[Reading],
    debtors: dict[str, DebtorRow],
    today: date,
) -> tuple[dict[tuple[int, str], CaseRow], set[int]]:
    """The case of each debtor and currency, locked, and which of them are new."""
    wanted: dict[tuple[int, str], DebtorRow] = {}
    for reading in readings:
        assert reading.document is not None
        debtor = debtors[party_key(reading.document.buyer)]
        wanted[debtor.pk, _currency(reading.document)] = debtor
    known = {
        (row.debtor_id, row.currency): row
        for row in CaseRow.objects.select_for_update(of=("self",))
        .filter(creditor=creditor, debtor__in=wanted.values())
        .select_related("debtor", "creditor")
        .order_by("pk")
    }
    reached = _reached(list(wanted.values()))
    made = [
        CaseRow(
            creditor=creditor,
            debtor=debtor,
            currency=currency,
            opened_on=today,
            playbook=creditor.playbook,
            reach_email=reached[debtor.pk][0],
            reach_phone=reached[debtor.pk][1],
            reach_address=debtor.value_address().complete,
            region=region_of(debtor.postcode if debtor.country == "FR" else "").value,
        )
        for (key, currency), debtor in wanted.items()
        if (key, currency) not in known
    ]
    CaseRow.objects.bulk_create(made)
    known |= {(row.debtor_id, row.currency): row for row in made}
    return known, {row.pk for row in made}


def _reached(debtors: list[DebtorRow]) -> dict[int, tuple[bool, bool]]:
    found: dict[int, tuple[bool, bool]] = {row.pk: (False, False) for row in debtors}
    for debtor, email, phone in ContactRow.objects.filter(debtor__in=debtors).values_list(
        "debtor_id", "email", "phone"
    ):
        had = found[debtor]
        found[debtor] = (had[0] or bool(email), had[1] or bool(phone))
    return found


def _issued(reading: Reading, today: date) -> date:
    """The day the document was issued: the day its fact happened, whenever it is recorded."""
    assert reading.document is not None
    return reading.document.issue_date or today


def _facts(
    creditor: CreditorRow,
    case: CaseRow,
    reading: Reading,
    invoices: list[InvoiceRow],
    done: Recorded,
    today: date,
) -> list[New]:
    """The facts of one document; its projection is added to `invoices`."""
    document = reading.document
    assert document is not None and document.number is not None
    amount = amount_owed(document)
    assert amount is not None, "a document without an amount has an error"
    issued = _issued(reading, today)
    due = document.due_date or issued + timedelta(days=DEFAULT_TERM_DAYS)
    row = InvoiceRow(
        creditor=creditor,
        case=case,
        number=document.number,
        number_key=number_key(document.number),
        credit_note=document.is_credit_note,
        issued_on=issued,
        due_on=None if document.is_credit_note else due,
        subject=(document.subject or "")[:300],
    )
    if document.is_credit_note:
        whole = document.grand_total if document.grand_total is not None else amount
        money = Money.of(abs(whole), case.currency)
        row.cents = money.cents
        invoices.append(row)
        return [
            New(
                CreditNoteAdded(document.number, money, document.preceding_invoice),
                on=issued,
                because=f"Avoir {document.number}",
            )
        ]
    money = Money.of(amount, case.currency)
    row.cents = money.cents
    invoices.append(row)
    terms = Terms(
        late_rate=document.late_rate or creditor.late_rate or None,
        penalty_percent=document.penalty_percent or creditor.penalty_percent or None,
    )
    invoice = Invoice(
        number=document.number,
        issued_on=issued,
        due_on=max(due, issued),
        amount=money,
        subject=document.subject or "",
        terms=terms,
        purchase_order=document.purchase_order or "",
        exhibit=reading.sha256,
    )
    return [New(InvoiceAdded(invoice), on=issued, because=f"Import de {document.file}"[:200])]


def _keep_exhibits(
    creditor: CreditorRow,
    grouped: dict[int, list[Reading]],
    cases: dict[int, CaseRow],
    contents: Contents,
    today: date,
) -> None:
    files: dict[str, StoredFile] = {}
    wanted: list[tuple[CaseRow, Reading]] = []
    for key, readings in grouped.items():
        for reading in readings:
            got = contents(reading)
            if got is not None:
                wanted.append((cases[key], reading))
                files[reading.sha256] = StoredFile(
                    creditor=creditor, sha256=reading.sha256, content=got[0], media_type=got[1]
                )
    StoredFile.objects.bulk_create(files.values(), ignore_conflicts=True)
    stored = {
        row.sha256: row.pk
        for row in StoredFile.objects.filter(creditor=creditor, sha256__in=files).only(
            "pk", "sha256"
        )
    }
    ExhibitRow.objects.bulk_create(
        ExhibitRow(
            creditor=creditor,
            case=case,
            file_id=stored[reading.sha256],
            name=reading.file.rsplit("/", 1)[-1][:255],
            title="Facture" if not reading.document.is_credit_note else "Avoir",
            on=reading.document.issue_date or today,
            invoice=reading.document.number or "",
        )
        for case, reading in wanted
        if reading.document is not None
    )
