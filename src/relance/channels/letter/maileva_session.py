"""A signed-in conversation with Maileva: OAuth2 password grant, JSON, one renewal of a dead token.

The sign-in was read in registered_mail v4.9 (`bearerAuth`), law.md L11.7.
"""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from relance.case.money import Money
from relance.channels.letter import doubts
from relance.channels.letter.fields import record, records, text
from relance.channels.letter.provider import Unanswered
from relance.channels.letter.wire import Answer, Lost, NotReached, Reason, Wire

API = "https://api.maileva.com/registered_mail/v4"
SIGN_IN = "https://connexion.maileva.com/auth/realms/services/protocol/openid-connect"
SANDBOX_API = "https://api.sandbox.maileva.net/registered_mail/v4"
SANDBOX_SIGN_IN = (
    "https://connexion.sandbox.maileva.net/auth/realms/services/protocol/openid-connect"
)

NAME = "Maileva"


@dataclass(frozen=True, slots=True)
class MailevaAccount:
    """The four words of a Maileva account (OAuth2, password grant).

    `price` is what the account's own contract says for a letter, with tax, as the person typed
    it: Maileva's API tells no price before the letter is taken.
    """

    client_id: str
    client_secret: str = field(repr=False)
    user: str
    password: str = field(repr=False)
    price: Money | None = None


class MailevaSession:
    """Calls that change nothing decisive, and the headers for the one that does."""

    def __init__(self, account: MailevaAccount, api: Wire, sign_in: Wire) -> None:
        self._account = account
        self._api = api
        self._sign_in = sign_in
        self._token = ""
        self._token_until = 0.0

    def forget(self) -> None:
        """Sign in again before the next call."""
        self._token = ""

    def ask(self, path: str) -> Answer:
        """The answer to a question, in JSON and whole. Raises Unanswered."""
        answer = self.asked(path)
        try:
            if answer.status == 200 and answer.json() is not None:
                return answer
        except Lost as fault:
            raise doubts.unanswered(NAME, fault) from None
        raise doubts.unanswered_code(NAME, code_of(answer))

    def asked(self, path: str) -> Answer:
        """Any answer to a question. Raises Unanswered."""
        try:
            return self._signed("GET", path)
        except doubts.Stop as stop:
            raise Unanswered(stop.outcome.why) from None
        except (NotReached, Lost) as fault:
            raise doubts.unanswered(NAME, fault) from None

    def do(
        self,
        method: str,
        path: str,
        content: Mapping[str, object] | None = None,
        *,
        multipart: tuple[bytes, str] | None = None,
    ) -> dict[str, object]:
        """A step before the decisive call. Raises doubts.Stop, NotReached or Lost: nothing was sent."""
        answer = self._signed(method, path, content, multipart=multipart)
        if 200 <= answer.status < 300:
            return record(answer.json()) if answer.body.strip() else {}
        code = code_of(answer)
        if answer.status in {401, 403}:
            raise doubts.Stop(doubts.signed_out(NAME, code))
        if answer.status in {400, 413, 422}:
            raise doubts.Stop(doubts.refused(NAME, code))
        raise doubts.Stop(doubts.busy(NAME, code))

    def _signed(
        self,
        method: str,
        path: str,
        content: Mapping[str, object] | None = None,
        *,
        multipart: tuple[bytes, str] | None = None,
    ) -> Answer:
        body, kind = multipart or (b"", "application/json")
        if content is not None:
            body = json.dumps(content).encode()
        answer = self._api.call(
            method, path, headers={**self.bearer(), "Content-Type": kind}, body=body
        )
        if answer.status == 401:
            # A token may die before its time; never the decisive call: that one is made once.
            self.forget()
            headers = {**self.bearer(), "Content-Type": kind}
            answer = self._api.call(method, path, headers=headers, body=body)
        return answer

    def bearer(self) -> dict[str, str]:
        if not self._token or time.monotonic() >= self._token_until:
            account = self._account
            pair = f"{account.client_id}:{account.client_secret}".encode()
            answer = self._sign_in.call(
                "POST",
                "/token",
                headers={
                    "Authorization": "Basic " + base64.b64encode(pair).decode(),
                    "Content-Type": "application/x-www-form-urlencoded",
                },
                body=urlencode(
                    {
                        "grant_type": "password",
                        "username": account.user,
                        "password": account.password,
                    }
                ).encode(),
            )
            if answer.status in {400, 401, 403}:
                raise doubts.Stop(doubts.signed_out(NAME, str(answer.status)))
            if answer.status != 200:
                raise doubts.Stop(doubts.busy(NAME, str(answer.status)))
            given = record(answer.json())
            life = given.get("expires_in")
            self._token = text(given.get("access_token"))
            if not self._token or not self._token.isascii() or not self._token.isprintable():
                self._token = ""
                raise Lost(Reason.GARBLED)
            seconds = life if isinstance(life, int) else 60
            self._token_until = time.monotonic() + max(0, seconds - 30)
        return {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}


def code_of(answer: Answer) -> str:
    """The provider's word for an error («CODE»), or the HTTP status."""
    try:
        told = record(answer.json())
    except Lost:
        return str(answer.status)
    for error in (*records(told.get("errors")), told):
        code = text(error.get("code"))
        if re.fullmatch(r"[A-Z0-9_]{3,60}", code):
            return code
    return str(answer.status)
