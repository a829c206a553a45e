"""Merci Facteur as its guides say (API 1.2): a signed token, one call that sends, no second one."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field

from tests.channels.letter.contract_server import ContractServer, Reply, Request, Role
from tests.channels.letter.parcels import NOW

SERVICE, SECRET, USER_ID = "service-id", "a secret key nobody may see", 37
WEBHOOK_SECRET = "secret-webhook-123456789azerty"
_ADDRESS = {
    "civilite",
    "nom",
    "prenom",
    "societe",
    "adresse1",
    "adresse2",
    "adresse3",
    "cp",
    "ville",
    "pays",
}


@dataclass
class MerciFacteurServer(ContractServer):
    """`forms` are the sendings taken, in order; `proofs` the documents that are ready."""

    forms: list[dict[str, str]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    proofs: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    state: dict[str, object] = field(default_factory=dict)
    error: object = None
    error_status: int = 200
    postage: str = "7.36"

    def role(self, request: Request) -> Role:
        if request.path.endswith("/getToken"):
            return Role.SIGN_IN
        return Role.DECISIVE if request.path.endswith("/sendCourrier") else Role.STEP

    def answer(self, request: Request) -> Reply:
        call = request.path.rpartition("/")[2]
        if call == "getToken":
            return self._token(request)
        if request.headers.get("ww-access-token") not in self.tokens:
            return Reply(401, {"success": False, "error": "INVALID_TOKEN"})
        if request.headers.get("ww-service-id") != SERVICE:
            return Reply(401, {"success": False, "error": "INVALID_SERVICE"})
        if call == "sendCourrier":
            return self._send(request.form())
        if call == "getPostagePrice":
            assert request.query["modeEnvoi[]"] == ["lrare"]
            postage = {"FRANCE": {"amount": self.postage, "zone": "fr"}}
            content = {"totalContentHt": "1.45", "lettreHt": "1.45"}
            return Reply(200, {"success": True, "affranchissement": postage, "content": content})
        if call == "getSuiviEnvoi":
            return Reply(200, {"success": True, "suiviCourrier": [self.state]})
        return self._proof(request)

    def _token(self, request: Request) -> Reply:
        second = request.headers.get("ww-timestamp", "")
        message = f"{SERVICE}{second}".encode()
        wanted = hmac.new(SECRET.encode(), message, hashlib.sha256).hexdigest()
        if request.headers.get("ww-service-signature") != wanted:
            return Reply(200, {"success": False, "error": "INVALID_SIGNATURE"})
        if abs(NOW.timestamp() - int(second)) > 300:
            return Reply(200, {"success": False, "error": "INVALID_TIMESTAMP"})
        token = f"token-{len(self.seen)}"
        self.tokens.add(token)
        expire = int(NOW.timestamp()) + 86400
        return Reply(200, {"success": True, "token": token, "expire": expire})

    def _send(self, form: dict[str, str]) -> Reply:
        if self.error is not None:
            return Reply(self.error_status, {"success": False, "error": self.error})
        if form["modeEnvoi"] not in {"lrar", "lrare"}:
            return Reply(200, {"success": False, "error": "INVALID_MODE"})
        told = json.loads(form["adress"])
        for address in (told["exp"], *told["dest"]):
            if not set(address) >= _ADDRESS:
                return Reply(200, {"success": False, "error": {"code": "INFO_ADDRESS_MISSING"}})
        letter = json.loads(form["content"])["letter"]
        if letter["files"] != "" or not letter["base64files"]:
            return Reply(200, {"success": False, "error": {"code": "LETTER_INVALID_FILES"}})
        if self.sent[form["antidoublon"]]:
            return Reply(200, {"success": False, "error": {"code": "ANTIDOUBLON_EXISTS"}})
        self.sent[form["antidoublon"]] += 1
        self.forms.append(form)
        price = {"total": {"ht": 8.81, "ttc": 9.1}}
        return Reply(200, {"success": True, "envoi_id": 122 + len(self.forms), "price": price})

    def _proof(self, request: Request) -> Reply:
        found = self.proofs.get(request.query["document"][0])
        if found is None:
            return Reply(200, {"success": False, "error": "PROOF_NOT_AVAILABLE"})
        document = base64.b64encode(found[1]).decode()
        return Reply(200, {"success": True, "format_return": found[0], "document": document})
