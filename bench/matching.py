"""100,000 bank lines against 50,000 open invoices, and how the time grows.

Run in a process of its own: `python -m bench.matching LINES`.
"""

from __future__ import annotations

import json
import resource
import sys
import time

from tests.matching.generator import World

from relance.matching import Certainty


def main() -> int:
    lines = int(sys.argv[1])
    made = World(1, invoices=lines // 2)
    movements = [(one.key, one.movement) for one in made.lines(lines)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    answers = made.book().match_all(movements)
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
