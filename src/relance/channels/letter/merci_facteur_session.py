"""A signed-in conversation with Merci Facteur: a token got with a hashed secret, good for a day.

Read in the provider's own published guides and clients, API 1.2 (law.md L11.9).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlencode

from relance.channels.letter import doubts
from relance.channels.letter.fields import record, text
from relance.channels.letter.provider import Unanswered
from relance.channels.letter.wire import Answer, Lost, NotReached, Reason, Wire

API = "https://www.merci-facteur.com/api/1.2/prod/service"
NAME = "Merci Facteur"

_ANY_IP = "111.111.111"
"""What the header of allowed addresses says when the account has no such restriction."""

_MARGIN_S = 60  # a token must not die between its reading and its use


class Mode(StrEnum):
    """The registered modes. The others (suivi, normal, ere_otp_mail, ere_otp_sms) are not offered:
    they are not the equal of a registered letter with receipt (law.md L5.14)."""

    LRAR = "lrar"  # the signed receipt comes back to the sender on paper
    LRARE = "lrare"  # the signed receipt is scanned and given by the API


@dataclass(frozen=True, slots=True)
class MerciFacteurAccount:
    """Service id, secret key and user id, from the «API» page of the account."""

    service_id: str
    secret_key: str = field(repr=False)
    user_id: int
    mode: Mode = Mode.LRARE


class MerciFacteurSession:
    """Questions, and the headers for the one decisive call."""

    def __init__(
        self, account: MerciFacteurAccount, api: Wire, now: Callable[[], datetime]
    ) -> None:
        self._account = account
        self._api = api
        self._now = now
        self._token = ""
        self._until = 0.0

    def forget(self) -> None:
        """Ask for a token again before the next call."""
        self._token = ""

    def headers(self) -> dict[str, str]:
        """The two headers of every call. Raises doubts.Stop, NotReached or Lost."""
        if not self._token or self._now().timestamp() >= self._until:
            self._sign_in()
        return {"ww-service-id": self._account.service_id, "ww-access-token": self._token}

    def ask(self, path: str, query: list[tuple[str, str]]) -> Answer:
        """The answer to a question, in JSON and whole; it may say no. Raises Unanswered."""
        target = f"{path}?{urlencode(query)}"
        try:
            answer = self._api.call("GET", target, headers=self.headers())
            if answer.status == 401:
                self.forget()
                answer = self._api.call("GET", target, headers=self.headers())
            if answer.status in {200, 400, 404}:
                answer.json()
                return answer
        except doubts.Stop as stop:
            raise Unanswered(stop.outcome.why) from None
        except (NotReached, Lost) as fault:
            raise doubts.unanswered(NAME, fault) from None
        raise doubts.unanswered_code(NAME, code_of(answer))

    def _sign_in(self) -> None:
        account = self._account
        # The same second is signed and sent; the signature is good for five minutes.
        second = str(int(self._now().timestamp()))
        signed = hmac.new(
            account.secret_key.encode(), f"{account.service_id}{second}".encode(), hashlib.sha256
        ).hexdigest()
        answer = self._api.call(
            "GET",
            "/getToken",
            headers={
                "ww-service-signature": signed,
                "ww-timestamp": second,
                "ww-service-id": account.service_id,
                "ww-authorized-ip": _ANY_IP,
            },
        )
        if answer.status == 429 or answer.status >= 500:
            raise doubts.Stop(doubts.busy(NAME, str(answer.status)))
        if answer.status in {401, 403}:
            raise doubts.Stop(doubts.signed_out(NAME, code_of(answer)))
        given = record(answer.json())
        if given.get("success") is not True:
            raise doubts.Stop(doubts.signed_out(NAME, code_of(answer)))
        token, expire = text(given.get("token")), given.get("expire")
        if not re.fullmatch(r"[!-~]{1,4000}", token):
            raise Lost(Reason.GARBLED)
        self._token = token
        seconds = expire if isinstance(expire, int) else self._now().timestamp() + 600
        self._until = seconds - _MARGIN_S


def code_of(answer: Answer) -> str:
    """The provider's word for an error, given alone or in an object; else the HTTP status."""
    try:
        error = record(answer.json()).get("error")
    except Lost:
        return str(answer.status)
    code = text(error) or text(record(error).get("code"))
    return code if re.fullmatch(r"[A-Za-z0-9_-]{2,60}", code) else str(answer.status)
