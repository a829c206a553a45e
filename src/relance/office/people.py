"""Who the debtor is and how to reach him: what a person completes, with its entries."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from relance.case import DebtorKind
from relance.office import acts, decide
from relance.office.models import CaseRow, ContactRow
from relance.office.naming import name_key

_MIRROR = ("reach_email", "reach_phone", "reach_address", "region")


def known(case: CaseRow) -> dict[str, Any]:
    """What is known already, to fill the form with."""
    debtor = case.debtor
    contact = first_contact(case)
    return {
        "kind": debtor.kind,
        "name": debtor.name,
        "siren": debtor.siren,
        "street": debtor.street,
        "postcode": debtor.postcode,
        "city": debtor.city,
        "country": debtor.country,
        "email": contact.email if contact else "",
        "phone": contact.phone if contact else "",
        "contact_name": contact.name if contact else "",
        "gender": contact.gender if contact else "unknown",
        "formality": contact.formality if contact else "vous",
    }


def first_contact(case: CaseRow) -> ContactRow | None:
    """Whom we write to first, or None."""
    return case.debtor.contacts.order_by("position", "pk").first()


def complete(case: CaseRow, said: dict[str, Any], *, by: str, today: date) -> None:
    """Write what a person said of the debtor; its entries follow in the same transaction.

    Keys that are not in `said` are left as they are, and so is a country that is left empty.
    """
    if not said.get("country"):
        said = {name: value for name, value in said.items() if name != "country"}
    with transaction.atomic():
        debtor = case.debtor
        for name in ("name", "siren", "street", "postcode", "city", "country"):
            if name in said:
                setattr(debtor, name, said[name])
        debtor.name_key = name_key(debtor.name)
        debtor.save()
        contact = first_contact(case) or ContactRow(creditor_id=case.creditor_id, debtor=debtor)
        before = known(case)
        for field, name in (
            ("email", "email"),
            ("phone", "phone"),
            ("contact_name", "name"),
            ("gender", "gender"),
            ("formality", "formality"),
        ):
            if field in said:
                setattr(contact, name, said[field] or getattr(ContactRow(), name))
        contact.save()
        for one in CaseRow.objects.select_related("debtor").filter(debtor=debtor):
            decide.mirror_debtor(one)
            one.save(update_fields=_MIRROR)
        if said.get("kind") and said["kind"] != before["kind"]:
            acts.set_kind(case, DebtorKind(said["kind"]), by=by, today=today)
        if any(said.get(name, before[name]) != before[name] for name in before if name != "kind"):
            acts.contact_corrected(case, str(contact.pk), by=by, today=today)
