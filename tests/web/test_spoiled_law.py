"""A file of the law book that a hand has spoiled: named on every page, and nothing is guessed."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from relance.cli.main import main
from relance.office import settings, worker
from relance.office.access import everything
from relance.office.models import CaseRow, NoticeRow
from relance.office.todo import Kind, todos
from tests.web.cabinet import Tenant, signed_in, tenant, today

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NAME = "taux_bce_refinancement.2027-01-01.yaml"
WHOLE = """key: taux_bce_refinancement
'on': 2027-01-01
value: '2.65'
source: Banque de France
checked_on: 2027-01-02
"""


@pytest.fixture
def cabinet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Tenant:
    """A tenant whose value of January lost its quotes in somebody's editor."""
    made = tenant("Atelier")
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, data=tmp_path))
    (tmp_path / "law").mkdir()
    write(WHOLE.replace("'2.65'", "2.65"))
    return made


def write(text: str) -> None:
    (settings.CONFIG.data / "law" / NAME).write_text(text, "utf-8")


@pytest.fixture
def owner(cabinet: Tenant) -> Client:
    return signed_in(cabinet.owner)


@pytest.mark.parametrize("name", ["today", "cases", "money", "settings", "arriving"])
def test_pages_that_need_no_law_go_on(owner: Client, name: str) -> None:
    """They work, and say which file, what is wrong with it, what to do, what does not happen."""
    answer = owner.get(reverse(name))

    told = answer.content.decode()
    assert answer.status_code == 200
    assert NAME in told
    assert "«\u00a0value\u00a0» doit être entre guillemets" in told
    assert "retirez-le de ce dossier puis saisissez la valeur à nouveau" in told
    assert "Rien ne se calcule, ne se prépare ni ne part" in told


def test_a_case_shows_all_but_what_is_computed(owner: Client, cabinet: Tenant) -> None:
    """Its history and its client are there; no amount of penalties is invented."""
    answer = owner.get(reverse("case", args=[cabinet.case]))

    told = answer.content.decode()
    assert answer.status_code == 200
    assert "Ce qui s’est passé" in told
    assert "sans les pénalités" in told
    assert "Le décompte au" not in told


@pytest.mark.parametrize("name", ["law", "ways", "court"])
def test_a_page_of_law_says_why_it_is_not_there(owner: Client, cabinet: Tenant, name: str) -> None:
    """Not «an error of relance»: the file is named, and nothing is to be done twice."""
    answer = owner.get(reverse(name, args=[] if name == "law" else [cabinet.case]))

    told = answer.content.decode()
    assert answer.status_code == 503
    assert NAME in told
    assert "Cette page a besoin de la loi" in told


def test_what_was_typed_is_kept(owner: Client, cabinet: Tenant) -> None:
    """A payment that cannot be recorded now stays in its form, with the reason above it."""
    typed = {"amount": "47,11", "on": today().isoformat(), "invoice": "", "reference": "VIR 12"}

    answer = owner.post(reverse("deed", args=[cabinet.case, "paiement"]), typed)

    told = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="47,11"' in told
    assert 'value="VIR 12"' in told
    assert NAME in told


def test_nothing_is_decided_nor_put_off(cabinet: Tenant, caplog: pytest.LogCaptureFixture) -> None:
    """Deciding with an unreadable law would put every case off until tomorrow, mended or not."""
    with everything():
        CaseRow.objects.update(next_on=today())
        NoticeRow.objects.filter(pk=cabinet.notice).update(state="planned", answer="")
        with caplog.at_level(logging.ERROR):
            worker.run_once("w")
            worker.run_once("w")

        assert set(CaseRow.objects.values_list("next_on", flat=True)) == {today()}
        waiting = NoticeRow.objects.get(pk=cabinet.notice)
        assert (waiting.state, waiting.answer, waiting.not_before) == ("planned", "", None)
        assert sum(NAME in one.getMessage() for one in caplog.records) == 1  # said once

        write(WHOLE)
        worker.run_once("w")
        assert not CaseRow.objects.filter(next_on=today()).exists()


def test_the_commands_say_it_too(
    cabinet: Tenant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`daily` refuses, `doctor` finds it, and the list of the day puts it first."""
    monkeypatch.setattr("relance.cli.daily.ready", lambda: None)
    monkeypatch.setattr("relance.cli.doctor.ready", lambda: None)

    assert main(["daily"]) == 2
    assert NAME in capsys.readouterr().err
    assert main(["doctor"]) == 1
    assert "livre des règles illisible" in capsys.readouterr().out
    with everything():
        assert todos(today())[0].kind is Kind.LAW


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("key: [", "l’écriture YAML est fausse à la ligne"),
        ("- 2.65\n", "on y attend des lignes"),
        (WHOLE.replace("source: Banque de France\n", ""), "il y manque «\u00a0source\u00a0»"),
        (WHOLE.replace("source", "sourse", 1), "il y manque «\u00a0source\u00a0»"),
        (WHOLE.replace("'on'", "on"), "doit être entre apostrophes"),
        (WHOLE + "taux: 3\n", "«\u00a0taux\u00a0» n’y a pas sa place"),
        (
            WHOLE.replace("Banque de France", "12"),
            "«\u00a0source\u00a0» doit être entre guillemets",
        ),
        (WHOLE.replace("2.65", "deux"), "n’est pas un nombre"),
        (WHOLE.replace("2.65", "265"), "n’est pas plausible"),
        (WHOLE.replace("2027-01-01", "2027-02-30"), "une date y est impossible"),
        (WHOLE.replace("2027-01-01", "2027-01-01 10:00:00"), "n’est pas une date"),
        (WHOLE.replace("taux_bce_refinancement", "taux_bce"), "n’est pas une règle"),
        (WHOLE.replace("taux_bce_refinancement", "3"), "«\u00a0key\u00a0» doit être entre"),
        ("[" * 5000, ""),
    ],
)
def test_what_is_wrong_is_said(owner: Client, written: str, what: str) -> None:
    """Whoever spoiled the file reads which word of it to mend."""
    write(written)

    told = owner.get(reverse("cases")).content.decode()

    assert NAME in told
    assert what.replace('"', "&quot;") in told


def test_a_folder_in_place_of_a_file_is_named(owner: Client) -> None:
    """Neither a folder nor a dead link of that name is an error of relance."""
    path = settings.CONFIG.data / "law" / NAME
    path.unlink()
    path.mkdir()
    assert NAME in owner.get(reverse("cases")).content.decode()
    path.rmdir()
    path.symlink_to(path.with_name("nulle-part"))
    assert NAME in owner.get(reverse("cases")).content.decode()
