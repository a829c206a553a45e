"""The law on the desk: what is missing is asked for, what is known is not, a slip is corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from relance.claim import statement
from relance.office import clock, settings
from relance.office.wiring import law_book
from tests.claim.cases import case, day
from tests.web.cabinet import Tenant, signed_in, tenant

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ECB = reverse("rule", args=["taux_bce_refinancement"])
READ = {"value": "2,65", "on": "2027-01-01", "source": "Banque de France, taux directeurs"}


@pytest.fixture
def cabinet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Tenant:
    """A tenant whose added values lie in a folder of their own."""
    made = tenant("Atelier")
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, data=tmp_path))
    return made


@pytest.fixture
def owner(cabinet: Tenant) -> Iterator[Client]:
    """The owner's browser on the first working Monday of 2027."""
    with clock.stopped_at(date(2027, 1, 4)):
        yield signed_in(cabinet.owner)


def told(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_in_november_nothing_is_asked_that_is_known(cabinet: Tenant) -> None:
    """The ECB moved in September, which counts in January; the price of a stamp is of this year."""
    with clock.stopped_at(date(2026, 11, 30)):
        owner = signed_in(cabinet.owner)
        for key in ("taux_bce_refinancement", "tarif_lettre_recommandee_r1"):
            assert "n’est pas établie" not in told(owner, reverse("rule", args=[key]))
        assert 'value="2027-01-01"' in told(owner, ECB)
        lost = told(owner, reverse("rule", args=["frais_greffe_injonction_commerce"]))
        assert "rien n’est deviné" in lost
        assert "décomptes comptent" not in lost  # no claim waits for a registry fee


def test_in_january_the_rate_is_asked_and_every_claim_goes_on(owner: Client) -> None:
    """One figure read with its source: the note goes, the sums are worked out again."""
    claimed = case()
    before = statement(claimed, on=day("2027-01-04"), law=law_book())
    assert [note.code for note in before.notes] == ["rate_not_known_yet"]
    for key in ("taux_bce_refinancement", "taux_retard_professionnel"):
        page = told(owner, reverse("rule", args=[key]))
        assert "comptent les intérêts jusqu’au 31\u00a0décembre 2026" in page
        assert 'value="2027-01-01"' in page

    assert owner.post(ECB, READ).status_code == 302

    after = statement(claimed, on=day("2027-01-04"), law=law_book())
    assert not after.notes
    assert (str(before.interest), str(after.interest)) == ("68.90", "70.56")
    assert "n’est pas établie" not in told(owner, ECB)
    assert "ajoutée ici" in told(owner, reverse("rule", args=["taux_retard_professionnel"]))


@pytest.mark.parametrize(
    "slip",
    [
        {"value": "265"},
        {"value": "-2,65"},
        {"source": ""},
        {"on": "2026-07-01"},
        {"on": "2027-02-01"},
        {"on": "2031-01-01"},
    ],
)
def test_nonsense_is_refused_and_nothing_is_kept(owner: Client, slip: dict[str, str]) -> None:
    """A slip of the finger here would be in every letter of the half-year."""
    assert owner.post(ECB, READ | slip).status_code == 422
    assert not list((settings.CONFIG.data / "law").glob("*.yaml"))


def test_a_value_given_wrong_is_replaced_when_asked(owner: Client) -> None:
    """Whoever typed 2,56 for 2,65 corrects it where he typed it, once he says so."""
    owner.post(ECB, READ | {"value": "2,56"})
    assert owner.post(ECB, READ).status_code == 422
    assert "Remplacer la valeur" in told(owner, ECB)
    assert owner.post(ECB, READ | {"replace": "on"}).status_code == 302

    assert law_book().rule("taux_retard_professionnel", on=date(2027, 1, 1)).value == "12.65"
