"""The articles our words may cite, each with the reading that allows it (grade V, never U)."""

from __future__ import annotations

import re

CITED: dict[str, str] = {
    "C. com. L441-10": "L1.3",
    "C. com. D441-5": "L1.10",
    "C. civ. 1219": "L12.1",
    "C. civ. 1231-5": "L1.29",
    "C. civ. 1231-6": "L2.2",
    "C. civ. 1343-1": "L1.24",
    "C. civ. 1344-1": "L2.2",
    "CMF L313-2": "L2.3",
    "CMF D313-1-A": "L2.3",
    "CCP L2192-12": "L14.2",
    "CCP R2192-31": "L14.2",
    "CPCE L111-8": "L2.5",
    "C. pén. 433-13": "L5.6",
}
"""Code and article, as `citations` finds them, to the line of law.md that was read."""

_CODE = re.compile(r"(?P<code>C\. (?:com|civ|pén)\.|CMF|CCP|CPCE), art\.")
_ARTICLE = re.compile(r"(?<![\w-])[LRD]?\d{3,4}(?:-\d+)*(?:-A)?(?![\w-])")


def citations(words: str) -> list[str]:
    """Every article cited in these words, as «C. civ. 1231-6», in order.

    After «C. civ., art.» every number up to the next code, bracket or full stop is an article.
    """
    plain = words.replace("\u00a0", " ").replace("\u202f", " ")
    found = []
    for named in _CODE.finditer(plain):
        rest = re.split(r"[;()\n|]|\.\s+(?=[A-ZÀÉ])", plain[named.end() :], maxsplit=1)[0]
        found += [f"{named['code']} {article}" for article in _ARTICLE.findall(rest)]
    return found
