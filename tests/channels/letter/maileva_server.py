"""Maileva as its OpenAPI description says (registered_mail v4.9): drafts, one submission, proofs."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from tests.channels.letter.contract_server import ContractServer, Reply, Request, Role

USER, PASSWORD = "cabinet", "a password nobody may see"
CLIENT, SECRET = "client-id", "a client secret nobody may see"


@dataclass
class Sending:
    id: str
    about: dict[str, object]
    status: str = "DRAFT"
    documents: list[bytes] = field(default_factory=list)
    recipients: list[dict[str, object]] = field(default_factory=list)

    def shown(self) -> dict[str, object]:
        shown = {"id": self.id, "status": self.status, **self.about}
        if self.status != "DRAFT":
            shown["submission_date"] = "2026-11-20T09:00:00.000Z"
        return shown


@dataclass
class MailevaServer(ContractServer):
    """`page` is the most a list gives at once; `tokens` are those still good."""

    sendings: dict[str, Sending] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    page: int = 500
    expires_in: int = 300
    given: int = 0
    ready: dict[str, bytes] = field(default_factory=dict)
    refuse: str = ""
    answer_as: dict[str, object] = field(default_factory=dict)

    def role(self, request: Request) -> Role:
        if request.path.endswith("/token"):
            return Role.SIGN_IN
        return Role.DECISIVE if request.path.endswith("/submit") else Role.STEP

    def answer(self, request: Request) -> Reply:
        if request.path.endswith("/token"):
            return self._sign_in(request)
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return Reply(401, {"code": "UNAUTHORIZED", "message": "token"})
        if request.path in self.answer_as:
            return Reply(200, self.answer_as[request.path])
        path = request.path.removeprefix("/registered_mail/v4")
        if path == "/sendings":
            return self._create(request) if request.method == "POST" else self._list(request)
        if path.startswith("/global_deposit_proofs"):
            return Reply(200, {"global_deposit_proofs": [], "paging": {"total_results": 0}})
        number, _, rest = path.removeprefix("/sendings/").partition("/")
        sending = self.sendings.get(number)
        if sending is None:
            return Reply(404, {"code": "SENDING_NOT_FOUND", "message": "introuvable"})
        return self._one(request, sending, rest)

    def _sign_in(self, request: Request) -> Reply:
        pair = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        form = request.form()
        if request.headers.get("authorization") != f"Basic {pair}":
            return Reply(401, {"error": "unauthorized_client"})
        if form != {"grant_type": "password", "username": USER, "password": PASSWORD}:
            return Reply(401, {"error": "invalid_grant"})
        self.given += 1
        token = f"token-{self.given}"
        self.tokens.add(token)
        return Reply(200, {"access_token": token, "expires_in": self.expires_in})

    def _create(self, request: Request) -> Reply:
        about = json.loads(request.body)
        if self.refuse:
            return _bad(self.refuse)
        if not about.get("name"):
            return _bad("EMPTY_NAME")
        if len(about.get("custom_id", "")) > 38:
            return _bad("CUSTOM_ID_WRONG_FORMAT")
        for name, value in about.items():
            if "address_line" in name and len(value) > 38:
                return _bad(f"ADDRESS_LINE_{name[-1]}_TOO_LONG")
        number = f"110e8400-0000-4000-8000-{len(self.seen):012d}"
        self.sendings[number] = Sending(number, about)
        return Reply(201, self.sendings[number].shown())

    def _list(self, request: Request) -> Reply:
        start = int(request.query.get("start_index", ["1"])[0])
        count = min(self.page, int(request.query.get("count", ["50"])[0]))
        every = list(self.sendings.values())
        shown = [sending.shown() for sending in every[start - 1 : start - 1 + count]]
        return Reply(200, {"sendings": shown, "paging": {"total_results": len(every)}})

    def _one(self, request: Request, sending: Sending, rest: str) -> Reply:
        if rest == "" and request.method == "GET":
            return Reply(200, sending.shown())
        if rest == "recipients" and request.method == "GET":
            listed = {"recipients": sending.recipients, "paging": {"total_results": 1}}
            return Reply(200, listed)
        if "download_" in rest:
            content = self.ready.get(rest.rpartition("/")[2])
            if content is None:
                return Reply(404, {"code": "PROOF_NOT_FOUND", "message": "pas encore"})
            return Reply(200, raw=content)
        if sending.status != "DRAFT":
            return _bad("SENDING_STATUS_IS_NOT_DRAFT")
        if rest == "" and request.method == "DELETE":
            del self.sendings[sending.id]
            return Reply(204, raw=b"")
        if rest == "documents":
            sending.documents.append(_part(request, "document"))
            return Reply(201, {"id": "document-1"})
        if rest == "recipients":
            return self._recipient(request, sending)
        if rest == "submit":
            if not (sending.documents and sending.recipients):
                return _bad("EMPTY_DOCUMENT")
            sending.status = "PENDING"
            self.sent[str(sending.about["custom_id"])] += 1
            return Reply(200, raw=b"")
        return Reply(404, {"code": "SENDING_NOT_FOUND", "message": rest})

    def _recipient(self, request: Request, sending: Sending) -> Reply:
        told = json.loads(request.body)
        if not (told.get("address_line_1") or told.get("address_line_2")):
            return _bad("EMPTY_ADDRESS_LINE_1_OR_ADDRESS_LINE_2")
        if not re.fullmatch(r"\d{5} .+", told.get("address_line_6", "")):
            return _bad("INVALID_ADDRESS_LINE_6")
        sending.recipients.append({"id": "recipient-1", "status": "DRAFT", **told})
        return Reply(201, sending.recipients[-1])


def _bad(code: str) -> Reply:
    return Reply(400, {"errors": [{"code": code, "message": "refusé"}]})


def _part(request: Request, name: str) -> bytes:
    boundary = parse_qs(request.headers["content-type"].replace("; ", "&"))["boundary"][0]
    for part in request.body.split(b"--" + boundary.encode()):
        head, _, content = part.partition(b"\r\n\r\n")
        if f'name="{name}"'.encode() in head:
            return content.removesuffix(b"\r\n")
    return b""
