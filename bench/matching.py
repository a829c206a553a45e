"""Match invented bank lines with open invoices: `python -m bench.matching INVOICES LINES`.

The peak memory is that of the book and the answers, less what the invented lines weigh.
"""

from __future__ import annotations

import json
import resource
import sys
import time


def main() -> None:
    invoices, count = int(sys.argv[1]), int(sys.argv[2])
    from tests.matching.generator import World

    world = World(2026, invoices=invoices)
    lines = [(told.key, told.movement) for told in world.lines(count)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter(), time.process_time()
    book = world.book()
    built = time.perf_counter()
    answers = book.match_all(lines)
    end = time.perf_counter(), time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    certain = sum(answer.certainty.value == "certain" for answer in answers)
    print(
        json.dumps(
            {
                "build": built - start[0],
                "match": end[0] - built,
                "whole": end[0] - start[0],
                "processor": end[1] - start[1],
                "peak_mb": peak / 1024,
                "own_mb": (peak - before) / 1024,
                "certain": certain,
            }
        )
    )


if __name__ == "__main__":
    main()
