"""What we tell people about a mail that did not leave: four things, in French."""

from __future__ import annotations

from dataclasses import dataclass

from relance.channels.email.outcome import (
    Accepted,
    NotSent,
    Outcome,
    Phase,
    Reason,
    RefusedForGood,
    RefusedForNow,
    Unknown,
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What happened, why, what to do, what did not happen."""

    happened: str
    because: str
    to_do: str
    not_done: str

    @property
    def text(self) -> str:
        return " ".join(
            part for part in (self.happened, self.because, self.to_do, self.not_done) if part
        )


MOMENTS: dict[Phase, str] = {
    Phase.CONNECT: "à la connexion",
    Phase.BANNER: "à l’accueil du serveur",
    Phase.EHLO: "à la présentation",
    Phase.STARTTLS: "au chiffrement de la connexion",
    Phase.AUTH: "à l’identification",
    Phase.MAIL: "à l’annonce de l’expéditeur",
    Phase.RCPT: "à l’annonce du destinataire",
    Phase.DATA: "avant la remise du message",
    Phase.BODY: "pendant la remise du message",
    Phase.ANSWER: "après la remise du message",
}

_LATER = "Un nouvel essai aura lieu tout seul ; vous n’avez rien à faire."
_SETTINGS = "Ouvrez Réglages, Messagerie"

_MAILBOX = "Ouvrez Réglages, Messagerie, Messages envoyés"

CAUSES: dict[Reason, tuple[str, str]] = {
    Reason.BAD_SETTINGS: (
        "Le réglage du serveur d’envoi ne peut pas être utilisé tel quel.",
        f"{_SETTINGS}, corrigez l’adresse, le port, la sécurité ou l’autorité de confiance, "
        "puis essayez.",
    ),
    Reason.INSECURE: (
        "Une connexion sans chiffrement n’est permise que vers un serveur de cet ordinateur.",
        f"{_SETTINGS}, choisissez STARTTLS (port 587) ou TLS (port 465).",
    ),
    Reason.UNKNOWN_HOST: (
        "Le nom du serveur d’envoi est introuvable : nom mal écrit, ou pas d’accès à Internet.",
        f"Vérifiez votre connexion. Si elle marche, {_SETTINGS[0].lower()}{_SETTINGS[1:]} et "
        "vérifiez le nom du serveur. Un nouvel essai aura lieu tout seul.",
    ),
    Reason.UNREACHABLE: ("Le serveur d’envoi n’est pas joignable.", _LATER),
    Reason.SILENT: ("Le serveur d’envoi n’a pas répondu à temps.", _LATER),
    Reason.CLOSED: ("Le serveur d’envoi a coupé la connexion.", _LATER),
    Reason.NOT_SMTP: (
        "Ce qui a répondu ne parle pas comme un serveur d’envoi.",
        f"{_SETTINGS}, vérifiez le nom du serveur et le port (587 ou 465).",
    ),
    Reason.NOT_IMAP: (
        "Ce qui a répondu ne parle pas comme une boîte de messagerie (IMAP).",
        f"{_MAILBOX}, vérifiez le nom du serveur et le port (993 ou 143).",
    ),
    Reason.NO_FOLDER: (
        "Le dossier des messages envoyés n’a pas été trouvé dans la boîte.",
        f"{_MAILBOX}, écrivez son nom comme votre messagerie l’affiche.",
    ),
    Reason.NO_TLS: (
        "Le serveur ne propose pas de connexion chiffrée, que nous exigeons.",
        f"{_SETTINGS}, essayez TLS (port 465), ou demandez à votre hébergeur.",
    ),
    Reason.TLS_FAILED: (
        "La connexion chiffrée n’a pas pu être établie ou s’est brisée.",
        f"{_SETTINGS}, vérifiez le port : 587 va avec STARTTLS, 465 avec TLS.",
    ),
    Reason.BAD_CERTIFICATE: (
        "Le certificat du serveur n’est pas le bon : ce pourrait être un autre serveur.",
        f"{_SETTINGS}, vérifiez le nom du serveur. S’il est juste, prévenez votre hébergeur.",
    ),
    Reason.NO_AUTH: (
        "Le serveur demande une identification que nous ne pouvons pas lui donner.",
        f"{_SETTINGS}, indiquez l’identifiant et le mot de passe de votre boîte.",
    ),
    Reason.BAD_PASSWORD: (
        "Le serveur refuse l’identifiant ou le mot de passe.",
        f"{_SETTINGS}, saisissez-les de nouveau. Certains hébergeurs demandent un mot de passe "
        "d’application, à créer chez eux.",
    ),
    Reason.SENDER_REFUSED: (
        "Le serveur refuse votre adresse d’expéditeur.",
        f"{_SETTINGS}, mettez l’adresse de la boîte avec laquelle vous vous identifiez.",
    ),
    Reason.POLICY: (
        "Le serveur refuse de transmettre à ce destinataire pour une raison de règlement, "
        "pas d’adresse.",
        "Lisez sa réponse, puis voyez avec votre hébergeur ; l’adresse du client n’est pas en "
        "cause.",
    ),
    Reason.TOO_BIG: (
        "Le message est trop lourd pour le serveur.",
        "Allégez les pièces jointes, puis préparez de nouveau l’envoi.",
    ),
    Reason.EIGHT_BIT: (
        "Le serveur ne sait pas transporter ce message sans le modifier.",
        "Préparez de nouveau l’envoi ; si cela se répète, utilisez votre logiciel de messagerie.",
    ),
    Reason.REFUSED: (
        "Le serveur a refusé d’aller plus loin.",
        "Lisez sa réponse ; si elle ne vous dit rien, transmettez-la à votre hébergeur.",
    ),
}
"""For each reason: why, and what to do."""

_NOTHING_LEFT = "Rien n’a été envoyé au client."


def _quoted(reply: str) -> str:
    words = " ".join(reply.split())
    return f"\u00ab\u00a0{words[:300]}\u00a0\u00bb" if words else ""


def not_sent(reason: Reason, phase: Phase, *, detail: str = "") -> Explanation:
    """The words for a mail that certainly did not leave; `detail` is what the server said."""
    because, to_do = CAUSES[reason]
    if detail:
        because = f"{because} Réponse reçue\u00a0: {_quoted(detail)}."
    return Explanation(
        f"L’e-mail n’est pas parti\u00a0: arrêt {MOMENTS[phase]}.", because, to_do, _NOTHING_LEFT
    )


def unknown(reason: Reason, *, detail: str = "") -> Explanation:
    """The words for the one doubt there is: the mail was handed over, the answer was lost."""
    because = {
        Reason.SILENT: "Le serveur n’a pas répondu.",
        Reason.CLOSED: "La connexion a été coupée avant la réponse du serveur.",
    }.get(reason, "La réponse du serveur n’était pas lisible.")
    if detail:
        because = f"{because} Reçu\u00a0: {_quoted(detail)}."
    return Explanation(
        "L’e-mail a été remis au serveur, mais on ne sait pas s’il est parti.",
        because,
        "Regardez dans le dossier Envoyés de votre boîte, puis dites-nous ce qu’il en est\u00a0: "
        "parti, ou pas parti.",
        "Il n’a pas été et ne sera pas renvoyé sans votre réponse.",
    )


def _refused_for_good(outcome: RefusedForGood) -> Explanation:
    said = f"Réponse reçue\u00a0: {_quoted(outcome.reply)} (code {outcome.code})."
    if outcome.mailbox:
        return Explanation(
            "L’e-mail a été refusé.",
            f"L’adresse du destinataire n’existe pas ou n’accepte plus de courrier. {said}",
            "Demandez une autre adresse au client (le téléphone est un bon moyen), puis corrigez "
            "l’interlocuteur.",
            f"{_NOTHING_LEFT} Aucun nouvel essai n’aura lieu à cette adresse.",
        )
    return Explanation(
        "L’e-mail a été refusé.",
        f"Le serveur n’a pas voulu de ce message ; l’adresse n’est pas en cause. {said}",
        "Lisez sa réponse, puis envoyez depuis votre logiciel de messagerie ou voyez avec votre "
        "hébergeur.",
        f"{_NOTHING_LEFT} Aucun nouvel essai n’aura lieu tout seul.",
    )


def explain(outcome: Outcome) -> Explanation:
    """What to tell a person about an attempt."""
    match outcome:
        case Accepted():
            return Explanation(
                "L’e-mail est parti.",
                f"Le serveur l’a accepté\u00a0: {_quoted(outcome.reply)}.",
                "",
                "Rien d’autre n’a été envoyé.",
            )
        case RefusedForNow():
            return Explanation(
                "L’e-mail n’est pas encore parti.",
                f"Le serveur demande d’attendre\u00a0: {_quoted(outcome.reply)} "
                f"(code {outcome.code}, {MOMENTS[outcome.phase]}).",
                _LATER,
                _NOTHING_LEFT,
            )
        case RefusedForGood():
            return _refused_for_good(outcome)
        case NotSent():
            return not_sent(outcome.reason, outcome.phase, detail=outcome.reply)
        case Unknown():
            return unknown(outcome.reason)
