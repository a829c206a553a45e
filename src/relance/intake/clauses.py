"""The clauses printed on an invoice that change what is owed, where they are plain.

Read sentence by sentence. Two different rates, a monthly rate or a rate tied to the ECB
give nothing: a person decides, the law's own rate holds until then.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal

from relance.intake.document import Document

_SENTENCE = re.compile(r"(?<=[a-z€%)])\.(?:\s+|$)|[\n;]")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)\s*(?:%|pour\s*cent)")
_LEGAL_RATE = r"taux\s+(?:(?:d\W{0,2}|de\s+l\W{0,2})interets?\s+)?legal"
_THREE_TIMES = re.compile(
    r"(?:(?<![\d,.])(?:trois|3|\(3\))\s*(?:\(3\)\s*)?(?:fois|x)|(?:le\s+)?triple)\s+(?:le\s+|du\s+)?"
    rf"(?:montant\s+du\s+)?{_LEGAL_RATE}|{_LEGAL_RATE}\s*(?:x|multiplie\s+par|fois)\s*(?:trois|3)\b"
)
_LATE = re.compile(r"retard|moratoire|penalit|clause penale|interet|late (?:payment|fee)|overdue")
_YEARLY = re.compile(r"annuel|par an\b|/\s*an\b|l\Wan\b|taux|annual|per (?:year|annum)")
_UNCLEAR = re.compile(
    r"mois|month|per day|mensuel|par jour|journalier|bce|banque centrale|refinancement|major"
)
_FLAT_WORD = re.compile(r"clause penale|penalite|indemnite|forfait")
_OF_TOTAL = re.compile(
    r"(?:%|pour\s*cent)\s*(?:du|des|de la|de l\W|sur le)?\s*"
    r"(?:montant|ttc|somme|total|prix|principal|facture|restant)"
)
_NOT_A_CHARGE = re.compile(r"escompte|remise|tva|acompte")


def with_clauses(document: Document) -> Document:
    """The same document with the late rate and the flat penalty that its texts plainly say."""
    rates: set[str] = set()
    penalties: set[str] = set()
    unclear = False
    for sentence in sentences(document):
        if _THREE_TIMES.search(sentence):
            rates.add("3xlegal")
            continue
        percents = _PERCENT.findall(sentence)
        if not percents or _NOT_A_CHARGE.search(sentence) or not _LATE.search(sentence):
            continue
        if len(percents) > 1 or _UNCLEAR.search(sentence):
            unclear = True
        elif _YEARLY.search(sentence):
            rates.add(_plain(percents[0]))
        elif _FLAT_WORD.search(sentence) and _OF_TOTAL.search(sentence):
            penalties.add(_plain(percents[0]))
    return replace(
        document,
        late_rate=rates.pop() if len(rates) == 1 and not unclear else None,
        penalty_percent=penalties.pop() if len(penalties) == 1 else None,
    )


def sentences(document: Document) -> list[str]:
    """Each sentence of the notes and payment terms, folded: no accent, no capital."""
    texts = [text for _, text in document.notes] + [document.payment_terms or ""]
    parts = [part for text in texts for part in _SENTENCE.split(fold(text))]
    return [part.strip() for part in parts if part and part.strip()]


def fold(text: str) -> str:
    """Without accents or capitals, white space as single spaces, lines kept."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return re.sub(r"[^\S\n]+", " ", bare.replace("’", "'"))


def _plain(percent: str) -> str:
    number = Decimal(percent.replace(",", "."))
    return format(number.normalize(), "f")
