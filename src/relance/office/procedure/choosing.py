"""Which late invoices are asked of a judge, and why each of the others is not, unless one says so.

By default those put in formal notice: the others were perhaps never demanded, and the debtor
would learn of them from the bailiff.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relance.case import Money, State
from relance.claim.french import in_day
from relance.claim.notice_day import notice_day
from relance.notices import french
from relance.office.models import CaseRow
from relance.office.procedure import known

_NOTICE = (
    "Une mise en demeure la fera entrer dans la requête ; vous pouvez aussi l’y demander sans elle, en "
    "complétant la requête."
)


@dataclass(frozen=True, slots=True)
class Apart:
    """A late invoice that is not asked for: what is open of it, why, and what would change it.

    `may_ask`: a person may ask for it all the same.
    """

    number: str
    open: Money
    why: str
    remedy: str
    may_ask: bool = True


@dataclass(frozen=True, slots=True)
class Chosen:
    """The invoices a judge would be asked for, and the late ones that stand apart."""

    asked: tuple[str, ...]
    apart: tuple[Apart, ...]


def late_invoices(state: State, on: date) -> tuple[str, ...]:
    """Every invoice that is late, and still open."""
    return tuple(
        number
        for number, cents in state.open_cents().items()
        if cents > 0 and state.invoices[number].invoice.due_on < on
    )


def choose(state: State, *, on: date, also: tuple[str, ...] = ()) -> Chosen:
    """Those put in formal notice, and those that a person asks for all the same (`also`)."""
    asked: list[str] = []
    apart: list[Apart] = []
    opened = state.open_amounts()
    for number in late_invoices(state, on):
        one = _why_apart(state, number, opened[number], on)
        if one is None or (one.may_ask and number in also):
            asked.append(number)
        else:
            apart.append(one)
    return Chosen(tuple(asked), tuple(apart))


def chosen(case: CaseRow, state: State, *, on: date) -> Chosen:
    """The choice that stands for this case, with what a person added to it.

    In a collective procedure nothing is demanded any more: all that is late is one claim.
    """
    if state.insolvency is not None:
        return Chosen(late_invoices(state, on), ())
    return choose(state, on=on, also=known.read(known.CaseCourt, case.court).also)


def _why_apart(state: State, number: str, opened: Money, on: date) -> Apart | None:
    one = state.invoices[number]
    if one.disputed is not None and one.disputed.cents >= opened.cents:
        why = "Tout ce qui en reste dû est contesté : rien n’en est réclamé."
        remedy = (
            "Notez que la contestation est réglée, si elle l’est ; sinon, un juge la tranche, les "
            "deux parties entendues."
        )
        return Apart(number, opened, french.typography(why), french.typography(remedy), False)
    found = notice_day(state, one.invoice, on=on)
    if found.on is not None:
        return None
    if found.unreached_on is not None:
        why = f"Sa mise en demeure du {in_day(found.unreached_on)} n’est pas arrivée."
    elif found.early_on is not None:
        why = f"Sa mise en demeure du {in_day(found.early_on)} a précédé le retard : sans effet."
    elif one.demanded_on is not None:
        why = f"Demandée par écrit le {in_day(one.demanded_on)}, mais jamais mise en demeure."
    else:
        why = "Elle n’a jamais été demandée par écrit depuis son échéance."
    return Apart(number, opened, french.typography(why), french.typography(_NOTICE))
