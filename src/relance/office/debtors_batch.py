"""The debtors of a batch of documents: known by SIREN, else by name, else made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from stdnum.fr import siren as siren_numbers

from relance.case import DebtorKind
from relance.intake import PartyRead, Reading
from relance.office.models import ContactRow, CreditorRow, DebtorRow
from relance.office.naming import name_key


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the person says of the debtors when the file does not."""

    kind: DebtorKind | None = None
    email: str = ""
    phone: str = ""


@lru_cache(maxsize=16_384)  # A batch asks it of each debtor again and again.
def siren_of(legal_id: str | None) -> str:
    """The SIREN in a legal identifier (SIREN or SIRET, spaces or not), or an empty string."""
    digits = "".join(filter(str.isdigit, legal_id or ""))
    if len(digits) == 14:
        digits = digits[:9]
    return digits if len(digits) == 9 and siren_numbers.is_valid(digits) else ""


def kind_of(buyer: PartyRead, default: DebtorKind | None) -> DebtorKind | None:
    """What the file says the debtor is: a SIREN of a public body begins with 1 or 2."""
    siren = siren_of(buyer.legal_id)
    if siren:
        return DebtorKind.PUBLIC if siren[0] in "12" else DebtorKind.BUSINESS
    if default is None and buyer.vat:
        return DebtorKind.BUSINESS
    return default


def party_key(party: PartyRead) -> str:
    """By what the same debtor is known again within a batch."""
    return siren_of(party.legal_id) or name_key(party.name or "")


def debtors_of(
    creditor: CreditorRow, readings: Sequence[Reading], defaults: Defaults
) -> dict[str, DebtorRow]:
    """The debtor of each party key: known by SIREN, else by name, else made."""
    parties: dict[str, PartyRead] = {}
    kinds: dict[str, DebtorKind] = {}
    for reading in readings:
        assert reading.document is not None
        key = party_key(reading.document.buyer)
        parties.setdefault(key, reading.document.buyer)
        if reading.kind is not None:
            kinds.setdefault(key, reading.kind)
    sirens = {siren_of(party.legal_id) for party in parties.values()} - {""}
    names = {name_key(party.name or "") for party in parties.values()}
    by_siren = {
        row.siren: row for row in DebtorRow.objects.filter(creditor=creditor, siren__in=sirens)
    }
    by_name = {
        row.name_key: row for row in DebtorRow.objects.filter(creditor=creditor, name_key__in=names)
    }
    found: dict[str, DebtorRow] = {}
    missing: dict[str, DebtorRow] = {}
    for key, party in parties.items():
        siren = siren_of(party.legal_id)
        named = by_name.get(name_key(party.name or ""))
        row = by_siren.get(siren) if siren else None
        if row is None and named is not None and not (siren and named.siren):
            row = named
        if row is not None:
            found[key] = row
        else:
            missing[key] = _new_debtor(
                creditor, party, kinds.get(key) or kind_of(party, defaults.kind)
            )
    DebtorRow.objects.bulk_create(missing.values())
    ContactRow.objects.bulk_create(
        ContactRow(
            creditor=creditor,
            debtor=row,
            email=parties[key].email or defaults.email,
            phone=parties[key].phone or defaults.phone,
        )
        for key, row in missing.items()
        if parties[key].email or parties[key].phone or defaults.email or defaults.phone
    )
    return found | missing


def _new_debtor(creditor: CreditorRow, party: PartyRead, kind: DebtorKind | None) -> DebtorRow:
    name = " ".join((party.name or "Client sans nom").split())
    return DebtorRow(
        creditor=creditor,
        name=name[:200],
        name_key=name_key(party.name or ""),
        kind=kind.value if kind else "",
        siren=siren_of(party.legal_id),
        street="\n".join(party.lines),
        postcode=party.postcode or "",
        city=party.city or "",
        country=(party.country or "FR")[:2],
    )
