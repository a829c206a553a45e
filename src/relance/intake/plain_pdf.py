"""A printed invoice (a PDF without data inside): what rules find in its text, to be confirmed.

Nothing here becomes a claim by itself. Each value comes with the words it was read from and
their place on the page; a person says yes, corrects, or types what was not found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import reduce
from typing import Any

from relance.case.invoice import THREE_TIMES_LEGAL
from relance.intake.clauses import with_clauses
from relance.intake.document import CREDIT_NOTE_CODES, Document, PartyRead
from relance.intake.pdf_amounts import find_amounts
from relance.intake.pdf_dates import find_dates
from relance.intake.pdf_found import Found, flat
from relance.intake.pdf_heading import find_heading
from relance.intake.pdf_layout import Cell, Layout, lay_out, paragraphs
from relance.intake.pdf_page import MAX_PAGES, Box, field_image, read_signs
from relance.intake.pdf_parties import find_parties
from relance.intake.problem import WARNING, Problem

__all__ = ["FIELDS", "Draft", "Found", "field_image", "read_draft"]

FIELDS: dict[str, str] = {
    "number": "numéro",
    "type_code": "nature",
    "issue_date": "date",
    "due_date": "échéance",
    "grand_total": "total TTC",
    "due_payable": "net à payer",
    "prepaid": "déjà payé",
    "currency": "devise",
    "subject": "objet",
    "purchase_order": "numéro de commande",
    "preceding_invoice": "facture corrigée",
    "buyer_name": "client",
    "buyer_legal_id": "SIREN ou SIRET du client",
    "buyer_vat": "numéro de TVA du client",
    "buyer_address": "adresse du client",
    "buyer_postcode": "code postal du client",
    "buyer_city": "ville du client",
    "buyer_email": "e-mail du client",
    "buyer_phone": "téléphone du client",
    "seller_name": "vendeur",
    "seller_legal_id": "SIREN ou SIRET du vendeur",
    "seller_vat": "numéro de TVA du vendeur",
    "seller_address": "adresse du vendeur",
    "seller_postcode": "code postal du vendeur",
    "seller_city": "ville du vendeur",
    "seller_email": "e-mail du vendeur",
    "seller_phone": "téléphone du vendeur",
    "iban": "IBAN",
    "bic": "BIC",
    "late_rate": "taux des pénalités de retard",
    "penalty_percent": "clause pénale (% du montant)",
}
"""Every field that can be found, in the order shown, with its French name."""

NEEDED = ("number", "issue_date", "grand_total", "buyer_name")
"""What a person must type where it was not found."""

_RATE_WORDS = "fois le"
_CLAUSE_WORDS = ("retard", "penalit", "indemnite", "escompte", "interet", "recouvrement", "late ")


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found in one printed invoice, and what was not.

    `notes` are the printed clauses (late payment, discount), whole. `problems` are warnings.
    """

    file: str
    fields: dict[str, Found] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The needed fields that were not found."""
        return tuple(name for name in NEEDED if name not in self.fields)

    def document(self, confirmed: Mapping[str, str]) -> Document:
        """The document that a person confirmed, by our field names; empty means «not said».

        Days are ISO, amounts have a decimal point. Raises ValueError naming a field whose
        text is no day or amount. What was found but is not in `confirmed` is left out.
        """
        said = {name: text.strip() for name, text in confirmed.items() if text.strip()}
        unknown = said.keys() - FIELDS.keys()
        if unknown:
            raise ValueError(f"unknown fields: {sorted(unknown)}")
        total, due = _amount(said, "grand_total"), _amount(said, "due_payable")
        return Document(
            file=self.file,
            number=said.get("number"),
            type_code=said.get("type_code", "380"),
            issue_date=_day(said, "issue_date"),
            due_date=_day(said, "due_date"),
            currency=said.get("currency", "EUR"),
            seller=_party(said, "seller"),
            buyer=_party(said, "buyer"),
            grand_total=total,
            due_payable=due if due is not None else total,
            prepaid=_amount(said, "prepaid"),
            iban=said.get("iban", "").replace(" ", "") or None,
            bic=said.get("bic"),
            syntax="pdf",
            subject=said.get("subject"),
            purchase_order=said.get("purchase_order"),
            preceding_invoice=said.get("preceding_invoice"),
            late_rate=said.get("late_rate"),
            penalty_percent=said.get("penalty_percent"),
            notes=tuple(("", note) for note in self.notes),
        )

    def as_found(self) -> dict[str, str]:
        """Every found value as `document` takes them: what «yes to all» means."""
        return {name: found.value for name, found in self.fields.items()}

    def as_json(self) -> dict[str, Any]:
        """Plain values, to cross the line between two processes or to wait in a table."""
        return {
            "file": self.file,
            "fields": {name: found.as_json() for name, found in self.fields.items()},
            "notes": list(self.notes),
            "problems": [
                [one.file, one.code, one.where, one.message, one.hint, one.severity]
                for one in self.problems
            ],
        }

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Draft:
        """The draft that `as_json` wrote. Raises KeyError or TypeError on other data."""
        fields = {
            name: Found(**{**one, "box": tuple(one["box"])})
            for name, one in plain["fields"].items()
        }
        problems = tuple(Problem(*one) for one in plain["problems"])
        return cls(plain["file"], fields, tuple(plain["notes"]), problems)


def read_draft(data: bytes, *, file: str) -> Draft:
    """What the rules find in this PDF. Raises Refusal: damaged, locked, a scan without text."""
    pages = read_signs(data)
    layout = lay_out(pages)
    found = {
        **find_amounts(layout),
        **find_dates(layout),
        **find_parties(layout),
        **find_heading(layout),
    }
    notes = _clauses(layout)
    found |= _charges(file, notes)
    if found.get("type_code", Found("", "380", "", 1, (0, 0, 0, 0), "", "")).value == "":
        problem = _not_an_invoice(file, found.pop("type_code"))
        problems: tuple[Problem, ...] = (problem,)
    else:
        problems = ()
    ordered = {name: found[name] for name in FIELDS if name in found}
    texts = tuple(" ".join(cell.text for cell in note) for note in notes)
    return Draft(file, ordered, texts, problems + _remarks(file, ordered, len(pages)))


def _clauses(layout: Layout) -> list[tuple[Cell, ...]]:
    """The paragraphs that speak of late payment or discount."""
    return [
        cells
        for cells in paragraphs(layout)
        if any(word in flat(" ".join(cell.text for cell in cells)) for word in _CLAUSE_WORDS)
    ]


def _charges(file: str, notes: list[tuple[Cell, ...]]) -> dict[str, Found]:
    """The late rate and the flat penalty that the clauses say, with the paragraph of each."""
    texts = [" ".join(cell.text for cell in cells) for cells in notes]
    whole = with_clauses(Document(file=file, notes=tuple(("", text) for text in texts)))
    found: dict[str, Found] = {}
    for name in ("late_rate", "penalty_percent"):
        value = getattr(whole, name)
        for cells, text in zip(notes, texts, strict=True):
            own = with_clauses(Document(file=file, notes=(("", text),)))
            if value is not None and getattr(own, name) == value:
                box = reduce(Box.around, (cell.box for cell in cells))
                key = _RATE_WORDS if value == THREE_TIMES_LEGAL else value.replace(".", ",")
                told = next((one for one in cells if _tells(one.text, key)), cells[0])
                found[name] = Found(
                    name=name,
                    value=value,
                    written=told.text,
                    page=told.page,
                    box=box.rounded(),
                    line=text,
                    reason="dit par cette clause",
                    sure=False,
                )
                break
    return found


def _tells(text: str, key: str) -> bool:
    return key in flat(text).replace(".", ",")


def _remarks(file: str, found: dict[str, Found], pages: int) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    total, due = found.get("grand_total"), found.get("due_payable")
    if total and due and Decimal(due.value) > Decimal(total.value):
        problems.append(
            Problem(
                file,
                "due_over_total",
                f"page {due.page}",
                f"Le net à payer ({due.written}) dépasse le total ({total.written}).",
                "Regardez la facture et corrigez l’un des deux. Rien n’est encore pris.",
                WARNING,
            )
        )
    if pages == MAX_PAGES:
        problems.append(
            Problem(
                file,
                "long_document",
                f"page {MAX_PAGES}",
                f"Seules les {MAX_PAGES} premières pages ont été lues.",
                "Vérifiez que la facture y est tout entière.",
                WARNING,
            )
        )
    return tuple(problems)


def _not_an_invoice(file: str, title: Found) -> Problem:
    return Problem(
        file,
        "not_an_invoice",
        f"page {title.page}",
        f"Le document s’intitule «\u00a0{title.written}\u00a0»\u00a0: ce n’est pas une facture.",
        "On ne relance que des factures émises. Donnez la facture. Rien n’a été pris.",
    )


def _amount(said: Mapping[str, str], name: str) -> Decimal | None:
    if name not in said:
        return None
    try:
        amount = Decimal(said[name])
    except InvalidOperation as wrong:
        raise ValueError(f"{name}: not an amount: {said[name]!r}") from wrong
    if not amount.is_finite():
        raise ValueError(f"{name}: not an amount: {said[name]!r}")
    return abs(amount) if said.get("type_code") in CREDIT_NOTE_CODES else amount


def _day(said: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(said[name]) if name in said else None
    except ValueError as wrong:
        raise ValueError(f"{name}: not a day: {said[name]!r}") from wrong


def _party(said: Mapping[str, str], prefix: str) -> PartyRead:
    return PartyRead(
        name=said.get(f"{prefix}_name"),
        legal_id=said.get(f"{prefix}_legal_id"),
        vat=said.get(f"{prefix}_vat"),
        lines=tuple(said.get(f"{prefix}_address", "").splitlines()),
        postcode=said.get(f"{prefix}_postcode"),
        city=said.get(f"{prefix}_city"),
        email=said.get(f"{prefix}_email"),
        phone=said.get(f"{prefix}_phone"),
    )
