"""`relance worker`: the rounds and the sending alone, for installations on several machines."""

from __future__ import annotations

import threading

from relance.cli.parser import Parser
from relance.cli.setup import ready


def main(arguments: list[str]) -> int:
    parser = Parser("worker", "Fait la tournée et les envois, sans le bureau.")
    parser.parse_args(arguments)
    ready()
    from relance.office import worker

    stop = threading.Event()
    try:
        worker.run_until(stop)
    except KeyboardInterrupt:
        stop.set()
    return 0
