"""Taking a new value for the law book from a user, or saying why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from relance.law.added import AddedValue, write_added
from relance.law.book import LawBook
from relance.law.half_year import HalfYear
from relance.law.page import NUMBER, Page

_NOTHING = "Rien n’a été enregistré."
_VOTED_AHEAD_YEARS = 5
_HIGHEST = {
    "years": Decimal(30),
    "months": Decimal(120),
    "days": Decimal(366),
    "factor": Decimal(10),
}
"""The most a period may last: past it, a slip of the keyboard would move every limit of the desk."""


class ValueRefused(ValueError):
    """The value was not taken. `code` says which check, `str()` why, in French."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def add_value(
    folder: Path,
    key: str,
    *,
    on: date,
    value: str,
    source: str,
    checked_on: date,
    reference: str = "",
    replace_mine: bool = False,
) -> AddedValue:
    """Check a value and write it in the user's folder; return what was written.

    `value` is a number such as "2.65" or "2,65". `checked_on` is the day the user read
    it in `source`. A value given for a rule that is worked out (12.65 for the late rate)
    is kept as the fact it comes from (2.65 for the ECB rate). Raises ValueRefused, with
    code `not_a_number`, `out_of_range`, `not_first_day`, `no_source`, `too_early`, `too_far`,
    `already_shipped`, `already_given` (unless `replace_mine`) or `not_exact`; UnknownRule.
    """
    book = LawBook.load(folder)
    added = checked_value(
        book, key, on=on, value=value, source=source, checked_on=checked_on, reference=reference
    )
    mine = book.page(added.key).at(added.on)
    if mine and mine.added and mine.from_on == added.on and not replace_mine:
        raise ValueRefused(
            "already_given",
            f"Vous avez déjà donné {_french(mine.value)} pour le {added.on:%d/%m/%Y} "
            f"(source\u00a0: {mine.source}). Demandez à la remplacer si elle est fausse. {_NOTHING}",
        )
    write_added(folder, added)
    return added


def checked_value(
    book: LawBook,
    key: str,
    *,
    on: date,
    value: str,
    source: str,
    checked_on: date,
    reference: str = "",
) -> AddedValue:
    """The value as it would be kept, after every check that needs no folder (see `add_value`)."""
    page = book.page(key)
    number = "".join(value.split()).replace(",", ".")
    if not NUMBER.match(number):
        raise ValueRefused(
            "not_a_number",
            f"«\u00a0{value}\u00a0» n’est pas un nombre à deux décimales au plus. Écrivez par "
            f"exemple 2,65, sans signe ni unité. {_NOTHING}",
        )
    if not source.strip():
        raise ValueRefused(
            "no_source",
            "La source manque\u00a0: une valeur sans texte ne peut figurer dans une lettre. "
            f"Indiquez la page ou l’arrêté où vous l’avez lue. {_NOTHING}",
        )
    _check_day(page, on)
    _check_not_far(page, on, checked_on)
    if page.derivation:
        number, page = _base(page, book, number)
    _check_range(page, Decimal(number))
    added = AddedValue(
        key=page.key,
        on=on,
        value=number,
        source=" ".join(source.split()),
        checked_on=checked_on,
        reference=" ".join(reference.split()),
    )
    if added.stands_behind(page):
        raise ValueRefused(
            "already_shipped",
            f"«\u00a0{page.term}\u00a0» a déjà une valeur établie pour le {on:%d/%m/%Y}. "
            f"Si elle est fausse, signalez-le aux auteurs du logiciel. {_NOTHING}",
        )
    if checked_on < on:
        told = f"lu le {checked_on:%d/%m/%Y}, avant le {on:%d/%m/%Y}\u00a0: à relire ce jour-là"
        added = replace(added, note=told)
    return added


def _check_day(page: Page, on: date) -> None:
    if on < page.starts[0]:
        raise ValueRefused(
            "too_early",
            f"«\u00a0{page.term}\u00a0» commence le {page.starts[0]:%d/%m/%Y} dans le livre des "
            f"règles\u00a0: une valeur plus ancienne ne se saisit pas ici. {_NOTHING}",
        )
    first_on = HalfYear.of(on).first_on
    if page.every == "half-year" and on != first_on:
        raise ValueRefused(
            "not_first_day",
            f"Ce taux vaut pour un semestre entier\u00a0: donnez-le au {first_on:%d/%m/%Y}, "
            f"pas au {on:%d/%m/%Y}. {_NOTHING}",
        )
    beyond = page.complete_until is not None and on > page.complete_until
    if page.every == "reading" and beyond and on != first_on:
        raise ValueRefused(
            "not_first_day",
            f"Seul compte le taux en vigueur au premier jour du semestre\u00a0: donnez celui du "
            f"{first_on:%d/%m/%Y}, pas du {on:%d/%m/%Y}. {_NOTHING}",
        )


def _check_not_far(page: Page, on: date, checked_on: date) -> None:
    """Nobody can have read a rate two half-years ahead; a text voted may start later than that."""
    coming = HalfYear.of(checked_on).next().first_on
    if page.every == "change":
        coming = coming.replace(year=coming.year + _VOTED_AHEAD_YEARS)
    if on > coming:
        raise ValueRefused(
            "too_far",
            f"Le {on:%d/%m/%Y} est trop loin\u00a0: personne ne connaît encore cette valeur. Donnez "
            f"une valeur publiée, qui commence au plus tard le {coming:%d/%m/%Y}. {_NOTHING}",
        )


def _base(page: Page, book: LawBook, number: str) -> tuple[str, Page]:
    """The fact this value is worked out from, and the page that holds it."""
    assert page.derivation is not None, "only a derived page has a base"
    base = book.page(page.derivation.base)
    found = page.derivation.base_value(Decimal(number))
    cents = found.quantize(Decimal("0.01"))
    if found != cents or found < 0:
        raise ValueRefused(
            "not_exact",
            f"{_french(number)} ne peut pas être «\u00a0{page.term}\u00a0»\u00a0: il se calcule à "
            f"partir de «\u00a0{base.term}\u00a0». Donnez plutôt celui-ci. {_NOTHING}",
        )
    return str(cents), base


def _check_range(page: Page, value: Decimal) -> None:
    highest = min(page.highest, _HIGHEST.get(page.unit, page.highest))
    if value > highest:
        raise ValueRefused(
            "out_of_range",
            f"{_french(str(value))} n’est pas plausible pour «\u00a0{page.term}\u00a0»\u00a0: au plus "
            f"{_french(str(highest))}. Avez-vous lu une autre valeur\u00a0? {_NOTHING}",
        )


def _french(number: str) -> str:
    return number.replace(".", ",")
