"""`relance import` on whatever people give it: one document on stdout, each file accounted for."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from relance.cli.main import main
from tests.intake import printed
from tests.intake.samples import cii

pytestmark = [pytest.mark.database, pytest.mark.django_db]
Told = Callable[..., tuple[int, Any]]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    def run(*arguments: str) -> tuple[int, Any]:
        capsys.readouterr()
        status = main(["import", *arguments, "--json"])
        return status, json.loads(capsys.readouterr().out)

    return run


def _codes(answer: Any) -> list[str]:
    return [one["code"] for one in answer["problems"] if one["code"] != "rule_failed"]


def _numbers(answer: Any) -> list[str]:
    return [one["number"] for one in answer["invoices"]]


def test_a_mistyped_name_does_not_keep_the_others_out(told: Told, tmp_path: Path) -> None:
    """One wrong name among a hundred good files: it is named, the rest goes in."""
    (tmp_path / "a.xml").write_bytes(cii())
    status, answer = told(str(tmp_path / "a.xml"), str(tmp_path / "b.xml"), "--dry-run")
    assert (status, _numbers(answer), _codes(answer)) == (1, ["F-12"], ["file_missing"])
    status, answer = told(str(tmp_path / "b.xml"), "", "--dry-run")
    assert (status, _codes(answer)) == (2, ["file_missing", "not_a_file"])


def test_an_empty_folder_says_so(told: Told, tmp_path: Path) -> None:
    """Nothing read and nothing said looks like success."""
    status, answer = told(str(tmp_path), "--dry-run")
    assert (status, _codes(answer)) == (1, ["empty_folder"])


def test_a_list_without_its_map_still_answers_in_json(told: Told, tmp_path: Path) -> None:
    """A program that asked for JSON gets JSON, whatever a person must do next."""
    liste = tmp_path / "liste.csv"
    liste.write_text("N° facture;Date;Client;Total TTC\nF-1;01/02/2026;Zoé;12,00\n")
    status, answer = told(str(liste))
    assert (status, _codes(answer)) == (2, ["columns_to_confirm"])
    assert "«\u00a0Total TTC\u00a0» donne\u00a0: montant TTC" in answer["problems"][0]["message"]
    columns = tmp_path / "colonnes.toml"
    columns.write_text(
        '[columns]\nnumber = "N° facture"\nissue_date = "Date"\nname = "Client"\n'
        'amount = "Total TTC"\n'
    )
    (tmp_path / "lisez-moi.txt").write_text("Les factures de février, à relancer.\n")
    status, answer = told(str(tmp_path), "--map", str(columns), "--dry-run")
    assert (status, _numbers(answer)) == (1, ["F-1"])
    assert sorted(_codes(answer)) == ["unknown_format", "unknown_format"]  # the note, the map


def test_a_printed_invoice_is_listed_and_waits_once_at_the_desk(told: Told, tmp_path: Path) -> None:
    """Most freelancers have only such PDFs: read by the page, and never a claim by itself."""
    from relance.office.access import everything
    from relance.office.models import CaseRow, UploadRow

    page = tmp_path / "facture.pdf"
    page.write_bytes(printed.pdf("two columns"))
    for options in (["--dry-run"], [], []):
        status, answer = told(str(page), *options)
        assert (status, _codes(answer)) == (1, ["to_confirm"])
        (item,) = answer["invoices"]
        assert (item["number"], item["grand_total"]) == ("F-2026-012", "1200.00")
        assert (item["issue_date"], item["due_date"]) == ("2026-03-12", "2026-04-11")
        assert (item["syntax"], item["buyer_name"]) == ("pdf", "Café du Port SARL")
    with everything():
        assert list(UploadRow.objects.values_list("name", "kind")) == [("facture.pdf", "pdf")]
        assert not CaseRow.objects.exists()


def test_a_quote_and_a_page_without_an_invoice_wait_for_nobody(told: Told, tmp_path: Path) -> None:
    """A quote chased as an invoice would ask for money that nobody owes."""
    from relance.office.access import everything
    from relance.office.models import UploadRow

    (tmp_path / "devis.pdf").write_bytes(
        printed.made("= Devis n° D-12\nRefonte du site\n\nTotal TTC : 100,00 €")
    )
    (tmp_path / "note.pdf").write_bytes(printed.made("= Bonjour\nMerci pour ce déjeuner à Lyon."))
    status, answer = told(str(tmp_path))
    assert (status, answer["invoices"]) == (1, [])
    assert _codes(answer) == ["not_an_invoice", "no_einvoice_in_pdf"]
    with everything():
        assert not UploadRow.objects.exists()


def test_a_name_of_broken_letters_is_told_as_typed(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """An old archive gives names that are no UTF-8; the others must not be lost to one of them."""
    strange = os.fsencode(tmp_path) + b"/caf\xe9 \"quot'\n.xml"
    Path(os.fsdecode(strange)).write_bytes(cii())
    assert main(["import", os.fsdecode(strange), "--dry-run", "--json"]) == 0
    answer = json.loads(capfdbinary.readouterr().out.decode("utf-8", "surrogateescape"))
    assert answer["invoices"][0]["file"] == os.fsdecode(strange)
