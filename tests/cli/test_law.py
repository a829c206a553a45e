"""`relance law` as a person types it: the tables in French, a new value, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from relance.cli import law, owed
from relance.cli.law_table import _UNITS
from relance.law import LawBook

ECB = ["taux_bce_refinancement", "--on", "2027-01-01", "--source", "Banque de France"]


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("RELANCE_DATA", str(tmp_path))
    return tmp_path / "law"


def test_a_table_says_text_source_and_day_of_reading(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever doubts an amount finds where it was read, and when, in his own language."""
    assert law.main(["indemnite_forfaitaire"]) == 0
    told = capsys.readouterr().out

    assert "(en € par facture en retard)\n" in told
    assert "Texte\u00a0: C. com., art. L441-10 II et D441-5\n" in told
    assert "01/01/2013       40,00  P  lu le 23/11/2026\n" in told
    assert "Légifrance LEGIARTI000043197457" in told


def test_what_was_never_established_has_no_last_day(capsys: pytest.CaptureFixture[str]) -> None:
    """«Known until the day before the first value» would read as a value that has ended."""
    assert law.main([]) == 0
    told = capsys.readouterr().out

    assert "Prescription quadriennale (en ans), valeur non établie\n" in told
    assert "20 g, sans avis de réception (en €), jusqu’au 31/12/2026\n" in told


def test_every_unit_of_the_book_is_said_in_french() -> None:
    """«percent per year» on a French screen is a page nobody has read."""
    book = LawBook.load()
    assert {book.page(key).unit for key in book.keys()} == set(_UNITS)  # noqa: SIM118


def test_a_new_value_answers_with_its_table(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    """One document on stdout, the sentence for people on stderr, and the claim goes on."""
    assert law.main([*ECB, "--add", "2,65", "--json"]) == 0
    told = capsys.readouterr()
    (table,) = json.loads(told.out)["rules"]
    assert table["values"][-1]["source"] == "Banque de France"
    assert told.err.startswith("Valeur enregistrée\u00a0: taux_bce_refinancement, 2,65")

    claimed = ["--principal", "1200", "--due", "2026-07-15", "--debtor", "business", "--json"]
    assert owed.main([*claimed, "--on", "2027-01-04"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["interest"], answer["notes"]) == ("70.56", [])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([*ECB, "--add", "-2,65"], "n’est pas un nombre"),
        ([*ECB, "--add", "26"], "n’est pas plausible"),
        ([*ECB], "La nouvelle valeur manque"),
        ([*ECB[:3], "--add", "2,65"], "--source"),
        ([ECB[0], "--on", "01/01/2027", "--source", "x", "--add", "2,65"], "AAAA-MM-JJ"),
        (["taux_magique", *ECB[1:], "--add", "2,65"], "n’a pas de page"),
        (["taux_magique"], "n’a pas de page"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    """Exit status 2, nothing on stdout, nothing kept, and the reader knows what to do."""
    try:
        status = law.main(arguments)
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    told = capsys.readouterr()

    assert (status, told.out) == (2, "")
    assert said in told.err
    assert "Rien n’a été" in told.err
    assert not folder.exists()


def test_a_spoiled_or_shut_folder_is_named(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    """A page of Python errors tells nobody which file to mend."""
    folder.write_text("not a folder")
    assert law.main([*ECB, "--add", "2,65"]) == 2
    assert f"«\u00a0{folder}\u00a0» ne se lit ou ne s’écrit pas" in capsys.readouterr().err
    folder.unlink()
    folder.mkdir()
    (folder / "x.yaml").write_text("{")
    assert law.main([]) == 2
    assert "x.yaml" in capsys.readouterr().err
