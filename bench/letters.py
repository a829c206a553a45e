"""Ten thousand letters, one after the other, and the memory that stays. `python -m bench.letters`."""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import replace

from tests.notices.cases import GIVEN

from relance.notices import letter_pdf, write
from relance.notices.written import Letter


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    facts = GIVEN["notice"].facts()
    first = write(facts)
    assert isinstance(first, Letter)
    letter_pdf(first)
    before, start = _memory(), time.perf_counter()
    for number in range(count):
        written = write(replace(facts, identity=f"{number:032x}"))
        assert isinstance(written, Letter)
        letter_pdf(written)
    took = time.perf_counter() - start
    print(json.dumps({"per_second": count / took, "peak_mb": _memory(), "before_mb": before}))


if __name__ == "__main__":
    main()
