"""100,000 bank lines against 50,000 open invoices, and how the time grows.

Run in a process of its own: `python -m bench.matching LINES`.
"""

from __future__ import annotations

import json
import resource
import sys
import time

from tests.matching.generator import world

from relance.matching import Certainty, OpenBook

_INVOICES_A_DEBTOR = 2.14


def main() -> int:
    lines = int(sys.argv[1])
    made = world(1, debtors=int(lines / 2 / _INVOICES_A_DEBTOR), lines=lines)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    answers = OpenBook(made.invoices, made.payers).match_all(made.lines)
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    certain = sum(answer.certainty is Certainty.CERTAIN for answer in answers)
    told = {
        "invoices": len(made.invoices),
        "seconds": took,
        "certain": certain,
        "peak_mb": peak / 1024,
        "of_the_world_mb": before / 1024,
    }
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
