"""The worker: the daily round when its day has come, then the outbox, again and again."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from datetime import timedelta

from django.db import close_old_connections

from relance.office import clock, crew, installation, looking, outbox, sending, settings
from relance.office.access import everything
from relance.office.carriers import following
from relance.office.preparing import prepare_due
from relance.office.proof import sealing, witnessing
from relance.office.wiring import law_trouble

PULSE = timedelta(seconds=20)
"""How often the worker looks for something to do."""

_log = logging.getLogger(__name__)
_told = ""


def name() -> str:
    """A worker's own name: host, process and random; a fixed one would hide its own leases."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"


def run_until(stop: threading.Event) -> None:
    """Work until told to stop. A failure is logged and the next pulse tries again."""
    me = name()
    while not stop.is_set():
        try:
            with everything():
                run_once(me)
        except Exception:
            # The worker outlives a database that restarts; what failed is tried again.
            _log.exception("the worker failed; it goes on")
        close_old_connections()
        stop.wait(PULSE.total_seconds())


def _tell(trouble: str) -> None:
    """Say a trouble once, not at every pulse; and once more when it comes back."""
    global _told
    if trouble and trouble != _told:
        _log.error("%s Rien n’est préparé ni envoyé d’ici là.", trouble)
    _told = trouble


def run_once(worker: str, *, limit: int = 1000) -> int:
    """One pulse: recover, round, prepare, send, look; return how many mails were tried.

    While a file of the law book is spoiled nothing is decided, written or sent: deciding would
    put every case off until tomorrow. What needs no law goes on.
    """
    instant = clock.now()
    installation.watch(instant)
    outbox.recover()
    spoiled = law_trouble()
    _tell(spoiled)
    if not spoiled:
        crew.round_of(clock.today(settings.CONFIG.time_zone))  # a quiet one costs an index look
        prepare_due(limit=limit)
    following.follow_due(clock.today(settings.CONFIG.time_zone))
    witnessing.witness_all(sealing.seal_day(clock.today(settings.CONFIG.time_zone), instant))
    tried = 0
    while not spoiled and tried < limit and (notice := outbox.claim(worker)) is not None:
        sending.send_claimed(notice)
        tried += 1
    looking.look_due()  # last: a mailbox that does not answer keeps nothing waiting
    return tried
