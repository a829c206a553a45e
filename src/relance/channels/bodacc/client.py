"""Ask the open data of the BODACC about a list of SIRENs: batches, pages, bounds, no guess.

The service is the Explore API v2.1 of «bodacc-datadila», public and without a key. It gives at
most 100 records a page and 10,000 by paging; past some pages a batch is cut in two.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, SSLError
from urllib3.exceptions import TimeoutError as TooSlow

from relance.channels.bodacc.outcome import NotAnswered, Reason

BATCH = 50
"""SIRENs asked at once: the address of the request stays under 1,500 characters."""

PAGE = 100
MAX_PAGES = 20
MAX_PAGE_BYTES = 8 * 1024 * 1024

SECTIONS = ("collective", "retablissement_professionnel", "conciliation", "inconnue")
"""Parts of the bulletin where a procedure may stand (field `familleavis`)."""

_PATH = "/api/explore/v2.1/catalog/datasets/annonces-commerciales/records"
_SIREN = re.compile(r"[0-9]{9}")
_AT_HOME = ("127.0.0.1", "localhost", "::1")
_HEADERS = {"Accept": "application/json", "User-Agent": "relance"}


@dataclass(frozen=True, slots=True)
class BodaccServer:
    """Where to ask, and how long to wait: for a connection, a sign of life, a whole page."""

    url: str = "https://bodacc-datadila.opendatasoft.com"
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    page_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Lookup:
    """Answers as they came, for the reader of announcements, and what was not answered.

    `answered` names the SIRENs about which the answer is whole: those without an announcement
    in `pages` have none. The others stand in `missing`.
    """

    pages: tuple[bytes, ...]
    answered: tuple[str, ...]
    missing: tuple[NotAnswered, ...]

    @property
    def complete(self) -> bool:
        return not self.missing


class _Failed(Exception):
    """One request came to nothing."""

    def __init__(self, reason: Reason, code: int = 0, reply: str = "") -> None:
        super().__init__(reason)
        self.reason, self.code, self.reply = reason, code, reply


def look_up(
    sirens: Sequence[str], *, since: date | None = None, server: BodaccServer | None = None
) -> Lookup:
    """What the BODACC published about these companies, from the day `since` on if one is given.

    Nothing is raised: the first failure ends the asking, and every company not yet answered is
    named with its reason. Nothing but SIRENs and a day leaves this machine.
    """
    asked = list(dict.fromkeys(sirens))
    wrong = tuple(one for one in asked if not _SIREN.fullmatch(one))
    left = [one for one in asked if one not in set(wrong)]
    missing = [NotAnswered(Reason.BAD_SIREN, wrong)] if wrong else []
    pages: list[bytes] = []
    answered: list[str] = []
    asking = _Asking(server or BodaccServer(), since)
    waiting = [left[place : place + BATCH] for place in range(0, len(left), BATCH)]
    try:
        while waiting:
            batch = waiting[0]
            found = asking.batch(batch)
            waiting.pop(0)
            if found is None:
                half = len(batch) // 2
                waiting[:0] = [batch[:half], batch[half:]]
                continue
            pages += found
            answered += batch
    except _Failed as failed:
        unknown = tuple(one for batch in waiting for one in batch)
        missing.append(NotAnswered(failed.reason, unknown, failed.code, failed.reply))
    finally:
        asking.close()
    return Lookup(tuple(pages), tuple(answered), tuple(missing))


class _Asking:
    """One conversation with the service."""

    def __init__(self, server: BodaccServer, since: date | None) -> None:
        self._server, self._since = server, since
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=server.connect_seconds, read=server.read_seconds),
            retries=False,
            cert_reqs="CERT_REQUIRED",
        )

    def close(self) -> None:
        self._pool.clear()

    def batch(self, sirens: Sequence[str]) -> list[bytes] | None:
        """Every page about these companies; None when they are too many to be paged. May fail."""
        pages: list[bytes] = []
        count = 0
        while True:
            page = self._page(sirens, offset=count)
            total, here = _counts(page)
            if total > MAX_PAGES * PAGE:
                if len(sirens) == 1:
                    raise _Failed(Reason.STRANGE)
                return None
            count += here
            pages.append(page)
            if count >= total:
                return pages
            if not here or len(pages) >= MAX_PAGES:
                raise _Failed(Reason.INCOMPLETE)

    def _page(self, sirens: Sequence[str], *, offset: int) -> bytes:
        address = urlsplit(self._server.url)
        if address.scheme != "https" and address.hostname not in _AT_HOME:
            raise _Failed(Reason.INSECURE)
        fields = {
            "where": self._where(sirens),
            # New notices come last: a page asked later moves none of those before it.
            "order_by": "dateparution, id",
            "limit": str(PAGE),
            "offset": str(offset),
        }
        try:
            response = self._pool.request(
                "GET",
                self._server.url.rstrip("/") + _PATH,
                fields=fields,
                headers=_HEADERS,
                redirect=False,
                preload_content=False,
            )
            try:
                status, body = response.status, self._body(response)
            finally:
                response.close()
        except SSLError as wrong:
            raise _Failed(Reason.BAD_CERTIFICATE) from wrong
        except (NewConnectionError, ConnectTimeoutError) as wrong:
            raise _Failed(Reason.UNREACHABLE) from wrong
        except TooSlow as wrong:
            raise _Failed(Reason.SILENT) from wrong
        except HTTPError as wrong:
            raise _Failed(Reason.INCOMPLETE) from wrong
        if status != 200:
            raise _refusal(status, body)
        return body

    def _where(self, sirens: Sequence[str]) -> str:
        """ODSQL. Every SIREN was found to be nine digits: nothing else can slip in."""
        companies = ", ".join(f'"{one}"' for one in sirens)
        sections = ", ".join(f'"{one}"' for one in SECTIONS)
        since = f" and dateparution >= date'{self._since.isoformat()}'" if self._since else ""
        return f"registre in ({companies}) and familleavis in ({sections}){since}"

    def _body(self, response: urllib3.BaseHTTPResponse) -> bytes:
        """The whole answer, within its bounds: a service that drips is silent, too."""
        until = time.monotonic() + self._server.page_seconds
        body = b""
        # read1 gives what has come; read would wait for the whole amount, byte after byte.
        while part := response.read1(1 << 16, decode_content=True):
            body += part
            if len(body) > MAX_PAGE_BYTES:
                raise _Failed(Reason.STRANGE, response.status)
            if time.monotonic() > until:
                raise _Failed(Reason.SILENT, response.status)
        return body


def _counts(page: bytes) -> tuple[int, int]:
    """How many records there are in all, and on this page."""
    told = _json(page)
    total, results = told.get("total_count"), told.get("results")
    if not isinstance(total, int) or not isinstance(results, list) or total < 0:
        raise _Failed(Reason.STRANGE, 200)
    return total, len(results)


def _json(page: bytes) -> dict[str, Any]:
    try:
        told = json.loads(page)
    except (ValueError, RecursionError):
        told = None
    return told if isinstance(told, dict) else {}


def _refusal(status: int, body: bytes) -> _Failed:
    """The reason behind an HTTP status, with the service's own words when it gives some."""
    message = _json(body).get("message")
    reply = " ".join(message.split())[:200] if isinstance(message, str) else ""
    if status == 429:
        return _Failed(Reason.BUSY, status, reply)
    if status >= 500:
        return _Failed(Reason.BROKEN, status, reply)
    return _Failed(Reason.REFUSED, status, reply)
