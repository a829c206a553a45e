"""How people write an invoice number in a transfer, and how banks print the transfer."""

from __future__ import annotations

import re
import unicodedata
from random import Random

CUTS = (27, 31, 32, 35, 70, 140, 140, 140)
"""Lengths at which banks cut a label; the SEPA message itself has 140 characters."""


def shouted(text: str) -> str:
    """Capitals without accents, as most banks print names and messages."""
    text = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("’", "'"))
    return text.encode("ascii", "ignore").decode("ascii").upper()


def mangled(number: str, chance: Random) -> str:
    """The number as some payer types it: nothing here changes which invoice is meant."""
    bare = re.sub(r"^[A-Za-z]+[ /-]*", "", number)
    ways = [
        number, number, number, number,
        number.lower(),
        re.sub(r"[ /-]", "", number),
        re.sub(r"[ /-]", " ", number),
        number.replace("-", "/").replace("/", chance.choice("-/. ")),
        bare,
        re.sub(r"(?<=[ /-])0+(?=\d)", "", number),
        re.sub(r"([A-Za-z])(?=\d)", r"\1 ", number),
        re.sub(r"(?<=\d)(?=\d\d\d$)", " ", number),
    ]  # fmt: skip
    written = chance.choice(ways)
    before = (
        "",
        "",
        "FACT ",
        "FACTURE ",
        "facture n° ",
        "FAC",
        "Fact. ",
        "N°",
        "F ",
        "VOTRE FACTURE ",
    )
    return chance.choice(before) + written


def mistyped(number: str, chance: Random) -> str:
    """The number with one wrong, missing, doubled or swapped digit."""
    digits = [place for place, character in enumerate(number) if character.isdigit()]
    place = chance.choice(digits)
    way = chance.randrange(4)
    if way == 0:
        return number[:place] + str(chance.randrange(10)) + number[place + 1 :]
    if way == 1:
        return number[:place] + number[place + 1 :]
    if way == 2:
        return number[:place] + number[place] + number[place:]
    return number[:place] + number[place + 1 : place + 2] + number[place] + number[place + 2 :]


def label(name: str, motive: str, chance: Random) -> str:
    """One transfer as a French bank prints it, cut where that bank cuts."""
    day = f"{chance.randrange(1, 29):02d}{chance.randrange(1, 13):02d}26"
    styles = (
        f"VIR SEPA RECU /DE {name} /MOTIF {motive} /REF {chance.choice(('NOTPROVIDED', day))}",
        f"VIR SEPA {name} {motive}",
        f"VIREMENT DE {name} {motive}",
        f"VIR INST {name} {motive}",
        f"VIR RECU {chance.randrange(10**12, 10**13)}S DE: {name} MOTIF: {motive}",
        f"VIREMENT EN VOTRE FAVEUR {name} {motive}",
        f"{name} {motive}",
        f"{motive}",
        f"VIR {motive} {name}",
    )
    return shouted(chance.choice(styles))[: chance.choice(CUTS)].strip()


def name_at_the_bank(name: str, chance: Random) -> str:
    """The debtor's name as its own bank holds it: legal form, order and cut vary."""
    words = name.split(" ")
    way = chance.randrange(8)
    if way == 0 and len(words) > 1:
        words = [*words[1:], words[0]]
    elif way == 1:
        words = [chance.choice(("SARL", "SAS", "M.", "MME", "EURL", "STE")), *words]
    elif way == 2:
        words = [*words, chance.choice(("SARL", "SAS", "ET FILS", "EURL"))]
    written = shouted(" ".join(words))
    if way == 3:
        return written[:18]
    if way == 4 and len(written) > 8:
        place = chance.randrange(4, len(written) - 1)
        return written[:place] + written[place + 1 :]
    return written
