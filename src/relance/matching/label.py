"""What a label says: the invoices it cites, how clearly, and the words that change its sense."""

from __future__ import annotations

import re
from dataclasses import dataclass

from relance.case import Money
from relance.matching.names import plain
from relance.matching.numbers import Clarity, NumberIndex, Run, Window, like_a_day, runs_of

_CITING = frozenset(
    re.findall(r"\w+", "F FA FC FV FT FACT FACTURE FACTURES FACTS FAC INV INVOICE FACTNO FACTN")
)
_GLUED = ("FACTURE", "FACTURES", "FACT", "FAC")
"""«REGLFACT», «FACFAC»: the word is glued to what stands before it."""

_SHORT_PREFIX = 3

_NEUTRAL = frozenset(re.findall(r"\w+", "N NO NR NUM NUMERO REF DU LA VOTRE NOTRE S ET"))
_OTHER = frozenset(
    re.findall(
        r"\w+",
        "CMD CDE COMMANDE BC PO CLIENT CLT DEVIS CONTRAT CTR MANDAT RUM DOSSIER DOS ECHEANCE TEL "
        "SIRET SIREN CB CARTE CHEQUE CHQ COMPTE CPTE ICS BL LOT ADHERENT ABONNE ABO ID REMISE TVA BIC",
    )
)
"""Words after which a number is something else than our invoice."""

_PARTIAL = re.compile(
    r"\b(ACOMPTES?|ACPTE|AVANCE|ARRHES|PARTIEL\w*|CAUTION|DEPOT DE GARANTIE|VERSEMENT \d|"
    r"ECHEANCE|ECHEANCIER|MENSUALITE|\d ?/ ?\d\b|DEVIS|COMMANDE|CDE|CMD)"
)
_NOT_A_CLIENT = re.compile(
    r"\b(REMISES? (CB|CARTES?|TPE)|TPE|SALAIRES?|PAIE|IMPOTS?|URSSAF|CPAM|FRANCE TRAVAIL|"
    r"POLE EMPLOI|DEBLOCAGE|PRET|EMPRUNT|INTERETS CREDITEURS|REMBOURSEMENT|REMBT|REMB|"
    r"VIREMENT INTERNE|VIR INTERNE|COMPTE A COMPTE|VERSEMENT ESPECES|DEPOT ESPECES|STRIPE|PAYPAL|"
    r"SUMUP|ZETTLE|SINISTRE|ANNULATION|EXTOURNE|CREDIT DE TVA|SUBVENTION)\b"
)
"""No word of the Treasury (DGFIP): it pays the bills of town halls and hospitals."""

_RETURNED = re.compile(
    r"\b(REJETS?|REJETE|IMPAYES?|RETOUR|RETOURNE|PRLV IMP|CHQ IMP|RETURN|R-TRANS)"
)

_COMES_BACK = re.compile(
    r"\b(AVOIRS?|RBTS?|RBST|TROP (PERCU|PAYE|VERSE)|RISTOURNES?|RABAIS|RETROCESSIONS?|COMMISSIONS?|"
    r"INDEMNITES?|DEDOMMAGEMENTS?|NOTE DE CREDIT|CREDIT NOTE|AVANCE SUR)\b"
)
"""Money that may be something else than the price of a bill, even when it names one."""

_MASKED = re.compile(
    r"\bFR\d\d(?: ?[A-Z0-9]{4}){5} ?[A-Z0-9]{3}\b"
    r"|\b[A-Z]{2}\d\d[A-Z0-9]{11,30}\b"
    r"|\b\d{1,2}([/.-])\d{1,2}\1(?:20)?\d\d\b"
    r"|\b20\d\d([/.-])\d\d\2\d\d\b"
    r"|\b\d[\d ]*[.,]\d\d ?(?:EUR|E\b)"
    r"|\b0\d(?:[ .]\d\d){4}\b"
)
_CUTS = ((24, 36), (64, 70), (105, 105), (138, 10_000))
"""Lengths at which banks cut a label: 27, 31, 32, 35, 70, 105 and 140 have been seen."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of text that names invoices: several places mean that it could be any of them."""

    places: tuple[int, ...]
    written: str
    clarity: Clarity


@dataclass(frozen=True, slots=True)
class Label:
    """All that the words of one movement say, apart from who pays."""

    cited: tuple[Cited, ...] = ()
    strangers: tuple[str, ...] = ()
    """Numbers with the letters of ours that no open invoice has."""
    other_numbers: bool = False
    """Digits that may be the number of a bill that is not open, with or without its letters."""
    doubtful: bool = False
    """It speaks of a part, a deposit, an order: not of a whole invoice."""
    not_a_client: bool = False
    """It is a salary, a loan, card takings, a tax refund."""
    comes_back: bool = False
    """It speaks of a credit note, a commission, a refund: a person must say."""
    returned: bool = False
    maybe_cut: bool = False
    """A bank may have cut the label here: what it said after is not known."""
    texts: tuple[str, ...] = ()


def read_label(texts: tuple[str, ...], amount: Money, numbers: NumberIndex) -> Label:
    """Read the label and the reference of a movement; each text is read apart."""
    capitals = tuple(plain(text) for text in dict.fromkeys(texts) if text)
    cited: dict[tuple[int, ...], Cited] = {}
    strangers: list[str] = []
    other_numbers = False
    for text in capitals:
        runs = _masked_runs(text)
        windows = numbers.windows(runs)
        named: set[int] = set()
        for window in windows:
            named.update(range(window.first, window.last + 1))
        worded = False
        for window in windows:
            worded = _is_worded(runs, window, named, worded)
            one = Cited(
                window.found,
                window.written,
                _clarity(text, runs, window, worded, named, amount, numbers),
            )
            before = cited.get(one.places)
            if before is None or before.clarity < one.clarity:
                cited[one.places] = one
        strangers.extend(numbers.strangers(runs, named))
        other_numbers |= numbers.alike_digits(runs, named) or _speaks_of_another(runs, named)
    together = " ".join(capitals)
    return Label(
        cited=tuple(cited.values()),
        strangers=tuple(strangers),
        other_numbers=other_numbers or bool(strangers),
        doubtful=_PARTIAL.search(together) is not None,
        not_a_client=_NOT_A_CLIENT.search(together) is not None,
        comes_back=_COMES_BACK.search(together) is not None,
        returned=_RETURNED.search(together) is not None,
        maybe_cut=bool(capitals) and _maybe_cut(capitals[0]),
        texts=capitals,
    )


def says_returned(label: str) -> bool:
    """Whether the words of a bank say that a payment was rejected or sent back."""
    return _RETURNED.search(plain(label)) is not None


def _maybe_cut(text: str) -> bool:
    """Whether the text has a length at which some bank cuts (a last space may be gone too)."""
    return any(low <= len(text) <= high for low, high in _CUTS)


def _masked_runs(text: str) -> list[Run]:
    """The runs of the text; those of an account, a day, an amount or a telephone are masked."""
    runs = runs_of(text)
    for found in _MASKED.finditer(text):
        begin, end = found.span()
        if found[0][:2].isalpha() and not _is_account(found[0].replace(" ", "")):
            continue
        runs = [
            Run(run.text, run.start, run.end, masked=True)
            if run.start < end and run.end > begin
            else run
            for run in runs
        ]
    return runs


def _is_account(written: str) -> bool:
    """Whether this is an IBAN: its check holds (ISO 13616, remainder of 97 is 1)."""
    turned = written[4:] + written[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def _is_worded(runs: list[Run], window: Window, named: set[int], before: bool) -> bool:
    """Whether «facture» or the like stands before this number, or before the list it is in."""
    place = window.first - 1
    while place >= 0 and runs[place].text in _NEUTRAL and place not in named:
        place -= 1
    if place < 0:
        return False
    if place in named:
        return before
    word = runs[place].text
    return word in _CITING or word.endswith(_GLUED) or (word.startswith("FACT") and len(word) < 12)


def _speaks_of_another(runs: list[Run], named: set[int]) -> bool:
    """Whether «facture» stands before digits that name no open invoice."""
    for place, run in enumerate(runs):
        if run.text in _CITING and place not in named:
            after = place + 1
            while after < len(runs) and runs[after].text in _NEUTRAL:
                after += 1
            if after == len(runs) or after in named or runs[after].masked:
                continue
            if runs[after].text.isdigit():
                return True
    return False


def _clarity(
    text: str,
    runs: list[Run],
    window: Window,
    worded: bool,
    named: set[int],
    amount: Money,
    numbers: NumberIndex,
) -> Clarity:
    inside = runs[window.first : window.last + 1]
    lettered = inside[0].text.isalpha()
    if window.contested or any(run.masked for run in inside):
        return Clarity.WEAK
    if not lettered and (
        _may_be_something_else(runs, window, named, amount)
        or _has_other_letters(text, runs, window)
    ):
        return Clarity.WEAK
    clarity = _by_its_digits(inside, lettered=lettered, worded=worded, lost=window.zeros_lost)
    clarity = _less_after_other_words(runs, window, lettered, clarity)
    if window.last + 1 == len(runs) and _maybe_cut(text):
        if window.zeros_lost or numbers.goes_on(window.written):
            return Clarity.WEAK
        return min(clarity, Clarity.BARE)
    return clarity


def _by_its_digits(inside: list[Run], *, lettered: bool, worded: bool, lost: bool) -> Clarity:
    """«F-2026-001» and «FACTURE 12345» are clear, «1234» needs the debtor, «12» is nothing."""
    digits = "".join(run.text for run in inside if run.text.isdigit())
    if lettered:
        if len(digits) - lost >= 5 or (worded and len(digits) >= 4):
            return Clarity.CLEAR
        return Clarity.BARE if len(digits) >= 3 or worded else Clarity.WEAK
    if like_a_day(digits):
        return Clarity.BARE if worded and len(digits) > 4 else Clarity.WEAK
    if worded:
        return Clarity.CLEAR if len(digits) >= 5 else Clarity.BARE
    return Clarity.BARE if len(digits) >= 4 else Clarity.WEAK


def _less_after_other_words(
    runs: list[Run], window: Window, lettered: bool, clarity: Clarity
) -> Clarity:
    """«CMD F2026001» is their order, even when it looks like our number."""
    place = window.first - 1
    while place >= 0 and runs[place].text in _NEUTRAL:
        place -= 1
    if place >= 0 and runs[place].text in _OTHER:
        return min(clarity, Clarity.BARE) if lettered else Clarity.WEAK
    return clarity


def _has_other_letters(text: str, runs: list[Run], window: Window) -> bool:
    """«D-2026-031» is a quote and «BC2026031» an order, when ours is «F-2026-031»."""
    place = window.first - 1
    if place < 0 or not runs[place].text.isalpha() or runs[place].masked:
        return False
    word = runs[place].text
    if word in _CITING or word in _NEUTRAL or word.endswith(_GLUED) or word.startswith("FACT"):
        return False
    between = text[runs[place].end : runs[window.first].start]
    return not between or (between in ("-", "/", ".", "_") and len(word) <= _SHORT_PREFIX)


def _may_be_something_else(runs: list[Run], window: Window, named: set[int], amount: Money) -> bool:
    """Digits that are the amount, a year, or a piece of a longer row of digits."""
    if window.written in {str(amount.cents), str(amount.cents // 100)}:
        return True
    if window.first == window.last and len(window.written) == 4 and like_a_day(window.written):
        return True
    before, after = window.first - 1, window.last + 1
    for place, inner in ((before, window.first), (after, window.last)):
        if 0 <= place < len(runs) and place not in named and runs[place].text.isdigit():
            gap = max(runs[place].start, runs[inner].start) - min(runs[place].end, runs[inner].end)
            if gap <= 1:
                return True
    return False
