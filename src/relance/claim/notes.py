"""What the reader of a statement must know, in French: one function, one code each.

Those about money in and out are in `money_notes`.

Tests and pages look at the code, never at the words. `who` names the invoice in the middle of a
sentence: «la facture», or «la facture F-12» when there are several.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from relance.case import DebtorKind, Money
from relance.claim.french import in_day, in_money, in_percent, typeset
from relance.claim.lines import Note
from relance.law import HalfYear

_INTEREST = {
    DebtorKind.BUSINESS: ("Pénalités de retard", "ées"),
    DebtorKind.PUBLIC: ("Intérêts moratoires", "és"),
    DebtorKind.CONSUMER: ("Intérêts de retard", "és"),
}


def note(code: str, sentence: str) -> Note:
    """A note as French print asks for it, from a sentence typed with plain spaces."""
    return Note(code, typeset(sentence[:1].upper() + sentence[1:]))


def kind_unknown() -> Note:
    return note(
        "debtor_kind_unknown",
        "seul le principal est compté : on ne sait pas si le débiteur est un professionnel, un "
        "particulier ou un organisme public. Indiquez-le ; ni intérêt ni indemnité n’a été calculé.",
    )


def not_late(who: str, due_on: date) -> Note:
    return note(
        "not_late",
        f"{who} n’est pas en retard : son échéance est le {in_day(due_on)}. Elle compte pour son "
        "principal ; ni intérêt ni indemnité n’est dû.",
    )


def rate_not_known_yet(kind: DebtorKind, until: date | None, half_year: HalfYear) -> Note:
    """May stand in a letter: it says where the count stops and that the rest runs."""
    name, ending = _INTEREST[kind]
    stopped = f"arrêt{ending} au {in_day(until)}" if until else f"non calcul{ending}"
    return note(
        "rate_not_known_yet",
        f"{name} {stopped} : le taux du {half_year.french} n’est pas encore connu. "
        "La suite continue de courir au taux de ce semestre, jusqu’au paiement.",
    )


def rate_left_out(kind: DebtorKind, half_years: Iterable[HalfYear]) -> Note:
    name, ending = _INTEREST[kind]
    return note(
        "rate_left_out",
        f"{name} non compt{ending} pour {_periods(half_years)} : le taux de cette période "
        "n’est pas établi par une source lue. Ajoutez-le avec sa source pour les réclamer ; rien "
        "n’a été estimé.",
    )


def clause_below_floor(
    who: str, clause: Decimal, found: Sequence[tuple[HalfYear, Decimal]]
) -> Note:
    floors = ", ".join(f"{in_percent(floor)} au {half.french}" for half, floor in found)
    return note(
        "clause_below_floor",
        f"la clause de {who}, {in_percent(clause)}, est sous le minimum légal de trois fois "
        f"l’intérêt légal ({floors}). Ce taux est réclamé, jamais davantage. Est-ce bien le taux "
        "annuel que vous avez convenu ? Corrigez-le dans les conditions de la facture s’il est "
        "mal lu.",
    )


def floor_not_tested(who: str, half_years: Iterable[HalfYear]) -> Note:
    return note(
        "floor_not_tested",
        f"le taux de la clause de {who} est réclamé sans avoir pu être comparé au minimum légal "
        f"pour {_periods(half_years)} : ce minimum n’est pas connu. Vérifiez-le quand il le sera.",
    )


def clause_ignored_consumer(who: str) -> Note:
    return note(
        "clause_ignored_consumer",
        f"le taux de retard écrit sur {who} n’est pas appliqué : d’un particulier, seul l’intérêt "
        "légal est réclamé, après mise en demeure.",
    )


def clause_ignored_public(who: str) -> Note:
    return note(
        "clause_ignored_public",
        f"le taux de retard écrit sur {who} n’est pas appliqué : pour un acheteur public, le taux "
        "est fixé par le code de la commande publique.",
    )


def penalty_ignored_consumer(who: str) -> Note:
    return note(
        "penalty_ignored_consumer",
        f"la pénalité forfaitaire écrite sur {who} n’est pas comptée : elle n’est pas réclamée à "
        "un particulier.",
    )


def penalty_public(who: str) -> Note:
    return note(
        "penalty_public",
        f"la pénalité forfaitaire de {who} est comptée contre un organisme public : vérifiez "
        "qu’elle figure dans le marché signé, et retirez-la sinon.",
    )


def penalty_needs_notice(who: str) -> Note:
    return note(
        "penalty_needs_notice",
        f"la pénalité forfaitaire de {who} n’est pas comptée : elle n’est due qu’à partir de la "
        "mise en demeure (C. civ., art. 1231-5), et aucune ne compte à ce jour.",
    )


def consumer_needs_notice(who: str) -> Note:
    return note(
        "consumer_needs_notice",
        f"aucun intérêt n’est compté sur {who} : un particulier n’en doit qu’à partir du "
        "lendemain de la mise en demeure (C. civ., art. 1231-6 et 1344-1), et aucune ne compte "
        "à ce jour.",
    )


def notice_before_due(who: str, on: date) -> Note:
    return note(
        "notice_before_due",
        f"la mise en demeure du {in_day(on)} est sans effet sur {who} : elle n’était pas en "
        "retard ce jour-là. Vérifiez les dates.",
    )


def notice_later(who: str, on: date) -> Note:
    return note(
        "notice_later",
        f"la mise en demeure du {in_day(on)} n’est pas comptée pour {who} : elle est postérieure "
        "au jour du décompte.",
    )


def notice_unreached(who: str, on: date) -> Note:
    return note(
        "notice_unreached",
        f"la mise en demeure du {in_day(on)} n’est pas comptée pour {who} : elle n’est pas arrivée "
        "à l’adresse du débiteur. Vérifiez l’adresse et renouvelez-la.",
    )


def indemnity_other_currency(who: str, amount: Money) -> Note:
    return note(
        "indemnity_other_currency",
        f"l’indemnité forfaitaire de {in_money(amount)} due sur {who} n’est pas dans le total : "
        "elle est fixée en euros, et des monnaies différentes ne s’additionnent pas.",
    )


def indemnity_unknown(who: str) -> Note:
    return note(
        "indemnity_unknown",
        f"aucune indemnité forfaitaire n’est comptée sur {who} : le livre des règles n’en "
        "connaît pas le montant au premier jour de retard.",
    )


def due_in_insolvency(who: str, judgment_on: date) -> Note:
    return note(
        "due_in_insolvency",
        f"ni intérêt ni indemnité n’est compté sur {who}, échue à compter du jugement du "
        f"{in_day(judgment_on)}. Si le travail a été fait après ce jugement, d’autres règles "
        "valent : demandez conseil.",
    )


def interest_stopped(judgment_on: date) -> Note:
    return note(
        "interest_stopped_by_insolvency",
        f"les intérêts s’arrêtent la veille du jugement du {in_day(judgment_on)} (C. com., art. "
        "L622-28 et L641-3). La créance se déclare ; elle ne se relance plus.",
    )


def interest_stopped_unread(judgment_on: date) -> Note:
    return note(
        "interest_stopped_unread",
        f"les intérêts sont arrêtés par prudence la veille du jugement du {in_day(judgment_on)} : "
        "le texte lu qui les arrête vaut pour un professionnel (C. com., art. L622-28 et L641-3). "
        "Vérifiez ce qu’est le débiteur et ce qu’est ce jugement, ou demandez conseil.",
    )


def penalty_in_insolvency(who: str, judgment_on: date) -> Note:
    return note(
        "penalty_in_insolvency",
        f"la pénalité forfaitaire de {who} n’est pas comptée : la mise en demeure n’est pas "
        f"antérieure au jugement du {in_day(judgment_on)}.",
    )


def other_currency(what: str, amount: Money) -> Note:
    return note(
        "other_currency",
        f"{what} ({in_money(amount)}) laissé de côté : des monnaies différentes ne "
        "s’additionnent pas. Ouvrez un dossier par monnaie.",
    )


def disputed(who: str, amount: Money) -> Note:
    said = f"{in_money(amount)} de {who} sont contestés et restent dans ce total."
    return note("disputed", said)


def disputed_left_out(who: str, amount: Money) -> Note:
    said = f"{in_money(amount)} de {who} sont contestés : ni eux ni leurs intérêts ne sont comptés."
    return note("disputed_left_out", said)


def _periods(half_years: Iterable[HalfYear]) -> str:
    """«le 2e semestre 2012», «du 1er semestre 2009 au 2e semestre 2012»; holes are kept."""
    runs: list[list[HalfYear]] = []
    for half_year in sorted(half_years):
        if runs and runs[-1][-1].next() == half_year:
            runs[-1].append(half_year)
        else:
            runs.append([half_year])
    return ", ".join(
        f"le {run[0].french}"
        if len(run) == 1
        else f"la période du {run[0].french} au {run[-1].french}"
        for run in runs
    )
