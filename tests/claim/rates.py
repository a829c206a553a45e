"""The rates of the second implementation, typed a second time, and its half-years."""

from __future__ import annotations

from datetime import date

_ECB_PLUS_TEN = """
2013-S1 10.75 2013-S2 10.50 2014-S1 10.25 2014-S2 10.15 2015-S1 10.05 2015-S2 10.05
2016-S1 10.05 2016-S2 10.00 2017-S1 10.00 2017-S2 10.00 2018-S1 10.00 2018-S2 10.00
2019-S1 10.00 2019-S2 10.00 2020-S1 10.00 2020-S2 10.00 2021-S1 10.00 2021-S2 10.00
2022-S1 10.00 2022-S2 10.00 2023-S1 12.50 2023-S2 14.00 2024-S1 14.50 2024-S2 14.25
2025-S1 13.15 2025-S2 12.15 2026-S1 12.15 2026-S2 12.40
"""
_TWICE_A_YEAR = """
2015-S1 0.93 2015-S2 0.99 2016-S1 1.01 2016-S2 0.93 2017-S1 0.90 2017-S2 0.90
2018-S1 0.89 2018-S2 0.88 2019-S1 0.86 2019-S2 0.87 2020-S1 0.87 2020-S2 0.84
2021-S1 0.79 2021-S2 0.76 2022-S1 0.76 2022-S2 0.77 2023-S1 2.06 2023-S2 4.22
2024-S1 5.07 2024-S2 4.92 2025-S1 3.71 2025-S2 2.76 2026-S1 2.62 2026-S2 2.75
"""


SCALE = 10_000  # a rate of 12.40 % is 124 000
DAY = 36_500 * SCALE  # cents times a scaled rate, over this, are the cents of one day
JANUARY_2013 = date(2013, 1, 1).toordinal()


def scaled(percent: str) -> int:
    """The rate "12.40" as 124 000."""
    whole, _, part = percent.partition(".")
    return int(whole + part.ljust(4, "0"))


def half(day: int) -> str:
    on = date.fromordinal(day)
    return f"{on.year}-S{1 if on.month < 7 else 2}"


def _table(text: str, times: int = 1) -> dict[str, int]:
    words = text.split()
    return {words[i]: times * scaled(words[i + 1]) for i in range(0, len(words), 2)}


DEFAULT, LEGAL = _table(_ECB_PLUS_TEN), _table(_TWICE_A_YEAR)
THRICE = _table(_TWICE_A_YEAR, 3)
NEW_HALVES = {date(year, month, 1).toordinal() for year in range(2005, 2040) for month in (1, 7)}
