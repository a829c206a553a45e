"""What the cells of invoice lists say in words: kinds, states, types, rates."""

from __future__ import annotations

import re
import unicodedata

from relance.case import DebtorKind
from relance.case.invoice import THREE_TIMES_LEGAL

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s*%?\s*(?:l[’']an|par an)?\Z", re.I)
_THREE_TIMES = re.compile(r"\b(3|trois) ?(x|fois)\b.*\blegal", re.I)


def _each(words: str) -> list[str]:
    return words.split("|")


KINDS = {
    DebtorKind.BUSINESS: "entreprise|societe|professionnel|professionnelle|pro|b2b|business|company|"
    "association|commercant|independant|personne morale|asso|freelance",
    DebtorKind.CONSUMER: "particulier|consommateur|b2c|individual|consumer|personne physique|prive|"
    "person|private",
    DebtorKind.PUBLIC: "public|collectivite|mairie|administration|b2g|secteur public|etat|"
    "personne publique|organisme public|collectivite territoriale|etablissement public|government",
}
_KINDS = {word: kind for kind, words in KINDS.items() for word in words.split("|")}

CREDIT_NOTE = "381"
INVOICE = "380"
_TYPES = {
    **dict.fromkeys(
        _each(
            "facture|invoice|facture vente|vente|facture client|facture solde|facture finale|fac|f|"
            "facture situation|sales invoice|facture definitive|380"
        ),
        INVOICE,
    ),
    **dict.fromkeys(
        _each(
            "avoir|avoirs|credit note|credit memo|note credit|facture avoir|av|a|creditnote|refund|"
            "creditmemo|avoir client|remboursement|381"
        ),
        CREDIT_NOTE,
    ),
    **dict.fromkeys(_each("acompte|facture acompte|deposit|deposit invoice|386"), "386"),
}
_NO_INVOICE = frozenset(
    _each(
        "devis|quote|estimate|proforma|pro forma|facture proforma|bon commande|bon livraison|"
        "paiement|payment|commande|facture pro forma|brouillon"
    )
)

_STATES = {
    **dict.fromkeys(
        _each(
            "payee|paye|paid|reglee|regle|encaissee|encaisse|soldee|solde|acquittee|acquitte|"
            "paid in full|payee integralement|totalement payee|totalement reglee|closed|oui|yes|true|"
            "succeeded|payes|facture payee|rapprochee|lettree"
        ),
        "already_paid",
    ),
    **dict.fromkeys(_each("brouillon|draft|provisoire|a finaliser|non emise"), "draft"),
    **dict.fromkeys(
        _each(
            "annulee|annule|void|voided|cancelled|canceled|deleted|supprimee|abandonnee|"
            "archivee annulee|extournee|extourne|reversed|remboursee|rembourse|refunded"
        ),
        "cancelled",
    ),
}
WHY_NOT = {
    "already_paid": "la facture y est dite payée",
    "draft": "c’est un brouillon, pas une facture émise",
    "cancelled": "la facture y est dite annulée",
    "partly_paid": "elle est payée en partie, et rien ne dit combien",
}
"""What to say of a row whose state stops it, by the code of that state."""

SETTLED = frozenset({"already_paid", "draft", "cancelled"})
PARTLY_PAID = frozenset({"partly_paid"})
"""This one stops a row only where no column says what is left to pay."""

_PARTLY = re.compile(r"\bpartiel|\bpartial|\bpartly\b")
_PAST_TENSE = re.compile(r"\A(payee?|reglee?|encaissee?|paid|soldee?) (le|on|par|via|by|in)\b")


def plain_words(written: str) -> str:
    """Lower case, no accents, no punctuation, single spaces."""
    ascii_only = unicodedata.normalize("NFKD", written.casefold()).encode("ascii", "ignore")
    words = _NOT_WORD.split(ascii_only.decode())
    return " ".join(word for word in words if word and word not in ("de", "d", "du", "la", "l"))


def kind_said(written: str) -> DebtorKind | None:
    """What the debtor is, in the words of the sheet; None if they are not known."""
    return _KINDS.get(plain_words(written))


def type_said(written: str) -> str | None:
    """The type code (UNTDID 1001) of a word; "" for what is no invoice at all; None if unknown."""
    word = plain_words(written)
    return "" if word in _NO_INVOICE else _TYPES.get(word)


def state_said(written: str) -> str | None:
    """Why a row in this state is not to be recovered as it stands (a code), or None."""
    word = plain_words(written)
    if _PARTLY.search(word):
        return "partly_paid"
    if _PAST_TENSE.match(word):
        return "already_paid"
    return _STATES.get(word)


def sounds_like_credit_note(number: str, subject: str) -> bool:
    """Whether the number («AV-2026-003») or the subject («Avoir sur…») says so by itself."""
    first = plain_words(subject).split(" ")[0]
    return bool(re.match(r"(AV|AVO|AVOIR|CN|NC|CM)[-_/ ]?\d", number.strip().upper())) or (
        first in ("avoir", "remboursement", "credit", "refund")
    )


def rate_said(written: str) -> str | None:
    """A yearly late rate: a percentage as a plain number ("12.5"), "3xlegal", or None."""
    if _THREE_TIMES.search(plain_words(written)) or plain_words(written) == "3xlegal":
        return THREE_TIMES_LEGAL
    return percent_said(written)


def percent_said(written: str) -> str | None:
    """A percentage between 0 and 100 as a plain number, or None."""
    found = _PERCENT.match(" ".join(written.split()))
    if not found:
        return None
    number = found[1].replace(",", ".")
    return number if 0 < float(number) <= 100 else None
