"""Which column holds what: the headers of the usual programs, and the map a person confirms."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from relance.intake import spreadsheet
from relance.intake.column_words import FIELDS
from relance.intake.problem import Refusal

EXPORTS = {
    "by hand": (
        "Facture;Date;Échéance;Client;Total TTC;Mail;Tél",
        "12;03/01/2026;02/02/2026;Café;120,00;a@b.fr;0612345678",
        "number issue_date due_date name amount email phone",
    ),
    "stripe": (
        "id,Number,Created (UTC),Due Date (UTC),Customer Name,Customer Email,Amount Due,"
        "Amount Paid,Total,Currency,Status",
        "in_1,F-1,2026-01-03 10:00,2026-02-03 10:00,Café,a@b.fr,120.00,0.00,120.00,eur,open",
        "- number issue_date due_date name email remaining prepaid amount currency status",
    ),
    "quickbooks": (
        "Date\tTransaction Type\tNum\tCustomer\tDue Date\tAmount\tOpen Balance",
        "01/25/2026\tInvoice\t1037\tSonnenschein\t02/24/2026\t362.07\t362.07",
        "issue_date type number name due_date amount remaining",
    ),
    "french program": (
        "Type de document;Numéro;Date d'émission;Date d'échéance;Raison sociale;SIRET;"
        "Total HT;Total TVA;Total TTC;Reste à payer;Statut;Objet",
        "Facture;F1;03/01/2026;02/02/2026;Café;73282932000074;100,00;20,00;120,00;120,00;En "
        "retard;Site",
        "type number issue_date due_date name siren - - amount remaining status subject",
    ),
    "french program 2": (
        "N° de pièce;Date de facturation;Date limite de règlement;Nom du client;Montant HT;"
        "Montant TTC;Solde dû;Devise;Adresse;CP;Ville;Pays;Adresse e-mail;Téléphone portable",
        "F1;03/01/2026;02/02/2026;Café;100;120;120;EUR;1 rue A;69001;Lyon;France;a@b.fr;0612345678",
        "number issue_date due_date name - amount remaining currency address postcode city "
        "country email phone",
    ),
    "partly paid": (
        "Facture;Date;Client;Total;Montant dû;Échéance;Sujet",
        "F1;03/01/2026;Café;120,00;20,00;02/02/2026;Site",
        "number issue_date name amount remaining due_date subject",
    ),
    "capitals": (
        "FACTURE;DATE;CLIENT;TOTAL TTC;MONTANT DU;REGLE",
        "F1;03/01/2026;Café;120,00;20,00;100,00",
        "number issue_date name amount remaining prepaid",
    ),
    "only what is left": (
        "Facture;Date;Client;Montant dû",
        "F1;03/01/2026;Café;20,00",
        "number issue_date name amount",
    ),
    "xero": (
        "ContactName,InvoiceNumber,Reference,InvoiceDate,DueDate,Total,InvoiceAmountDue",
        "Café,INV-1,R1,2026-01-03,2026-02-02,120.00,120.00",
        "name number - issue_date due_date amount remaining",
    ),
    "typing errors": (
        "Numero factrue;Date factrue;Date d'echeanc;Client;Montant  TTC",
        "F1;03/01/2026;02/02/2026;Café;120,00",
        "number issue_date due_date name amount",
    ),
    "english": (
        "Invoice No.,Invoice Date,Due Date,Bill To,Project,Total Amount (EUR),Balance Due",
        "F1,2026-01-03,2026-02-02,Café,Site,120.00,120.00",
        "number issue_date due_date name subject amount remaining",
    ),
    "agency": (
        "Créancier;Débiteur;Type de client;Réf. facture;Émise le;À régler avant le;Montant;"
        "Taux de pénalités;Clause pénale",
        "Atelier;Café;Professionnel;F1;03/01/2026;02/02/2026;120,00;12 %;10 %",
        "seller name kind number issue_date due_date amount late_rate penalty",
    ),
}


@pytest.mark.parametrize("program", EXPORTS)
def test_each_program_is_understood(program: str) -> None:
    """If the guess is poor, everybody must write a map by hand and gives up."""
    head, row, expected = EXPORTS[program]
    guess = spreadsheet.guess(f"{head}\n{row}\n".encode(), file="liste.csv")

    by_place = {column.place: name for name, column in guess.columns.items()}
    assert [by_place.get(place, "-") for place in range(len(guess.headers))] == expected.split()
    assert guess.complete
    assert all(column.reason and column.samples for column in guess.columns.values())


@pytest.mark.parametrize(
    ("cell", "made"),
    [
        ("50,00", "70.00"),
        ("", "120.00"),
        ("oui", "already_paid"),
        ("05/02/2026", "already_paid"),
        ("non", "120.00"),
    ],
)
@pytest.mark.parametrize("head", ["Payé", "Réglé", "Payée ?"])
def test_a_column_called_paid_is_read_by_what_stands_in_it(cell: str, made: str, head: str) -> None:
    """A sum paid on account taken for a mere «yes or no» would be claimed a second time."""
    text = f"Facture;Date;Client;TTC;{head}\nF1;03/01/2026;Café;120,00;{cell}\n".encode()
    guess = spreadsheet.guess(text, file="l.csv")
    chosen = spreadsheet.read_map(spreadsheet.write_map(guess))
    (row,) = spreadsheet.read_rows(text, chosen, file="l.csv")
    assert (str(row.document.due_payable) if row.document else row.problems[0].code) == made


def test_the_sheets_that_are_not_read_are_named() -> None:
    """A workbook with a sheet a year would lose all years but one without a word."""
    book = openpyxl.Workbook()
    for page in (book.active, book.create_sheet("2026")):
        assert page is not None
        page.append(["Facture", "Date", "Client", "TTC"])
        page.append([page.title, "03/01/2026", "Café", 120])
    stream = io.BytesIO()
    book.save(stream)
    guess = spreadsheet.guess(stream.getvalue(), file="l.xlsx")
    assert guess.sheet == "Sheet"
    assert any("«\u00a02026\u00a0»" in note for note in guess.notes)


def test_an_amount_without_tax_is_never_taken_for_the_claim() -> None:
    """Claiming HT loses a sixth of the money; claiming twice the tax is worse."""
    guess = spreadsheet.guess(
        b"Facture;Date;Client;Montant HT;TVA\nF1;03/01/2026;Cafe;100;20\n", file="liste.csv"
    )
    assert guess.missing == ("amount",)
    assert guess.unused == ("Montant HT", "TVA")


def test_the_header_is_found_below_a_title() -> None:
    """Exports put the firm's name and a period above the table."""
    guess = spreadsheet.guess(
        "Atelier Dupont\nFactures du 01/01 au 31/03\n\nFacture;Date;Client;Total TTC\n"
        "F1;03/01/2026;Café;120,00\n".encode(),
        file="liste.csv",
    )
    assert guess.header_line == 4
    assert guess.complete


def test_without_a_header_columns_are_taken_by_their_place() -> None:
    """A list without a header can still be read, by the map."""
    data = "F1;03/01/2026;Café de l’Été;120,00\nF2;04/01/2026;Café;12,50\n".encode()
    guess = spreadsheet.guess(data, file="liste.csv")
    assert guess.header_line == 0 and not guess.complete
    chosen = spreadsheet.read_map("number = 1\nissue_date = 2\nname = 3\namount = 4\n")
    rows = list(spreadsheet.read_rows(data, chosen, file="liste.csv"))
    assert [row.document.number for row in rows if row.document] == ["F1", "F2"]


def test_the_map_says_what_the_guess_says() -> None:
    """Confirming the guess unchanged must read the same columns."""
    head = 'Facture;Date;Échéance;"Client ""final""";Total TTC'
    guess = spreadsheet.guess(f"{head}\nF1;03/01/2026;;Café;1,00".encode(), file="liste.csv")
    written = spreadsheet.write_map(guess)
    assert 'name = "Client \\"final\\""' in written
    assert spreadsheet.read_map(written).columns == spreadsheet.confirmed(guess).columns


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("number = \n", "map_unreadable"),
        ('nombre = "N°"\n', "map_unknown_field"),
        ('number = "N°"\n', "map_incomplete"),
        (
            'number = 1\nissue_date = 2\nname = 3\namount = 4\n[reading]\ndates = "ymd"',
            "map_unreadable",
        ),
        ("number = true\n", "map_unreadable"),
    ],
)
def test_a_wrong_map_is_refused_with_its_place(written: str, code: str) -> None:
    """A slip in the map must not import one column for another."""
    with pytest.raises(Refusal) as refused:
        spreadsheet.read_map(written)
    assert refused.value.problem.code == code


def test_a_map_of_another_file_is_refused() -> None:
    """The wrong map on the wrong file takes nothing."""
    chosen = spreadsheet.read_map(
        'number = "N°"\nissue_date = "Date"\nname = "Client"\namount = "TTC"\n'
    )
    with pytest.raises(Refusal) as refused:
        list(spreadsheet.read_rows(b"a;b;c\n1;2;3\n", chosen, file="liste.csv"))
    assert refused.value.problem.code == "column_missing"


def test_the_guide_shows_a_map_that_works() -> None:
    """A person copies the page's example first: it must be read as it stands."""
    page = (Path(__file__).parents[2] / "docs/guides/importer-une-liste.md").read_text("utf-8")
    written = page.split("```toml\n")[1].split("```")[0]
    chosen = spreadsheet.read_map(written)
    assert chosen.columns["amount"] == "Montant TTC" and chosen.dates == "dmy"
    missing = [name for name in FIELDS if f"`{name}`" not in page]
    assert not missing
