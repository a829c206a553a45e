"""Invented bank lines whose truth is known: a seeded generator, no real data.

A cabinet of debtors owes invoices, numbered in one of nine styles. Lines are made of eight
kinds, with these shares:

- 34 %  one invoice, paid exactly, its number in the label (mangled in 60 % of them)
- 10 %  one invoice, paid exactly, no number: the name alone
- 8 %   two to five invoices of one debtor in one transfer, all cited or none
- 6 %   a part of one invoice, cited
- 5 %   one invoice less bank fees of 0.10 to 5.00, cited or not
- 5 %   one invoice paid by somebody else (a wife, a parent company), number cited or not
- 2 %   an overpayment
- 30 %  not a payment of ours: salaries of others, card takings, loans, taxes, refunds, a
        client's transfer for an invoice that is not in the book; one in twenty of them has by
        chance the amount of an open invoice, and some carry numbers that look like ours

Labels are written as French banks do (`VIR SEPA RECU /DE … /MOTIF …`, `VIREMENT DE`, `VIR INST`),
in capitals, without accents, cut at 31 characters in a tenth of them. One debtor in three has an
IBAN that the cabinet knows. Names share words (DURAND, MARTIN, TRANSPORTS), amounts share values
(one in five is round), and numbers of different clients differ by one digit.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from relance.case import Money, Movement
from relance.matching import OpenInvoice, Payer

_FIRST = [
    "TRANSPORTS",
    "GARAGE",
    "BOULANGERIE",
    "MENUISERIE",
    "ATELIER",
    "CABINET",
    "STUDIO",
    "PHARMACIE",
    "HOTEL",
    "RESTAURANT",
    "IMPRIMERIE",
    "AGENCE",
    "CLINIQUE",
    "LIBRAIRIE",
    "FLEURS",
    "TAXIS",
    "BUREAU",
    "ECOLE",
    "MAISON",
    "DOMAINE",
]
_SECOND = [
    "DURAND",
    "MARTIN",
    "BERNARD",
    "PETIT",
    "ROBERT",
    "RICHARD",
    "MOREAU",
    "SIMON",
    "LAURENT",
    "LEFEVRE",
    "MICHEL",
    "GARCIA",
    "DAVID",
    "BERTRAND",
    "ROUX",
    "VINCENT",
    "FOURNIER",
    "MOREL",
    "GIRARD",
    "ANDRE",
    "MERCIER",
    "DUPONT",
    "LAMBERT",
    "BONNET",
    "FRANCOIS",
    "MARTINEZ",
    "LEGRAND",
    "GARNIER",
    "FAURE",
    "ROUSSEAU",
    "BLANC",
    "GUERIN",
    "MULLER",
    "HENRY",
    "ROUSSEL",
    "NICOLAS",
    "PERRIN",
    "MORIN",
    "MATHIEU",
    "CLEMENT",
    "GAUTHIER",
    "DUMONT",
    "LOPEZ",
    "FONTAINE",
    "CHEVALIER",
    "ROBIN",
    "MASSON",
    "SANCHEZ",
    "GERARD",
]
_PLACES = [
    "DU PORT",
    "DE L OUEST",
    "DES ALPES",
    "DU MARAIS",
    "SAINT JEAN",
    "DU NORD",
    "DE PROVENCE",
    "LYONNAIS",
]
_FORMS = ["SARL ", "SAS ", "EURL ", "SASU ", "", "", " "]
_BEFORE = (
    "VIR SEPA RECU /DE {who} /MOTIF {what}",
    "VIREMENT DE {who} {what}",
    "VIR INST {who} {what}",
    "VIR {who} REF {what}",
    "VIREMENT SEPA RECU DE {who} MOTIF: {what}",
    "{who} {what}",
)
_OTHERS = (
    "VIR SEPA URSSAF REMBOURSEMENT {n}",
    "REMISE CARTE BANCAIRE {n}",
    "VIR DGFIP TVA REMB {n}",
    "DEBLOCAGE PRET {n}",
    "VIR CPAM {n}",
    "REMISE CHEQUES NO {n}",
    "VIR SEPA {who} FACT {n}",
    "VIR SEPA {who} LOYER",
    "VIR INST {who} MERCI",
    "AVOIR ASSURANCE CONTRAT {n}",
)


@dataclass
class World:
    """A cabinet, its lines, and the truth: for each line the invoices it pays (none: not ours)."""

    invoices: list[OpenInvoice] = field(default_factory=list)
    payers: list[Payer] = field(default_factory=list)
    lines: list[tuple[str, Movement]] = field(default_factory=list)
    truth: dict[str, frozenset[str]] = field(default_factory=dict)  # numbers paid
    debtor: dict[str, str] = field(default_factory=dict)  # line -> who it really is for


def number(chance: random.Random, style: int, count: int) -> str:
    """An invoice number of the cabinet's style."""
    year = 2026
    return (
        f"F-{year}-{count:03d}",
        f"FA{year}{count:05d}",
        f"{year}/{count:03d}",
        f"26-{count:04d}",
        f"{1000 + count}",
        f"F26{count:04d}",
        f"{year}-{chance.choice((1, 2, 3)):02d}-{count:04d}",
        f"INV-{count:06d}",
        f"FAC{count:05d}",
    )[style]


def mangled(chance: random.Random, written: str) -> str:
    """The same number as a person types it."""
    how = chance.randrange(7)
    if how == 0:
        return written.replace("-", "").replace("/", "")
    if how == 1:
        return written.replace("-", " ").replace("/", " ")
    if how == 2:
        return "FACT " + written
    if how == 3:
        return "FACTURE N° " + written.replace("-", "/")
    if how == 4:
        parts = written.replace("/", "-").split("-")
        return "-".join(part.lstrip("0") or part for part in parts)
    if how == 5:
        return "".join(written.split("-")[1:]) or written
    digits = [at for at, sign in enumerate(written) if sign.isdigit()]
    at = chance.choice(digits)  # one wrong digit
    return written[:at] + chance.choice("0123456789") + written[at + 1 :]


def world(seed: int, *, debtors: int, lines: int) -> World:
    """A cabinet of so many debtors, and so many lines of its bank."""
    chance = random.Random(seed)
    made = World()
    style = chance.randrange(9)
    count = 0
    start = date(2026, 1, 5)
    of_debtor: dict[str, list[OpenInvoice]] = {}
    for place in range(debtors):
        key = f"d{place}"
        name = f"{chance.choice(_FORMS)}{chance.choice(_FIRST)} {chance.choice(_SECOND)}"
        if chance.random() < 0.6:
            name += f" {chance.choice(_PLACES)}"
        ibans = frozenset({f"FR76{place:023d}"}) if chance.random() < 1 / 3 else frozenset()
        made.payers.append(Payer(key, name, ibans=ibans))
        for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5))):
            count += 1
            cents = (
                chance.choice((10000, 12000, 50000, 100000, 120000, 240000))
                if chance.random() < 0.2
                else chance.randrange(2000, 900000)
            )
            issued_on = start + timedelta(days=chance.randrange(120))
            one = OpenInvoice(
                f"c{place}",
                key,
                number(chance, style, count),
                issued_on,
                issued_on + timedelta(days=30),
                Money(cents),
                Money(cents + 4000 if chance.random() < 0.2 else cents),
            )
            made.invoices.append(one)
            of_debtor.setdefault(key, []).append(one)
    waiting = {key: list(some) for key, some in of_debtor.items()}
    keys = list(waiting)
    for at in range(lines):
        _line(chance, made, waiting, keys, at)
    return made


def _line(
    chance: random.Random,
    made: World,
    waiting: dict[str, list[OpenInvoice]],
    keys: list[str],
    at: int,
) -> None:
    key = f"m{at}"
    kind = chance.random()
    if kind >= 0.70 or not keys:
        _stranger(chance, made, key)
        return
    place = chance.randrange(len(keys))
    debtor = keys[place]
    opened = waiting[debtor]
    many = 0.44 <= kind < 0.52
    taken = (
        opened[: chance.randrange(2, 6)] if many and len(opened) > 1 else [chance.choice(opened)]
    )
    for one in taken:
        opened.remove(one)
    if not opened:
        keys[place] = keys[-1]
        keys.pop()
    payer = made.payers[int(debtor[1:])]
    cents = sum(one.open.cents for one in taken)
    cite = True
    who = payer.name
    if 0.34 <= kind < 0.44:
        cite = False
    elif many:
        cite = chance.random() < 0.6
    elif 0.52 <= kind < 0.58:
        cents = max(100, cents * chance.randrange(20, 80) // 100)
    elif 0.58 <= kind < 0.63:
        cents = max(100, cents - chance.randrange(10, 500))
        cite = chance.random() < 0.7
    elif 0.63 <= kind < 0.68:
        who = f"MME {chance.choice(_SECOND)}" if chance.random() < 0.5 else "HOLDING FINANCIERE ABC"
        cite = chance.random() < 0.5
    elif kind >= 0.68:
        cents += chance.randrange(100, 20000)
    written = [
        mangled(chance, one.number) if chance.random() < 0.6 else one.number for one in taken
    ]
    what = " ".join(written) if cite else chance.choice(("", "SOLDE", "VOTRE FACTURE", "MERCI"))
    iban = next(iter(payer.ibans), "") if who == payer.name else ""
    on = max(one.issued_on for one in taken) + timedelta(days=chance.randrange(10, 120))
    _add(chance, made, key, on, cents, who, what, iban)
    made.truth[key] = frozenset(one.number for one in taken)
    made.debtor[key] = debtor


def _stranger(chance: random.Random, made: World, key: str) -> None:
    """A line that pays none of our invoices."""
    who = f"{chance.choice(_FIRST)} {chance.choice(_SECOND)} {chance.choice(('ET FILS', 'PARIS', ''))}"
    cents = chance.randrange(500, 900000)
    if chance.random() < 0.05:
        cents = chance.choice(made.invoices).open.cents
    label = chance.choice(_OTHERS).format(who=who, n=chance.randrange(1000, 99999999))
    on = date(2026, 3, 1) + timedelta(days=chance.randrange(150))
    made.lines.append((key, Movement(on, Money(cents), label)))
    made.truth[key] = frozenset()
    made.debtor[key] = ""


def _add(
    chance: random.Random,
    made: World,
    key: str,
    on: date,
    cents: int,
    who: str,
    what: str,
    iban: str,
) -> None:
    label = chance.choice(_BEFORE).format(who=who, what=what).upper()
    if chance.random() < 0.1:
        label = label[:31]
    known = chance.random() < 0.5
    made.lines.append(
        (key, Movement(on, Money(cents), label, counterparty=who if known else "", iban=iban))
    )
