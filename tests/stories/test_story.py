"""The stories themselves: a wrong one must not pass for a true one."""

from __future__ import annotations

import pytest

from tests.stories.story import Story, Untold

BEGIN = """
    2026-03-01  debtor   business
    2026-03-01  invoice  F-1  1200.00  due  2026-03-31
"""


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("2026-04-07  next  nothing  paid", "kind_email email F-1"),
        ("2026-04-07  next  kind_email  phone  F-1", "kind_email email F-1"),
        (
            "2026-04-06  next  nothing  not_due_yet  until  2026-04-08",
            "not_due_yet until 2026-04-07",
        ),
        ("2026-04-07  owed  1242.81", "1242.80"),
        ("2026-04-07  indemnity  none", "40.00"),
    ],
)
def test_a_wrong_answer_is_shown_beside_the_right_one(line: str, answer: str) -> None:
    """Who reads a failing story sees the line and what the core says instead."""
    with pytest.raises(AssertionError) as shown:
        Story(f"{BEGIN}\n    {line}").holds()
    assert f"{line}\n      but the core says: " in str(shown.value)
    assert answer in str(shown.value)


@pytest.mark.parametrize(
    "line",
    [
        "2026-04-07  dances",
        "2026-02-01  paid  10.00",  # before the line above
        "2026-04-0x  paid  10.00",
        "2026-04-07  paid  ten",
        "2026-04-07  paid",
        "2026-04-07  sent  formal_notice",  # the core would not send it
        "2026-04-07  called  forgot",  # nor call
        "2026-04-07  called  delighted",
        "2026-04-07  settled  F-9",
    ],
)
def test_a_line_that_means_nothing_is_refused(line: str) -> None:
    """A misspelt word must not be taken for prose, nor a letter for one the product would send."""
    with pytest.raises(Untold):
        story = Story(f"{BEGIN}\n    {line}\n    2026-05-01  next  nothing  disputed")
        story.holds()


def test_prose_and_remarks_are_for_the_reader() -> None:
    """A story may speak between its lines."""
    assert Story(
        f"It began in March.{BEGIN}2026-03-31  owed  1200.00  # and then\n nothing."
    ).holds()


@pytest.mark.parametrize(
    "told", [BEGIN, "Nothing but prose.", f"{BEGIN}\n    26-04-07  owed  1.00"]
)
def test_a_story_that_asks_nothing_is_refused(told: str) -> None:
    """It would hold whatever the core does: a test that cannot fail proves nothing."""
    with pytest.raises(Untold):
        Story(told).holds()
