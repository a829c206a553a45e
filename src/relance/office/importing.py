"""From readings to cases: documents become invoices of a case, each obstacle is named.

A run never loses a good document to a bad one. Nothing is claimed from a credit note: it
reduces a case of its debtor. A number already known for the creditor is a duplicate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from relance.intake import Document, Problem, Reading
from relance.office import cases_batch, clock, settings
from relance.office.banking import bringing
from relance.office.debtors_batch import Defaults, party_key, siren_of
from relance.office.models import CaseRow, CreditorRow, InvoiceRow, MovementRow, Organization
from relance.office.naming import name_key, number_key
from relance.office.reports import (
    ImportReport,
    problem_of,
    seller_key,
    sort_readings,
    without_repeats,
)

BATCH = 500
"""Documents recorded in one transaction."""


def creditor_for(
    good: Sequence[Reading], organization: Organization, given: CreditorRow | None
) -> CreditorRow | None:
    """The creditor of a run: the one given, the only one there is, or one made from the seller."""
    if given is not None:
        return given
    known = list(CreditorRow.objects.filter(organization=organization)[:2])
    if len(known) == 1:
        return known[0]
    if known or not good:
        return None
    document = good[0].document
    assert document is not None
    seller = document.seller
    return CreditorRow.objects.create(
        organization=organization,
        name=" ".join((seller.name or "Mon activité").split())[:200],
        siren=siren_of(seller.legal_id),
        vat_number=seller.vat or "",
        street="\n".join(seller.lines),
        postcode=seller.postcode or "",
        city=seller.city or "",
        country=seller.country or "FR",
        email=seller.email or "",
        phone=seller.phone or "",
        iban=document.iban or "",
    )


def name_after(creditor: CreditorRow, document: Document) -> None:
    """Give a creditor without any case yet the name and details of the confirmed seller."""
    seller = document.seller
    if not seller.name or CaseRow.objects.filter(creditor=creditor).exists():
        return
    creditor.name = seller.name
    for name, value in (
        ("siren", siren_of(seller.legal_id)),
        ("vat_number", seller.vat),
        ("street", "\n".join(seller.lines)),
        ("postcode", seller.postcode),
        ("city", seller.city),
        ("email", seller.email),
        ("phone", seller.phone),
        ("iban", document.iban),
    ):
        if value and not getattr(creditor, name):
            setattr(creditor, name, value)
    creditor.save()


def has_no_name_yet(creditor: CreditorRow) -> bool:
    """True for the creditor a file put aside has made: he is whoever issues the first invoice."""
    return creditor.name == creditor.organization.name and not creditor.siren


def of_creditor(
    good: Sequence[Reading], creditor: CreditorRow, report: ImportReport
) -> list[Reading]:
    """Leave out invoices that somebody else issued: they are not ours to chase."""
    kept: list[Reading] = []
    for reading in good:
        document = reading.document
        assert document is not None
        siren = siren_of(document.seller.legal_id)
        other_number = siren and creditor.siren and siren != creditor.siren
        other_name = not (siren and creditor.siren) and (
            seller_key(document) and seller_key(document) != name_key(creditor.name)
        )
        if other_number or other_name:
            report.problems.append(
                problem_of(
                    document,
                    "other_seller",
                    "vendeur",
                    f"Cette facture est émise par {document.seller.name}, pas par {creditor.name}.",
                    "Choisissez le bon créancier avant de l’importer. Rien n’en a été pris.",
                )
            )
            continue
        kept.append(reading)
    return kept


def not_yet_known(
    good: Sequence[Reading], creditor: CreditorRow, report: ImportReport
) -> list[Reading]:
    """Leave out what this creditor has already imported, naming each."""
    keys = {number_key(reading.document.number or "") for reading in good if reading.document}
    known = set(
        InvoiceRow.objects.filter(creditor=creditor, number_key__in=keys).values_list(
            "number_key", flat=True
        )
    )
    kept: list[Reading] = []
    for reading in good:
        document = reading.document
        assert document is not None and document.number is not None
        if number_key(document.number) in known:
            report.problems.append(already_known(document))
            continue
        kept.append(reading)
    return kept


def already_known(document: Document) -> Problem:
    """What is said of a document whose number this creditor already follows."""
    return problem_of(
        document,
        "already_known",
        "numéro",
        f"La facture {document.number} est déjà suivie.",
        "Rien à faire\u00a0: elle n’a pas été ajoutée une seconde fois.",
    )


def with_a_case(
    good: Sequence[Reading], creditor: CreditorRow, report: ImportReport
) -> list[Reading]:
    """Leave out a credit note whose debtor has nothing to reduce: it never makes a claim."""
    invoiced = {
        party_key(one.document.buyer)
        for one in good
        if one.document and not one.document.is_credit_note
    }
    notes = [one for one in good if one.document and one.document.is_credit_note]
    keys = {party_key(one.document.buyer) for one in notes if one.document}
    followed = CaseRow.objects.filter(creditor=creditor).filter(
        Q(debtor__siren__in=keys) | Q(debtor__name_key__in=keys)
    )
    for siren, name in followed.values_list("debtor__siren", "debtor__name_key"):
        invoiced |= {siren, name}
    kept: list[Reading] = []
    for reading in good:
        document = reading.document
        assert document is not None
        if not document.is_credit_note or party_key(document.buyer) in invoiced:
            kept.append(reading)
            continue
        report.problems.append(
            problem_of(
                document,
                "nothing_to_reduce",
                "avoir",
                f"L’avoir {document.number} ne réduit aucune facture suivie ici.",
                "Importez d’abord la facture de ce client, puis l’avoir. Il n’a pas été pris.",
            )
        )
    return kept


def import_readings(
    readings: Iterable[Reading],
    *,
    organization: Organization,
    creditor: CreditorRow | None = None,
    by: str,
    defaults: Defaults | None = None,
    contents: cases_batch.Contents | None = None,
    today: date | None = None,
) -> tuple[ImportReport, CreditorRow | None]:
    """Record what was read; the report names every obstacle. Batches are whole or not at all."""
    report, good = sort_readings(readings)
    good = without_repeats(good, report)
    with transaction.atomic():
        chosen = creditor_for(good, organization, creditor)
    if chosen is None:
        for reading in good:
            assert reading.document is not None
            report.problems.append(
                problem_of(
                    reading.document,
                    "which_creditor",
                    "vendeur",
                    "Plusieurs créanciers sont suivis ici.",
                    "Dites pour lequel importer (--creditor). Rien n’a été pris.",
                )
            )
        return report, None
    if good and has_no_name_yet(chosen):
        assert good[0].document is not None
        name_after(chosen, good[0].document)
    good = of_creditor(good, chosen, report)
    day = today or clock.today(settings.CONFIG.time_zone)
    good.sort(key=lambda one: bool(one.document and one.document.is_credit_note))
    touched: dict[int, None] = {}  # In order, each once.
    for start in range(0, len(good), BATCH):
        with transaction.atomic():
            batch = not_yet_known(good[start : start + BATCH], chosen, report)
            batch = with_a_case(batch, chosen, report)
            made = cases_batch.record(
                chosen,
                batch,
                by=by,
                defaults=defaults or Defaults(),
                contents=contents,
                today=day,
            )
            touched.update(dict.fromkeys(made.cases))
            report.problems.extend(made.problems)
            report.recorded += made.recorded
    report.cases.extend(touched)
    if report.recorded and MovementRow.objects.filter(creditor=chosen, state="unknown").exists():
        with transaction.atomic():  # money that came before its invoice
            bringing.look_again(chosen, by=by, today=day)
    return report, chosen
