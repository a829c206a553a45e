"""The conditions that texts set, each asked of a situation: met, not met, or unknown.

Never «eligible»: a fact stands beside a condition, and the reader decides (law.md L8.9).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from relance.case.entries import CourtKind
from relance.law import LawBook, NoValue
from relance.routes.court import jurisdiction
from relance.routes.situation import Disputed, Place, Quality, Situation


class Verdict(StrEnum):
    """What is known of a condition; TO_CHECK: the facts are known, what follows is not settled."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    TO_CHECK = "to_check"


@dataclass(frozen=True, slots=True)
class Asked:
    """A situation, on a day, with the law of that day."""

    of: Situation
    law: LawBook
    on: date


Answer = bool | Verdict | None
Test = Callable[[Asked], Answer]
"""True: met; False: not met; None: a fact or a figure is missing; TO_CHECK: neither is true."""


def _trader(quality: Quality) -> bool | None:
    return None if quality is Quality.UNKNOWN else quality is Quality.TRADER


def _both(first: bool | None, second: bool | None) -> bool | None:
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def _undisputed(asked: Asked) -> Answer:
    """Of a part disputed, the rest may go alone: whether nobody disputes it is to be checked."""
    if asked.of.disputed is Disputed.UNKNOWN:
        return None
    if asked.of.disputed is Disputed.PARTLY:
        return Verdict.TO_CHECK
    return asked.of.disputed is Disputed.NO


def _disputed(asked: Asked) -> bool | None:
    if asked.of.disputed is Disputed.UNKNOWN:
        return None
    return asked.of.disputed is not Disputed.NO


def _not_seriously(asked: Asked) -> Answer:
    """A contestation is not yet a serious one: that is for the judge to say."""
    disputed = _disputed(asked)
    return Verdict.TO_CHECK if disputed else None if disputed is None else True


def _judicial(asked: Asked) -> bool | None:
    """Whether the judicial court is the one, or one of the two, that the texts point to."""
    kinds = jurisdiction(asked.of).kinds
    if not kinds or CourtKind.CHAMBER in kinds:
        return None  # of a chamber of the judicial court, no text that was read speaks
    return CourtKind.JUDICIAL in kinds


def _up_to(rule: str) -> Test:
    """Whether the amount is under a figure of the book; TO_CHECK when only its rest is."""

    def test(asked: Asked) -> Answer:
        try:
            limit = asked.law.rule(rule, on=asked.on)
        except NoValue:
            return None
        if asked.of.amount.currency != "EUR":
            return None
        if asked.of.amount.decimal <= limit.decimal:
            return True
        rest = asked.of.undisputed
        return Verdict.TO_CHECK if rest is not None and rest.decimal <= limit.decimal else False

    return test


def _small_claims(asked: Asked) -> Answer:
    """Since April 2026 the small-claims way leaves out what L126 covers (law.md L7.4).

    L126 covers what is not disputed; whether a disputed invoice between traders may come back
    here is settled by no text read.
    """
    traders = _both(_trader(asked.of.creditor), _trader(asked.of.debtor))
    if traders is None or not (traders and asked.of.invoiced):
        return None if traders is None else True
    return False if asked.of.disputed is Disputed.NO else Verdict.TO_CHECK


def _known(quality: Quality, wanted: bool) -> bool | None:
    return None if quality is Quality.UNKNOWN else wanted


def _in(places: tuple[Place, ...]) -> Test:
    def test(asked: Asked) -> bool | None:
        return None if asked.of.place is Place.UNKNOWN else asked.of.place in places

    return test


_FRENCH = (Place.FRANCE, Place.ALSACE_MOSELLE, Place.OVERSEAS)

TESTS: dict[str, Test] = {
    "undisputed": _undisputed,
    "disputed": _disputed,
    "not_seriously_disputed": _not_seriously,
    "judicial": _judicial,
    "small": _up_to("seuil_petites_creances"),
    "amicable_threshold": _up_to("seuil_tentative_amiable"),
    "no_lawyer": _up_to("seuil_avocat_judiciaire"),
    "both_traders": lambda asked: _both(_trader(asked.of.creditor), _trader(asked.of.debtor)),
    "not_l126": _small_claims,
    "not_public": lambda asked: _known(asked.of.debtor, asked.of.debtor is not Quality.PUBLIC),
    "invoiced": lambda asked: asked.of.invoiced,
    "french_debtor": _in(_FRENCH),
    "cross_border": _in((Place.EUROPE,)),
    "insolvency": lambda asked: asked.of.insolvency,
    "no_insolvency": lambda asked: not asked.of.insolvency,
    "attempted": lambda asked: asked.of.attempted,
    "unknown": lambda asked: None,
}
"""The closed set of conditions that the pages of routes may name."""
