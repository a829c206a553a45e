"""What a child process that opens people's files may use: memory, time, and no file at all."""

from __future__ import annotations

import resource

from relance.intake import schematron

MEMORY_BYTES = 768 * 1024 * 1024
"""What the child may fill: its programs take some 60 MiB, the rules' engine 250 more."""

CPU_SECONDS = 20
"""Processor time for one file; real invoices take some milliseconds."""


def limit() -> None:
    """Bound this process for good: memory, no core dump, no byte written to any file.

    The rules' engine reserves 32 GiB of addresses that it never fills: where it is installed
    only the memory that can be filled is bounded.
    """
    _at_most(resource.RLIMIT_DATA, MEMORY_BYTES)
    if not schematron.available():
        _at_most(resource.RLIMIT_AS, MEMORY_BYTES)
    _at_most(resource.RLIMIT_FSIZE, 0)
    _at_most(resource.RLIMIT_CORE, 0)


def more_time() -> None:
    """Grant the next file its processor time, counted from now."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = spent + CPU_SECONDS
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (wanted, hard))


def _at_most(kind: int, value: int) -> None:
    """Set a limit, unless the system already has a tighter one or none of the kind."""
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    try:
        resource.setrlimit(kind, (value, value))
    except (ValueError, OSError):
        return  # macOS refuses some of these; the time limit of the parent still holds.
