"""Which column of a bank's list holds what: known by its header, else guessed, then confirmed.

A map says for each field the header or the place (from 1) of its column. The amount is one
signed column, or one for debits and one for credits.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from relance.intake.columns import header_words
from relance.intake.problem import NOTHING_TAKEN, Refusal

FIELDS = {
    "on": "la date de l’opération",
    "value_on": "la date de valeur",
    "label": "le libellé",
    "details": "un second libellé",
    "reference": "la référence",
    "counterparty": "le nom de l’autre partie",
    "iban": "son compte",
    "amount": "le montant, avec son signe",
    "sign": "le sens du montant (débit ou crédit), s’il est à part",
    "fee": "les frais, s’ils s’ajoutent au montant",
    "debit": "les sorties",
    "credit": "les rentrées",
    "currency": "la devise",
    "account": "le numéro du compte",
    "balance": "le solde après l’opération",
    "state": "l’état de l’opération",
}
"""Every field, and its French name."""

_HEADERS: dict[str, tuple[str, ...]] = {
    "on": (
        "date de comptabilisation", "date comptable", "date operation", "date operation local",
        "dateOp", "dateop", "date", "date de fin", "completed date", "booking date", "date ecriture",
        "buchungstag", "transaction date", "posting date", "date transaction", "date execution",
        "date operation utc", "jour", "operation date local", "operation date", "date completed utc",
        "date op", "dt ope", "date transaction local", "date mouvement", "date operation locale", "date heure",
        "created utc",
    ),
    "value_on": (
        "date de valeur", "date valeur local", "dateVal", "dateval", "valeur", "value date",
        "date valeur utc", "settlement date local", "settlement date utc", "settlement date",
        "date val", "dt val", "date valeur locale", "wertstellung", "valutadatum", "interest date",
    ),
    "label": (
        "libelle operation", "libelle", "description 1", "texte notification", "label", "description", "libelle complet", "intitule",
        "nature de l operation", "communication", "libelle complet operation", "details",
        "libelle simplifie", "motif", "objet", "designation", "operation",
        "verwendungszweck", "libelle court", "nature", "memo", "narrative", "texte", "titre", "reason", "purpose",
    ),
    "details": ("informations complementaires", "detail", "detail de l ecriture", "commentaire",
        "description 2", "buchungstext",
    ),
    "reference": (
        "reference", "ref", "numero d operation", "reference de l operation",
        "reference de paiement", "payment reference", "n transaction", "numero transaction",
    ),
    "counterparty": (
        "contrepartie", "tiers", "nom de la contrepartie", "beneficiaire", "emetteur",
        "supplierFound", "supplierfound", "nom", "payee", "nom du tiers", "partner name", "payer name",
        "donneur d ordre", "counterparty name", "name", "counterparty", "payer",
        "auftraggeber empfanger",
    ),
    "iban": (
        "iban de la contrepartie", "compte contrepartie", "partner iban", "iban du tiers",
        "compte du tiers", "numero de compte contrepartie",
    ),
    "amount": (
        "montant", "amount", "montant de l operation", "montant total ttc", "montant net",
        "montant total", "total amount incl vat", "total amount", "net", "montant operation devise",
        "montant ttc",
        "betrag",
    ),
    "sign": (
        "sens", "sens de l operation", "sens du mouvement", "d c", "dc", "debit credit",
        "credit debit", "direction",
    ),
    "fee": ("frais", "fee"),
    "debit": ("debit", "debit euros", "sorties", "montant debit", "debit amount", "withdrawal", "withdrawals",
        "money out", "paid out", "retrait", "retraits", "depenses",
    ),
    "credit": ("credit", "credit euros", "entrees", "montant credit", "credit amount", "deposit", "deposits",
        "money in", "paid in", "depot", "depots", "recettes", "versement",
    ),
    "currency": ("devise", "currency", "monn", "monnaie", "wahrung"),
    "account": ("accountNum", "accountnum", "numero de compte", "compte", "iban", "account"),
    "balance": (
        "solde", "accountBalance", "accountbalance", "balance", "running balance", "solde apres operation",
        "solde progressif", "solde du compte", "current balance", "kontostand",
    ),
    "state": ("etat", "state", "statut", "status"),
}  # fmt: skip


_KNOWN = {
    name: tuple(dict.fromkeys(" ".join(header_words(one)) for one in words))
    for name, words in _HEADERS.items()
}
"""The same, as headers are compared: no accent, no article, small letters."""

_MONEYS = {"chf", "usd", "gbp", "cad", "xof", "xaf", "xpf", "mad", "tnd", "dzd"}
"""Currencies that titles name («Crédit en CHF»); euros are a small word already."""

_NUMBERS = ("n transaction", "numero transaction")
"""References that are the bank's own, and say nothing."""

_FEE_TAKEN = ("net", "total amount")
"""Amounts from which the fee beside them is already taken."""


@dataclass(frozen=True, slots=True)
class BankColumns:
    """The place (from 0) of each field; `currency` where no column says one."""

    places: dict[str, int]
    currency: str = "EUR"


def header_key(headers: Sequence[str]) -> str:
    """The identity of a header line: how a bank's list is known again."""
    said = "|".join(" ".join(header_words(one)) for one in headers)
    return hashlib.sha256(said.encode()).hexdigest()


def guess(headers: Sequence[str]) -> dict[str, int]:
    """The column of each field by its header; those that say nothing are left out."""
    written = [
        " ".join(one for one in header_words(each) if one not in _MONEYS) for each in headers
    ]
    found: dict[str, int] = {}
    taken: set[int] = set()
    for name, known in _KNOWN.items():
        for word in known:
            if word in written and written.index(word) not in taken:
                found[name] = written.index(word)
                taken.add(found[name])
                break
    if "amount" in found and {"debit", "credit"} & found.keys():
        del found["amount"]
    if "account" in found and found.get("counterparty") == found["account"] - 1:
        found["iban"] = found.pop("account")  # «Bénéficiaire, Numéro de compte»: it is his
    if "on" not in found and "value_on" in found:
        found["on"] = found.pop("value_on")
    if (
        "label" not in found
        and "reference" in found
        and written[found["reference"]] not in _NUMBERS
    ):
        found["label"] = found.pop("reference")  # N26: the message of the payer
    if "label" not in found and "counterparty" in found:
        found["label"] = found["counterparty"]
    if "fee" in found and "amount" in found and written[found["amount"]] in _FEE_TAKEN:
        del found["fee"]
    return found


def currency_of(headers: Sequence[str], places: dict[str, int]) -> str:
    """The currency that a title of an amount says («Crédit en CHF»); euros if none does."""
    for name in ("amount", "credit", "debit"):
        if name in places and places[name] < len(headers):
            said = set(header_words(headers[places[name]])) & _MONEYS
            if said:
                return said.pop().upper()
    return "EUR"


def complete(places: dict[str, int]) -> bool:
    """True when every line of such a list can become a movement."""
    money = "amount" in places or {"debit", "credit"} <= places.keys()
    return money and "on" in places and "label" in places


def write_columns(places: dict[str, int], headers: Sequence[str]) -> str:
    """The map as people confirm it (TOML): a field a line, the header behind it."""
    lines = ["# Les colonnes de ce relevé, comptées à partir de 1."]
    lines += [
        f"{name} = {place + 1}  # {headers[place]}"
        if place < len(headers)
        else f"{name} = {place + 1}"
        for name, place in places.items()
    ]
    return "\n".join(lines) + "\n"


def read_columns(written: str, headers: Sequence[str]) -> BankColumns:
    """The map that people confirmed. Raises Refusal: unknown field, no such column, no amount."""
    try:
        said = tomllib.loads(written)
    except tomllib.TOMLDecodeError as wrong:
        raise _refused(f"ce fichier n’est pas du TOML ({wrong})") from wrong
    told = said.pop("currency_code", "")
    places: dict[str, int] = {}
    for name, value in said.items():
        if name not in FIELDS:
            raise _refused(f"le champ «\u00a0{name}\u00a0» n’existe pas")
        if isinstance(value, str) and value in headers:
            places[name] = list(headers).index(value)
        elif isinstance(value, int) and 1 <= value <= len(headers):
            places[name] = value - 1
        else:
            raise _refused(f"«\u00a0{name}\u00a0» désigne une colonne que le relevé n’a pas")
    if not complete(places):
        raise _refused("il faut une date, un libellé et un montant (ou débit et crédit)")
    return BankColumns(places, str(told) or currency_of(headers, places))


def _refused(why: str) -> Refusal:
    return Refusal(
        "bad_columns",
        "colonnes",
        f"Les colonnes ne peuvent pas être lues ainsi\u00a0: {why}.",
        f"Corrigez-les. {NOTHING_TAKEN}",
    )
