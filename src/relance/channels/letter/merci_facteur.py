"""Registered letters on paper through Merci Facteur, API 1.2: no draft, one call that sends.

Read in the provider's own published guides and clients (law.md L11.9). It was never tried
against the live service.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from fractions import Fraction
from urllib.parse import urlencode

from relance.case.money import Money
from relance.channels.letter import doubts
from relance.channels.letter.address import PostalLines
from relance.channels.letter.fields import amount, record, text
from relance.channels.letter.limits import (
    common_problems,
    postal_problems,
    postcode_and_city,
)
from relance.channels.letter.merci_facteur_events import event_list, heard, letters, proof_of
from relance.channels.letter.merci_facteur_session import (
    API,
    NAME,
    MerciFacteurAccount,
    MerciFacteurSession,
    Mode,
    code_of,
)
from relance.channels.letter.provider import (
    Accepted,
    CannotTell,
    Deposited,
    Event,
    Heard,
    Outcome,
    Parcel,
    Preparation,
    Prepared,
    Proof,
    Quote,
    Trace,
    mark_of,
)
from relance.channels.letter.wire import Answer, Lost, NotReached, Wire

__all__ = ["API", "MerciFacteur", "MerciFacteurAccount", "Mode"]

_COUNTRY = "FRANCE"
_VAT = Fraction(20, 100)  # CGI art. 278: on the printing; postage has none
_STREET_LINES = 3
_MAX_MEGABYTES = 8  # the guide: past some megabytes base64 does not pass any more
_WRONG_LETTER = {
    "LETTER_INVALID_FILES",
    "LETTER_INVALID_BASE64_FILES",
    "INFO_ADDRESS_MISSING",
    "INVALID_DATE_ENVOI",
}
_TWICE = re.compile(r"doublon|duplic", re.I)


class MerciFacteur:
    """`Provider` for one account; see its docstrings. `now` gives the time with its zone."""

    name = NAME
    asks_code = False

    def __init__(
        self,
        account: MerciFacteurAccount,
        *,
        now: Callable[[], datetime],
        api: Wire | None = None,
    ) -> None:
        self._account = account
        self._now = now
        self._api = api or Wire(API)
        self._session = MerciFacteurSession(account, self._api, now)

    def check(self, parcel: Parcel) -> tuple[str, ...]:
        problems = [
            *common_problems(parcel, max_megabytes=_MAX_MEGABYTES),
            *postal_problems(parcel),
        ]
        for who, address in (("Destinataire", parcel.recipient), ("Expéditeur", parcel.sender)):
            if len(address.lines) - 2 > _STREET_LINES:
                problems.append(
                    f"{who}\u00a0: Merci Facteur prend {_STREET_LINES} lignes entre le nom et la "
                    "ville. Raccourcissez l’adresse."
                )
            if postcode_and_city(address)[0].startswith(("97", "98")):
                problems.append(
                    f"{who}\u00a0: hors de la métropole, cet envoi n’est pas prévu ici. Postez la "
                    "lettre vous-même avec le kit."
                )
        return tuple(problems)

    def quote(self, parcel: Parcel) -> Quote:
        """Ask getPostagePrice: its amounts are without tax, and postage bears none."""
        answer = self._session.ask(
            "/getPostagePrice",
            [
                ("modeEnvoi[]", self._account.mode),
                ("letterPageNumber", str(parcel.sheets)),
                ("letterPrintSides", "recto"),
                ("photoNumber", "0"),
                ("cardFormat[]", ""),
                ("cardPapier[]", ""),
                ("cardCoin[]", ""),
                ("paysDestinataire[]", _COUNTRY),
            ],
        )
        told = record(answer.json())
        countries = record(told.get("affranchissement"))
        postage = next((amount(record(one).get("amount")) for one in countries.values()), None)
        printing = amount(record(told.get("content")).get("totalContentHt"))
        if told.get("success") is not True or postage is None or printing is None:
            raise doubts.unanswered_code(self.name, code_of(answer))
        taxed = Money.rounded(Fraction(printing.cents, 100) * (1 + _VAT))
        receipt = "numérisé" if self._account.mode is Mode.LRARE else "renvoyé sur papier"
        covers = f"impression et TVA, affranchissement, avis de réception {receipt}"
        return Quote(postage + taxed, covers, indicative=True)

    def prepare(self, parcel: Parcel) -> Preparation:
        """There is no draft: a token shows that the account is good, and nothing else is done."""
        problems = self.check(parcel)
        if problems:
            return doubts.unfit(self.name, problems)
        try:
            self._session.headers()
        except doubts.Stop as stop:
            return stop.outcome
        except (NotReached, Lost) as fault:
            return doubts.not_sent(self.name, fault)
        return Prepared(parcel)

    def commit(
        self, prepared: Prepared, *, before_send: Callable[[], None], code: str = ""
    ) -> Outcome:
        """Call sendCourrier: it prints, posts and bills.

        The anti-double key is ours and never changes: for 30 days the provider itself refuses
        a second letter of the same key (the guide, section 4).
        """
        body = urlencode(self._form(prepared.parcel)).encode()
        try:
            headers = {
                **self._session.headers(),
                "Content-Type": "application/x-www-form-urlencoded",
            }
        except doubts.Stop as stop:
            return stop.outcome
        except (NotReached, Lost) as fault:
            return doubts.not_sent(self.name, fault)
        try:
            answer = self._api.call(
                "POST", "/sendCourrier", headers=headers, body=body, before=before_send
            )
            return self._verdict(answer)
        except NotReached as fault:
            return doubts.not_sent(self.name, fault)
        except Lost as fault:
            return doubts.lost(self.name, fault)

    def _verdict(self, answer: Answer) -> Outcome:
        code = code_of(answer)
        if answer.status == 401:
            self._session.forget()
            return doubts.busy(self.name, code)
        if answer.status == 429:
            return doubts.busy(self.name, code)
        if answer.status >= 500 or answer.status in {301, 302, 307, 308, 408}:
            return doubts.odd(self.name, code)
        told = record(answer.json())
        reference = text(told.get("envoi_id"))
        if answer.status == 200 and told.get("success") is True and reference:
            return Accepted(Deposited(reference, self._now()))
        if told.get("success") is not False:
            return doubts.odd(self.name, code)
        return self._refusal(code)

    def _refusal(self, code: str) -> Outcome:
        """«success: false» is certain: this call made no letter (the guide, section 5)."""
        if _TWICE.search(code):
            return doubts.unknown(
                self.name,
                f"{self.name} répond qu’un envoi de la même lettre a déjà été demandé ({code})",
            )
        if code in _WRONG_LETTER:
            return doubts.refused(self.name, code)
        why = "son service demande quelque chose ; sa documentation explique ce code"
        return doubts.to_settle(self.name, why, code)

    def find(self, key: str) -> Trace:
        """The lists of the API show neither our key nor our reference: only a person can look."""
        return CannotTell(
            f"Les listes de {self.name} ne montrent pas nos références. Ouvrez votre compte "
            f"{self.name}, rubrique des envois, et cherchez le libellé «\u00a0{_label(key)}\u00a0». Une "
            "notification de leur part peut aussi lever le doute."
        )

    def events(self, reference: str) -> tuple[Event, ...]:
        return event_list(reference, self._followed(reference))

    def proofs(self, reference: str) -> tuple[Proof, ...]:
        wanted = [("preuve-de-depot", "depot")]
        if self._account.mode is Mode.LRARE:
            wanted.append(("avis-de-reception", "reception"))
        ready = []
        for letter in letters(self._followed(reference)):
            tracking = text(letter.get("ref_tracking"))
            for name, kind in wanted if tracking else ():
                answer = self._session.ask(
                    "/getProof", [("trackingNumber", tracking), ("document", kind)]
                )
                proof = proof_of(name, kind, answer)
                ready += [proof] if proof is not None else []
        return tuple(ready)

    def read_webhook(self, headers: Mapping[str, str], body: bytes, secret: str) -> Heard:
        """The provider signs its notifications with the account's webhook key in a header."""
        return heard(headers, body, secret)

    def _followed(self, reference: str) -> Answer:
        answer = self._session.ask("/getSuiviEnvoi", [("idEnvoi", reference)])
        if record(answer.json()).get("success") is not True:
            raise doubts.unanswered_code(self.name, code_of(answer))
        return answer

    def _form(self, parcel: Parcel) -> dict[str, str]:
        content = {
            "letter": {
                "files": "",  # empty is "" here, a list would be refused
                "base64files": [base64.b64encode(parcel.letter).decode()],
                "final_filename": "lettre",
                "print_sides": "recto",
            },
            "photo": "",
            "card": "",
        }
        recipient = {**_address(parcel.recipient, parcel.professional), "phone": ""}
        recipient |= {"email": "", "consent": 0, "reference": _reference(parcel)}
        sender = {**_address(parcel.sender, True), "email": ""}
        return {
            "idUser": str(self._account.user_id),
            "modeEnvoi": self._account.mode,
            "adress": json.dumps({"exp": sender, "dest": [recipient]}),
            "content": json.dumps(content),
            "designation": _label(parcel.key),
            "antidoublon": parcel.key,
        }


def _label(key: str) -> str:
    return f"relance {mark_of(key)}"


def _reference(parcel: Parcel) -> str:
    """Printed on the receipt and told back: for people, then the mark; 30 characters."""
    plain = re.sub(r"[^A-Za-z0-9 _-]+", " ", parcel.reference).strip()
    return f"{plain[:17].strip()} {mark_of(parcel.key)}".strip()


def _address(address: PostalLines, company: bool) -> dict[str, str | int]:
    """All the keys, unused ones empty: one missing is INFO_ADDRESS_MISSING."""
    lines = address.lines
    postcode, city = postcode_and_city(address)
    street = [*lines[1:-1], "", "", ""]
    return {
        "civilite": "",
        "nom": "" if company else lines[0],
        "prenom": "",
        "societe": lines[0] if company else "",
        "adresse1": street[0],
        "adresse2": street[1],
        "adresse3": street[2],
        "cp": postcode,
        "ville": city,
        "pays": _COUNTRY,
    }
