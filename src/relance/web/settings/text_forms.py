"""A text as a form: its subject, then one group of fields per paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.http import QueryDict

from relance.notices.conditions import CONDITION_NAMES
from relance.notices.text import BLOCKS, Paragraph, Text, TextProblem
from relance.notices.text_differences import BLOCK_NAMES
from relance.notices.text_writing import MOST

_FIELD = re.compile(r"p-([0-9]{1,3})-(bloc|vous|tu|si|aussi)")
_GESTURE = re.compile(r"(retirer|monter|descendre|apres|condition)-([0-9]{1,3})")


@dataclass
class Row:
    """One paragraph as it is typed, with what is refused of it."""

    vous: str = ""
    tu: str = ""
    block: str = ""
    conditions: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    wrong_tu: list[str] = field(default_factory=list)
    place: int = 0

    @property
    def block_name(self) -> str:
        return BLOCK_NAMES.get(self.block, "")

    @property
    def holds_when(self) -> list[tuple[str, str]]:
        """The conditions as they are written, with their French sentences."""
        return [(one, CONDITION_NAMES[one]) for one in self.conditions]

    @property
    def lines(self) -> int:
        """How tall its field is: what is written is seen whole."""
        return max(_height(self.vous), 2)

    @property
    def lines_tu(self) -> int:
        return max(_height(self.tu), 2)


def _height(words: str) -> int:
    return sum(1 + len(line) // 72 for line in words.split("\n"))


@dataclass
class Draft:
    """The whole form, from what was posted or from a text; nothing that was typed is lost."""

    subject: str
    rows: list[Row]
    wrong_subject: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    changed: bool = False

    def __post_init__(self) -> None:
        self._number()

    @classmethod
    def of_text(cls, text: Text) -> Draft:
        rows = [
            Row(one.text, one.familiar, one.block, list(one.conditions)) for one in text.paragraphs
        ]
        return cls(text.subject, rows)

    @classmethod
    def posted(cls, posted: QueryDict) -> Draft:
        """What was typed, after the gesture that was asked: add, remove, move."""
        rows: dict[int, Row] = {}
        for name in posted:
            if not (found := _FIELD.fullmatch(name)):
                continue
            row = rows.setdefault(int(found[1]), Row())
            said = [one.replace("\r\n", "\n") for one in posted.getlist(name)]
            if found[2] in ("si", "aussi"):
                row.conditions += [one for one in said if one in CONDITION_NAMES]
            elif found[2] == "bloc":
                row.block = said[-1] if said[-1] in BLOCKS else ""
            else:
                setattr(row, found[2], said[-1])
        subject = re.sub(r"[\r\n]+", " ", posted.get("objet", ""))  # a field of one line
        draft = cls(subject, [rows[place] for place in sorted(rows)])
        draft.changed = draft._asked(posted.get("geste", ""), posted.get("quoi", ""))
        draft._number()
        return draft

    def _asked(self, gesture: str, what: str) -> bool:
        """Do the gesture; False when there is none, or when it makes no sense here."""
        rows = self.rows
        if gesture == "ajouter" and len(rows) < MOST:
            rows.append(Row(block=what if what in BLOCKS else ""))
            return True
        if not (found := _GESTURE.fullmatch(gesture)):
            return False
        place = int(found[2]) - 1
        if not 0 <= place < len(rows):
            return False
        if found[1] == "retirer":
            del rows[place]
        elif found[1] == "apres" and len(rows) < MOST:
            rows.insert(place + 1, Row())
        elif found[1] == "monter":
            rows.insert(max(place - 1, 0), rows.pop(place))
        elif found[1] == "descendre":
            rows.insert(place + 1, rows.pop(place))
        return True

    def _number(self) -> None:
        for place, row in enumerate(self.rows, 1):
            row.place = place

    def text(self, kind: str) -> Text:
        """The text that is typed, right or wrong."""
        paragraphs = (
            Paragraph("", "", tuple(one.conditions), one.block)
            if one.block
            else Paragraph(one.vous.strip(), one.tu.strip(), tuple(one.conditions))
            for one in self.rows
        )
        return Text(kind, self.subject.strip(), tuple(paragraphs))

    def mark(self, problems: list[TextProblem]) -> None:
        """Put each refusal beside the field that it is about."""
        for one in problems:
            message = one.message[0].upper() + one.message[1:]
            if one.place is None:
                self.wrong.append(message)
            elif one.place == 0:
                self.wrong_subject.append(message)
            else:
                row = self.rows[one.place - 1]
                (row.wrong_tu if one.familiar else row.wrong).append(message)

    @property
    def refused(self) -> list[tuple[str, str]]:
        """Every refused place, as (where the page shows it, its name), for the top of the page."""
        found = [("ajouter", "Le texte")] if self.wrong else []
        if self.wrong_subject:
            found.append(("objet", "L’objet"))
        for row in self.rows:
            if row.wrong:
                found.append((f"p-{row.place}-vous", f"Paragraphe {row.place}"))
            if row.wrong_tu:
                found.append((f"p-{row.place}-tu", f"Paragraphe {row.place}, pour tutoyer"))
        return found

    @property
    def speaks_tu(self) -> bool:
        return any(one.tu.strip() for one in self.rows)

    @property
    def full(self) -> bool:
        return len(self.rows) >= MOST
