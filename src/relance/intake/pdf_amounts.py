"""The totals of a printed invoice: what is due, what was paid before, in which currency."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from relance.intake.amounts import UnclearAmount, decimal_mark, read_amount
from relance.intake.pdf_found import Found, Labelled, Match, Understand, flat, labelled
from relance.intake.pdf_layout import Layout

_SIGN = r"(?:€|\$|£|EUR|USD|GBP|CHF|euros?)"
_AMOUNT = re.compile(
    rf"(?P<before>{_SIGN} ?)?(?P<body>[-\u2212(]? ?\d{{1,3}}(?:[ .,'’]\d{{3}})+(?:[.,]\d{{1,2}})?\)?|"
    rf"[-\u2212(]? ?\d{{1,9}}(?:[.,]\d{{1,2}})?\)?)(?P<after> ?{_SIGN})?(?![\d%])(?! ?%)",
    re.I,
)
_TTC = r"(?:t ?\.? ?t ?\.? ?c\b\.?|toutes taxes comprises|taxes comprises)"
_NOT_DATE = r"(?! ?(?:avant|au plus|le\b|sous|dans|a reception|par\b|a \d|en \d|en une))"
_DUE = re.compile(
    rf"(?:net|reste|solde|total|montant|somme)(?: net| restant| total)? (?:a|du a) (?:payer|regler)"
    rf"{_NOT_DATE}|^a (?:payer|regler)\b{_NOT_DATE}|reste du\b|restant du\b|"
    r"(?:montant|somme|solde) due?\b|total du(?= ?(?:[:(€\d]|ttc|$))|"
    r"(?:amount|balance|total) (?:amount )?due\b(?! date)|net payable|balance to pay|"
    r"(?:amount|due) payable|^residual"
)
_TOTAL = (
    re.compile(
        rf"(?:total|montant|prix|net)[ a-z']{{0,16}}\(?{_TTC}\)?|^{_TTC}|"
        r"(?:grand |invoice )total|total (?:amount|incl\w*|including|with)[ a-z.]{0,14}|"
        rf"total facture{_NOT_DATE}|total net de (?:tva|taxes?)"
    ),
    re.compile(
        r"^total(?: general| global| net)?(?! ?(?:h\.? ?t|tva|hors|vat|tax|excl|avant|des?\b))"
    ),
)
_NET = re.compile(
    r"(?:total|montant|sous-total)[ a-z]{0,8}\(?h\.? ?t\b\.?\)?|total hors taxes?|subtotal|total excl"
)
_VAT = re.compile(
    r"^(?:total |montant )?(?:t\.?v\.?a\.?|vat)\b(?: ?\(?\d{1,2}(?:[.,]\d{1,2})? ?%\)?)?"
)
_PREPAID = re.compile(
    r"(?:acomptes?|arrhes|provisions?)(?: deja)?(?: (?:verse|paye|regle|recu|percu)e?s?)?(?: le [\d/.]+)?|"
    r"deja (?:paye|regle|verse|percu)e?s?|(?:montant|somme)s? (?:deja )?(?:paye|regle|verse)e?s?|"
    r"amount paid|(?:deposit|already) (?:paid|received)|paid to date"
)
_EXEMPT = re.compile(r"293 ?-? ?b")
_CURRENCY = (("EUR", re.compile(r"€|\beur\b|\beuros?\b")), ("USD", re.compile(r"\$|\busd\b")),
             ("GBP", re.compile(r"£|\bgbp\b")), ("CHF", re.compile(r"\bchf\b")))  # fmt: skip


def find_amounts(layout: Layout) -> dict[str, Found]:
    """`grand_total`, `due_payable`, `prepaid` and `currency`, where the page says them."""
    mark = decimal_mark(_all_amounts(layout))

    def amount(text: str) -> Match | None:
        return _amount(text, mark)

    exempt = any(_EXEMPT.search(flat(line.text)) for line in layout.lines)
    found: dict[str, Found] = {}
    due = _last(labelled(layout, _DUE, amount))
    prepaid = _last(labelled(layout, _PREPAID, amount))
    total, sure = _total(layout, amount, exempt=exempt)
    if total is not None:
        found["grand_total"] = _checked(layout, amount, total.found("grand_total", sure=sure))
    if due is not None:
        found["due_payable"] = due.found("due_payable")
        if total is None and prepaid is None:
            found["grand_total"] = due.found("grand_total")
    if prepaid is not None and "grand_total" in found:
        paid = prepaid.found("prepaid")
        if paid.value.startswith("-"):  # Written as what is taken off.
            paid = replace(paid, value=paid.value[1:])
        if 0 < Decimal(paid.value) <= Decimal(found["grand_total"].value):
            found["prepaid"] = paid
    currency = _currency(layout, found.get("grand_total") or found.get("due_payable"))
    if currency is not None:
        found["currency"] = currency
    return found


def _all_amounts(layout: Layout) -> Iterable[str]:
    for line in layout.lines:
        for found in _AMOUNT.finditer(line.text):
            if re.search(r"[.,]\d", found["body"]):
                yield found["body"]


def _amount(text: str, mark: str | None) -> Match | None:
    """An amount at the beginning of a text: with cents, with a currency, or alone."""
    found = _AMOUNT.search(text)
    if found is None or re.search(r"[^\s:=€$£(A-Z.-]", text[: found.start()]):
        return None
    whole = found[0].strip()
    plain = bool(re.search(r"[.,]\d{2}\)?(?:\D|$)", whole) or found["before"] or found["after"])
    if not plain and whole != text.strip():
        return None
    try:
        value, _ = read_amount(whole, mark)
    except UnclearAmount:
        return None
    start = found.start() + len(found[0]) - len(found[0].lstrip())
    return Match(str(value), start, start + len(whole))


def _last(found: Iterable[Labelled]) -> Labelled | None:
    """The last one: totals stand at the end of an invoice, and are carried over before."""
    return next(iter(reversed(list(found))), None)


def _total(layout: Layout, amount: Understand, *, exempt: bool) -> tuple[Labelled | None, bool]:
    for rank, label in enumerate(_TOTAL):
        found = list(labelled(layout, label, amount))
        if rank:  # A bare «Total» above a column heads the amounts of lines.
            found = [one for one in found if one.way == "beside"]
        if found:
            values = {one.match.value for one in found}
            return found[-1], rank == 0 and len(values) == 1
    if exempt:
        # Without VAT, the total before tax is the total.
        net = _last(labelled(layout, _NET, amount))
        return net, True
    return None, False


def _checked(layout: Layout, amount: Understand, total: Found) -> Found:
    """The total, surer when the page's own addition agrees with it."""
    net = _last(labelled(layout, _NET, amount))
    taxes = list(labelled(layout, _VAT, amount))
    if net is None or not taxes:
        return total
    base, all_in = Decimal(net.match.value), Decimal(total.value)
    sums = {base + Decimal(tax.match.value) for tax in taxes}
    sums.add(base + sum((Decimal(tax.match.value) for tax in taxes), Decimal(0)))
    if all_in in sums:
        return replace(total, sure=True, reason=f"{total.reason}\u00a0; HT + TVA font ce total")
    return total


def _currency(layout: Layout, total: Found | None) -> Found | None:
    """The currency beside the total, else the only one on the pages."""
    places = [(line, flat(line.text)) for line in layout.lines]
    if total is not None:
        places.sort(key=lambda one: one[0].text != total.line)
    for line, text in places:
        for code, pattern in _CURRENCY:
            said = pattern.search(text)
            if said:
                cell = next(one for one in line.cells if pattern.search(flat(one.text)))
                here = pattern.search(flat(cell.text))
                assert here is not None, "the cell was chosen for it"
                own = total is not None and line.text == total.line
                return Found(
                    "currency",
                    code,
                    cell.text[here.start() : here.end()],
                    cell.page,
                    cell.piece(here.start(), here.end()).rounded(),
                    line.text,
                    "écrit à côté du total" if own else "seule devise vue d’abord dans la page",
                    own,
                )
    return None
