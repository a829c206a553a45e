"""The values a user adds to the law book: one small YAML file each, beside the data."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

from relance.law.half_year import HalfYear
from relance.law.page import NUMBER, Page
from relance.law.rule import Grade, Rule


@dataclass(frozen=True, slots=True)
class AddedValue:
    """A value read by the user: `value` as written ("2.65"), in force on the day `on`."""

    key: str
    on: date
    value: str
    source: str
    checked_on: date
    reference: str = ""  # the page's own when empty
    note: str = ""

    def __post_init__(self) -> None:
        if not NUMBER.match(self.value) or not self.source.strip():
            raise ValueError(f"{self.key} {self.on}: no number, or no source")
        if not (isinstance(self.on, date) and isinstance(self.checked_on, date)):
            raise TypeError(f"{self.key} {self.on}: not a day")

    def row(self, page: Page) -> Rule:
        """The row it adds to its page: grade S, since the user vouches for what he read."""
        return Rule(
            key=page.key,
            term=page.term,
            value=self.value,
            unit=page.unit,
            from_on=self.on,
            until_on=self._until(page),
            reference=self.reference or page.reference,
            source=self.source,
            grade=Grade.SECONDARY,
            note=self.note,
            checked_on=self.checked_on,
            added=True,
        )

    def _until(self, page: Page) -> date | None:
        if page.every == "half-year":
            return HalfYear.of(self.on).until_on
        if page.every == "reading":
            # Somebody read the rate of that day: it says nothing of the days after.
            return self.on + timedelta(days=1)
        return None

    def stands_behind(self, page: Page) -> bool:
        """True when the shipped page already says it: the shipped value then wins."""
        shipped = [row for row in page.rows if row.printable and not row.added]
        if page.every == "change":
            return any(row.from_on >= self.on for row in shipped)
        return any(
            row.from_on <= self.on and (row.until_on is None or self.on < row.until_on)
            for row in shipped
        )


def write_added(folder: Path, added: AddedValue) -> Path:
    """Write the value as one file, all or nothing, in place of an earlier one of that day."""
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / f"{added.key}.{added.on.isoformat()}.yaml"
    part = final.with_name(f".{final.name}.part")
    written = {name: getattr(added, name) for name in AddedValue.__dataclass_fields__}
    with part.open("w", encoding="utf-8") as file:
        yaml.safe_dump(written, file, allow_unicode=True, sort_keys=False)
        file.flush()
        os.fsync(file.fileno())
    part.replace(final)
    return final
