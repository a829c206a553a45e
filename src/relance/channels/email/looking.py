"""Look in a mailbox for proof that a mail left: itself in Sent, a reply, or a report.

What is found is certain, because an identity is 128 random bits. What is not found says
nothing by itself: a server may not keep sent mail, or keep it late.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from enum import StrEnum

from relance.channels.email.account import ImapAccount
from relance.channels.email.dialogue import Broken
from relance.channels.email.mailbox import Mailbox
from relance.channels.email.outcome import Reason
from relance.channels.email.reports import MOST_BYTES, OUR_HEADER, Report, Said, read_report

_FIELDS = f"MESSAGE-ID {OUR_HEADER.upper()} IN-REPLY-TO REFERENCES CONTENT-TYPE"
_IDENTITY = re.compile(r"[0-9A-Za-z]{8,80}\Z")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Proof(StrEnum):
    """What was found of a mail."""

    SENT = "sent"  # the mail itself, among those sent
    REPLY = "reply"  # an answer that names it
    REPORT = "report"  # a report about it: delivered or not, it had left


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a mail was seen, so that anybody can look again. `filed_at` is the server's word."""

    proof: Proof
    folder: str
    uid: int
    validity: int
    by: str
    filed_at: datetime | None
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """A mail that may have left: its identity, and the day of the attempt."""

    identity: str
    since: date


@dataclass(slots=True)
class Looked:
    """One visit: what was found, by identity, in which folders; `problem` if it was cut short.

    `found` proves that it left; `reports` are those about it, a failure before any other.
    """

    found: dict[str, Sighting] = field(default_factory=dict)
    reports: dict[str, Sighting] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    problem: Reason | None = None
    detail: str = ""


def look(account: ImapAccount, sought: Iterable[Sought], *, inbox: bool = True) -> Looked:
    """Look for these mails in one visit. Never raises for what a server or a network does."""
    wanted = [one for one in sought if _IDENTITY.match(one.identity)]
    done = Looked()
    try:
        with Mailbox(account) as box:
            for folder in box.sent_folders():
                validity = box.enter(folder.raw)
                done.folders += (folder.name,)
                for one in _missing(wanted, done):
                    _look_for_itself(box, one, folder.name, validity, done)
            if inbox and wanted:  # what lies in Sent may have come back all the same
                validity = box.enter(b"INBOX")
                for one in wanted:
                    _look_for_echoes(box, one, validity, done)
    except Broken as end:
        done.problem, done.detail = end.reason, end.detail
    return done


def _missing(wanted: list[Sought], done: Looked) -> list[Sought]:
    return [one for one in wanted if one.identity not in done.found]


def _look_for_itself(box: Mailbox, one: Sought, folder: str, validity: int, done: Looked) -> None:
    for header in ("Message-ID", OUR_HEADER):
        uids = box.uids("HEADER", header, one.identity)
        for words, head in box.headers(uids, _FIELDS) if uids else ():
            # A search is loose, and a draft is filed beside what was sent: look at the mail.
            if not _names(head, header, one.identity) or "\\draft" in words.lower():
                continue
            done.found[one.identity] = Sighting(
                Proof.SENT, folder, _uid(words), validity, header, _filed_at(words)
            )
            return


def _look_for_echoes(box: Mailbox, one: Sought, validity: int, done: Looked) -> None:
    """In what came in since that day: a reply, or a report of delivery."""
    day = f"{one.since.day}-{_MONTHS[one.since.month - 1]}-{one.since.year}"
    uids = box.uids("SINCE", day, "TEXT", one.identity)
    for words, head in box.headers(uids, _FIELDS) if uids else ():
        by = next((h for h in ("In-Reply-To", "References") if _names(head, h, one.identity)), "")
        seen = Sighting(Proof.REPLY, "INBOX", _uid(words), validity, by, _filed_at(words))
        if "multipart/report" in _header(head, "Content-Type").lower():
            report = read_report(box.beginning(seen.uid, MOST_BYTES), one.identity)
            by = by or "rapport de remise"
            seen = replace(seen, proof=Proof.REPORT, by=by, report=report)
            known = done.reports.get(one.identity)
            if known is None or report.said is Said.FAILED:
                done.reports[one.identity] = seen
        elif not by:
            continue
        done.found.setdefault(one.identity, seen)


def _header(head: bytes, name: str) -> str:
    return str(BytesHeaderParser().parsebytes(head).get(name, ""))


def _names(head: bytes, header: str, identity: str) -> bool:
    """True if that header names the identity, whole: alone, or before the @ of a Message-ID."""
    named = _header(head, header)
    return re.search(rf"(?<![0-9A-Za-z]){re.escape(identity)}(?![0-9A-Za-z])", named) is not None


def _uid(words: str) -> int:
    found = re.search(r"\bUID (\d+)", words)
    return int(found.group(1)) if found else 0


def _filed_at(words: str) -> datetime | None:
    found = re.search(r'INTERNALDATE "([^"]+)"', words)
    if found is None:
        return None
    try:
        return parsedate_to_datetime(found.group(1).replace("-", " ", 2).strip())
    except ValueError:
        return None
