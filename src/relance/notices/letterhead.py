"""Who writes and to whom: the head and the foot of every paper (C. com. R123-237: law.md L5.5)."""

from __future__ import annotations

from babel import Locale
from stdnum.fr import siren as siren_numbers

from relance.case import Address, Collector, Creditor
from relance.notices.facts import NoticeFacts
from relance.notices.french import phone


def sender_lines(creditor: Creditor | Collector) -> tuple[str, ...]:
    """The letterhead: name with its legal form, address, how to reach (C. com. R123-237)."""
    name = creditor.name
    if creditor.legal_form == "EI" and "EI" not in name.split():
        name = f"{name}, EI"
    elif creditor.legal_form and creditor.legal_form not in name.split():
        name = f"{name}, {creditor.legal_form}"
        if creditor.share_capital:
            name = f"{name} au capital de {unbroken(creditor.share_capital)}"
    reach = [part for part in (phone(creditor.phone), creditor.email) if part]
    return (name, *address_lines(creditor.address), *reach)


def legal_line(creditor: Creditor | Collector) -> str:
    """Registry or SIREN, and VAT number: the foot of the page."""
    parts = []
    if creditor.registry:
        parts.append(creditor.registry)
    elif creditor.siren:
        parts.append(
            f"SIREN {siren_numbers.format(creditor.siren)}"
            if len(creditor.siren) == 9
            else f"SIREN {creditor.siren}"
        )
    if creditor.vat_number:
        parts.append(f"TVA {creditor.vat_number}")
    return " – ".join(parts)


def address_lines(address: Address) -> tuple[str, ...]:
    """Street, then postcode and city, then the country when it is not France."""
    last = f"{address.postcode} {address.city}".strip()
    lines = [line for line in (*address.lines, last) if line]
    if address.at_home:
        return tuple(lines)
    return (*lines, country_name(address.country))


def unbroken(amount: str) -> str:
    """An amount as somebody typed it, that no line cuts: «10 000 €»."""
    return "\u00a0".join(amount.split())


def country_name(code: str) -> str:
    """The country in French, as the postman reads it; the code itself when it is no country."""
    named: str = Locale("fr").territories.get(code.upper(), code)
    return named


def recipient_lines(facts: NoticeFacts) -> tuple[str, ...]:
    """The block of the window: company, then the person, then the address."""
    contact = facts.contact
    lines = [facts.debtor.name]
    if contact is not None and contact.name and contact.name != facts.debtor.name:
        lines.append(f"À l’attention de {contact.name}")
    return (*lines, *address_lines(facts.debtor.address))
