"""Names as banks write them: cut, shouted, without accents or legal form, turned around."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

ALIKE = 88
"""Score out of 100 from which two names are taken for one; below, a person sees two."""

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "’": " "})
_WORD = re.compile(r"[A-Z0-9]+")
_FORMS = frozenset(
    # Legal forms and titles: a bank adds and drops them as it likes.
    _WORD.findall(
        "SARL SAS SASU EURL SA SCI SNC SCOP SCIC SELARL SELAS EI EIRL SCM SCP SCA GIE GAEC EARL SCEA "
        "SPFPL SOCIETE STE CIE ETS ETABLISSEMENTS ENTREPRISE ENT M MR MME MLLE MRS MONSIEUR MADAME"
    )
)
_SILENT = _FORMS | frozenset(
    # Small words, and what banks and payers write around a name: they name nobody.
    _WORD.findall(
        "OU ET DE DU DES LA LE LES L D AU AUX A EN POUR VOTRE VOS NOTRE NOS MERCI SOLDE DATE "
        "VIR VIREMENT VIRT SEPA RECU INST INSTANTANE FAVEUR EMIS MOTIF REF NOTPROVIDED REFERENCE "
        "ID IDENTIFIANT LIB LIBELLE FACTURE FACTURES FACT FACTS FAC FA FC FV NUM NO NR NUMERO INV "
        "REGLEMENT RGLT REGLT PAIEMENT PMT EUR EUROS DONNEUR ORDRE CLIENT"
    )
)
_PAYING = frozenset(
    _WORD.findall(
        "REGLEMENTS REGLEMT REGLE PAIEMENTS PAYE PAYEMENT PAYMENT SOLDER TOTALITE VERSEMENT PERIODIQUE "
        "PERMANENT BANQUE INTERNET ECHEANCE CORDIALEMENT FACTURATION PRESTATION PRESTATIONS HONORAIRES "
        "INSTANT AVEC TOUT TOUTES TOUS"
    )
)
"""Words that say a payment and nothing more: beside a name they raise no doubt."""

_LONG_WORD = 8
_TOO_COMMON = 12
"""A word that more names share leads to none of them by itself, only with a second one."""


def plain(text: str) -> str:
    """The text in ASCII capitals, accents and ligatures undone."""
    if text.isascii():
        return text.upper()
    spelled = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return spelled.encode("ascii", "ignore").decode("ascii").upper()


def words_of(name: str) -> tuple[str, ...]:
    """The words that name somebody, in order; all of them if none would be left."""
    return _words(plain(name))


def naming_words(label: str) -> tuple[str, ...]:
    """The words of a label that could be somebody's name; none if there is none."""
    words = tuple(word for word in words_of(label) if word.isalpha())
    return words if any(word not in _SILENT and len(word) > 2 for word in words) else ()


def purpose_words(label: str, names: Iterable[str]) -> tuple[str, ...]:
    """The words of a label that speak of something else than a payment by one of these names."""
    own = {word for name in names for word in _words(plain(name))}
    return tuple(
        word
        for word in words_of(label)
        if word.isalpha() and len(word) > 3 and word not in _SILENT | _PAYING
        if not any(word[:4] == mine[:4] for mine in own)
    )


def run_together(name: str) -> str:
    """The name as one word: banks drop the blank at the end of their own lines."""
    return "".join(word for word in _WORD.findall(plain(name)) if word not in _FORMS)


@lru_cache(maxsize=65536)
def _words(capitals: str) -> tuple[str, ...]:
    found = [word for word in _WORD.findall(capitals) if not word.isdigit()]
    kept = [word for word in found if word not in _SILENT and len(word) > 1]
    return tuple(dict.fromkeys(kept or found))


def likeness(name: tuple[str, ...], text: tuple[str, ...], *, whole: bool) -> int:
    """How much the name is found in the text, from 0 to 100.

    `whole` says that the text is a name and nothing else; otherwise it is a label, where the
    name stands among other words. One common word is never enough: «Martin» is not «Jean Martin».
    """
    if not name or not text:
        return 0
    if name == text:
        return 100
    found = 0
    letters = 0
    for mine in name:
        letters += len(mine)
        if mine in text:
            found += len(mine)
            continue
        start = mine[0]
        for other in text:
            if other[0] == start and _same_word(mine, other):
                found += len(mine)
                break
    covered = 100 * found // letters
    if len(name) == 1:
        # A name of one word says little in a long label, and nothing inside a longer name.
        return min(covered, 99) if whole and len(text) == 1 else 0
    if covered == 100:
        # Among names that are all there, the longest is the one that was meant.
        return 90 + min(9, letters // 3)
    if not whole:
        return covered
    shared = sum(1 for mine in name if mine in text)
    if shared < 2:
        return covered
    return max(covered, int(fuzz.token_set_ratio(" ".join(name), " ".join(text))))


def _same_word(one: str, other: str) -> bool:
    """Whether two words of one first letter are one, with a typing error or cut by the bank."""
    if len(one) < 4:
        return False
    if len(other) >= 3 and one.startswith(other):
        return True
    return len(one) >= 5 and abs(len(one) - len(other)) <= 1 and fuzz.ratio(one, other) >= 85


class NameIndex:
    """Which debtors have a name like this one, among tens of thousands."""

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        """`names` are (debtor, name) pairs; a debtor may come several times."""
        self._names: list[tuple[str, ...]] = []
        self._debtors: list[list[int]] = []
        self._by_key: dict[str, list[int]] = {}
        self._together: dict[str, set[int]] = {}
        places: dict[tuple[str, ...], int] = {}
        for debtor, name in names:
            if not (words := words_of(name)):
                continue
            if len(one_word := run_together(name)) >= _LONG_WORD:
                self._together.setdefault(one_word, set()).add(debtor)
            if words in places:
                self._debtors[places[words]].append(debtor)
                continue
            places[words] = place = len(self._names)
            self._names.append(words)
            self._debtors.append([debtor])
            for key in _keys(words):
                self._by_key.setdefault(key, []).append(place)

    def named(self, name: str) -> dict[int, int]:
        """The debtors whose name resembles this name, with their score, from ALIKE up."""
        found = self._alike(words_of(name), whole=True)
        return found | dict.fromkeys(self._together.get(run_together(name), ()), 100)

    def inside(self, words: tuple[str, ...]) -> dict[int, int]:
        """The debtors whose name is among the words of a label, with their score."""
        found = self._alike(words, whole=len(words) == 1)
        for word in words:
            if len(word) >= _LONG_WORD:
                found |= dict.fromkeys(self._together.get(word, ()), 100)
        return found

    def _alike(self, text: tuple[str, ...], *, whole: bool) -> dict[int, int]:
        places: set[int] = set()
        by_key = self._by_key
        for key in _keys(text[:10]):
            held = by_key.get(key)
            if held is not None and (len(held) <= _TOO_COMMON or "|" in key):
                places.update(held[:500])
        found: dict[int, int] = {}
        for place in places:
            score = likeness(self._names[place], text, whole=whole)
            if score >= ALIKE:
                for debtor in self._debtors[place]:
                    found[debtor] = max(score, found.get(debtor, 0))
        return found


def _keys(words: tuple[str, ...]) -> list[str]:
    """Beginnings of words, alone and two by two: a cut or mistyped end does not hide a name."""
    starts = sorted({word[:4] for word in words})
    return starts + [f"{one}|{two}" for one, two in combinations(starts, 2)]
