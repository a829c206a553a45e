"""The blocks of lines of a printed invoice that name a party: by a label, or by their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from relance.intake.pdf_found import flat
from relance.intake.pdf_layout import Cell, Layout, Line

BUYER = re.compile(
    r"^(?:facture(?:e|r)? (?:a|au)|facture a|client|destinataire|adressee? a|adresse de facturation|"
    r"a l'attention de|doit|bill(?:ed)? to|invoice to|invoiced to|customer|facturation|acheteur|"
    r"pour le compte de|sold to)\b ?:?|^pour ?:|^a ?:|^a$"
)
SELLER = re.compile(
    r"^(?:emetteur|emise? par|prestataire|vendeur|fournisseur|de|de la part de|from|seller|"
    r"expediteur|bill(?:ed)? from)(?: ?:|$)"
)
ATTENTION = re.compile(r"^(?:a l'attention (?:de|du)|attn\.?|att\.?|c/o|contact) ?:? ?")
PLACE = re.compile(
    r"(?:F-?)?(\d{5}) ([^\d,;|–-][^\d,;|]{1,50}?(?: cedex \d{1,2}\b| \d{1,2}(?=$))?)"
    r"(?= ?(?:[,;|–]| - |$))",
    re.I,
)

_PARTED = 1.7
"""A gap of so many times the block's own leading parts it from what stands below."""

_PERSON = re.compile(r"(?:m|mr|mme|mlle|monsieur|madame|mademoiselle|me|maitre|dr)\b\.? ")
STOP = re.compile(
    r"^(?:(?:date|facture|avoir|invoice|designation|description|echeance|montant|numero|due|emise|"
    r"prestations?)\b|(?:objet|projet|mission|subject|project|reference)(?: ?:|$)|n° de facture|"
    r"total(?: (?:h ?\.?t|t ?\.?t|net|general|a |tva)|s?$| ?:))"
)
_WEAK = re.compile(r"^(?:doit|pour|a)\b")
"""Labels that are also plain words: an address must follow."""

STREET = re.compile(
    r"\d|\b(?:rue|avenue|place|boulevard|quai|chemin|route|impasse|cours|lieu|zone)\b"
)
NO_NAME = re.compile(
    r"[\W\d]*\Z|\d{1,4}(?:,| (?:bis|ter))? |[A-Z]{0,4}[-_ ]?\d{2,}\b|(?:page|gln)\b", re.I
)


@dataclass(slots=True)
class Side:
    """One party's block: its cells from top to bottom, and how it was recognised."""

    cells: list[Cell]
    reason: str
    sure: bool
    first: int = 0  # where the name begins in the first cell


def labelled_side(
    layout: Layout, label: re.Pattern[str], named: Callable[[Side], bool]
) -> Side | None:
    """The first block that a label announces and that begins with a name."""
    for line in layout.lines:
        for cell in line.cells:
            said = label.match(flat(cell.text))
            if said is None or (label is BUYER and _is_another_label(flat(cell.text), said)):
                continue
            if said[0].startswith("a l'att") and _block_above(layout, cell, set()):
                continue  # The company stands above: it is the person's name in its address.
            side = _announced(layout, line, cell, said)
            if side is None or (_WEAK.match(said[0]) and not _has_place(side)):
                continue
            # «Client» above a column of codes announces nobody.
            if named(side):
                return side
    return None


def _has_place(side: Side) -> bool:
    return any(PLACE.search(cell.text) for cell in side.cells)


def _announced(layout: Layout, line: Line, cell: Cell, said: re.Match[str]) -> Side | None:
    """The block after, below or beside this label."""
    rest = cell.text[said.end() :].strip(" :")
    start = len(cell.text) - len(cell.text[said.end() :].lstrip(" :"))
    below = _block_below(layout, cell)
    reason = f"sous «\u00a0{cell.text[: said.end()].strip(' :')}\u00a0»"
    if rest and NO_NAME.match(rest):
        return None  # «Client : C-220» gives a code, not a name.
    if rest and below and _PERSON.match(flat(rest)) and not STREET.search(flat(below[0].text)):
        return Side(below, reason, True)  # The person first, then the company.
    if rest:
        return Side([cell, *below], reason, True, start)
    if below:
        return Side(below, reason, True)
    beside = [one for one in line.cells if one.box.left > cell.box.right]
    if beside:
        return Side([beside[0], *_block_below(layout, beside[0])], reason, True)
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


def _block_below(layout: Layout, cell: Cell, leading: float | None = None) -> list[Cell]:
    """The lines straight below, as long as they follow closely and belong to a party.

    `leading` is the height between two lines of the block, where it is known: a much wider
    gap ends the block.
    """
    found: list[Cell] = []
    last = cell
    for one in layout.below(cell, count=9, reach=1.9):
        gap = one.base - last.base
        if leading is not None and gap > _PARTED * leading:
            break
        if found:
            leading = min(leading or gap, gap)
        if STOP.match(flat(one.text)) or (found and BUYER.match(flat(one.text)) and not (
            ATTENTION.match(flat(one.text)))):  # fmt: skip
            break
        found.append(one)
        last = one
    return found


def address_blocks(layout: Layout, known: list[Side]) -> Iterator[list[Cell]]:
    """Blocks of the first page with a postcode line, that no label has named yet."""
    taken = {id(cell) for side in known for cell in side.cells}
    for line, cell in layout.cells():
        if line.page > 1 or id(cell) in taken or not PLACE.search(cell.text):
            continue
        above = _block_above(layout, cell, taken)
        gaps = [two.base - one.base for one, two in pairwise([*above, cell])]
        below = _block_below(layout, cell, min(gaps) if gaps else None)
        block = [*above, cell, *(one for one in below if id(one) not in taken)]
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
        same = [one for one in line.cells if _aligned(one, cell)]
        if same and id(same[0]) not in taken and not STOP.match(flat(same[0].text)):
            found.insert(0, same[0])
            current = same[0]
    return found


def _aligned(one: Cell, other: Cell) -> bool:
    """Whether two lines of a block share an edge or their middle."""
    left, right = one.box.left - other.box.left, one.box.right - other.box.right
    return abs(left) < 6 or abs(right) < 6 or abs(left + right) < 6


def first_block(
    blocks: list[list[Cell]], *, other: Side | None, numbered: Callable[[str], bool]
) -> Side | None:
    """The seller's block: the one with a SIRET or an e-mail, else the first of the page."""
    if not blocks:
        return None
    for block in blocks:
        text = " ".join(cell.text for cell in block)
        if numbered(text):
            return Side(block, "bloc avec un numéro SIREN ou SIRET", other is not None)
    return Side(blocks[0], "premier bloc d’adresse de la page", False)


def window_block(layout: Layout, blocks: list[list[Cell]], *, other: Side | None) -> Side | None:
    """The buyer's block without a label: where the window of an envelope is, top right."""
    left = [block for block in blocks if other is None or block is not other.cells]
    width, height = layout.sizes.get(1, (595.0, 842.0))
    for block in left:
        box = block[0].box
        if box.left > 0.42 * width and box.top < 0.45 * height:
            return Side(block, "bloc d’adresse à la place de la fenêtre d’enveloppe", False)
    return Side(left[0], "second bloc d’adresse de la page", False) if left else None
