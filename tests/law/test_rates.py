"""The shipped pages against the table they were copied from."""

from __future__ import annotations

import os
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from relance.law import HalfYear, LawBook, NoValue
from tests.corpora import CORPORA

LAW = LawBook.load()
pytestmark = pytest.mark.corpora


@lru_cache(maxsize=1)
def rates() -> dict[str, Any]:
    """The table of rates as researched: beside the checkout, or where RELANCE_LAW says."""
    folder = Path(os.environ.get("RELANCE_LAW") or CORPORA.parent / "law")
    table: dict[str, Any] = yaml.safe_load((folder / "rates.yaml").read_text("utf-8"))
    return table


def holds(key: str, on: date, value: str, *, verified: bool, grade: str | None = None) -> None:
    """The book says that value that day, and prints it only when somebody has read it."""
    rule = LAW.rule(key, on=on, printable=False)
    assert rule.value == value, f"{key} on {on}"
    assert rule.printable == verified
    if verified and grade:
        assert rule.grade == grade
    if not verified:
        with pytest.raises(NoValue):
            LAW.rule(key, on=on)


def test_the_ecb_rate_is_copied_without_a_slip() -> None:
    """Every late rate follows from this series: one wrong digit is wrong everywhere."""
    values = rates()["ecb_mro"]["values"]
    for row in values:
        holds(
            "taux_bce_refinancement",
            row["from"],
            row["rate"],
            verified=row["verified"],
            grade=row["grade"],
        )
    assert len(LAW.page("taux_bce_refinancement").rows) == len(values) == 39


@pytest.mark.parametrize(
    ("key", "series"),
    [
        ("interet_legal_professionnel", "legal_interest_professional"),
        ("interet_legal_particulier", "legal_interest_consumer"),
    ],
)
def test_the_legal_rate_is_copied_without_a_slip(key: str, series: str) -> None:
    """The professional series, not the dearer one, is what a consumer owes to a business."""
    values = rates()[series]["values"]
    for row in values:
        for on in (row["from"], row["to"]):
            holds(key, on, row["rate"], verified=row["verified"], grade=row["grade"])
    assert len(LAW.page(key).rows) == len(values) == 24


def test_the_business_rate_worked_out_is_the_one_published() -> None:
    """ECB + 10 on the first day of the half-year, and the floor of three times the legal rate."""
    values = rates()["b2b_default_rate"]["values"]
    for row in values:
        if row["rate"] is None:
            with pytest.raises(NoValue):
                LAW.rule("taux_retard_professionnel", on=row["from"], printable=False)
            continue
        for on in (row["from"], row["to"]):
            holds(
                "taux_retard_professionnel",
                on,
                row["rate"],
                verified=row["verified"],
                grade=row["grade"],
            )
            if row["contractual_floor"]:
                holds("plancher_clause_retard", on, row["contractual_floor"], verified=True)
            else:
                with pytest.raises(NoValue):
                    LAW.rule("plancher_clause_retard", on=on)
    assert len(LAW.page("taux_retard_professionnel").rows) == len(values) - 1


def test_the_public_rate_worked_out_is_the_one_published() -> None:
    """ECB + 8 on the first day of the half-year in which interest began."""
    values = rates()["b2g_default_rate"]["values"]
    for row in values:
        on = HalfYear.named(row["half_year_of_start"]).first_on
        holds("taux_retard_public", on, row["rate"], verified=row["verified"], grade=row["grade"])
    assert len(LAW.page("taux_retard_public").rows) == len(values)


def test_the_flat_fee_is_the_one_of_the_decree() -> None:
    """40 euros, since the first of January 2013."""
    (row,) = rates()["fixed_recovery_fee"]
    holds("indemnite_forfaitaire", row["from"], row["amount_eur"], verified=True, grade="P")


DEADLINES = {
    "ip_service_of_order": "delai_signification_injonction",
    "ip_opposition": "delai_opposition_injonction",
    "ip_enforcement_wait": "attente_execution_injonction",
    "ip_registry_notice_of_opposition": "avis_greffe_opposition",
    "ip_fee_deposit_commercial_court": "consignation_frais_injonction",
    "ip_opposition_fee_deposit": "consignation_frais_opposition",
    "ip_creditor_lawyer_after_opposition_TJ": "constitution_avocat_opposition",
    "epo_opposition": "opposition_injonction_europeenne",
    "l126_contest": "contestation_creance_commerciale",
    "l126_report_earliest": "constat_non_contestation",
    "l126_service_of_title": "signification_titre_non_contestee",
    "l125_participation": "participation_petites_creances",
    "insolvency_claim_filing": "declaration_creance",
    "insolvency_relief_from_forfeiture": "releve_forclusion",
    "insolvency_retention_of_title_claim": "revendication_reserve_propriete",
    "anatocism_min_period": "capitalisation_interets",
    "judge_grace_period_max": "delai_grace_juge",
    "mediation_restart_min": "reprise_prescription_mediation",
    "r124_remittance": "reversement_recouvrement",
}
PRESCRIPTIONS = {
    "general_civil_2224": "prescription_civile",
    "traders_L110_4": "prescription_commerciale",
    "business_against_consumer_L218_2": "prescription_consommateur",
    "carriage_of_goods_L133_6": "prescription_transport",
    "shipbuilding_supplies_L110_4_II": "prescription_fournitures_navire",
    "public_debtor_quadriennale": "prescription_debiteur_public",
    "hard_cap_2232": "prescription_butoir",
}
THRESHOLDS = {
    "petites_creances_L125": "seuil_petites_creances",
    "mandatory_amicable_attempt_750_1": "seuil_tentative_amiable",
    "no_lawyer_commercial_court_853": "seuil_avocat_commerce",
    "no_lawyer_judicial_court_761": "seuil_avocat_judiciaire",
    "last_resort_no_appeal": "seuil_dernier_ressort",
    "debt_acknowledgement_written_evidence_1359": "seuil_preuve_ecrite",
}
TERMS = {
    "default_after_receipt_or_performance": "delai_paiement_suppletif",
    "max_contractual_from_invoice_date": "delai_paiement_plafond",
    "max_end_of_month": "delai_paiement_fin_de_mois",
    "max_periodic_invoice": "delai_paiement_facture_periodique",
    "public_state_local": "delai_paiement_public",
    "public_hospitals": "delai_paiement_hopital_public",
    "public_enterprises": "delai_paiement_entreprise_publique",
}


@pytest.mark.parametrize(
    ("section", "pages"),
    [
        ("deadlines", DEADLINES),
        ("prescription_years", PRESCRIPTIONS),
        ("thresholds_eur", THRESHOLDS),
        ("payment_terms_days", TERMS),
    ],
)
def test_every_deadline_and_threshold_is_copied(section: str, pages: dict[str, str]) -> None:
    """A month too many before a bailiff serves an order, and the order is void."""
    table = {
        name: row for name, row in rates()[section].items() if name != "ip_service_of_order_old"
    }
    assert set(table) == set(pages)
    for name, row in table.items():
        key = pages[name]
        holds(
            key,
            date(2026, 11, 23),
            str(row["value"]),
            verified=row["verified"],
            grade=row["grade"],
        )
        if "unit" in row:
            assert LAW.page(key).unit == row["unit"]


def test_an_order_of_august_2026_still_has_its_six_months() -> None:
    """The day of the order decides: the older one runs until February 2027."""
    old = rates()["deadlines"]["ip_service_of_order_old"]
    last_on = old["applies_to_orders_before"] - timedelta(days=1)

    holds("delai_signification_injonction", last_on, str(old["value"]), verified=True)


@pytest.mark.parametrize(
    ("product", "key"),
    [
        ("lettre_recommandee_R1_20g", "tarif_lettre_recommandee_r1"),
        ("option_avis_de_reception_papier", "tarif_avis_reception"),
        ("option_avis_de_reception_numerique", "tarif_avis_reception_numerique"),
        ("lettre_verte_20g", "tarif_lettre_verte"),
        ("lettre_services_plus_20g", "tarif_lettre_services_plus"),
        ("e_lettre_rouge", "tarif_e_lettre_rouge"),
        ("lre_qualifiee_AR24", "tarif_lre_qualifiee"),
    ],
)
def test_every_postal_price_is_copied(product: str, key: str) -> None:
    """The cost of a letter is shown before it is posted."""
    rows = [row for row in rates()["postal_tariffs"] if row["product"] == product]
    assert rows
    for row in rows:
        price = row.get("amount_eur") or row.get("amount_eur_ht")
        holds(key, row["from"], price, verified=row["verified"], grade=row["grade"])
