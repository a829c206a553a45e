"""The three providers, each with its contract server, for the tests that hold for all."""

from __future__ import annotations

from relance.channels.letter.ar24 import Ar24, Ar24Account
from relance.channels.letter.maileva import Maileva, MailevaAccount
from relance.channels.letter.merci_facteur import MerciFacteur, MerciFacteurAccount
from relance.channels.letter.provider import Provider
from tests.channels.letter import ar24_server, maileva_server, merci_facteur_server
from tests.channels.letter.ar24_server import Ar24Server
from tests.channels.letter.contract_server import ContractServer
from tests.channels.letter.maileva_server import MailevaServer
from tests.channels.letter.merci_facteur_server import MerciFacteurServer
from tests.channels.letter.parcels import now, wire

NAMES = ("maileva", "merci_facteur", "ar24")


def server_of(name: str) -> ContractServer:
    """A fresh server, not started."""
    made: dict[str, ContractServer] = {
        "maileva": MailevaServer(),
        "merci_facteur": MerciFacteurServer(),
        "ar24": Ar24Server(),
    }
    return made[name]


def provider_of(server: ContractServer) -> Provider:
    """Our client, towards a server that has started."""
    if isinstance(server, MailevaServer):
        return maileva(server)
    if isinstance(server, MerciFacteurServer):
        return merci_facteur(server)
    assert isinstance(server, Ar24Server)
    return ar24(server)


def maileva(server: ContractServer) -> Maileva:
    account = MailevaAccount(
        maileva_server.CLIENT, maileva_server.SECRET, maileva_server.USER, maileva_server.PASSWORD
    )
    api = wire(f"{server.base}/registered_mail/v4")
    return Maileva(account, now=now, api=api, sign_in=wire(server.base))


def merci_facteur(server: ContractServer) -> MerciFacteur:
    account = MerciFacteurAccount(
        merci_facteur_server.SERVICE, merci_facteur_server.SECRET, merci_facteur_server.USER_ID
    )
    return MerciFacteur(account, now=now, api=wire(f"{server.base}/api/1.2/prod/service"))


def ar24(server: ContractServer) -> Ar24:
    account = Ar24Account(ar24_server.TOKEN, ar24_server.KEY, ar24_server.USER_ID)
    return Ar24(account, now=now, api=wire(f"{server.base}/api"))
