"""Words of banks and of people, made comparable: capitals, no accents, letters and digits only."""

from __future__ import annotations

import re
import unicodedata

_RUNS = re.compile(r"[A-Z0-9]+")
_LEGAL = frozenset(
    [
        "SA",
        "SAS",
        "SASU",
        "SARL",
        "EURL",
        "EI",
        "EIRL",
        "SCI",
        "SCP",
        "SNC",
        "SELARL",
        "SCOP",
        "GIE",
        "ASSOCIATION",
        "STE",
        "SOCIETE",
        "ETS",
        "ETABLISSEMENTS",
        "CIE",
        "GROUPE",
        "M",
        "MR",
        "MME",
        "MLLE",
        "MONSIEUR",
        "MADAME",
        "MELLE",
        "OU",
        "ET",
        "DE",
        "DU",
        "DES",
        "LA",
        "LE",
        "LES",
        "L",
        "D",
        "AU",
        "AUX",
        "EN",
    ]
)
"""Words that say nothing of who somebody is."""

_BANK = frozenset(
    [
        "VIR",
        "VIRT",
        "VIREMENT",
        "VIREMENTS",
        "SEPA",
        "INST",
        "INSTANTANE",
        "RECU",
        "RECUE",
        "EMIS",
        "FAVEUR",
        "DE",
        "POUR",
        "MOTIF",
        "REF",
        "LIB",
        "BEN",
        "FACTURE",
        "FACTURES",
        "FACT",
        "FAC",
        "FA",
        "REGLEMENT",
        "RGLT",
        "PAIEMENT",
        "ACOMPTE",
        "SOLDE",
        "NOTPROVIDED",
        "REFERENCE",
        "CLIENT",
        "NOTRE",
        "VOTRE",
        "EUR",
        "EUROS",
        "ID",
        "RUM",
        "ICS",
        "TRANSFER",
        "PAYMENT",
        "INVOICE",
    ]
)
"""Words that banks write around what the payer wrote."""


def plain(text: str) -> str:
    """Capitals without accents; ligatures opened; everything else left as it is."""
    opened = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("ß", "ss")
    apart = unicodedata.normalize("NFKD", opened)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).upper()


def runs(text: str) -> list[str]:
    """The runs of letters and digits of a text, in order."""
    return _RUNS.findall(plain(text))


def name_words(name: str) -> tuple[str, ...]:
    """The words that tell one name from another: no legal form, no article."""
    words = tuple(word for word in runs(name) if word not in _LEGAL and not word.isdigit())
    return words or tuple(runs(name))


def label_words(label: str) -> tuple[str, ...]:
    """The words of a label that may be a name: nothing the bank adds, no number."""
    return tuple(
        word
        for word in runs(label)
        if word not in _BANK and word not in _LEGAL and not any(sign.isdigit() for sign in word)
    )
