"""Printed invoices: one hard place at a time, as real programs and pens make them."""

from __future__ import annotations

import pytest

from relance.intake.plain_pdf import read_draft
from tests.intake.printed import made

SELLER = r"*Studio Lumen* \ 14 rue des Champs \ 75002 Paris \ SIRET 732 829 320 00074"
BUYER = r"SARL Les Trois Chênes \ 22 avenue Jaurès \ 33000 Bordeaux"
TOTALS = (
    "#table(columns: 2, [Total HT], [100,00 €], [TVA 20 %], [20,00 €], [Total TTC], [120,00 €])"
)
BAND = f"#grid(columns: (1fr, 1fr), [{SELLER}], [Client \\ {BUYER}])"


def _read(*parts: str) -> dict[str, str]:
    source = '#set text(lang: "fr", size: 10pt)\n#set page(margin: 2cm)\n' + "\n\n".join(parts)
    return read_draft(made(source), file="f.pdf").as_found()


def test_dates_of_two_narrow_columns_keep_their_places() -> None:
    """The day of the invoice taken for its due date would chase a month too soon."""
    table = """#table(columns: 4, stroke: none, inset: (x: 2.5pt, y: 3pt),
      [Date], [Échéance], [Code \\ client], [Réf.],
      [12/09/2025], [12/10/2025], [C0012], [PO-889])"""
    found = _read(
        f"#grid(columns: (1fr, 1fr), [{SELLER}], [#v(20mm) {BUYER}])",
        "= Facture n° F-42", table, TOTALS,
    )  # fmt: skip
    assert (found["issue_date"], found["due_date"]) == ("2025-09-12", "2025-10-12")
    # «client» above a code announces nobody: the block in the window is the client.
    assert (found["buyer_name"], found["buyer_city"]) == ("SARL Les Trois Chênes", "Bordeaux")


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("Date d’échéance de paiement : 12 octobre 2025", "2025-10-12"),
        ("Règlement dû au 12/10/2025", "2025-10-12"),
        ("À régler sous 15 jours par virement", "2025-09-27"),
        ("Règlement à 30 jours fin de mois", "2025-10-31"),
        ("Payable comptant à réception", "2025-09-12"),
    ],
)
def test_the_due_date_is_found_in_its_words(line: str, due: str) -> None:
    """Without it the law's 30 days would be taken though the page says something else."""
    assert _read(BAND, "= Facture n° F-42", "Le : 12/09/2025", TOTALS, line)["due_date"] == due


@pytest.mark.parametrize(
    ("block", "name", "city"),
    [
        (r"Théâtre des Vents \ Domaine \ 34965 Montpellier Cedex 2", "Théâtre des Vents",
         "Montpellier Cedex 2"),
        (r"Mobilier Plus \ 8 rue Bleue \ 62100 Calais", "Mobilier Plus", "Calais"),
        (r"Mission Locale \ 8 rue Bleue \ 62100 Calais", "Mission Locale", "Calais"),
        (r"Mailjet \ 8 rue Bleue \ 62100 Calais", "Mailjet", "Calais"),
        (r"À l’attention de : Mme Schmitt \ SAS Métal Est \ Rue Haute \ 57000 Metz",
         "SAS Métal Est", "Metz"),
    ],
)  # fmt: skip
def test_the_client_is_named_by_his_own_words(block: str, name: str, city: str) -> None:
    """A company whose name begins like a label is a company all the same."""
    place = f"#place(top + left, dx: 95mm, dy: 30mm)[{block}]"
    found = _read(SELLER, place, "#v(40mm)\n= Facture n° F-42", "Date : 12/09/2025", TOTALS)
    assert (found["buyer_name"], found["buyer_city"]) == (name, city)
    assert found["seller_name"] == "Studio Lumen"


def test_an_address_ends_where_white_space_begins() -> None:
    """A centered letterhead used to swallow the client's block below it."""
    found = _read(
        r"#align(center)[*Selarl Moreau* \ 31 rue Nationale – 59800 Lille \ Tél. 03 20 11 22 33]",
        r"#v(4mm) #h(9cm) #box[Hélène Petit \ 9 rue du Molinel \ 59000 Lille]",
        "*Note d’honoraires n° 2026/034*", "Lille, le 12 septembre 2025", TOTALS,
        "#table(columns: 2, [Provision reçue], [60,00 €], [Solde dû], [60,00 €])",
    )  # fmt: skip
    assert (found["seller_name"], found["buyer_name"]) == ("Selarl Moreau", "Hélène Petit")
    assert (found["prepaid"], found["due_payable"]) == ("60.00", "60.00")


def test_words_that_are_also_labels_announce_nobody() -> None:
    """«Doit : travaux…» is not a client called «travaux»."""
    found = _read(
        f"#grid(columns: (1fr, 1fr), [{SELLER}], [#v(20mm) {BUYER}])",
        "*Facture n° 260522-A*", "Doit : travaux du 18 mai", "Paris, le 22 mai 2026", TOTALS,
        "Acompte de 30 % à la commande : 1 500,00 €",
    )  # fmt: skip
    assert found["buyer_name"] == "SARL Les Trois Chênes"
    assert found["number"] == "260522-A"
    assert "purchase_order" not in found


@pytest.mark.parametrize(
    "title",
    ["Bon de livraison n° 12", "Relevé de compte", "Lettre de relance", "Proposition commerciale n° 7",
     "Devis n° D-12 du 12/09/2025", "Facture proforma n° 9", "Bon de commande n° 4"],
)  # fmt: skip
def test_what_is_no_invoice_is_refused_by_its_title(title: str) -> None:
    """A statement of account read as an invoice would claim the same money twice."""
    source = f"{BAND}\n\n= {title}\n\nDate : 12/09/2025\n\nFacture F-41 du 1er août\n\n{TOTALS}"
    (problem,) = read_draft(made(source), file="f.pdf").problems
    assert (problem.code, problem.severity) == ("not_an_invoice", "error")


def test_an_accepted_quote_above_the_number_does_not_make_it_a_quote() -> None:
    """A letter in one size of type names the quote first, then the invoice."""
    found = _read(BAND, "Devis n° D-26-10 accepté le 02/02/2026", "Facture n° AC-26-18", TOTALS,
                  "Total net de TVA : 120 €")  # fmt: skip
    assert (found["type_code"], found["number"]) == ("380", "AC-26-18")


def test_the_day_of_a_credit_note_is_not_the_invoice_s() -> None:
    """«Avoir sur la facture F-42 du 12/09» gives the day of the other paper."""
    found = _read(BAND, "= Avoir n° A-3", "Avoir sur la facture F-42 du 12/09/2025",
                  "Date : 20/10/2025", TOTALS)  # fmt: skip
    assert (found["issue_date"], found["preceding_invoice"]) == ("2025-10-20", "F-42")
