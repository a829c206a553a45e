"""What we tell people about a registered letter that a provider did not surely take, in French."""

from __future__ import annotations

from relance.channels.letter.provider import RefusedForGood, RefusedForNow, Unanswered, Unknown
from relance.channels.letter.wire import ASKS, Lost, NotReached, Reason

_NOT_SENT = "La lettre n’est pas partie et rien n’est dû."
_LATER = "Réessayez dans quelques minutes."
_SETTINGS = "Ouvrez Réglages, Recommandés"

_CAUSES: dict[Reason, tuple[str, str]] = {
    Reason.BAD_ADDRESS: (
        "l’adresse du service réglée ici ne peut pas être utilisée",
        f"{_SETTINGS}, et corrigez l’adresse du service.",
    ),
    Reason.INSECURE: (
        "l’adresse du service n’est pas chiffrée (http au lieu de https)",
        f"{_SETTINGS}, et mettez une adresse en https.",
    ),
    Reason.UNKNOWN_HOST: (
        "son adresse est introuvable, ou cet ordinateur n’a pas accès à Internet",
        _LATER,
    ),
    Reason.UNREACHABLE: ("son service n’est pas joignable", _LATER),
    Reason.TLS: (
        "la connexion chiffrée n’a pas pu être vérifiée",
        "Vérifiez l’heure de cet ordinateur et l’adresse du service, puis essayez.",
    ),
    Reason.SILENT: ("son service n’a pas répondu à temps", _LATER),
    Reason.CLOSED: ("son service a coupé la connexion", _LATER),
    Reason.TOO_BIG: ("sa réponse est anormalement longue", _LATER),
    Reason.GARBLED: ("sa réponse ne peut pas être lue", _LATER),
}


class Stop(Exception):
    """A step before the decisive call came to an end: certainly not sent."""

    def __init__(self, outcome: RefusedForNow | RefusedForGood) -> None:
        super().__init__(outcome.code)
        self.outcome = outcome


def not_sent(provider: str, fault: NotReached | Lost) -> RefusedForNow:
    """A failure before the decisive call: certainly not sent."""
    cause, to_do = _CAUSES[fault.reason]
    why = f"{provider} n’a pas pris la lettre\u00a0: {cause}. {to_do} {_NOT_SENT}"
    return RefusedForNow(why, asks=fault.reason in ASKS, code=str(fault.reason))


def busy(provider: str, code: str) -> RefusedForNow:
    """The provider says that it cannot take anything now."""
    return RefusedForNow(
        f"{provider} n’a pas pris la lettre\u00a0: son service est occupé ou en maintenance "
        f"(réponse {code}). {_LATER} {_NOT_SENT}",
        code=code,
    )


def signed_out(provider: str, code: str) -> RefusedForNow:
    """Our credentials were refused."""
    return RefusedForNow(
        f"{provider} n’a pas pris la lettre\u00a0: il ne reconnaît pas vos identifiants "
        f"(réponse {code}). {_SETTINGS}, et saisissez-les de nouveau. {_NOT_SENT}",
        asks=True,
        code=code,
    )


def to_settle(provider: str, why: str, code: str) -> RefusedForNow:
    """The provider refuses until a person does something; `why` begins without a capital."""
    return RefusedForNow(
        f"{provider} n’a pas pris la lettre\u00a0: {why} (réponse {code}). {_NOT_SENT}",
        asks=True,
        code=code,
    )


def refused(provider: str, code: str) -> RefusedForGood:
    """The provider read this letter and will not take it as it is."""
    return RefusedForGood(
        f"{provider} refuse cette lettre telle qu’elle est (réponse {code}). Corrigez ce qu’il "
        f"demande et préparez-la de nouveau, ou postez-la vous-même avec le kit. {_NOT_SENT}",
        code,
    )


def unfit(provider: str, problems: tuple[str, ...]) -> RefusedForGood:
    """What `check` found: the letter was not even shown to the provider."""
    return RefusedForGood(
        f"La lettre n’a pas été confiée à {provider}. {' '.join(problems)} {_NOT_SENT}", "check"
    )


def unknown(provider: str, cause: str) -> Unknown:
    """No answer to the decisive call. `cause` begins without a capital and has no full stop."""
    return Unknown(
        f"La lettre est peut-être partie\u00a0: {cause}. Elle ne sera pas envoyée une seconde fois "
        f"toute seule. Regardez dans votre compte {provider} si elle s’y trouve, puis dites ici "
        "«\u00a0Elle est partie\u00a0» ou «\u00a0Elle n’est pas partie\u00a0»."
    )


def lost(provider: str, fault: Lost) -> Unknown:
    cause, _ = _CAUSES[fault.reason]
    return unknown(provider, f"après la demande d’envoi à {provider}, {cause}")


def odd(provider: str, code: str) -> Unknown:
    """An answer to the decisive call from which nothing can be concluded."""
    return unknown(
        provider, f"{provider} a répondu à la demande d’envoi par une erreur de son côté ({code})"
    )


def unanswered(provider: str, fault: NotReached | Lost) -> Unanswered:
    cause, to_do = _CAUSES[fault.reason]
    return Unanswered(
        f"{provider} n’a pas répondu à notre question\u00a0: {cause}. {to_do} "
        "Rien n’a changé dans le dossier.",
        asks=fault.reason in ASKS,
    )


def unanswered_code(provider: str, code: str) -> Unanswered:
    return Unanswered(
        f"{provider} n’a pas répondu à notre question (réponse {code}). Un nouvel essai aura "
        "lieu plus tard ; si cela dure, vérifiez vos identifiants. Rien n’a changé dans le "
        "dossier."
    )
