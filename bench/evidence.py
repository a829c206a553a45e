"""The proof: a million entries checked, a bundle of a hundred exhibits. `python -m bench.evidence`."""

from __future__ import annotations

import hashlib
import json
import resource
import sys
import time
from collections.abc import Iterator

from relance.case.journal import GENESIS
from relance.evidence.judging import judge
from relance.evidence.merkle import Frontier
from relance.evidence.reading import leaf_text
from relance.evidence.tree import leaf_hash
from relance.evidence.whole import Leaf, check_whole

CASES = 50_000


def _leaves(count: int) -> Iterator[Leaf]:
    """Entries of many cases, interleaved as days bring them."""
    last = [GENESIS] * CASES
    for number in range(count):
        case, sequence = number % CASES, number // CASES + 1
        text = (
            f'{{"because":"","by":"7","case":"{case}","fact":{{"amount":"{number}.00 EUR",'
            f'"invoice":"F-2026-{case}"}},"kind":"PaymentReceived","on":"2026-11-24",'
            f'"recorded_at":"2026-11-24T09:00:00+00:00","sequence":{sequence}}}'
        )
        content = hashlib.sha256(text.encode()).digest()
        last[case] = hashlib.sha256(bytes.fromhex(last[case]) + content).hexdigest()
        yield Leaf(str(case), sequence, text, last[case])


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    frontier = Frontier()
    for leaf in _leaves(count):
        frontier.add(leaf_hash(leaf_text(leaf.case, leaf.sequence, leaf.hash)))
    making = time.perf_counter()
    for _ in _leaves(count):
        pass
    start = time.perf_counter()
    found = check_whole(_leaves(count), {count: frontier.root})
    took = time.perf_counter() - start - (start - making)  # without making them again
    assert found.problems == (), found.problems[:3]
    assert found.entries == count
    whole_mb = _memory()
    from tests.evidence.invented import bundled, sealed, texts

    exhibits = [(f"{n:03}-piece.pdf", bytes([n % 251]) * 200_000) for n in range(100)]
    made = sealed(texts(60))
    start = time.perf_counter()
    files = bundled(made, exhibits)
    packed = time.perf_counter()
    verdict = judge(files)
    judged = time.perf_counter()
    assert verdict.entries == 60
    print(
        json.dumps(
            {
                "verify": took,
                "verify_mb": whole_mb,
                "bundle": packed - start,
                "judge": judged - packed,
            }
        )
    )


if __name__ == "__main__":
    main()
