"""The French sentence, and the class, of a question the law book cannot answer."""

from __future__ import annotations

from datetime import date

from relance.law.half_year import HalfYear
from relance.law.page import Page
from relance.law.rule import BeforeFirstValue, NotKnownYet, NotVerified, NoValue


def refusal(page: Page, on: date, base: Page | None) -> NoValue:
    """Why the page has no printable value for that day: to be raised by the book.

    `base` is the page it is worked out from, where the missing value must be added.
    """
    what = f"«\u00a0{page.term}\u00a0»"
    if page.at(on):
        return NotVerified(
            f"{what} n’est pas établi pour le {on:%d/%m/%Y}\u00a0: aucune source lue ne le confirme "
            "(valeur de mémoire, ou question ouverte). Vérifiez le texte, puis ajoutez la valeur "
            "avec sa source. Rien n’a été calculé ni imprimé avec cette valeur.",
            key=page.key,
            on=on,
        )
    known_until = page.known_until(before=on)
    if known_until is None:
        return BeforeFirstValue(
            f"{what} n’a pas de valeur au {on:%d/%m/%Y}\u00a0: la première du livre des règles "
            f"date du {page.starts[0]:%d/%m/%Y}. Vérifiez la date, ou cherchez le texte de "
            "l’époque. Rien n’a été calculé.",
            key=page.key,
            on=on,
        )
    when = f"le {HalfYear.of(on).french}" if page.every == "half-year" else f"le {on:%d/%m/%Y}"
    return NotKnownYet(
        f"{what} n’est pas encore connu pour {when}\u00a0: la dernière valeur va "
        f"jusqu’au {known_until:%d/%m/%Y}. {_add(on, base)} Rien n’a été calculé au-delà du {known_until:%d/%m/%Y}.",
        key=page.key,
        on=on,
        known_until=known_until,
    )


def _add(on: date, base: Page | None) -> str:
    if base is None:
        return "Ajoutez la nouvelle avec sa source dès qu’elle est publiée."
    return (
        f"Il se calcule\u00a0: ajoutez «\u00a0{base.term}\u00a0» au "
        f"{HalfYear.of(on).first_on:%d/%m/%Y}, avec sa source."
    )
