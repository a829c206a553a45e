"""A collector's papers: what CPCE R124-4 asks is on each, and nothing is written without it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from relance.case import Collector
from relance.notices import NotWritable, letter_pdf, read_text, write
from relance.notices.mandated import SECOND, THIRD
from relance.notices.text import KINDS
from relance.notices.written import Letter, unspaced
from tests.notices.cases import COLLECTOR, FOR_ANOTHER, GIVEN, Given


def letter(name: str) -> Letter:
    written = write(GIVEN[name].facts())
    assert isinstance(written, Letter)
    return written


@pytest.mark.parametrize(
    "name", [name for name in GIVEN if name.startswith("mandated-") and GIVEN[name].deadline_on]
)
def test_each_mention_of_r124_4_is_there(name: str) -> None:
    """Collector, creditor, the sum item by item, how to pay, two paragraphs of L111-8."""
    made = letter(name)
    assert made.sender[0].startswith(COLLECTOR.name)
    foot = unspaced(" ".join(made.foot))
    for said in (
        "Recouvrement amiable", COLLECTOR.name, "5 quai Perrache",
        FOR_ANOTHER.name, "12 rue de l’Été", SECOND, THIRD,
    ):  # fmt: skip
        assert unspaced(said) in foot
    assert made.rows
    assert any("IBAN" in name for name, _ in made.payment)
    assert "Références" in made.mention
    assert b"%PDF" in letter_pdf(made)[:8]


def test_a_consumer_owes_the_collector_no_fee() -> None:
    """No EUR 40, no interest before the formal notice, whoever writes (law.md L1.10, L2.3)."""
    made = letter("mandated-reminder-consumer-many")
    assert [row.label.split(",")[0] for row in made.rows] == ["Principal", "Principal"]


@pytest.mark.parametrize("missing", ["insurance", "account", "declared_on", "address", "all"])
def test_nothing_is_written_before_the_law_allows_it(missing: str) -> None:
    """Insurance, account, declaration, address: one is missing, nothing leaves (R124-2)."""
    short = (
        None
        if missing == "all"
        else Collector(
            **{name: getattr(COLLECTOR, name) for name in COLLECTOR.__slots__ if name != missing}
        )
    )
    given = GIVEN["mandated-reminder"]
    with pytest.raises(NotWritable, match="R124-2"):
        write(replace(given, creditor=replace(FOR_ANOTHER, collector=short)).facts())


@pytest.mark.parametrize(
    "kind",
    sorted(set(KINDS) - {"formal_reminder", "formal_notice", "call_confirmation", "thank_you"}),
)
def test_what_speaks_of_the_work_stays_the_creditors(kind: str) -> None:
    """A kind mail in the first person would be untrue in a collector's mouth."""
    given = replace(GIVEN["kind-one"], kind=kind, creditor=FOR_ANOTHER)
    with pytest.raises(NotWritable, match="mandataire"):
        write(given.facts())


def test_a_message_before_the_first_letter_is_refused() -> None:
    """Every later step recalls the letter's references and date: there must be one."""
    given: Given = replace(GIVEN["mandated-confirmation"], happened=())
    with pytest.raises(NotWritable, match="d’abord une lettre"):
        write(given.facts())


def test_a_users_own_text_keeps_the_statement_and_the_payment() -> None:
    """His words are his; what the law asks is not his to leave out."""
    own = read_text(
        "subject: Rappel\nparagraphs: ['{civilite},', 'Payez {total}.']", "formal_reminder"
    )
    with pytest.raises(NotWritable, match="statement"):
        write(GIVEN["mandated-reminder"].facts(), {"formal_reminder": own})
