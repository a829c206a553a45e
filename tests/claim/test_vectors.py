"""The arithmetic vectors of the research table: typed here, and read from it where it lies."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from relance.claim import LineKind, Statement, statement
from tests.claim.cases import LAW, bill, case, day
from tests.corpora import CORPORA


def asked(amount: str, due: str, stop: str, paid: list[tuple[str, str]]) -> Statement:
    return statement(case(bill("F-1", amount, due), paid=paid), on=day(stop), law=LAW)


def segments(found: Statement) -> list[tuple[str, str, int | None, Decimal | None, str]]:
    return [
        (str(line.from_on), str(line.to_on), line.days, line.rate, str(line.amount))
        for line in found.lines
        if line.kind is LineKind.INTEREST
    ]


@pytest.mark.corpora
def test_every_vector_of_the_research_table_comes_out() -> None:
    """The figures a jurist worked out by hand are the figures of the letter."""
    folder = Path(os.environ.get("RELANCE_LAW") or CORPORA.parent / "law")
    vectors: list[dict[str, Any]] = yaml.safe_load((folder / "rates.yaml").read_text("utf-8"))[
        "test_vectors"
    ]
    assert len(vectors) >= 4
    for vector in vectors:
        payment = vector.get("payment")
        paid = [(payment["date"].isoformat(), payment["amount"])] if payment else []
        due, stop = vector["due"].isoformat(), vector["stop"].isoformat()
        found = asked(vector["principal_ttc"], due, stop, paid)

        assert str(found.total) == vector["total_due"], vector["name"]
        assert str(found.indemnity) == vector["fixed_fee"]
        if "segments" in vector:
            assert str(found.interest) == vector["interest_total"]
            assert segments(found) == [
                (
                    one["from"].isoformat(),
                    one["to"].isoformat(),
                    one["days"],
                    Decimal(one["rate"]),
                    one["interest"],
                )
                for one in vector["segments"]
            ]
        else:
            assert str(found.principal) == vector["principal_after"]
            assert str(found.interest) == vector["interest_after"]


@pytest.mark.parametrize(
    ("amount", "due", "interest", "total"),
    [
        ("1200.00", "2026-07-15", ["53.40"], "1293.40"),
        ("1200.00", "2026-05-31", ["11.98", "59.52"], "1311.50"),
        ("1200.00", "2025-12-31", ["72.30", "59.52"], "1371.82"),
        ("5400.00", "2025-03-31", ["177.04", "330.75", "325.35", "267.84"], "6540.98"),
    ],
)
def test_a_business_pays_by_half_year(
    amount: str, due: str, interest: list[str], total: str
) -> None:
    """Two half-years at the same rate stay two lines: each is rounded by itself."""
    found = asked(amount, due, "2026-11-23", [])

    assert [one[-1] for one in segments(found)] == interest
    assert str(found.total) == total
    assert (found.interest_until, found.complete, found.notes) == (day("2026-11-23"), True, ())


def test_a_part_payment_pays_the_interest_first() -> None:
    """EUR 4,000 do not bring the principal down by EUR 4,000 (C. civ. 1343-1)."""
    found = asked("10000.00", "2026-04-30", "2026-09-03", [("2026-07-01", "4000.00")])

    assert segments(found) == [
        ("2026-05-01", "2026-06-30", 61, Decimal("12.15"), "203.05"),
        ("2026-07-01", "2026-07-01", 1, Decimal("12.40"), "3.40"),
        ("2026-07-02", "2026-09-03", 64, Decimal("12.40"), "134.94"),
    ]
    assert (str(found.principal), str(found.interest)) == ("6206.45", "134.94")
    assert str(found.total) == "6381.39"
    paid = found.lines[-1]
    assert paid.label == "intérêts 206,45\u00a0€, principal 3\u202f793,55\u00a0€"
    assert (str(paid.amount), paid.from_on, paid.rule) == ("-4000.00", day("2026-07-01"), None)
