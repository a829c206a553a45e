"""Bytes to and from a server before one deadline, whatever it drips; in TLS where asked."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time

from relance.channels.email.dialogue import Broken, broken_by
from relance.channels.email.outcome import Reason
from relance.channels.email.server import NONE, STARTTLS, TLS
from relance.channels.email.trust import trusting

_CHUNK = 64 * 1024


class Wire:
    """One connection. Everything that fails is raised as Broken, with its reason."""

    def __init__(
        self, host: str, port: int, security: str, *, timeout_s: float, trusted_ca: str
    ) -> None:
        self._host, self._trusted_ca = host, trusted_ca
        self._deadline = time.monotonic() + timeout_s
        self._kept = b""
        if security not in (STARTTLS, TLS, NONE) or not host:
            raise Broken(Reason.BAD_SETTINGS)
        found = _addresses(host, port)
        if security == NONE and not all(
            ipaddress.ip_address(address.partition("%")[0]).is_loopback for address in found
        ):
            raise Broken(Reason.INSECURE)
        self.sock = self._connected(found, port)
        if security == TLS:
            self.secure()

    def remaining(self) -> float:
        """Seconds left for the whole visit; Broken when there are none."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise Broken(Reason.SILENT)
        return left

    def _connected(self, addresses: list[str], port: int) -> socket.socket:
        refusal: OSError | None = None
        for address in addresses:
            try:
                return socket.create_connection((address, port), timeout=self.remaining())
            except OSError as error:
                refusal = error
        silent = isinstance(refusal, TimeoutError)
        raise Broken(Reason.SILENT if silent else Reason.UNREACHABLE) from refusal

    def secure(self) -> None:
        """Into TLS, the certificate checked against the name."""
        if self._kept:
            raise Broken(Reason.TLS_FAILED)  # said in the clear, to be heard inside TLS
        try:
            context = trusting(self._trusted_ca)
        except (OSError, ssl.SSLError) as error:
            raise Broken(Reason.BAD_SETTINGS) from error
        try:
            self.sock.settimeout(self.remaining())
            self.sock = context.wrap_socket(self.sock, server_hostname=self._host)
        except ssl.SSLCertVerificationError as error:
            raise Broken(Reason.BAD_CERTIFICATE, error.verify_message) from error
        except TimeoutError as error:
            raise Broken(Reason.SILENT) from error
        except OSError as error:
            raise Broken(Reason.TLS_FAILED) from error
        except ValueError as error:
            raise Broken(Reason.BAD_SETTINGS) from error

    def send(self, data: bytes) -> None:
        """Write all of it."""
        rest = memoryview(data)
        while rest:
            self.sock.settimeout(self.remaining())
            try:
                rest = rest[self.sock.send(rest[:_CHUNK]) :]
            except OSError as error:
                raise broken_by(error) from error

    def _hear(self) -> None:
        self.sock.settimeout(self.remaining())
        try:
            heard = self.sock.recv(_CHUNK)
        except OSError as error:
            raise broken_by(error) from error
        if not heard:
            raise Broken(Reason.CLOSED)
        self._kept += heard

    def read(self, size: int) -> bytes:
        """Exactly that many bytes."""
        while len(self._kept) < size:
            self._hear()
        taken, self._kept = self._kept[:size], self._kept[size:]
        return taken

    def readline(self, limit: int) -> bytes:
        """One line with its end, of at most `limit` bytes."""
        while (end := self._kept.find(b"\n")) < 0:
            if len(self._kept) > limit:
                raise Broken(Reason.NOT_IMAP)
            self._hear()
        return self.read(end + 1)

    def close(self) -> None:
        self.sock.close()


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Broken(Reason.UNKNOWN_HOST) from error
    except (UnicodeError, OverflowError, ValueError) as error:
        raise Broken(Reason.BAD_SETTINGS) from error
    return [str(entry[4][0]) for entry in found]
