"""Who issued a printed invoice and who must pay it: two blocks of lines, and their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from relance.intake.numbers import phone_of, siren_valid, siret_valid
from relance.intake.pdf_blocks import (
    ATTENTION,
    BUYER,
    NO_NAME,
    PLACE,
    SELLER,
    STOP,
    STREET,
    Side,
    address_blocks,
    first_block,
    labelled_side,
    window_block,
)
from relance.intake.pdf_found import Found, flat
from relance.intake.pdf_layout import Cell, Layout

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w])(?:\+33 ?(?:\(0\) ?)?|0)[1-9](?:[ .-]?\d{2}){4}\b")
_VAT = re.compile(r"\bFR ?[0-9A-Z]{2} ?\d{3} ?\d{3} ?\d{3}\b")
_IDS = re.compile(r"(?<![\d,.])\d{3} ?\d{3} ?\d{3}(?: ?\d{5})?(?![\d,.]\d|\d)")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}(?: ?[A-Z0-9]{1,4}\b)?")
_NOT_ADDRESS = re.compile(
    r"^(?:(?:siren|siret|rcs|tva|tel|telephone|phone|mob|mobile|port|portable|e-?mail|mail|courriel|"
    r"code client|numero client|reference client|ape|naf|vat|iban|bic)\b(?!-)(?: ?[:.\d]| n°|$|[^a-z]*\d)|"
    r"n°|capital (?:de|social)|www\.|https?:)"
)
_CAPITAL = re.compile(r",? au capital de .*\Z", re.I)
_PARTS = re.compile(r" ?, ?| [–|-] ")
_COUNTRY = re.compile(r"^(?:france|spain|espagne|belgique|suisse|germany|italie|luxembourg)$")


def find_parties(layout: Layout) -> dict[str, Found]:
    """`seller_…` and `buyer_…`: name, address, postcode, city, legal_id, vat, email, phone."""
    buyer = labelled_side(layout, BUYER, lambda side: "buyer_name" in _read_side("buyer", side))
    seller = labelled_side(layout, SELLER, lambda side: "seller_name" in _read_side("seller", side))
    blocks = list(address_blocks(layout, [side for side in (buyer, seller) if side]))
    if seller is None:
        seller = first_block(blocks, other=buyer, numbered=lambda text: any(_legal_ids(text)))
    if buyer is None:
        buyer = window_block(layout, blocks, other=seller)
    found: dict[str, Found] = {}
    for prefix, side in (("buyer", buyer), ("seller", seller)):
        if side is not None:
            found |= _read_side(prefix, side)
    if seller is not None and "seller_name" not in found:
        found |= _headline(layout)
    _numbers(layout, found, buyer)
    return found


def _headline(layout: Layout) -> dict[str, Found]:
    """The seller's name where it stands apart from his address: the first words of the page."""
    for line in layout.lines[:3]:
        for cell in line.cells[:1]:
            name = _PARTS.split(cell.text, maxsplit=1)[0].strip()
            if STOP.match(flat(name)) or NO_NAME.match(name) or any(map(str.isdigit, name)):
                continue
            side = Side([cell], "en tête de la page", False)
            return {"seller_name": _found("seller_name", name, name, cell, side.reason, False)}
    return {}


def _read_side(prefix: str, side: Side) -> dict[str, Found]:
    found: dict[str, Found] = {}
    street: list[Cell] = []
    for rank, cell in enumerate(side.cells):
        start = side.first if rank == 0 else 0
        text = cell.text[start:]
        _contacts(found, prefix, cell, side)
        place = PLACE.search(text)
        if place is not None:
            before = text[: place.start()].strip(" ,–-|")
            if before and f"{prefix}_name" not in found and not NO_NAME.match(before):
                name, *rest = _PARTS.split(before, maxsplit=1)
                key = f"{prefix}_name"
                found[key] = _found(key, name, name, cell, side.reason, side.sure)
                before = rest[0] if rest else ""
            if before:
                key = f"{prefix}_address"
                found.setdefault(key, _found(key, before, before, cell, side.reason, side.sure))
            for part, group in (("postcode", 1), ("city", 2)):
                key = f"{prefix}_{part}"
                written = place[group].strip()
                found.setdefault(key, _found(key, written, written, cell, side.reason, side.sure))
            continue
        if _is_number_line(text) or f"{prefix}_postcode" in found or _COUNTRY.match(flat(text)):
            continue
        if f"{prefix}_name" not in found:
            attention = ATTENTION.match(flat(text))
            name = text[attention.end() :] if attention and rank else text
            name = _CAPITAL.sub("", name)
            if not NO_NAME.match(name.strip()):
                found[f"{prefix}_name"] = _found(
                    f"{prefix}_name", name.strip()[:200], name.strip(), cell, side.reason, side.sure
                )
        elif not ATTENTION.match(flat(text)):
            street.append(cell)
    key = f"{prefix}_address"
    if prefix == "seller":  # A trade («graphiste») is no part of an address.
        street = [cell for cell in street if STREET.search(flat(cell.text))]
    if street:
        value = "\n".join(
            [*(cell.text for cell in street), *([found[key].value] if key in found else [])]
        )
        found[key] = _found(key, value, street[0].text, street[0], side.reason, side.sure)
    return found


def _is_number_line(text: str) -> bool:
    plain = flat(text)
    return bool(_NOT_ADDRESS.match(plain) or _EMAIL.search(text) or _PHONE.fullmatch(text.strip()))


def _contacts(found: dict[str, Found], prefix: str, cell: Cell, side: Side) -> None:
    """E-mail, telephone and numbers that stand inside a party's own block."""
    for name, written in (
        ("email", _EMAIL.search(cell.text)),
        ("phone", _PHONE.search(_without_accounts(cell.text))),
        ("vat", _VAT.search(cell.text)),
    ):
        key = f"{prefix}_{name}"
        if written is not None and key not in found:
            value = written[0].rstrip(".")
            if name == "phone":
                value = phone_of(value.replace("(0)", "")) or value
            found[key] = _found(key, value.replace(" ", "") if name != "email" else value,
                                written[0], cell, side.reason, side.sure)  # fmt: skip
    for digits, written_id in _legal_ids(cell.text):
        key = f"{prefix}_legal_id"
        if key not in found:
            reason = f"{side.reason}\u00a0; la clé de contrôle est juste"
            found[key] = _found(key, digits, written_id, cell, reason, side.sure)


def _legal_ids(text: str) -> Iterator[tuple[str, str]]:
    """SIREN and SIRET that pass their check, SIRET first; account numbers left out."""
    found = [(said[0].replace(" ", ""), said[0]) for said in _IDS.finditer(_without_accounts(text))]
    for digits, written in sorted(found, key=lambda one: -len(one[0])):
        if siret_valid(digits) if len(digits) == 14 else siren_valid(digits):
            yield digits, written


def _without_accounts(text: str) -> str:
    """The same text with bank account numbers blanked: other numbers hide in them."""
    return _ACCOUNT.sub(lambda account: " " * len(account[0]), text)


def _numbers(layout: Layout, found: dict[str, Found], buyer: Side | None) -> None:
    """Numbers outside the two blocks (footers): the seller's, since the invoice is his paper."""
    inside = {id(cell) for cell in buyer.cells} if buyer is not None else set()
    outer = Side([], "écrit hors du bloc du client, sur le papier du vendeur", False)
    for _, cell in layout.cells():
        if id(cell) in inside:
            continue
        spare: dict[str, Found] = {}
        said = flat(cell.text)
        if re.search(r"siren|siret|rcs|r\.c\.s|tva|@|tel|\bei\b", said) or _PHONE.search(said):
            _contacts(spare, "seller", cell, outer)
        for key, one in spare.items():
            known_buyer = found.get(key.replace("seller", "buyer"))
            if key not in found and (known_buyer is None or known_buyer.value != one.value):
                found[key] = one


def _found(name: str, value: str, written: str, cell: Cell, reason: str, sure: bool) -> Found:
    start = max(cell.text.find(written), 0)
    box = cell.piece(start, start + len(written)).rounded()
    return Found(name, value, written, cell.page, box, cell.text, reason, sure)
