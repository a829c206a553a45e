"""The notices word for word: the diff of these files is how the French is reviewed.

`RELANCE_WRITE_GOLDEN=1` writes them again.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from relance.notices import call_card, card_text, write
from relance.notices.french import typography
from relance.notices.text import KINDS, builtin_text
from relance.notices.written import Email
from tests.notices.cases import FOR_ANOTHER, GIVEN, LETTER, TU, D, Given

GOLDEN = Path(__file__).parent / "golden"
CARDS = {
    "call": Given("call", D(2026, 4, 16)),
    "call-tu": Given("call", D(2026, 4, 16), debtor=TU),
    "mandated-call": Given(
        "call", D(2026, 5, 6), ((D(2026, 4, 30), LETTER),), creditor=FOR_ANOTHER
    ),
}


def said(given: Given) -> str:
    """A notice as its reader gets it, blocks laid out as plain lines."""
    if given.kind == "call":
        return card_text(call_card(given.facts()))
    written = write(given.facts())
    warned = "".join(f"[{one.code}]\n" for one in written.warnings)
    if isinstance(written, Email):
        joined = "".join(f"[{one.name}]\n" for one in written.leaving_with)
        return f"Objet\u00a0: {written.subject}\n\n{written.text}{joined}{warned}"
    lines = [*written.sender, "", *written.recipient, "", written.mention, written.title, ""]
    for block, words in written.blocks:
        if block == "invoices":
            lines += [f"– {one}" for one in written.invoices]
        elif block == "listed":
            lines += [typography(written.listed_intro), *(f"– {one}" for one in written.listed)]
        elif block == "payment":
            lines += [f"{name}\u00a0: {value}" for name, value in written.payment]
            lines += [f"[{written.payment_alt}]"] if written.payment_code else []
        elif block == "statement":
            lines += [
                " | ".join((row.label, row.period, row.rate, row.base, row.amount, row.reference))
                for row in written.rows
            ]
            lines.append(f"Total\u00a0: {written.total}")
        else:
            lines.append(words)
        lines.append("")
    lines += [*written.foot, ""] if written.foot else []
    lines += [written.signatory, f"Pièces\u00a0: {', '.join(written.enclosures)}"]
    return "\n".join(lines) + "\n" + warned


@pytest.mark.parametrize("name", [*GIVEN, *CARDS])
def test_the_words_are_those_that_were_read(name: str) -> None:
    """A change of one word in a letter is seen by a person before any debtor sees it."""
    text = said({**GIVEN, **CARDS}[name])
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("RELANCE_WRITE_GOLDEN") == "1":
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*GIVEN, *CARDS])
def test_nothing_in_them_is_raw(name: str) -> None:
    """No «None», no empty field, no double space, no plain space where French wants another."""
    text = said({**GIVEN, **CARDS}[name])

    assert not re.search(r"None|\{|\}|  |\( *\)|« | »| [;!?€%:]", re.sub(r" \| | \|", "", text))
    assert "'" not in text


@pytest.mark.skipif(
    not shutil.which("hunspell") and os.environ.get("RELANCE_REQUIRE_ALL") != "1",
    reason="no hunspell on this machine",
)
def test_the_words_are_french() -> None:
    """A letter with a spelling mistake is not taken seriously."""
    accepted = set((Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split())
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*.txt")))
    # And the sentences that no golden case happens to choose.
    for text_of in (builtin_text(kind, mandated=his) for kind in KINDS for his in (False, True)):
        said = (f"{one.text}\n{one.familiar}" for one in text_of.paragraphs)
        text += re.sub(r"\{[^{}|]*\}|[{}|]", " ", "\n".join(said))
    text = re.sub(r"\[\w+\]|\[\S+\.\w+\]|https?://\S+|\S+@\S+|F-\d+|[\u00a0\u202f]", " ", text)
    done = subprocess.run(
        ["hunspell", "-d", "fr", "-i", "utf-8", "-l"],
        input=text, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert sorted(set(done.stdout.split()) - accepted) == []
