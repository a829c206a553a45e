"""One row of an invoice list -> one document, or the one sentence that says why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from relance.case import DebtorKind
from relance.intake.amounts import SYMBOLS, UnclearAmount, from_number, read_amount
from relance.intake.csv_rows import Record
from relance.intake.days import UnclearDay, from_serial, in_range, read_day
from relance.intake.document import Document, PartyRead
from relance.intake.numbers import legal_id_of, phone_of
from relance.intake.sheet_words import (
    CREDIT_NOTE,
    INVOICE,
    PARTLY_PAID,
    SETTLED,
    WHY_NOT,
    kind_said,
    percent_said,
    rate_said,
    sounds_like_credit_note,
    state_said,
    type_said,
)

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}\Z")
_PLACE = re.compile(r"[\s,]*\b(\d{5})\s+([^\d,]{2,60})\Z")
_NAMING = ("number", "name", "subject")
_TOTALS = re.compile(r"\W*(?:(?:sous|grand)[- ])?(?:totale?s?|totaux|somme)\b", re.I)


class Wrong(Exception):
    """A cell stops its row: code, field, the value as written, the reason in French."""

    def __init__(self, code: str, name: str, value: str, reason: str) -> None:
        super().__init__(code)
        self.code, self.name, self.value, self.reason = code, name, value, reason


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell that could not be used; its row goes in without it."""

    code: str
    name: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Style:
    """How this file writes days and amounts, decided from whole columns; None where it is open."""

    dates: str | None = None
    decimal: str | None = None
    currency: str = "EUR"
    since_1904: bool = False
    left_only: bool = False  # The one amount it gives is what is left to pay.


@dataclass(slots=True)
class RowReader:
    """Reads rows of one sheet: `places` says in which cell (from 0) each field stands."""

    file: str
    places: dict[str, int]
    style: Style
    syntax: str
    doubts: list[Doubt] = field(default_factory=list)
    _raw: Callable[[str], Any] = field(default=lambda name: None)

    def read(self, record: Record) -> tuple[Document, DebtorKind | None, list[Doubt]]:
        """The document of this row, the debtor's kind if it says, and what was left out.

        Raises Wrong with the first thing that keeps the row from being an invoice.
        """
        cells, places = record.cells, self.places
        size = len(cells)

        def raw(name: str) -> Any:
            place = places.get(name, size)
            return cells[place] if place < size else None

        self._raw, self.doubts = raw, []
        self._refuse_totals()
        number = self._needed("number", "missing_number", "le numéro de la facture manque")
        name = self._needed("name", "missing_name", "le nom du client manque")
        first = self._text("first_name")
        type_code = self._type()
        self._refuse_settled()
        issued = self._day("issue_date")
        if issued is None:
            raise Wrong("missing_date", "issue_date", "", "la date de la facture manque")
        due = self._day("due_date")
        if due is not None and due < issued:
            reason = "l’échéance est avant la date de la facture"
            raise Wrong("due_before_issue", "due_date", self._text("due_date"), reason)
        total, payable, currency = self._amounts(number, type_code)
        negative = total < 0
        kind = self._kind()
        document = Document(
            file=self.file,
            number=number,
            type_code=CREDIT_NOTE if negative else type_code,
            issue_date=issued,
            due_date=due,
            currency=currency,
            seller=PartyRead(name=self._text("seller") or None),
            buyer=self._buyer(f"{first} {name}" if first else name),
            grand_total=abs(total),
            due_payable=abs(payable),
            prepaid=abs(total) - abs(payable) if payable != total else None,
            syntax=self.syntax,
            subject=self._text("subject") or None,
            purchase_order=self._text("purchase_order") or None,
            preceding_invoice=self._text("preceding") or None,
            late_rate=self._said("late_rate", rate_said, "ce n’est pas un taux"),
            penalty_percent=self._said("penalty", percent_said, "ce n’est pas un pourcentage"),
        )
        return document, kind, self.doubts

    def _text(self, name: str) -> str:
        value = self._raw(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return " ".join(value.split()) if "\n" not in value else value.strip()
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return value.isoformat() if isinstance(value, date) else str(value)

    def _needed(self, name: str, code: str, reason: str) -> str:
        text = " ".join(self._text(name).split())
        if not text:
            raise Wrong(code, name, "", reason)
        return text[:200]

    def _said(self, name: str, understand: Callable[[str], str | None], reason: str) -> str | None:
        text = self._text(name)
        understood = understand(text) if text else None
        if text and understood is None:
            self.doubts.append(Doubt(f"unclear_{name}", name, text, reason))
        return understood

    def _kind(self) -> DebtorKind | None:
        said = self._said("kind", lambda text: kind_said(text), "cette nature n’est pas connue")
        return DebtorKind(said) if said else None

    def _type(self) -> str:
        said = self._text("type")
        if not said:
            return INVOICE
        code = type_said(said)
        if code == "":
            raise Wrong("not_an_invoice", "type", said, "ce n’est ni une facture ni un avoir")
        if code is None:
            self.doubts.append(
                Doubt("unclear_type", "type", said, "ce type n’est pas connu, lu comme une facture")
            )
        return code or INVOICE

    def _refuse_totals(self) -> None:
        """The last lines of an export add the others up: no day, and «Total» for a name."""
        if self._text("issue_date"):
            return
        said = [self._text(name) for name in _NAMING]
        if any(map(_TOTALS.match, said)) or not any(said):
            name, value = next(
                ((n, t) for n, t in zip(_NAMING, said, strict=True) if t), ("amount", "")
            )
            value = value or self._text("amount")
            raise Wrong("totals_row", name, value, "c’est une ligne de total, pas une facture")

    def _refuse_settled(self) -> None:
        """Whoever has paid is never chased: a row that says so does not go in."""
        self._refuse_states(SETTLED)
        paid_on = self._text("paid_on")
        if paid_on and not self._text("remaining"):
            raise Wrong("already_paid", "paid_on", paid_on, "une date de paiement y est écrite")

    def _refuse_states(self, codes: frozenset[str]) -> None:
        for name in ("status", "payment"):
            said = self._text(name)
            code = state_said(said) if said else None
            if code in codes:
                raise Wrong(code, name, said, WHY_NOT[code])

    def _day(self, name: str) -> date | None:
        value = self._raw(name)
        try:
            if isinstance(value, date):
                return in_range(value)
            if isinstance(value, int | float) and not isinstance(value, bool):
                return from_serial(value, since_1904=self.style.since_1904)
            text = self._text(name)
            return read_day(text, self.style.dates) if text else None
        except UnclearDay as unclear:
            raise Wrong(unclear.code, name, self._text(name), unclear.reason) from unclear

    def _amount(self, name: str) -> tuple[Decimal | None, str | None]:
        value = self._raw(name)
        try:
            if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                return from_number(value), None
            text = self._text(name)
            return read_amount(text, self.style.decimal) if text else (None, None)
        except UnclearAmount as unclear:
            raise Wrong(unclear.code, name, self._text(name), unclear.reason) from unclear

    def _amounts(self, number: str, type_code: str) -> tuple[Decimal, Decimal, str]:
        """Total, what is left to pay, and their one currency."""
        total, beside = self._amount("amount")
        if total is None:
            raise Wrong("missing_amount", "amount", "", "le montant manque")
        remaining, beside_remaining = self._amount("remaining")
        prepaid, _ = self._amount("prepaid")
        currency = self._currency({beside, beside_remaining} - {None})
        written = self._text("amount")
        if total == 0:
            raise Wrong("nothing_due", "amount", written, "le montant est nul")
        credit = type_code == CREDIT_NOTE
        if total < 0 and not (credit or sounds_like_credit_note(number, self._text("subject"))):
            raise Wrong(
                "negative_amount",
                "amount",
                written,
                "le montant est négatif (pour un avoir, écrivez «\u00a0avoir\u00a0» dans une "
                "colonne type)",
            )
        if credit or total < 0:
            return total, total, currency
        payable = remaining if remaining is not None else total - (prepaid or 0)
        if payable <= 0:
            name = "remaining" if remaining is not None else "prepaid"
            raise Wrong("already_paid", name, self._text(name), "il n’y reste rien à payer")
        if payable > total:
            name = "remaining" if remaining is not None else "prepaid"
            reason = "il resterait à payer plus que le total"
            raise Wrong("remaining_over_total", name, self._text(name), reason)
        if payable == total and not self.style.left_only:
            self._refuse_states(PARTLY_PAID)
        return total, payable, currency

    def _currency(self, beside: set[str | None]) -> str:
        written = self._text("currency").upper()
        said = SYMBOLS.get(written, written)
        if said and not (len(said) == 3 and said.isalpha() and said.isascii()):
            raise Wrong("wrong_currency", "currency", written, "ce n’est pas un code de devise")
        found = beside | ({said} if said else set())
        if len(found) > 1:
            value = " / ".join(
                filter(None, [self._text("amount"), self._text("remaining"), written])
            )
            raise Wrong("two_currencies", "amount", value, "deux devises y sont écrites")
        return found.pop() or self.style.currency if found else self.style.currency

    def _buyer(self, name: str) -> PartyRead:
        legal_id, reason = legal_id_of(self._text("siren"))
        if reason:
            raise Wrong("wrong_siren", "siren", self._text("siren"), reason)
        email = self._text("email") or None
        if email and not _EMAIL.match(email):
            self.doubts.append(Doubt("unclear_email", "email", email, "ce n’est pas un e-mail"))
            email = None
        country = self._text("country").upper()
        country = country if len(country) == 2 and country.isalpha() else ""
        phone = self._said(
            "phone",
            lambda text: phone_of(text, country or "FR"),
            "ce n’est pas un numéro de téléphone",
        )
        lines = [
            part.strip()
            for name_ in ("address", "address_more")
            for part in self._text(name_).splitlines()
            if part.strip()
        ]
        postcode, city = self._text("postcode"), self._text("city")
        if isinstance(self._raw("postcode"), int | float) and len(postcode) == 4:
            postcode = f"0{postcode}"  # A number cell loses the zero of the Ain and the Aube.
        if lines and not postcode and not city and (found := _PLACE.search(lines[-1])):
            postcode, city = found[1], found[2].strip()
            lines[-1] = lines[-1][: found.start()].rstrip(" ,")
        return PartyRead(
            name=name[:200],
            legal_id=legal_id,
            vat=self._text("vat").replace(" ", "") or None,
            lines=tuple(filter(None, lines)),
            postcode=postcode or None,
            city=city or None,
            country=country or None,
            email=email,
            phone=phone,
        )
