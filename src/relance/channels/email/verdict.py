"""What a refusal means: the recipient's fault, the mail's, ours, or only the moment's."""

from __future__ import annotations

import re

from relance.channels.email.outcome import (
    NotSent,
    Phase,
    Reason,
    RefusedForGood,
    RefusedForNow,
)
from relance.channels.email.words import not_sent

_ENHANCED = re.compile(r"[45]\.(\d{1,3})\.(\d{1,3})(?=\s|\Z)")
_RULES = re.compile(
    r"relay|spam|block|black ?list|policy|reputation|authenticat|\b(?:spf|dkim|dmarc)\b", re.I
)
"""Words by which old servers, without an enhanced code, refuse the sender and not the address."""

_OURS: dict[Phase, dict[int, Reason]] = {
    Phase.BANNER: {},
    Phase.EHLO: {},
    Phase.STARTTLS: {0: Reason.NO_TLS},
    Phase.AUTH: {534: Reason.BAD_PASSWORD, 535: Reason.BAD_PASSWORD, 530: Reason.NO_AUTH},
    Phase.MAIL: {
        530: Reason.NO_AUTH,
        552: Reason.TOO_BIG,
        503: Reason.REFUSED,
        0: Reason.SENDER_REFUSED,
    },
    Phase.RCPT: {530: Reason.NO_AUTH, 535: Reason.NO_AUTH, 503: Reason.REFUSED, 571: Reason.POLICY},
    Phase.DATA: {
        530: Reason.NO_AUTH,
        535: Reason.NO_AUTH,
        503: Reason.REFUSED,
        501: Reason.REFUSED,
    },
    Phase.BODY: {552: Reason.TOO_BIG, 0: Reason.REFUSED},
}
"""A 5xx code that is nobody's fault but our settings', by phase; 0 stands for all others."""


def refused(phase: Phase, code: int, reply: str) -> RefusedForNow | RefusedForGood | NotSent:
    """The outcome for a refusal: a code of 400 to 599 and its text, in a phase.

    Never a doubt, not even after the dot: a server that refuses does not have the mail.
    """
    assert 400 <= code <= 599, "only refusals are judged here"
    detail = _ENHANCED.match(reply)
    subject, item = (detail.group(1), detail.group(2)) if detail else ("", "")
    if code < 500 or (subject, item) == ("4", "5"):
        # X.4.5 says «too much mail for now»: Gmail's daily limit comes as 550 5.4.5.
        return RefusedForNow(code, reply, phase)
    if phase in (Phase.RCPT, Phase.DATA, Phase.ANSWER):
        return _about_the_mail(phase, code, reply, subject, item)
    known = _OURS[phase]
    return _ours(phase, code, reply, known.get(code, known.get(0, Reason.REFUSED)))


def _about_the_mail(
    phase: Phase, code: int, reply: str, subject: str, item: str
) -> RefusedForNow | RefusedForGood | NotSent:
    bad_address = subject == "1" or (subject, item) in {("2", "1"), ("4", "1"), ("4", "4")}
    full = (subject, item) in {("2", "2"), ("2", "0")} or (not subject and code == 552)
    if bad_address:
        # 5.4.1 is how Microsoft says that a mailbox does not exist.
        return RefusedForGood(code, reply, phase)
    if phase is Phase.RCPT and full:
        return RefusedForNow(code, reply, phase)  # a full mailbox is emptied one day
    known = _OURS.get(phase, {})
    if code in known:
        return _ours(phase, code, reply, known[code])
    if phase is Phase.RCPT and (subject in {"5", "7"} or (not subject and _RULES.search(reply))):
        # «Relay denied», «blocked»: the rules of a server, not the debtor's address.
        return _ours(phase, code, reply, Reason.POLICY)
    return RefusedForGood(code, reply, phase, mailbox=phase is Phase.RCPT)


def _ours(phase: Phase, code: int, reply: str, reason: Reason) -> NotSent:
    why = not_sent(reason, phase, detail=f"{code} {reply}").text
    return NotSent(phase, why, reason, code, reply)
