"""AR24 as its documentation says (API v1): signed by date, answers closed, one code for one mail."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.channels.letter.contract_server import ContractServer, Reply, Request, Role

TOKEN, KEY, USER_ID = "a token nobody may see", "7X9gx9E3Qx4EiUdB63nc", 123
DATE = "2026-11-23 11:00:00"
"""The tests' moment, as a clock in Paris shows it."""


def closed(text: str, key: str) -> str:
    """What `openssl_encrypt(text, 'aes-256-cbc', key, 0, iv)` gives in their PHP example."""
    once = hashlib.sha256(KEY.encode()).hexdigest()
    vector = hashlib.sha256(once.encode()).hexdigest()[:16].encode()
    plain = text.encode()
    plain += bytes([16 - len(plain) % 16]) * (16 - len(plain) % 16)
    encryptor = Cipher(algorithms.AES(key[:32].encode()), modes.CBC(vector)).encryptor()
    return base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode()


@dataclass
class Ar24Server(ContractServer):
    """`mails` by number; `codes` are the sender's one-time codes still good."""

    mails: dict[str, dict[str, object]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    codes: set[str] = field(default_factory=lambda: {"123456", "234567", "345678"})
    ready: dict[str, bytes] = field(default_factory=dict)
    slug: str = ""

    def role(self, request: Request) -> Role:
        decisive = request.method == "POST" and request.path == "/api/mail"
        return Role.DECISIVE if decisive else Role.STEP

    def answer(self, request: Request) -> Reply:
        if request.path.startswith("/get/proof/"):
            content = self.ready.get(request.path.rpartition("/")[2].partition("-")[0])
            return Reply(200, raw=content) if content else Reply(404, raw=b"not yet")
        fields = self._fields(request)
        if fields.get("token") != TOKEN:
            return _error("token_invalid")
        wanted = closed(DATE, hashlib.sha256(KEY.encode()).hexdigest())
        if fields.get("date") != DATE or request.headers.get("signature") != wanted:
            return _error("expired_date")
        if self.slug:
            return _error(self.slug)
        if request.path == "/api/attachment":
            number = str(50 + len(self.files))
            self.files[number] = request.body
            return _success({"file_id": int(number)})
        if request.path == "/api/user/mail":
            return _success(list(self.mails.values()))
        if request.method == "GET":
            found = self.mails.get(fields.get("id", ""))
            return _success(found) if found else _error("missing_erm_id")
        return self._send(fields)

    def _fields(self, request: Request) -> dict[str, str]:
        if request.method == "GET":
            return {name: values[0] for name, values in request.query.items()}
        if not request.headers["content-type"].startswith("multipart/"):
            return request.form()
        fields = {}
        boundary = request.headers["content-type"].partition("boundary=")[2]
        for part in request.body.split(b"--" + boundary.encode()):
            head, _, content = part.partition(b"\r\n\r\n")
            name = head.partition(b'name="')[2].partition(b'"')[0].decode()
            if name and b"filename=" not in head:
                fields[name] = content.removesuffix(b"\r\n").decode()
        return fields

    def _send(self, fields: dict[str, str]) -> Reply:
        if fields.get("eidas") != "1":
            return _error("authentication_missing")  # a simple mail is not a registered letter
        if fields.get("otp") not in self.codes:
            return _error("authentication_otp_invalid")
        if fields.get("attachment[0]") not in self.files:
            return _error("attachment_not_exists")
        self.codes.remove(fields["otp"])
        self.sent[fields["ref_dossier"]] += 1
        number = str(900 + len(self.mails))
        self.mails[number] = {
            "id": int(number),
            "type": "lre",
            "status": "waiting",
            "ref_dossier": fields["ref_dossier"],
            "to_name": fields["to_company"],
            "date": "2026-11-23 11:00:02",
            "is_eidas": 1,
        }
        return _success(self.mails[number])


def _error(slug: str) -> Reply:
    return Reply(200, {"status": "ERROR", "slug": slug, "message": "refused"})


def _success(result: object) -> Reply:
    text = json.dumps({"status": "SUCCESS", "result": result})
    return Reply(200, raw=closed(text, hashlib.sha256((DATE + KEY).encode()).hexdigest()).encode())
