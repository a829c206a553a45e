"""Why the public service gave no answer about some companies, told to people in French."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why nothing is known of these companies, for code and tests."""

    BAD_SIREN = "bad_siren"
    INSECURE = "insecure"
    UNREACHABLE = "unreachable"
    SILENT = "silent"
    BAD_CERTIFICATE = "bad_certificate"
    BUSY = "busy"
    BROKEN = "broken"
    REFUSED = "refused"
    STRANGE = "strange"
    INCOMPLETE = "incomplete"


_LATER = frozenset(
    (Reason.UNREACHABLE, Reason.SILENT, Reason.BUSY, Reason.BROKEN, Reason.INCOMPLETE)
)

_SAID = {
    Reason.BAD_SIREN: (
        "Ce numéro SIREN n’est pas fait de neuf chiffres.",
        "Corrigez-le sur la fiche du client.",
    ),
    Reason.INSECURE: (
        "L’adresse du service du BODACC n’est pas en https.",
        "Corrigez-la dans les réglages.",
    ),
    Reason.UNREACHABLE: (
        "Le service du BODACC est injoignable.",
        "Vérifiez la connexion de cet ordinateur ; un nouvel essai suffit souvent.",
    ),
    Reason.SILENT: (
        "Le service du BODACC n’a pas répondu à temps.",
        "Essayez plus tard.",
    ),
    Reason.BAD_CERTIFICATE: (
        "Le service du BODACC n’a pas pu prouver son identité (certificat).",
        "Vérifiez la date de cet ordinateur et l’adresse du service.",
    ),
    Reason.BUSY: (
        "Le service du BODACC refuse pour l’instant : trop de demandes.",
        "Essayez demain.",
    ),
    Reason.BROKEN: (
        "Le service du BODACC est en panne.",
        "Essayez plus tard.",
    ),
    Reason.REFUSED: (
        "Le service du BODACC a refusé la demande.",
        "Consultez bodacc.fr pour ces clients et signalez-nous ce refus.",
    ),
    Reason.STRANGE: (
        "La réponse du service du BODACC n’a pas la forme attendue.",
        "Consultez bodacc.fr pour ces clients et signalez-nous ce changement.",
    ),
    Reason.INCOMPLETE: (
        "La réponse du service du BODACC a été coupée.",
        "Essayez plus tard.",
    ),
}


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """Companies of which nothing is known: no answer is never «no procedure».

    `code` is the HTTP status and `reply` the service's own words, when it spoke.
    """

    reason: Reason
    sirens: tuple[str, ...]
    code: int = 0
    reply: str = ""

    @property
    def later(self) -> bool:
        """Whether time alone may cure it."""
        return self.reason in _LATER

    @property
    def why(self) -> str:
        """What happened, why, what to do, what was not learnt."""
        happened, to_do = _SAID[self.reason]
        told = f" Il dit : « {self.reply} »." if self.reply else ""
        count = len(self.sirens)
        who = (
            "un client n’a pas été vérifié" if count == 1 else f"{count} clients restent à vérifier"
        )
        return _spaced(f"{happened}{told} {to_do} Rien n’a été appris : {who}.")


def _spaced(sentence: str) -> str:
    for sign, space in ((":", "\u00a0"), ("»", "\u00a0"), (";", "\u202f"), ("!", "\u202f")):
        sentence = sentence.replace(f" {sign}", f"{space}{sign}")
    return sentence.replace("« ", "«\u00a0")
