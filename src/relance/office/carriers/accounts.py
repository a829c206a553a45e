"""A creditor's accounts with letter providers, and the client of each."""

from __future__ import annotations

from relance.case import Money
from relance.channels.letter import Provider
from relance.channels.letter.ar24 import API as AR24_API
from relance.channels.letter.ar24 import Ar24, Ar24Account
from relance.channels.letter.maileva import API as MAILEVA_API
from relance.channels.letter.maileva import SIGN_IN, Maileva, MailevaAccount
from relance.channels.letter.merci_facteur import API as MERCI_FACTEUR_API
from relance.channels.letter.merci_facteur import MerciFacteur, MerciFacteurAccount
from relance.channels.letter.wire import Wire
from relance.office import clock, secrets_box
from relance.office.models import CarrierRow

NAMES: dict[str, str] = {
    "maileva": Maileva.name,
    "merci_facteur": MerciFacteur.name,
    "ar24": Ar24.name,
}
"""The providers there are, by key, as a person calls them."""

_ANSWER_S = 120.0
_GLANCE_S = 10.0
"""How long a price is waited for: a page of the desk stands still meanwhile."""


def secret_name(key: str, part: str = "") -> str:
    """Under which name a secret of the account is kept; `part`: "client" or "hook"."""
    return f"carrier_{key}_{part}" if part else f"carrier_{key}"


def rows(creditor_id: int) -> list[CarrierRow]:
    """The creditor's accounts, in the order of their keys."""
    found = CarrierRow.objects.filter(creditor_id=creditor_id, key__in=list(NAMES))
    return list(found.order_by("key"))


def provider_of(creditor_id: int, key: str) -> Provider | None:
    """The client of that account, if there is one. Raises SecretUnreadable."""
    row = CarrierRow.objects.filter(creditor_id=creditor_id, key=key).first()
    return client(row) if row is not None and row.key in NAMES else None


def client(row: CarrierRow, *, glance: bool = False) -> Provider:
    """A client with its secrets opened; `glance`: one that waits seconds only."""
    secret = _opened(row)
    price = None if row.price_cents is None else Money(row.price_cents, "EUR")

    def wire(usual: str, under: str = "") -> Wire:
        base = row.base + under if row.base else usual
        return Wire(base, answer_s=_GLANCE_S if glance else _ANSWER_S)

    if row.key == "maileva":
        words = MailevaAccount(row.client, _opened(row, "client"), row.user, secret, price)
        api = wire(MAILEVA_API, "/registered_mail/v4")
        return Maileva(words, now=clock.now, api=api, sign_in=wire(SIGN_IN))
    if row.key == "merci_facteur":
        account = MerciFacteurAccount(row.client, secret, _number(row.user))
        api = wire(MERCI_FACTEUR_API, "/api/1.2/prod/service")
        return MerciFacteur(account, now=clock.now, api=api)
    access = Ar24Account(row.client, secret, _number(row.user), price)
    return Ar24(access, now=clock.now, api=wire(AR24_API, "/api"))


def hook_secret(row: CarrierRow) -> str:
    """What the provider shows when it calls us; empty when none was agreed."""
    return _opened(row, "hook")


def _opened(row: CarrierRow, part: str = "") -> str:
    return secrets_box.opened(row.creditor_id, secret_name(row.key, part)) or ""


def _number(user: str) -> int:
    return int(user) if user.isascii() and user.isdigit() else 0
