"""The mail server a creditor sends through, as the settings page knows it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field

STARTTLS = "starttls"
TLS = "tls"
NONE = "none"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where and how to hand a mail over. Times are in seconds.

    `security` is `starttls` (usual port 587), `tls` (465), or `none`, which only a server on
    this very machine may have. `timeout_s` bounds each exchange; all exchanges before the
    final dot together take four times that at most. `reply_timeout_s` is the wait for the
    answer after the dot: RFC 5321 4.5.3.2.6 asks for ten minutes, and a shorter one makes
    doubts of its own. `trusted_ca` is a PEM file trusted beside the system's authorities.
    """

    host: str
    port: int = 587
    security: str = STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_s: float = 60
    reply_timeout_s: float = 600
    trusted_ca: str = ""

    @property
    def named_loopback(self) -> bool:
        """True if the name itself can only mean this machine."""
        if self.host.lower() == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False
