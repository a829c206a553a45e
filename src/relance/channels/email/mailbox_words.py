"""What we tell people about their mailbox: what was found in it, or why it could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from relance.channels.email.account import ImapAccount
from relance.channels.email.dialogue import Broken
from relance.channels.email.looking import Proof, Sighting
from relance.channels.email.mailbox import Mailbox
from relance.channels.email.outcome import Reason
from relance.channels.email.reports import Said
from relance.channels.email.words import CAUSES, Explanation

_WHERE = "Réglages, Messagerie, Messages envoyés"

_ITS_OWN: dict[Reason, tuple[str, str]] = {
    Reason.BAD_SETTINGS: (
        "Le réglage de la boîte ne peut pas être utilisé tel quel.",
        f"Ouvrez {_WHERE}\u00a0: corrigez l’adresse, le port ou le chiffrement.",
    ),
    Reason.INSECURE: (
        "Une connexion sans chiffrement n’est permise que vers un serveur de cet ordinateur.",
        "Choisissez TLS (port 993) ou STARTTLS (port 143).",
    ),
    Reason.UNKNOWN_HOST: (
        "Le nom du serveur de la boîte est introuvable\u00a0: mal écrit, ou pas d’accès à "
        "Internet.",
        "Vérifiez votre connexion, puis ce nom.",
    ),
    Reason.UNREACHABLE: ("Le serveur de la boîte n’est pas joignable.", "Réessayez plus tard."),
    Reason.SILENT: ("Le serveur de la boîte n’a pas répondu à temps.", "Réessayez plus tard."),
    Reason.CLOSED: ("Le serveur de la boîte a coupé la connexion.", "Réessayez plus tard."),
    Reason.NO_TLS: (
        "Le serveur de la boîte ne propose pas de connexion chiffrée, que nous exigeons.",
        "Essayez TLS (port 993), ou demandez à votre hébergeur.",
    ),
    Reason.TLS_FAILED: (
        "La connexion chiffrée avec la boîte n’a pas pu être établie ou s’est brisée.",
        "Vérifiez le port\u00a0: 993 va avec TLS, 143 avec STARTTLS.",
    ),
    Reason.NO_AUTH: (
        "La boîte demande une identification que nous ne pouvons pas lui donner.",
        "Indiquez son identifiant et son mot de passe.",
    ),
    Reason.BAD_PASSWORD: (
        "La boîte refuse l’identifiant ou le mot de passe.",
        "Saisissez-les de nouveau. Certains hébergeurs demandent un mot de passe d’application.",
    ),
    Reason.REFUSED: (
        "Le serveur de la boîte a refusé une demande.",
        "Lisez sa réponse ; si elle ne vous dit rien, transmettez-la à votre hébergeur.",
    ),
}
"""Where the reason is not said with the same words as for sending."""

_LOOKED_ONLY = "Ce n’était qu’un regard\u00a0: rien n’a été envoyé, marqué comme lu ni déplacé."


@dataclass(frozen=True, slots=True)
class MailboxReport:
    """What a visit found. `problem` None: the folder `folder` can be searched."""

    problem: Reason | None
    folder: str
    words: Explanation

    @property
    def ok(self) -> bool:
        return self.problem is None


def check_mailbox(account: ImapAccount) -> MailboxReport:
    """Sign in, find the folder of sent mail, open it. Nothing is changed there."""
    try:
        with Mailbox(account) as box:
            folder = box.sent_folders()[0]
            box.enter(folder.raw)
    except Broken as end:
        because, to_do = why(end.reason, end.detail)
        happened = "Votre boîte ne peut pas être lue pour l’instant."
        return MailboxReport(end.reason, "", Explanation(happened, because, to_do, _LOOKED_ONLY))
    found = Explanation(
        "Votre boîte répond.",
        f"Les messages envoyés y sont dans «\u00a0{folder.name}\u00a0».",
        "",
        _LOOKED_ONLY,
    )
    return MailboxReport(None, folder.name, found)


def why(reason: Reason, detail: str = "") -> tuple[str, str]:
    """Why a mailbox could not be read, and what to do."""
    because, to_do = _ITS_OWN.get(reason) or CAUSES[reason]
    if detail:
        because = f"{because} Réponse reçue\u00a0: «\u00a0{' '.join(detail.split())[:300]}\u00a0»."
    return because, to_do


_FOUND: dict[Proof, str] = {
    Proof.SENT: "Retrouvé parmi vos messages envoyés",
    Proof.REPLY: "Une réponse reçue le nomme",
    Proof.REPORT: "Un rapport de remise reçu le nomme",
}
_REPORTED: dict[Said, str] = {
    Said.FAILED: "Un rapport reçu dit qu’il n’a pas pu être remis",
    Said.PASSED_ON: "Un rapport reçu dit qu’il a été transmis",
    Said.UNSURE: "Un rapport reçu le nomme, sans dire sûrement s’il est arrivé",
}


def evidence(seen: Sighting) -> str:
    """The proof in a sentence, with what it takes to look again."""
    filed = f", classé le {seen.filed_at:%d/%m/%Y à %H:%M %z}" if seen.filed_at else ""
    report = seen.report
    what = _REPORTED[report.said] if report else _FOUND[seen.proof]
    told = f" (réponse du serveur\u00a0: {report.why})" if report and report.why else ""
    return (
        f"{what}{told}\u00a0: dossier «\u00a0{seen.folder}\u00a0», message UID {seen.uid} "
        f"(UIDVALIDITY {seen.validity}){filed}, reconnu par {seen.by}."
    )
