"""The day of a printed invoice and the day it is due, written out or as terms."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from relance.intake.days import DAY_FIRST, MONTH_FIRST, UnclearDay, day_order, read_day
from relance.intake.pdf_found import Found, Labelled, Match, flat, labelled
from relance.intake.pdf_layout import Layout

_DAY = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?(?:\d{4}|\d{2})\b|"
    r"\d{1,2}(?:er|st|nd|rd|th)? [A-Za-zÀ-ÿ]{3,9}\.?,? \d{4}|[A-Za-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?, \d{4}"
)
_LEAD = re.compile(
    r"\A(?:[ :.,-]|le\b|du\b|au plus tard\b|on\b|by\b|lundi|mardi|mercredi|jeudi|vendredi|samedi|"
    r"dimanche|\w+day,?)*\Z"
)
_ISSUED = (
    re.compile(
        r"date (?:de (?:la )?|d')?(?:facture|facturation|emission|l'avoir|avoir|creation)\b|"
        r"\b(?:emise?|facturee?|etablie?) (?:a [a-z -]{2,30} )?le\b|invoice date|date of issue|"
        r"issue date|date issued|issued(?: on)?\b|billing date"
    ),
    re.compile(
        r"^(?:facture|avoir|invoice|credit note|note d'honoraires)\b"
        r"(?:(?! sur\b| facture|relati|annul|corrig).){0,40}?\b(?:du|le|dated|of)\b(?= \d)"
    ),
    re.compile(
        r"^date\b(?! ?(?:d'ech|limite|de (?:prest|livr|paiem|regle|fin|debut|vente)|d'(?:exec|exig)|due))"
    ),
    re.compile(r"^(?:[^\d:]{2,40},? )?le(?= ?:? ?\d{1,2})|^du(?= \d[^a]{4,20}$)"),
)
_DUE = (
    re.compile(
        r"(?:date d')?echeance(?: (?:de|du) (?:paiement|reglement|la facture))?|"
        r"(?:paiement|reglement|facture|somme|montant)s? due?s? (?:au|le|pour le|avant le)\b|"
        r"(?:date )?limite (?:de )?(?:paiement|reglement)|"
        r"(?:payer|regler|payable|paiement|reglement|facture due)(?: au)? "
        r"(?:avant|au plus tard|pour|jusqu'au|le|d'ici|du)(?: le)?\b|"
        r"(?:payer|regler|payable|paiement|reglement)[^.\d]{0,30}(?:avant|au plus tard)(?: le)?\b|"
        r"due (?:date|by|on)\b|payment due|pay(?:able)? by\b|exigible(?: le)?|date d'exigibilite"
    ),
    re.compile(r"date de (?:paiement|reglement)(?: prevue)?"),
)
_TERM = re.compile(
    r"(?:paiement|reglement|payable|echeance|delai|payer|regler|terms|payment|net)[^\d.]{0,40}"
    r"\b(?P<days>\d{1,3}) ?(?:jours|days|j\b)(?: (?:nets?|calendaires|ouvres))?"
    r"(?P<month> ?(?:fin de mois|fdm|end of month))?"
)
_OTHER_TERMS = re.compile(r"penalit|retard|escompte|late fee|interet")
_ON_RECEIPT = re.compile(
    r"(?:paiement|reglement|payable|echeance|payer|regler|due|payment)[^\d.]{0,20}"
    r"\b(?:a|des|sur) (?:la )?(?:reception|presentation)|(?:upon|on) receipt|paiement comptant"
)


def find_dates(layout: Layout) -> dict[str, Found]:
    """`issue_date` and `due_date`, the second also worked out from terms («30 jours»)."""
    order, sure = _order(layout)

    def day(text: str) -> Match | None:
        return _day(text, order, sure=sure)

    found: dict[str, Found] = {}
    due: Labelled | None = None
    for label in _DUE:
        due = due or next(iter(labelled(layout, label, day)), None)
    for rank, label in enumerate(_ISSUED):
        issued = next(
            (one for one in labelled(layout, label, day) if due is None or not _same(one, due)),
            None,
        )
        if issued is not None:
            found["issue_date"] = issued.found("issue_date", sure=rank < 3)
            break
    if due is not None:
        found["due_date"] = due.found("due_date")
    elif "issue_date" in found:
        term = _by_terms(layout, date.fromisoformat(found["issue_date"].value))
        if term is not None:
            found["due_date"] = term
    return found


def _same(one: Labelled, other: Labelled) -> bool:
    """Whether two labels lead to the very same words of the page."""
    return one.cell is other.cell and one.match.start == other.match.start


def _day(text: str, order: str | None, *, sure: bool) -> Match | None:
    found = _DAY.search(text)
    if found is None or not _LEAD.match(flat(text[: found.start()])):
        return None
    try:
        value = read_day(found[0].rstrip(","), order)
    except UnclearDay:
        return None
    plain = sure or found[0][:4].isdigit() or any(map(str.isalpha, found[0]))
    return Match(value.isoformat(), found.start(), found.end(), plain)


def _order(layout: Layout) -> tuple[str, bool]:
    """How this file writes days, and whether it is certain."""
    written = [found[0] for line in layout.lines for found in _DAY.finditer(line.text)]
    order = day_order(written)
    if order is not None:
        return order, True
    text = flat(" ".join(line.text for line in layout.lines))
    french = len(re.findall(r"\b(?:facture|tva|echeance|payer|reglement|montant)\b", text))
    english = len(re.findall(r"\b(?:invoice|vat|due|payment|amount|bill)\b", text))
    if french >= english:
        return DAY_FIRST, True
    return (MONTH_FIRST if "$" in text else DAY_FIRST), False


def _by_terms(layout: Layout, issued: date) -> Found | None:
    """The due date that printed terms give, from the day of the invoice."""
    for line in layout.lines:
        for cell in line.cells:
            said = _terms_said(flat(cell.text))
            if said is None:
                continue
            if "days" in said.groupdict():
                due = issued + timedelta(days=int(said["days"]))
                if said["month"]:
                    due = due.replace(day=calendar.monthrange(due.year, due.month)[1])
                reason = "compté depuis la date de la facture, selon les conditions écrites"
            else:
                due = issued
                reason = "payable à réception\u00a0: le jour de la facture, à confirmer"
            return Found(
                name="due_date",
                value=due.isoformat(),
                written=cell.text[said.start() : said.end()],
                page=cell.page,
                box=cell.piece(said.start(), said.end()).rounded(),
                line=line.text,
                reason=reason,
                sure=False,
            )
    return None


def _terms_said(text: str) -> re.Match[str] | None:
    """The terms of payment in a text, looking at each sentence: others speak of penalties."""
    for pattern in (_TERM, _ON_RECEIPT):
        for said in pattern.finditer(text):
            start = text.rfind(". ", 0, said.start()) + 1
            end = text.find(". ", said.end())
            sentence = text[start : end if end >= 0 else len(text)]
            if _OTHER_TERMS.search(sentence):
                continue
            if pattern is _ON_RECEIPT or int(said["days"]) <= 180:
                return said
    return None
