"""The desk speaks French as it is printed, and says nothing the browser would refuse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import relance.web

_ROOM = Path(relance.web.__file__).parent
_TEMPLATES = sorted((_ROOM / "templates").rglob("*.html"))
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
_PLAIN_SPACE = re.compile(r" [:;!?»](?=[\s<\"]|$)|« ")


@pytest.mark.parametrize("template", _TEMPLATES, ids=lambda path: path.name)
def test_french_spaces_do_not_break(template: Path) -> None:
    """A line must not begin with a colon, nor end with an opening guillemet."""
    words = _CODE.sub("", template.read_text(encoding="utf-8"))
    assert _PLAIN_SPACE.findall(words) == []


@pytest.mark.parametrize("template", _TEMPLATES, ids=lambda path: path.name)
def test_nothing_runs_inside_the_page(template: Path) -> None:
    """The browser is told to refuse inline scripts and styles: none may be written."""
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|hx-on|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_the_sheet_stays_small() -> None:
    """One sheet of twelve kilobytes: the desk opens at once on a slow line."""
    assert (_ROOM / "static" / "relance" / "desk.css").stat().st_size <= 12 * 1024
