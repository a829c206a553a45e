"""The mailbox in which a creditor finds what he has sent, as the settings page knows it."""

from __future__ import annotations

from dataclasses import dataclass, field

from relance.channels.email.server import TLS


@dataclass(frozen=True, slots=True)
class ImapAccount:
    """Where to read the mailbox. It is read only: no message is moved, marked or deleted.

    `security` is as for sending: `tls` (usual port 993), `starttls` (143), `none` for a server
    of this machine. `folder` names the folder of sent mail; empty: the server says which one
    it is (RFC 6154), or its usual name. `timeout_s` bounds a whole visit, not an exchange.
    """

    host: str
    port: int = 993
    security: str = TLS
    user: str = ""
    password: str = field(default="", repr=False)
    folder: str = ""
    timeout_s: float = 20
    trusted_ca: str = ""
