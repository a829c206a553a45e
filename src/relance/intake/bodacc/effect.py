"""What an announcement does to a case: it opens a procedure, converts it, ends it, or nothing.

Only words met in the bulletin decide; anything else is asked of a person (law.md L7.20, L7.21).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from relance.intake.bodacc.announcement import COLLECTIVE, Announcement, Notice
from relance.intake.bodacc.wording import plain


class Effect(StrEnum):
    """What follows for the claims against the company; «ask» is for a person to look at."""

    OPENS = "opens"
    CONVERTS = "converts"
    ENDS = "ends"
    NONE = "none"
    ASK = "ask"

    @property
    def stops_dunning(self) -> bool:
        """Whether individual demands must stop (C. com., art. L622-21)."""
        return self in (Effect.OPENS, Effect.CONVERTS)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The effect of an announcement, and the French sentence that says why.

    `supposes_opening`: such a notice only comes after an opening. A case that knows of none must
    be looked at, even when the effect is none.
    """

    effect: Effect
    reason: str
    supposes_opening: bool = False


_PROCEDURE = r"(?:liquidation|redressement|sauvegarde|traitement de sortie de crise)"
_LATER = "C’est une étape d’une procédure déjà ouverte\u00a0: elle ne change rien par elle-même."
_CONVERTED = "La procédure change de forme\u00a0: les relances restent arrêtées."
_ENDED = (
    "La procédure prend fin. Rien ne repart de soi-même\u00a0: ce qui peut encore être demandé "
    "dépend du jugement."
)
_RULES: tuple[tuple[str, Meaning], ...] = tuple(
    (pattern, Meaning(effect, reason, effect is not Effect.OPENS))
    for pattern, effect, reason in (
        # What only tells a step comes first: «liste des créances nées après le jugement
        # d’ouverture…» holds the words of an opening.
        (
            r"(?:liste des creances|depot d|autres? avis de depot|avis de depot)",
            Effect.NONE,
            _LATER,
        ),
        (
            r"jugement (?:d interdiction de gerer|de faillite personnelle"
            r"|prononcant l interdiction de gerer|prononcant la faillite personnelle)",
            Effect.NONE,
            "Ce jugement vise une personne, pas la créance.",
        ),
        (
            r"jugement (?:de designation d|modifiant la date de cessation|accordant un delai)",
            Effect.NONE,
            _LATER,
        ),
        (
            r"jugement (?:arretant|modifiant|d arret d)\w* ?(?:le|un|du)? ?plan\b|jugement de plan d",
            Effect.NONE,
            "Un plan est arrêté ou modifié dans une procédure déjà ouverte\u00a0: les créances "
            "déclarées y sont payées.",
        ),
        (
            rf"jugement mettant fin a la procedure .*ouvrant une procedure de {_PROCEDURE}",
            Effect.CONVERTS,
            _CONVERTED,
        ),
        (
            r"jugement (?:de conversion|convertissant)",
            Effect.CONVERTS,
            _CONVERTED,
        ),
        (
            r"jugement prononcant la resolution du plan",
            Effect.CONVERTS,
            "Le plan est résolu\u00a0: une autre procédure suit ou peut suivre, les relances "
            "restent arrêtées.",
        ),
        (
            r"jugement (?:de reprise|prononcant la (?:reprise|reouverture)) (?:d\w* )?la procedure "
            r"de liquidation",
            Effect.CONVERTS,
            "Une liquidation qui était close reprend\u00a0: les relances restent arrêtées.",
        ),
        (
            r"(?:(?:autre )?jugement (?:de|prononcant la) )?cloture|jugement mettant fin a la procedure",
            Effect.ENDS,
            _ENDED,
        ),
        (
            rf"jugement d extension d\w* (?:\w+ )*?{_PROCEDURE}",
            Effect.OPENS,
            "Une procédure est étendue à cette entreprise\u00a0: les relances s’arrêtent.",
        ),
        (
            rf"jugement (?:d|prononcant l) ouverture d\w* (?:\w+ )*?{_PROCEDURE}"
            r"|jugement prononcant la liquidation judiciaire|autre jugement d ouverture",
            Effect.OPENS,
            "Une procédure collective est ouverte\u00a0: les relances s’arrêtent.",
        ),
    )
)


def effect(announcement: Announcement) -> Meaning:
    """What this announcement does, by its nature as the registry words it.

    A cancellation, a conciliation, a decision of an appeal court and every unknown nature are
    asked: they may open, undo or change nothing, and only their text says which.
    """
    nature = announcement.nature
    if announcement.notice is Notice.CANCELLATION:
        return _ask("Une annonce antérieure est annulée", nature)
    if announcement.notice is Notice.UNKNOWN:
        return _ask("On ne sait pas si cette annonce en corrige ou en annule une autre", nature)
    if announcement.section != COLLECTIVE:
        return _ask("Ce n’est pas une procédure collective ordinaire", nature)
    words = plain(nature)
    for pattern, meaning in _RULES:
        if re.match(rf"(?:{pattern})", words):
            return meaning
    if not words:
        return _ask("L’annonce ne dit pas la nature du jugement", announcement.family)
    return _ask("Cette nature de jugement ne dit pas à elle seule ce qui change", nature)


def _ask(why: str, words: str) -> Meaning:
    quoted = f" («\u00a0{words}\u00a0»)" if words else ""
    return Meaning(
        Effect.ASK,
        f"À regarder\u00a0: {why[0].lower()}{why[1:]}{quoted}. Lisez l’annonce, puis dites si une "
        "procédure est ouverte.",
        supposes_opening=True,
    )
