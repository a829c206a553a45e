"""A signed conversation with AR24: every request dated and signed, every answer closed.

Paths, fields and the words of errors were read in AR24's documentation and in public clients of
its API v1 (law.md L11.8). Its answers always have the HTTP status 200; the verdict is inside.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from urllib3.filepost import encode_multipart_formdata

from relance.case.money import Money
from relance.channels.letter import doubts
from relance.channels.letter.ar24_seal import opened, signature
from relance.channels.letter.fields import PARIS, record, text
from relance.channels.letter.provider import Outcome, RefusedForGood, RefusedForNow, Unanswered
from relance.channels.letter.wire import Answer, Lost, NotReached, Reason, Wire

API = "https://app.ar24.fr/api"
SANDBOX_API = "https://sandbox.ar24.fr/api"
NAME = "AR24"

_SIGN_IN = {"token_invalid", "token_missing", "user_unavailable", "user_not_exist", "http_401"}
_CLOCK = {"empty_date", "invalid_date", "expired_date", "date_in_future"}
_CODE = {
    "authentication_otp_hash_invalid",
    "authentication_otp_invalid",
    "authentication_missing",
}
_ACCOUNT = {
    "user_account_not_confirmed",
    "user_eula_not_accepted",
    "user_name_empty",
    "user_no_payment",
}
_LETTER = {
    "missing_email",
    "same_sender_recipients_emails",
    "invalid_recipient",
    "invalid_email",
    "attachment_too_big",
    "attachment_empty_name",
    "attachment_missing_file",
    "content_exceeds_limit",
    "forbidden_html",
    "error_no_content_no_attachment",
}
_AGAIN = {"attachment_not_exists", "attachment_unavailable", "maintenance", "http_429"}


@dataclass(frozen=True, slots=True)
class Ar24Account:
    """The token and private key of the API access, and the sender's account number.

    `price_without_tax` is the price to show before the yes (rates.yaml lre_qualifiee_AR24, or
    the account's own): AR24's API tells none before the letter is taken.
    """

    token: str = field(repr=False)
    private_key: str = field(repr=False)
    user_id: int
    price_without_tax: Money | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """An opened answer: its result when it is a success, else the slug of its refusal."""

    result: object
    slug: str = ""
    raw: bytes = field(default=b"", repr=False)


class Ar24Session:
    """Signed requests; the reader of their answers."""

    def __init__(self, account: Ar24Account, api: Wire, now: Callable[[], datetime]) -> None:
        self._account = account
        self._api = api
        self._now = now

    def get(self, path: str, fields: Mapping[str, str]) -> Said:
        """Ask. Raises NotReached or Lost."""
        date = self._date()
        query = urlencode({"token": self._account.token, "date": date, **fields})
        answer = self._api.call("GET", f"{path}?{query}", headers=self._signed(date))
        return self._said(answer, date)

    def post(
        self,
        path: str,
        fields: Mapping[str, str],
        *,
        file: tuple[str, bytes] | None = None,
        before: Callable[[], None] | None = None,
    ) -> Said:
        """Send a form, with a PDF or not. Raises NotReached or Lost."""
        date = self._date()
        form = {"token": self._account.token, "date": date, **fields}
        if file is None:
            body, kind = urlencode(form).encode(), "application/x-www-form-urlencoded"
        else:
            parts: dict[str, str | tuple[str, bytes, str]] = {**form}
            parts["file"] = (file[0], file[1], "application/pdf")
            body, kind = encode_multipart_formdata(parts)
        headers = {**self._signed(date), "Content-Type": kind}
        answer = self._api.call("POST", path, headers=headers, body=body, before=before)
        return self._said(answer, date)

    def ask(self, path: str, fields: Mapping[str, str]) -> Said:
        """The answer to a question, when it is one. Raises Unanswered."""
        try:
            said = self.get(path, fields)
        except (NotReached, Lost) as fault:
            raise doubts.unanswered(NAME, fault) from None
        if said.slug:
            raise Unanswered(doubts.unanswered_code(NAME, said.slug).why)
        return said

    def _date(self) -> str:
        return self._now().astimezone(PARIS).strftime("%Y-%m-%d %H:%M:%S")

    def _signed(self, date: str) -> dict[str, str]:
        return {"signature": signature(date, self._account.private_key)}

    def _said(self, answer: Answer, date: str) -> Said:
        if answer.status != 200:
            return Said(None, f"http_{answer.status}", answer.body)
        told = record(self._clear(answer.body, date))
        status = text(told.get("status")).upper()
        if status == "SUCCESS":
            result = told.get("result")
            if isinstance(result, str) and result:
                result = self._clear(result.encode(), date)  # some clients saw only it closed
            return Said(result, raw=answer.body)
        if status == "MAINTENANCE":
            return Said(None, "maintenance", answer.body)
        if status == "ERROR":
            return Said(None, text(told.get("slug")) or "unknown_error", answer.body)
        raise Lost(Reason.GARBLED)

    def _clear(self, body: bytes, date: str) -> object:
        """Refusals come in clear, the rest closed. Raises Lost(GARBLED)."""
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            pass
        try:
            return json.loads(opened(body, date, self._account.private_key))
        except (ValueError, RecursionError):
            raise Lost(Reason.GARBLED) from None


def verdict(slug: str, *, decisive: bool) -> Outcome:
    """What a refusal means. Before the decisive call everything is certain."""
    certain = certainly(slug)
    vague = slug == "unknown_error" or (slug.startswith("http_") and slug not in _AGAIN | _SIGN_IN)
    return doubts.odd(NAME, slug) if decisive and vague else certain


def certainly(slug: str) -> RefusedForNow | RefusedForGood:
    """A refusal of which we know that nothing was sent."""
    if slug in _SIGN_IN or slug == "http_403":
        return doubts.signed_out(NAME, slug)
    if slug in _CLOCK:
        return doubts.to_settle(NAME, "l’heure de cet ordinateur n’est pas juste", slug)
    if slug in _CODE:
        why = "le code à usage unique de l’expéditeur manque ou n’est plus bon ; tapez le suivant"
        return doubts.to_settle(NAME, why, slug)
    if slug in _ACCOUNT:
        why = "votre compte chez lui n’est pas complet (conditions, paiement ou nom)"
        return doubts.to_settle(NAME, why, slug)
    if slug in _LETTER:
        return doubts.refused(NAME, slug)
    if slug in _AGAIN or slug == "unknown_error" or slug.startswith("http_"):
        return doubts.busy(NAME, slug)
    why = "son service demande quelque chose ; sa documentation explique ce mot"
    return doubts.to_settle(NAME, why, slug)
