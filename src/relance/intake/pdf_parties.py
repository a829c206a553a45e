"""Who issued a printed invoice and who must pay it: two blocks of lines, and their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from relance.intake.numbers import phone_of, siren_valid, siret_valid
from relance.intake.pdf_found import Found, flat
from relance.intake.pdf_layout import Cell, Layout

_BUYER = re.compile(
    r"^(?:facture(?:e|r)? (?:a|au)|facture a|client|destinataire|adressee? a|adresse de facturation|"
    r"a l'attention de|doit|bill(?:ed)? to|invoice to|invoiced to|customer|facturation|acheteur|"
    r"pour le compte de|sold to)\b ?:?|^pour ?:|^a ?:?$"
)
_SELLER = re.compile(
    r"^(?:emetteur|emise? par|prestataire|vendeur|fournisseur|de|de la part de|from|seller|"
    r"expediteur|bill(?:ed)? from)(?: ?:|$)"
)
_ATTENTION = re.compile(r"^(?:a l'attention (?:de|du)|attn\.?|att\.?|c/o|contact) ?:? ?")
_PLACE = re.compile(r"(?:F-?)?(\d{5}) ([^\d,;|–-][^\d,;|]{1,50}?)(?= ?(?:[,;|–]| - |$))")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w])(?:\+33 ?(?:\(0\) ?)?|0)[1-9](?:[ .-]?\d{2}){4}\b")
_VAT = re.compile(r"\bFR ?[0-9A-Z]{2} ?\d{3} ?\d{3} ?\d{3}\b")
_IDS = re.compile(r"(?<![\d,.])\d{3} ?\d{3} ?\d{3}(?: ?\d{5})?(?![\d,.]\d|\d)")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}(?: ?[A-Z0-9]{1,4}\b)?")
_NOT_ADDRESS = re.compile(
    r"^(?:siren|siret|n°? ?siret|tva|n°? ?(?:de )?tva|rcs|tel|telephone|phone|mob|e-?mail|mail|courriel|"
    r"code client|n° client|reference client|numero client|ape|naf|capital|www\.|https?:|vat|iban|bic)"
)
_STOP = re.compile(
    r"^(?:objet|date|facture|avoir|invoice|designation|description|echeance|total|montant|"
    r"projet|mission|subject|n° de facture|numero|reference|due|project|emise|prestations?\b)"
)
_CAPITAL = re.compile(r",? au capital de .*\Z", re.I)
_STREET = re.compile(
    r"\d|\b(?:rue|avenue|place|boulevard|quai|chemin|route|impasse|cours|lieu|zone)\b"
)
_PARTS = re.compile(r" ?, ?| [–|-] ")
_COUNTRY = re.compile(r"^(?:france|spain|espagne|belgique|suisse|germany|italie|luxembourg)$")
_NO_NAME = re.compile(
    r"[\W\d]*\Z|\d{1,4}(?:,| (?:bis|ter))? |[A-Z]{0,4}[-_ ]?\d{2,}\b|(?:page|gln)\b", re.I
)


@dataclass(slots=True)
class _Side:
    """One party's block: its cells from top to bottom, and how it was recognised."""

    cells: list[Cell]
    reason: str
    sure: bool
    first: int = 0  # where the name begins in the first cell
    found: dict[str, Found] = field(default_factory=dict)


def find_parties(layout: Layout) -> dict[str, Found]:
    """`seller_…` and `buyer_…`: name, address, postcode, city, legal_id, vat, email, phone."""
    buyer = _labelled_side(layout, _BUYER, "buyer")
    seller = _labelled_side(layout, _SELLER, "seller")
    blocks = list(_address_blocks(layout, [side for side in (buyer, seller) if side]))
    if seller is None:
        seller = _first_block(blocks, other=buyer)
    if buyer is None:
        buyer = _window_block(layout, blocks, other=seller)
    found: dict[str, Found] = {}
    for prefix, side in (("buyer", buyer), ("seller", seller)):
        if side is not None:
            found |= _read_side(layout, prefix, side)
    _numbers(layout, found, buyer)
    return found


def _labelled_side(layout: Layout, label: re.Pattern[str], which: str) -> _Side | None:
    for line in layout.lines:
        for cell in line.cells:
            text = flat(cell.text)
            said = label.match(text)
            if said is None or (which == "buyer" and _is_another_label(text, said)):
                continue
            if said[0].startswith("a l'att") and _block_above(layout, cell, set()):
                continue  # The company stands above: it is the person's name in its address.
            rest = cell.text[said.end() :].strip(" :")
            start = len(cell.text) - len(cell.text[said.end() :].lstrip(" :"))
            below = _block_below(layout, cell)
            reason = f"sous «\u00a0{cell.text[: said.end()].strip(' :')}\u00a0»"
            if rest and _NO_NAME.match(rest):
                continue  # «Client : C-220» gives a code, not a name.
            if rest:
                return _Side([cell, *below], reason, True, start)
            if below:
                return _Side(below, reason, True)
            beside = [one for one in line.cells if one.box.left > cell.box.right]
            if beside:
                return _Side([beside[0], *_block_below(layout, beside[0])], reason, True)
    return None


def _is_another_label(text: str, said: re.Match[str]) -> bool:
    """«Facture à régler», «Client n° 12», «Facturation : mensuelle» announce no party."""
    after = text[said.end() :].strip(" :")
    return bool(
        re.match(
            r"n ?[°o]\b|n°|numero|number|pay\b|code|ref|regler|payer|envoyer|\d+\Z|tva|vat|since|id\b",
            after,
        )
        or (said[0].startswith("facturation") and after)
    )


def _block_below(layout: Layout, cell: Cell) -> list[Cell]:
    """The lines straight below, as long as they follow closely and belong to a party."""
    found: list[Cell] = []
    for one in layout.below(cell, count=9, reach=1.9):
        if _STOP.match(flat(one.text)) or (found and _BUYER.match(flat(one.text)) and not (
            _ATTENTION.match(flat(one.text)))):  # fmt: skip
            break
        found.append(one)
    return found


def _address_blocks(layout: Layout, known: list[_Side]) -> Iterator[list[Cell]]:
    """Blocks of the first page with a postcode line, that no label has named yet."""
    taken = {id(cell) for side in known for cell in side.cells}
    for line, cell in layout.cells():
        if line.page > 1 or id(cell) in taken or not _PLACE.search(cell.text):
            continue
        above = _block_above(layout, cell, taken)
        block = [*above, cell, *(one for one in _block_below(layout, cell) if id(one) not in taken)]
        taken.update(id(one) for one in block)
        yield block


def _block_above(layout: Layout, cell: Cell, taken: set[int]) -> list[Cell]:
    found: list[Cell] = []
    current = cell
    for line in reversed([one for one in layout.lines if one.page == cell.page]):
        gap = current.base - line.cells[0].base
        height = max(current.box.height, 6)
        if gap < 0.5 * height or len(found) == 5:
            continue
        if gap > 2.1 * height:
            break
        same = [one for one in line.cells if abs(one.box.left - cell.box.left) < 6
                or abs(one.box.right - cell.box.right) < 6]  # fmt: skip
        if same and id(same[0]) not in taken and not _STOP.match(flat(same[0].text)):
            found.insert(0, same[0])
            current = same[0]
    return found


def _first_block(blocks: list[list[Cell]], *, other: _Side | None) -> _Side | None:
    """The seller's block: the one with a SIRET or an e-mail, else the first of the page."""
    if not blocks:
        return None
    for block in blocks:
        text = " ".join(cell.text for cell in block)
        if any(_legal_ids(text)):
            return _Side(block, "bloc avec un numéro SIREN ou SIRET", other is not None)
    return _Side(blocks[0], "premier bloc d’adresse de la page", False)


def _window_block(layout: Layout, blocks: list[list[Cell]], *, other: _Side | None) -> _Side | None:
    """The buyer's block without a label: where the window of an envelope is, top right."""
    left = [block for block in blocks if other is None or block is not other.cells]
    width, height = layout.sizes.get(1, (595.0, 842.0))
    for block in left:
        box = block[0].box
        if box.left > 0.42 * width and box.top < 0.45 * height:
            return _Side(block, "bloc d’adresse à la place de la fenêtre d’enveloppe", False)
    return _Side(left[0], "second bloc d’adresse de la page", False) if left else None


def _read_side(layout: Layout, prefix: str, side: _Side) -> dict[str, Found]:
    found: dict[str, Found] = {}
    street: list[Cell] = []
    for rank, cell in enumerate(side.cells):
        start = side.first if rank == 0 else 0
        text = cell.text[start:]
        _contacts(found, prefix, cell, side)
        place = _PLACE.search(text)
        if place is not None:
            before = text[: place.start()].strip(" ,–-|")
            if before and f"{prefix}_name" not in found:
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
            attention = _ATTENTION.match(flat(text))
            name = text[attention.end() :] if attention and rank else text
            name = _CAPITAL.sub("", name)
            if not _NO_NAME.match(name.strip()):
                found[f"{prefix}_name"] = _found(
                    f"{prefix}_name", name.strip()[:200], name.strip(), cell, side.reason, side.sure
                )
        elif not _ATTENTION.match(flat(text)):
            street.append(cell)
    key = f"{prefix}_address"
    if prefix == "seller":  # A trade («graphiste») is no part of an address.
        street = [cell for cell in street if _STREET.search(flat(cell.text))]
    if street:
        value = "\n".join(
            [*(cell.text for cell in street), *([found[key].value] if key in found else [])]
        )
        found[key] = _found(key, value, street[0].text, street[0], side.reason, side.sure)
    return found


def _is_number_line(text: str) -> bool:
    plain = flat(text)
    return bool(_NOT_ADDRESS.match(plain) or _EMAIL.search(text) or _PHONE.fullmatch(text.strip()))


def _contacts(found: dict[str, Found], prefix: str, cell: Cell, side: _Side) -> None:
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
    """SIREN and SIRET that pass their check, SIRET first read whole; account numbers left out."""
    for said in _IDS.finditer(_without_accounts(text)):
        digits = said[0].replace(" ", "")
        if siret_valid(digits) if len(digits) == 14 else siren_valid(digits):
            yield digits, said[0]


def _without_accounts(text: str) -> str:
    """The same text with bank account numbers blanked: other numbers hide in them."""
    return _ACCOUNT.sub(lambda account: " " * len(account[0]), text)


def _numbers(layout: Layout, found: dict[str, Found], buyer: _Side | None) -> None:
    """Numbers outside the two blocks (footers): the seller's, since the invoice is his paper."""
    inside = {id(cell) for cell in buyer.cells} if buyer is not None else set()
    outer = _Side([], "écrit hors du bloc du client, sur le papier du vendeur", False)
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
