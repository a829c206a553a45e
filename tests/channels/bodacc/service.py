"""A service that behaves as the documents of the Explore API v2.1 say, in a thread.

It knows the filters that the client writes, pages of at most 100, 10,000 records by paging, and
refuses the rest in the API's words. `mode` makes it misbehave.
"""

from __future__ import annotations

import gzip
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PATH = "/api/explore/v2.1/catalog/datasets/annonces-commerciales/records"
_WHERE = re.compile(
    r"registre in \((?P<companies>[^)]*)\) and familleavis in \((?P<sections>[^)]*)\)"
    r"(?: and dateparution >= date'(?P<since>\d{4}-\d\d-\d\d)')?"
)


class Service(ThreadingHTTPServer):
    """`asked` keeps every query; `records` are those the bulletin holds."""

    daemon_threads = True

    def __init__(self, records: list[dict[str, Any]], mode: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.records, self.mode = records, mode
        self.asked: list[dict[str, str]] = []
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, query: dict[str, str]) -> tuple[int, Any]:
        limit, offset = int(query["limit"]), int(query["offset"])
        if limit > 100 or offset + limit > 10_000:
            return 400, {
                "error_code": "InvalidRESTParameterError",
                "message": "Invalid value for sum of offset + limit API parameter: "
                f"{offset + limit} was found but <= 10000 is expected.",
            }
        found = _WHERE.fullmatch(query["where"])
        if found is None:
            return 400, {"error_code": "ODSQLError", "message": "ODSQL query is malformed."}
        companies = set(re.findall(r'"(\d{9})"', found["companies"]))
        sections = set(re.findall(r'"(\w+)"', found["sections"]))
        kept = [
            one
            for one in self.records
            if companies & set(one["registre"])
            and one["familleavis"] in sections
            and one["dateparution"] >= (found["since"] or "")
        ]
        assert query["order_by"] == "dateparution, id"
        kept.sort(key=lambda one: (one["dateparution"], one["id"]))
        return 200, {"total_count": len(kept), "results": kept[offset : offset + limit]}


class _Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.server.asked.append(query)
        status, told = (404, {}) if parts.path != PATH else self.server.answer(query)
        body = json.dumps(told).encode()
        match self.server.mode:
            case "busy":
                status, body = 429, b'{"message": "Too many requests on the domain."}'
            case "broken":
                status, body = 503, b"<html>down</html>"
            case "second page broken" if query["offset"] != "0":
                status, body = 502, b""
            case "second batch broken" if len(self.server.asked) > 1:
                status, body = 500, b""
            case "elsewhere":
                status = 302
            case "no json":
                body = b"<html>hello</html>"
            case "another shape":
                body = b'{"nhits": 0, "records": []}'
            case "deep":
                body = b"[" * 100_000
            case "fewer than said":
                body = json.dumps({"total_count": 5, "results": []}).encode()
            case "silent":
                self.server.ended.wait(5)
                return
        self._reply(status, body)

    def _reply(self, status: int, body: bytes) -> None:
        mode = self.server.mode
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        if mode == "elsewhere":
            self.send_header("Location", "http://127.0.0.1:1/")
        if mode in ("bomb", "packed"):
            body = _bomb() if mode == "bomb" else gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body) + (10 if mode == "cut" else 0)))
        self.end_headers()
        try:
            if mode == "drip":
                for place in range(len(body)):
                    self.wfile.write(body[place : place + 1])
                    self.wfile.flush()
                    if self.server.ended.wait(0.05):
                        return
            else:
                self.wfile.write(body)
        except OSError:
            return  # The client has seen enough.

    def log_message(self, *_args: Any) -> None:
        return


@cache
def _bomb() -> bytes:
    """Fifty megabytes in a few; made before anybody waits for it."""
    return gzip.compress(b" " * 50_000_000, 1)


@contextmanager
def serving(records: list[dict[str, Any]], mode: str = "") -> Iterator[Service]:
    """The service, until the block ends."""
    if mode == "bomb":
        _bomb()
    service = Service(records, mode)
    thread = threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        service.ended.set()
        service.shutdown()
        thread.join()
        service.server_close()


def waited(began: float) -> float:
    """Seconds since that reading of the clock."""
    return time.monotonic() - began
