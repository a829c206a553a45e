"""Lists as French banks write them: two movements each, whatever stands around and between them."""

from __future__ import annotations

import pytest

from relance.intake.bank import read_statements
from relance.intake.bank.table import open_table

EXPECTED = ["2026-04-02 -88.10", "2026-04-14 1250.00"]

LISTS = {
    "Crédit Agricole": """Téléchargement du 15/04/2026;

M. DUPONT
Compte de Dépôt n° 12345678901;
Solde au 15/04/2026 1 234,56 €;

Date;Libellé;Débit euros;Crédit euros;
02/04/2026;"PRELEVEMENT
EDF";88,10;;
14/04/2026;"VIREMENT EN VOTRE FAVEUR
BREAL
F-2026-031";;1 250,00;
""",
    "Société Générale": """="00012345678";15/03/2026;15/04/2026;12;14/04/2026;1234,56 EUR
date_comptabilisation;libellé_complet_operation;montant_operation;devise;
02/04/2026;PRELEVEMENT EDF;-88,10;EUR;
14/04/2026;VIR RECU DE: BREAL MOTIF: F-2026-031;1250,00;EUR;
""",
    "La Banque Postale": """Numéro Compte   ;1234567A020
Type         ;CCP
Solde (EUROS)   ;1234,56

Date;Libellé;Montant(EUROS);Montant(FRANCS)
02/04/2026;"PRELEVEMENT DE EDF";-88,10;-577,90
14/04/2026;"VIREMENT DE BREAL F-2026-031";1250,00;8199,46
""",
    "CIC, browser in English": """Relevé de compte
Compte : 10096 18000 00012345678 12
Devise : EUR
Date;Valeur;Libellé;Débit;Crédit;Solde
04/02/26;04/02/26;PRLV EDF;88.10 €;;1000.00 €
04/14/26;04/14/26;VIR BREAL F-2026-031;;1250.00 €;2250.00 €
Solde au 04/15/26;;;;;2250.00 €
Total des opérations;;;88.10 €;1250.00 €;
Sous réserve des opérations en cours
""",
    "totals with a day": """Date;Libellé;Débit;Crédit
02/04/2026;PRLV EDF;88,10;
14/04/2026;VIR BREAL SOLDE DU DEVIS;;1250,00
15/04/2026;TOTAL DES OPERATIONS;88,10;1250,00
15/04/2026;Solde au 15/04/2026;;1161,90
""",
    "sign in a column of its own": """Date;Libellé;Montant;Sens
02/04/2026;PRLV EDF;88,10;D
14/04/2026;VIR BREAL;1250,00;C
""",
    "N26": """"Date","Bénéficiaire","Numéro de compte","Référence de paiement","Montant (EUR)"
"2026-04-02","EDF","","","-88.1"
"2026-04-14","BREAL","FR7630006000011234567890189","F-2026-031","1250.0"
""",
    "Qonto": """Statut;Date de la valeur (local);Date de l'opération (local);Montant total (TTC);Devise;\
Nom de la contrepartie;Référence;Débit;Crédit;Solde
Refusé;10-04-2026 12:00:00;10-04-2026 12:00:00;-10,00;EUR;FNAC;;10,00;;
Exécuté;02-04-2026 12:00:00;02-04-2026 12:00:00;-88,10;EUR;EDF;;88,10;;1000,00
Exécuté;14-04-2026 12:00:00;14-04-2026 12:00:00;1250,00;EUR;BREAL;F-2026-031;;1250,00;2250,00
""",
    "Shine": """Date de la valeur;Débit;Crédit;Libellé;Nom de la contrepartie;IBAN de la contrepartie
02/04/2026;88,10;;EDF;EDF;
14/04/2026;;1250,00;BREAL F-2026-031;BREAL;FR7630006000011234567890189
""",
    "Revolut, fee apart": """Type,Produit,Date de début,Date de fin,Description,Montant,Frais,Devise,État,Solde
VIREMENT,Valeur actuelle,2026-04-02 10:00:00,2026-04-02 11:00:00,EDF,-87.10,1.00,EUR,TERMINÉ,1000.00
PAIEMENT,Valeur actuelle,2026-04-03 10:00:00,2026-04-03 11:00:00,X,-9.00,0.00,EUR,ANNULÉ,1000.00
DÉPÔT,Valeur actuelle,2026-04-14 10:00:00,2026-04-14 11:00:00,VIR BREAL,1250.00,0.00,EUR,TERMINÉ,2250.00
""",
    "BoursoBank, today's balance on every line": """dateOp;dateVal;label;category;amount;accountbalance
2026-04-02;2026-04-02;"PRLV EDF";"Energie";-88,10;2250.00
2026-04-14;2026-04-14;"VIR BREAL | F-2026-031";"Virements";1 250,00;2250.00
""",
    "the last movement first, one day, balances": """Date;Libellé;Montant;Solde
14/04/2026;VIR BREAL;1250,00;2250,00
02/04/2026;PRLV EDF;-88,10;1000,00
""",
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("bank", LISTS)
def test_a_list_is_read_without_a_question(bank: str, encoding: str) -> None:
    """A total taken for a transfer closes a bill; a debit without its sign does too."""
    reading = read_statements(LISTS[bank].encode(encoding), file="releve.csv")

    assert (reading.problems, reading.unknown_columns) == ([], False)
    (statement,) = reading.statements
    assert sorted(f"{one.on} {one.amount}" for one in statement.movements) == EXPECTED


def test_the_account_beside_a_name_is_the_other_partys() -> None:
    """Taken for ours, each payer would be an account of our own."""
    (statement,) = read_statements(LISTS["N26"].encode(), file="a.csv").statements

    assert (statement.account, statement.movements[1].iban) == ("", "FR7630006000011234567890189")
    assert (statement.movements[1].label, statement.movements[1].counterparty) == (
        "F-2026-031",
        "BREAL",
    )


LCL = """02/04/2026;-88,10;Prélèvement;;PRLV EDF;0;
14/04/2026;1250,00;Virement;;VIREMENT BREAL F-2026-031;0;
15/04/2026;1234,56;;01234 123456A
"""


def test_a_list_without_titles_is_asked_then_read() -> None:
    """LCL gives no titles, and its balance under the list as if it were a transfer."""
    asked = read_statements(LCL.encode("cp1252"), file="a.csv")
    assert (asked.unknown_columns, asked.problems) == (True, [])
    table = open_table(LCL.encode("cp1252"))
    assert table.guessed == {"on": 0, "amount": 1, "label": 4}

    columns = "on = 1\namount = 2\nlabel = 5\n"
    reading = read_statements(LCL.encode("cp1252"), file="a.csv", maps={table.key: columns})
    assert [f"{one.on} {one.amount}" for one in reading.statements[0].movements] == EXPECTED


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("03/04/2026;X;5,00;C;Bizarre", "Bizarre"),
        ("03/04/2026;X;5,00;Z;Exécuté", "sens"),
        ("03/04/2026;X;;C;Exécuté", "montant manque"),
        ("hier;X;5,00;C;Exécuté", "date"),
    ],
)
def test_what_cannot_be_known_is_named_and_left_out(line: str, why: str) -> None:
    """A state nobody knows may be a refusal: neither taken for money nor passed over in silence."""
    told = f"Date;Libellé;Montant;Sens;Statut\n02/04/2026;A;1,00;C;Exécuté\n{line}\n"
    reading = read_statements(told.encode(), file="a.csv")

    assert [(one.code, one.where) for one in reading.problems] == [("bad_row", "ligne 3")]
    assert why in reading.problems[0].message
    assert len(reading.statements[0].movements) == 1


def test_a_line_with_debit_and_credit_is_not_added_up() -> None:
    """Such a line is a total or an error: its difference is no movement."""
    told = "Date;Libellé;Débit;Crédit\n02/04/2026;A;5,00;7,00\n03/04/2026;B;0,00;7,00\n"
    reading = read_statements(told.encode(), file="a.csv")

    assert [one.where for one in reading.problems] == ["ligne 2"]
    assert [str(one.amount) for one in reading.statements[0].movements] == ["7.00"]


def test_several_accounts_in_one_file_stay_apart() -> None:
    """Crédit Agricole: what came to the Livret was booked on the current account."""
    titles = "Date;Date valeur;Libellé;Débit euros;Crédit euros;"
    reading = read_statements(
        f"""Compte de Dépôt carte n° 12345678901;
Solde au 15/04/2026 1 234,56 €

{titles}
02/04/2026;02/04/2026;"PRELEVEMENT
EDF";88,10;;

Livret A carte n° 98765432109;
Solde au 15/04/2026 5 000,00
Liste des opérations du compte entre le 01/01/2026 et le 15/04/2026;
{titles}
03/04/2026;03/04/2026;"VIREMENT DE BREAL &amp; FILS";;100,00;
""".encode("cp1252"),
        file="a.csv",
    )

    assert reading.problems == []
    assert [
        (one.account, [(str(row.amount), row.label) for row in one.movements])
        for one in reading.statements
    ] == [
        ("12345678901", [("-88.10", "PRELEVEMENT EDF")]),
        ("98765432109", [("100.00", "VIREMENT DE BREAL & FILS")]),
    ]


def test_the_number_of_a_postal_account_has_a_letter() -> None:
    """Two CCP without numbers would be one account, and equal lines of a day one line."""
    found = open_table(
        "Numéro Compte   ;1234567A020\nType         ;CCP\n\nDate;Libellé;Montant(EUROS)\n"
        "02/04/2026;VIR;5,00\n".encode()
    )

    assert found.account == "1234567A020"
