"""Whoever tampers with a bundle is found, and the first place is named."""

from __future__ import annotations

import os

from relance.evidence.judging import judge
from relance.evidence.verdict import NO_WITNESS, NOT_CHECKED, told
from tests.evidence.mutations import GOOD, KINDS, OUTSIDE, REMADE, run

RUNS = int(os.environ.get("RELANCE_EVIDENCE_RUNS", "1000"))


def test_a_bundle_that_nobody_touched_is_good() -> None:
    """A verifier who cries wolf is switched off."""
    assert judge(GOOD).problems == ()
    assert judge(GOOD, OUTSIDE).problems == ()
    assert judge(GOOD, OUTSIDE).remarks == ()


def test_each_mutation_is_found_and_named() -> None:
    """Eleven kinds; the eighth to tenth only against an outside witness, and never without."""
    done = run(RUNS)
    assert len(KINDS) == 11
    for kind in KINDS:
        assert done[f"{kind} seen"] == RUNS, kind
        assert done[f"{kind} named"] == RUNS, kind
        assert done[f"{kind} alone"] == (0 if kind in REMADE else RUNS), kind


def test_the_verdict_says_what_it_could_not_see() -> None:
    """A judge must know what a chain alone does not prove, and what was not looked at."""
    alone = told(judge(GOOD))
    assert NO_WITNESS in alone
    assert all(one in alone for one in NOT_CHECKED)
    assert NO_WITNESS not in told(judge(GOOD, OUTSIDE))
    assert "Rien de faux n’a été trouvé." in alone
