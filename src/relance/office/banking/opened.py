"""What is open for a creditor, as the matching room sees it: invoices, payers, known accounts."""

from __future__ import annotations

from datetime import date

from relance.case import Money, State, replay
from relance.claim import FORMAL_NOTICE, statement
from relance.matching import OpenBook, OpenInvoice, Payer
from relance.office.due import journals
from relance.office.models import CaseRow, CreditorRow, DebtorRow, KnownIban
from relance.office.wiring import law_book

CHUNK = 1000


def open_book(creditor: CreditorRow, *, today: date) -> OpenBook:
    """Every open invoice of this creditor, and every debtor, also those who owe nothing today.

    Two queries for each thousand cases.
    """
    cases = {
        case.pk: case
        for case in CaseRow.objects.filter(creditor=creditor, closed=False).select_related("debtor")
    }
    invoices: list[OpenInvoice] = []
    keys = sorted(cases)
    for start in range(0, len(keys), CHUNK):
        for key, journal in journals(keys[start : start + CHUNK]):
            invoices.extend(_of_case(cases[key], replay(journal), today))
    ibans: dict[int, set[str]] = {}
    for known in KnownIban.objects.filter(creditor=creditor).values_list("debtor_id", "iban"):
        ibans.setdefault(known[0], set()).add(known[1])
    payers = [
        Payer(debtor=str(key), name=name, ibans=frozenset(ibans.get(key, ())))
        for key, name in DebtorRow.objects.filter(creditor=creditor).values_list("pk", "name")
    ]
    return OpenBook(invoices, payers)


def _of_case(case: CaseRow, state: State, today: date) -> list[OpenInvoice]:
    opened = {number: cents for number, cents in state.open_cents().items() if cents > 0}
    asked = dict.fromkeys(opened, 0)
    if state.notice_of(FORMAL_NOTICE) is not None:  # charges were asked for: they may be paid
        owed = statement(state, on=today, law=law_book()).by_invoice
        asked = {number: owed[number].total.cents for number in opened if number in owed}
    return [
        OpenInvoice(
            case=str(case.pk),
            debtor=str(case.debtor_id),
            number=number,
            issued_on=state.invoices[number].invoice.issued_on,
            due_on=state.invoices[number].invoice.due_on,
            open=Money(cents, state.currency),
            owed=Money(max(cents, asked.get(number, 0)), state.currency),
        )
        for number, cents in opened.items()
    ]
