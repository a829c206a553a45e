"""Try a mail server without sending anything: what the settings page's button does."""

from __future__ import annotations

from dataclasses import dataclass

from relance.channels.email.dialogue import Broken, Dialogue, Refused
from relance.channels.email.outcome import NotSent, Phase, Reason, RefusedForGood, RefusedForNow
from relance.channels.email.server import NONE, SmtpServer
from relance.channels.email.smtp import greet
from relance.channels.email.verdict import refused
from relance.channels.email.words import Explanation, explain, not_sent

_AGAIN = "Vérifiez le nom du serveur, le port et votre connexion, puis essayez de nouveau."
_PASSING = (Reason.UNKNOWN_HOST, Reason.UNREACHABLE, Reason.SILENT, Reason.CLOSED)


@dataclass(frozen=True, slots=True)
class Report:
    """What the test found. `problem` None means that mail can leave by this server."""

    problem: NotSent | RefusedForNow | RefusedForGood | None
    encrypted: bool
    signed_in: bool
    offers: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return self.problem is None

    @property
    def _passing(self) -> bool:
        """True for what a sending would try again by itself: a test never does."""
        if isinstance(self.problem, NotSent):
            return self.problem.reason in _PASSING
        return isinstance(self.problem, RefusedForNow)

    @property
    def words(self) -> Explanation:
        """What to tell the person who pressed the button."""
        if self.problem is not None:
            found = explain(self.problem)
            return Explanation(
                "Le serveur d’envoi ne peut pas être utilisé pour l’instant.",
                found.because,
                _AGAIN if self._passing else found.to_do,
                "Ce n’était qu’un essai\u00a0: aucun message n’a été envoyé.",
            )
        how = "chiffrée" if self.encrypted else "locale"
        signed = ", identification acceptée" if self.signed_in else ", sans identification"
        return Explanation(
            "Le serveur d’envoi répond.",
            f"Connexion {how}{signed}.",
            "Vous pouvez vous en servir.",
            "Aucun message n’a été envoyé.",
        )


def check_server(server: SmtpServer, *, sender: str = "") -> Report:
    """Connect, encrypt, sign in; with `sender`, ask too whether it may send. Nothing is sent."""
    talk = Dialogue(server)
    problem: NotSent | RefusedForNow | RefusedForGood | None = None
    try:
        greet(talk)
        if sender:
            talk.enter(Phase.MAIL)
            talk.ask("MAIL", f"FROM:<{sender}>")
            talk.ask("RSET")
        talk.leave()
    except Refused as no:
        problem = refused(talk.phase, no.code, no.reply)
    except Broken as end:
        words = not_sent(end.reason, talk.phase, detail=end.detail).text
        problem = NotSent(talk.phase, words, end.reason, reply=end.detail)
    finally:
        talk.drop()
    return Report(
        problem,
        encrypted=server.security != NONE,
        signed_in=bool(server.user),
        offers=tuple(sorted(talk.esmtp_features)),
    )
