"""What a printed invoice calls itself: number, nature, subject, order, bank account."""

from __future__ import annotations

import re

from relance.intake.numbers import iban_valid
from relance.intake.pdf_found import Found, Match, flat, labelled
from relance.intake.pdf_layout import Cell, Layout, Line
from relance.intake.pdf_page import Box

CREDIT_NOTE = "381"
INVOICE = "380"

_N = r"(?:n ?[°o.]+|no\b|nr\b|num(?:ero)?\b|number\b|no\.|id\b|ref(?:erence)?\b\.?|#)"
_PIECE = r"(?:facture|invoice|avoir|credit note|note de credit|note d'honoraires)"
_NUMBER_LABELS = (
    re.compile(rf"^{_PIECE}(?: d'acompte| de solde| d'avoir)? ?{_N}"),
    re.compile(
        rf"\b{_N} ?(?:de (?:la |l')?|d')?(?:facture|avoir|piece|document|invoice)\b|"
        rf"\binvoice {_N}"
    ),
    re.compile(rf"^{_PIECE}(?: d'acompte| de solde)?\b(?= ?:? ?[a-z]{{0,6}}[-/]?\d|$| ?:)"),
    re.compile(rf"^{_N}(?= ?[a-z]{{0,5}}[-/]?\d)|^{_N}$|^numero ?:?|^number ?:?|^{_N} ?:"),
    re.compile(rf"\b{_PIECE}(?: d'acompte| de solde| d'avoir)? ?{_N}"),
)
_NUMBER = re.compile(
    r"(?:[A-Z]{1,6} \d{2,4} \d{3,6}(?![\d,./ ]))|"
    r"(?:[A-Z]{1,6} (?=[A-Z]*\d))?[A-Za-z0-9]+(?:[-/_.][A-Za-z0-9]+| ?[-/] ?\d[A-Za-z0-9]*)*"
)
_SUM = re.compile(r"\d{1,3}(?: \d{3})*[.,]\d{2}(?!\d)")
_DATE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\Z|\d{4}-\d{2}-\d{2}\Z|\d{1,2}\Z")
_OTHERS_NUMBER = re.compile(r"client|customer|tva|vat|commande|order|devis|quote|siret|compte")
_CORRECTED = re.compile(
    rf"(?:annul\w*|corrige\w*|concerne|relatif|sur|reference|avoir (?:sur|de)|origine|credits?)"
    rf"[^\d]{{0,30}}?(?:facture|invoice)(?: d'origine)? ?{_N}? ?:?|facture d'origine ?{_N}? ?:?"
)
_TITLE = re.compile(
    r"^(?:votre |your )?(facture d'avoir|avoir|credit note|note de credit|facture d'acompte|"
    r"facture pro ?-?forma|pro ?-?forma|devis|quote|estimate|facture|invoice|note d'honoraires|"
    r"bon de (?:commande|livraison|reception)|confirmation de commande|purchase order|delivery note|"
    r"(?:proposition|offre) (?:commerciale|de prix|d'honoraires)|bon d'intervention|contrat|"
    r"releve (?:de (?:compte|factures?)|client)|account statement|"
    r"(?:lettre|courrier) de (?:relance|rappel)|mise en demeure|recu de paiement|receipt)\b"
)
_NUMBERED = re.compile(
    rf"^(?:votre |your )?(?:{_PIECE}|note de credit)(?: d'acompte| de solde| d'avoir)? ?:? ?(?:{_N}|\w*\d)"
)
_CODES = {
    "facture d'avoir": CREDIT_NOTE, "avoir": CREDIT_NOTE, "credit note": CREDIT_NOTE,
    "note de credit": CREDIT_NOTE, "facture d'acompte": "386", "facture": INVOICE,
    "invoice": INVOICE, "note d'honoraires": INVOICE,
}  # fmt: skip
_SUBJECT = re.compile(
    r"^(?:objet|projet|mission|concerne|intitule|affaire|chantier|subject|project|re)"
    r"(?: de la (?:facture|mission|prestation))? ?:|^(?:objet|projet|project)$"
)
_ORDER = re.compile(
    rf"^(?:{_N} ?(?:de |du )?(?:la )?)?(?:bon de commande|votre commande|votre reference|"
    r"your reference|commande|purchase order|po|order|(?:numero|n°) d'engagement|engagement)"
    rf"(?: {_N}|(?= ?:)|$)"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_BIC_LABEL = re.compile(r"\b(?:code )?(?:bic|swift)(?: ?/ ?swift)?\b")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b")


def find_heading(layout: Layout) -> dict[str, Found]:
    """`number`, `type_code`, `subject`, `purchase_order`, `preceding_invoice`, `iban`, `bic`."""
    found: dict[str, Found] = {}
    nature = _nature(layout)
    if nature is not None:
        found["type_code"] = nature
    preceding = next(labelled(layout, _CORRECTED, _number), None)
    if preceding is not None and nature is not None and nature.value == CREDIT_NOTE:
        found["preceding_invoice"] = preceding.found("preceding_invoice")
    number = _own_number(layout, found.get("preceding_invoice"))
    if number is not None:
        found["number"] = number
    for name, label, understand in (
        ("subject", _SUBJECT, _sentence),
        ("purchase_order", _ORDER, _number),
        ("bic", _BIC_LABEL, _bic),
    ):
        one = next(labelled(layout, label, understand), None)
        if one is not None:
            found[name] = one.found(name)
    iban = _iban(layout)
    if iban is not None:
        found["iban"] = iban
    return found


def _own_number(layout: Layout, preceding: Found | None) -> Found | None:
    for rank, label in enumerate(_NUMBER_LABELS):
        for one in labelled(layout, label, _number):
            if preceding is not None and one.match.value == preceding.value:
                continue
            if rank >= 3 and _OTHERS_NUMBER.search(flat(one.cell.text[: one.match.start])):
                continue
            return one.found("number", sure=rank < 3)
    return None


def _number(text: str) -> Match | None:
    """The number of a document at the beginning of a text: it has a digit and is no date."""
    found = _NUMBER.match(text)
    if found is None or not any(map(str.isdigit, found[0])) or _SUM.match(text):
        return None
    written = found[0].rstrip("-/_.")
    after = text[found.end() : found.end() + 3]
    dated = _DATE.match(written) and len(written) > 2
    if dated or re.match(r" ?(?:[€$£%]|,\d)", after) or len(written) > 40:
        return None
    return Match(written, 0, len(written))


def _sentence(text: str) -> Match | None:
    stripped = text.strip()
    if len(stripped) < 3 or not any(map(str.isalpha, stripped)):
        return None
    start = text.index(stripped)
    return Match(stripped[:200], start, start + len(stripped))


def _bic(text: str) -> Match | None:
    found = _BIC.match(text)
    return None if found is None else Match(found[0], found.start(), found.end())


def _nature(layout: Layout) -> Found | None:
    """The document's own title: the largest line that names its kind, else the first."""
    best: tuple[float, Line, Cell, re.Match[str]] | None = None
    for line in layout.lines:
        if line.page > 1:
            break
        for cell in line.cells:
            said = _TITLE.match(flat(cell.text))
            # The title is set larger than the rest; of two as large, the first.
            if said is not None and (best is None or cell.box.height > best[0] + 0.5):
                best = (cell.box.height, line, cell, said)
    if best is None:
        return None
    height, line, cell, said = best
    if said[1] not in _CODES and _goes_on(cell, said):
        # «Devis n° 12 accepté le…» set as large as the invoice's own line is a reference.
        line, cell, said = _numbered(layout, height) or (line, cell, said)
    code = _CODES.get(said[1], "")
    return Found(
        "type_code",
        code,
        cell.text[said.start(1) : said.end(1)],
        cell.page,
        cell.piece(said.start(1), said.end(1)).rounded(),
        line.text,
        "le titre du document" if code else "le titre dit que ce n’est pas une facture",
        bool(code),
    )


def _goes_on(cell: Cell, said: re.Match[str]) -> bool:
    """Whether a title is followed by words, beyond a number and a date."""
    return bool(re.search(r"[a-z]{4}", flat(cell.text)[said.end() :]))


def _numbered(layout: Layout, height: float) -> tuple[Line, Cell, re.Match[str]] | None:
    """The first cell of the first page, about as large, that numbers an invoice."""
    for line, cell in layout.cells():
        text = flat(cell.text)
        said = _TITLE.match(text)
        if line.page == 1 and said and _NUMBERED.match(text) and cell.box.height > height - 1:
            return line, cell, said
    return None


def _iban(layout: Layout) -> Found | None:
    """The first account number that passes its check; it may run over cells, or to a new line."""
    lines = layout.lines
    for place, line in enumerate(lines):
        for cell in line.cells:
            got = _checked_iban(cell.text)
            if got is not None:
                start, end, compact = got
                return _account(line, compact, cell.text[start:end], cell.piece(start, end))
        after = lines[place + 1] if place + 1 < len(lines) else line
        for text, box in (
            (line.text, line.box),
            (f"{line.text} {after.text}", line.box.around(after.box)),
        ):
            got = _checked_iban(text)
            if got is not None and got[0] < len(line.text):
                return _account(line, got[2], text[got[0] : got[1]], box)
    return None


def _checked_iban(text: str) -> tuple[int, int, str] | None:
    for said in _IBAN.finditer(text.upper()):
        written = said[0]
        while len(compact := written.replace(" ", "")) >= 15:
            if iban_valid(compact):
                return said.start(), said.start() + len(written), compact
            # The words after it may have been caught: give them back one by one.
            written = written.rpartition(" ")[0]
    return None


def _account(line: Line, compact: str, written: str, box: Box) -> Found:
    return Found(
        name="iban",
        value=compact,
        written=written,
        page=line.page,
        box=box.rounded(),
        line=line.text,
        reason="sa clé de contrôle est juste",
    )
