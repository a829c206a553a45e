"""The script of a call as stored when it was prepared, cut into its parts."""

from __future__ import annotations

from dataclasses import dataclass

from relance.office.models import NoticeRow


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    text: str


def script_of(notice: NoticeRow) -> list[Part]:
    return []
