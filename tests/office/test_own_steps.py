"""A scenario with steps of one's own: rehearsed, prepared and told like the shipped ones."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from relance.case import Invoice, Money
from relance.case.entries import InvoiceAdded
from relance.office import clock, daily, preparing, rehearsing
from relance.office.access import everything
from relance.office.journal import New, append
from relance.office.models import CaseRow, NoticeRow, PlaybookRow, TextRow
from relance.web.settings.texts import writable
from tests.office import cabinet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

OWN = """
name: Le mien
steps:
  - {key: rappel, name: Premier rappel, from: 3, channel: email, tone: kind}
  - {key: rappel_2, name: Deuxième rappel, from: 12, channel: email, deadline: 5}
  - {key: visite, name: Appel du gérant, from: 20, channel: phone}
  - {key: ferme, name: Relance ferme, from: 25, channel: letter, tone: firm}
  - {key: formal_notice, name: Mise en demeure, from: 38, channel: letter, tone: formal}
  - {key: juge, name: Dossier, from: 50, channel: court, tone: formal}
"""


@pytest.fixture(autouse=True)
def _everybody() -> Iterator[None]:
    with everything():
        yield


@pytest.fixture
def case() -> CaseRow:
    owner = cabinet.creditor(playbook="mien")
    PlaybookRow.objects.create(creditor=owner, key="mien", source=OWN)
    return cabinet.case(owner)


def rehearsed(case: CaseRow, folder: Path, days: int = 75) -> list[rehearsing.Rehearsed]:
    return list(
        rehearsing.rehearse_cases([case], from_on=date(2026, 4, 1), days=days, write_to=folder)
    )


def words(pdf: bytes | str) -> str:
    source = io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf
    return " ".join(" ".join(page.extract_text() for page in PdfReader(source).pages).split())


def test_a_scenario_of_ones_own_is_written_to_its_end(case: CaseRow, tmp_path: Path) -> None:
    """«Deuxième rappel» has no text of its own: it took the whole rehearsal down."""
    days = rehearsed(case, tmp_path)
    left = [
        (one.on.isoformat(), one.as_json()["step"], str(one.total)) for one in days if one.files
    ]

    assert left == [
        ("2026-04-03", "rappel", "1200.00"),
        ("2026-04-13", "rappel_2", "1200.00"),  # D+12 is a Sunday
        ("2026-04-21", "visite", "1200.00"),  # the delay printed in that mail ends on the 20th
        ("2026-04-27", "ferme", "1200.00"),  # D+25 is a Saturday
        ("2026-05-11", "formal_notice", "1256.38"),  # D+38 is a holiday: 1200 + 16.38 + 40
        ("2026-05-21", "juge", "1260.37"),  # the statement too, by its channel: + 20.37 + 40
    ]
    reasons = [one.words for one in days if not one.files]
    assert (
        reasons[1] == "Prochaine étape\u00a0: «\u00a0Deuxième rappel\u00a0», le 13\u00a0avril 2026."
    )


def test_the_judge_reads_the_letters_and_no_key(case: CaseRow, tmp_path: Path) -> None:
    """The court file of a rehearsal holds what the rehearsal wrote, as numbered exhibits."""
    folder = next(one for one in rehearsed(case, tmp_path) if one.as_json()["step"] == "juge").files
    chronology = words(next(one for one in folder if one.endswith("chronologie.pdf")))

    for said in (
        "13 avril 2026, relance : envoi par courriel, délai jusqu’au 20 avril 2026 (pièce n° 2).",
        "27 avril 2026, relance : envoi en recommandé, délai jusqu’au 5 mai 2026 (pièce n° 3).",
        "29 avril 2026, envoi du 27/04/2026 remis à son destinataire.",
        "11 mai 2026, mise en demeure : envoi en recommandé, délai jusqu’au 19 mai 2026 (pièce n° 4).",
    ):
        assert said in chronology, chronology
    assert "rappel_2" not in chronology
    listed = words(next(one for one in folder if one.endswith("bordereau-des-pieces.pdf")))
    assert "Pièce n° 1 : Courriel « Facture n° F-12 », 3 avril 2026" in listed


def test_words_of_ones_own_for_a_step_of_ones_own(case: CaseRow, tmp_path: Path) -> None:
    """He finds «Deuxième rappel» among the texts; its words leave in that step, in no other."""
    texts = writable(case.creditor)
    assert texts["rappel_2"] == ("kind_email", "Deuxième rappel")
    assert "visite" not in texts, "a call has a card, not a text"
    source = 'subject: "Deuxième mot"\nparagraphs: ["Je reviens vers vous."]'
    TextRow.objects.create(creditor=case.creditor, kind="rappel_2", source=source)
    with clock.stopped_at(date(2026, 4, 13)):
        daily.daily_round(date(2026, 4, 13))
        preparing.prepare_due()
        first = NoticeRow.objects.get(case=case)
    assert (first.step, first.kind, first.state) == ("rappel", "kind_email", "prepared")

    by_step = {one.as_json()["step"]: one.files for one in rehearsed(case, tmp_path, 15)}
    assert "Je reviens vers vous" in Path(by_step["rappel_2"][0]).read_text()
    assert "Je reviens vers vous" not in Path(by_step["rappel"][0]).read_text()


def test_a_fact_the_words_lack_stops_no_rehearsal(case: CaseRow, tmp_path: Path) -> None:
    """His text names the phone he has not given: a note says so in its place, the rest is shown."""
    source = 'subject: "Un mot"\nparagraphs: ["Appelez-moi au {telephone}."]'
    TextRow.objects.create(creditor=case.creditor, kind="rappel", source=source)
    case.creditor.phone = ""
    case.creditor.save()

    days = [one for one in rehearsed(case, tmp_path) if one.files]
    assert [one.as_json()["step"] for one in days][-1] == "juge"
    (note,) = days[0].files
    assert note.endswith("2026-04-03-rappel-a-completer.txt")
    assert "telephone" in Path(note).read_text()
    assert "telephone" in days[0].warnings[0]


def test_a_court_file_speaks_of_its_invoices_alone(case: CaseRow, tmp_path: Path) -> None:
    """A bill nine days late, never put in formal notice, is asked of no judge."""
    young = Invoice("F-13", date(2026, 4, 11), date(2026, 5, 11), Money.of("300"))
    append(case.pk, [New(InvoiceAdded(young), young.issued_on)], by="moi", today=date(2026, 4, 11))
    case.refresh_from_db()
    day = next(one for one in rehearsed(case, tmp_path) if one.as_json()["step"] == "juge")
    read = {Path(one).name: words(one) for one in day.files if one.endswith(".pdf")}

    assert str(day.total) == "1260.37"
    for name in ("requete.pdf", "decompte.pdf"):
        assert "1 260,37" in read[name].replace("\u202f", " ").replace("\u00a0", " ")
        assert "F-13" not in read[name]


def test_one_text_that_fails_holds_up_no_other(
    case: CaseRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault nobody foresaw is named on its own notice; the others are written."""
    other = cabinet.case(case.creditor, name="Autre", number="F-99", email="b@autre.fr")
    real = preparing.prepare

    def failing(notice: NoticeRow) -> bool:
        if notice.case_id == case.pk:
            raise RuntimeError("police introuvable")
        return real(notice)

    with clock.stopped_at(date(2026, 4, 13)):
        daily.daily_round(date(2026, 4, 13))
        monkeypatch.setattr(preparing, "prepare", failing)
        assert preparing.prepare_due() == 1
    broken = NoticeRow.objects.get(case=case)
    assert broken.state == "planned"
    assert "police introuvable" in broken.answer
    assert NoticeRow.objects.get(case=other).state == "prepared"
