"""One visit to a mailbox, read only and bounded in time: folders, searches, headers.

The standard `imaplib` for the grammar, our own reading and writing for the limits: by itself
it waits again at each byte that a server drips, and takes any length the server announces.
"""

from __future__ import annotations

import base64
import imaplib
import re
from dataclasses import dataclass
from types import TracebackType

from relance.channels.email.account import ImapAccount
from relance.channels.email.dialogue import Broken, discreet
from relance.channels.email.outcome import Reason
from relance.channels.email.server import STARTTLS
from relance.channels.email.wire import Wire

_LINE_BYTES = 256 * 1024
_VISIT_BYTES = 4 * 1024 * 1024
_LISTED = re.compile(rb'\((?P<flags>[^)]*)\) (?:"(?:[^"\\]|\\.)*"|NIL) (?P<name>.*)\Z', re.S)
_USUAL = frozenset(
    (
        "sent",
        "sent items",
        "sent messages",
        "sent mail",
        "envoyés",
        "messages envoyés",
        "éléments envoyés",
        "courrier envoyé",
        "envoyes",
    )
)
"""How servers that don't say which folder it is name the one of sent mail."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder: its name as the server writes it, as people read it, and what it is for."""

    raw: bytes
    name: str
    uses: frozenset[str]


class _Bounded(imaplib.IMAP4):
    """`imaplib` with the bytes of a wire: one deadline, one limit for the whole visit."""

    def __init__(self, account: ImapAccount) -> None:
        self.account = account
        self.left_bytes = _VISIT_BYTES
        super().__init__()

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        account = self.account
        self.wire = Wire(
            account.host,
            account.port,
            account.security,
            timeout_s=account.timeout_s,
            trusted_ca=account.trusted_ca,
        )

    def read(self, size: int) -> bytes:
        self._spend(size)
        return self.wire.read(size)

    def readline(self) -> bytes:
        line = self.wire.readline(_LINE_BYTES)
        self._spend(len(line))
        return line

    def _spend(self, size: int) -> None:
        self.left_bytes -= size
        if self.left_bytes < 0:
            raise Broken(Reason.NOT_IMAP)

    def send(self, data: bytes) -> None:  # type: ignore[override]
        self.wire.send(data)

    def shutdown(self) -> None:
        self.wire.close()


class Mailbox:
    """A mailbox, signed in: `with Mailbox(account) as box`. Raises Broken, and nothing else."""

    def __init__(self, account: ImapAccount) -> None:
        self.account = account
        try:
            self._imap = _Bounded(account)
        except imaplib.IMAP4.error as wrong:
            # Whoever does not even greet as a mailbox: what it said is of no use to a person.
            raise Broken(Reason.NOT_IMAP, self._text(str(wrong))) from wrong
        try:
            self._enter()
        except imaplib.IMAP4.error as wrong:
            self.leave()
            raise self._broken(wrong) from wrong
        except Broken:
            self.leave()
            raise

    def __enter__(self) -> Mailbox:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.leave()

    def leave(self) -> None:
        """Hang up: nothing was changed, so nobody need be told."""
        self._imap.shutdown()

    def _enter(self) -> None:
        account = self.account
        if account.security == STARTTLS:
            # PREAUTH in the clear is how somebody on the wire makes a client skip TLS.
            if self._imap.state != "NONAUTH" or "STARTTLS" not in self._imap.capabilities:
                raise Broken(Reason.NO_TLS)
            self._said(*self._imap.xatom("STARTTLS"))
            self._imap.wire.secure()
            self._imap.untagged_responses = {}
            self._learn()
        if account.user and self._imap.state == "NONAUTH":
            self._sign_in()
            self._learn()

    def _learn(self) -> None:
        """What the server can do: what it said before TLS or sign-in is forgotten."""
        typ, data = self._imap.capability()
        self._said(typ, data)
        self._imap.capabilities = tuple(b" ".join(data).decode("ascii", "replace").upper().split())

    def _sign_in(self) -> None:
        user, password = self.account.user, self.account.password
        try:
            if "AUTH=PLAIN" in self._imap.capabilities:
                plain = f"\0{user}\0{password}".encode()
                self._imap.authenticate("PLAIN", lambda _: plain)
            elif "LOGINDISABLED" in self._imap.capabilities:
                raise Broken(Reason.NO_AUTH)
            else:
                self._imap.login(_quoted(user.encode("ascii")).decode("ascii"), password)
        except UnicodeError as wrong:
            raise Broken(Reason.NO_AUTH) from wrong
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as wrong:
            raise Broken(Reason.BAD_PASSWORD, self._text(str(wrong))) from wrong

    def folders(self) -> list[Folder]:
        """Every folder one can open."""
        words = ['""', '"*"']
        if {"SPECIAL-USE", "LIST-EXTENDED"} <= set(self._imap.capabilities):
            words.append("RETURN (SPECIAL-USE)")
        self._command("LIST", *words)
        return [one for one in map(_folder, self._untagged("LIST")) if one is not None]

    def sent_folders(self) -> list[Folder]:
        """The folder of sent mail, then the one of all mail where there is one (Gmail)."""
        found = self.folders()
        wanted = self.account.folder
        if wanted:
            sent = [one for one in found if wanted in (one.name, one.raw.decode("ascii", "ignore"))]
        else:
            sent = [one for one in found if "\\sent" in one.uses] or [
                one for one in found if re.split(r"[./]", one.name)[-1].lower() in _USUAL
            ]
        if not sent:
            raise Broken(Reason.NO_FOLDER, wanted)
        everything = [one for one in found if "\\all" in one.uses and one not in sent]
        return sent[:1] + everything[:1]

    def enter(self, folder: bytes) -> int:
        """Open a folder without the right to change it; return its UIDVALIDITY (0: not told)."""
        try:
            name = _quoted(folder)  # bytes: some servers write their folders in UTF-8
            self._said(*self._imap.select(name, readonly=True))  # type: ignore[arg-type]
        except imaplib.IMAP4.error as wrong:
            raise self._broken(wrong) from wrong
        told = self._untagged("UIDVALIDITY")
        return int(told[-1]) if told and isinstance(told[-1], bytes) and told[-1].isdigit() else 0

    def uids(self, *words: str) -> list[int]:
        """The UIDs that fit, newest first, twenty at most."""
        self._command("UID", "SEARCH", *words)
        numbers: list[int] = []
        for line in self._untagged("SEARCH"):
            if isinstance(line, bytes):
                numbers += [int(one) for one in line.split() if one.isdigit()]
        return sorted(numbers, reverse=True)[:20]

    def headers(self, uids: list[int], fields: str) -> list[tuple[str, bytes]]:
        """For each mail the server's words about it (UID, FLAGS, date) and those headers."""
        listed = ",".join(map(str, uids))
        self._command(
            "UID", "FETCH", listed, f"(UID FLAGS INTERNALDATE BODY.PEEK[HEADER.FIELDS ({fields})])"
        )
        parts = self._untagged("FETCH")
        found = []
        for place, one in enumerate(parts):
            if isinstance(one, tuple):
                after = parts[place + 1] if place + 1 < len(parts) else b""
                tail = after if isinstance(after, bytes) else b""
                found.append(((one[0] + b" " + tail).decode("ascii", "replace"), one[1]))
        return found

    def beginning(self, uid: int, size: int) -> bytes:
        """The first bytes of a mail, its head first; empty when it is no longer there."""
        self._command("UID", "FETCH", str(uid), f"(UID BODY.PEEK[]<0.{size}>)")
        parts = self._untagged("FETCH")
        return next((one[1] for one in parts if isinstance(one, tuple)), b"")[:size]

    def _command(self, name: str, *words: str) -> None:
        try:
            self._said(*self._imap.xatom(name, *words))
        except imaplib.IMAP4.error as wrong:
            raise self._broken(wrong) from wrong

    def _said(self, typ: str, data: list[bytes]) -> None:
        if typ != "OK":
            told = b" ".join(one for one in data if isinstance(one, bytes))
            raise Broken(Reason.REFUSED, self._text(told.decode("utf-8", "replace")))

    def _untagged(self, kind: str) -> list[bytes | tuple[bytes, bytes]]:
        """The server's lines of that kind since the last time; a literal comes as a pair."""
        _, data = self._imap.response(kind)
        return [one for one in data or () if one is not None]

    def _broken(self, wrong: Exception) -> Broken:
        bye = "BYE" in self._imap.untagged_responses
        return Broken(Reason.CLOSED if bye else Reason.NOT_IMAP, self._text(str(wrong)))

    def _text(self, words: str) -> str:
        shown = discreet(words, self.account.user, self.account.password)
        return "".join(c if c.isprintable() else " " for c in shown).strip()[:500]


def _quoted(name: bytes) -> bytes:
    if re.search(rb"[\r\n\x00]", name):
        raise Broken(Reason.BAD_SETTINGS)
    return b'"' + name.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def _folder(listed: bytes | tuple[bytes, bytes]) -> Folder | None:
    """One line of LIST; None for a folder that only holds others, or that makes no sense."""
    line = listed if isinstance(listed, bytes) else listed[0]
    found = _LISTED.match(line)
    if found is None:
        return None
    uses = frozenset(found["flags"].decode("ascii", "replace").lower().split())
    if {"\\noselect", "\\nonexistent"} & uses:
        return None
    raw = listed[1] if isinstance(listed, tuple) else found["name"].strip()
    if raw.startswith(b'"') and raw.endswith(b'"'):
        raw = re.sub(rb"\\(.)", rb"\1", raw[1:-1])
    return Folder(raw, readable(raw), uses)


def readable(raw: bytes) -> str:
    """A folder's name as people read it: «Envoy&AOk-s» is «Envoyés» (RFC 3501 5.1.3)."""

    def shifted(found: re.Match[bytes]) -> bytes:
        coded = found.group(1).replace(b",", b"/")
        if not coded:
            return b"&"
        padded = coded + b"=" * (-len(coded) % 4)
        return base64.b64decode(padded).decode("utf-16-be").encode()

    try:
        return re.sub(rb"&([^-]*)-", shifted, raw).decode("utf-8")
    except ValueError:
        return raw.decode("ascii", "replace")
