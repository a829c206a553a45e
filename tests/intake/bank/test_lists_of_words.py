"""Lists whose words, and not their signs, say what each column and each amount is."""

from __future__ import annotations

import pytest

from relance.intake.bank import StatementReading, read_statements
from relance.intake.bank.table import open_table

OUT, IN = "2026-04-02 -88.10 EUR", "2026-04-14 1250.00 EUR"


def read(written: str) -> StatementReading:
    return read_statements(written.encode(), file="a.csv")


def moved(reading: StatementReading) -> list[str]:
    return [
        f"{row.on} {row.amount} {row.amount.currency}"
        for one in reading.statements
        for row in one.movements
    ]


@pytest.mark.parametrize(
    ("title", "out", "into"),
    [
        ("Type", "DEBIT", "CREDIT"),
        ("Transaction Type", "debit", "credit"),
        ("Nature", "Décaissement", "Encaissement"),
        ("Mouvement", "Sortie", "Entrée"),
        ("Code", "D", "C"),
        ("S/H", "S", "H"),
        ("Af Bij", "Af", "Bij"),
        ("±", "-", "+"),
    ],
)
def test_a_debit_without_a_sign_stays_a_debit(title: str, out: str, into: str) -> None:
    """The amounts of such lists bear no sign: each debit was money that came in."""
    reading = read(
        f"Date;Libellé;Montant;{title}\n02/04/2026;EDF;88,10;{out}\n14/04/2026;BREAL;1250,00;{into}\n"
    )

    assert moved(reading) == [OUT, IN]


def test_a_column_of_debits_alone_turns_them() -> None:
    reading = read("Date;Libellé;Montant;Type\n02/04/2026;EDF;88,10;Débit\n")

    assert moved(reading) == [OUT]


@pytest.mark.parametrize("kind", ["C", "-", "Carte"])
def test_a_column_of_codes_turns_nothing(kind: str) -> None:
    """«-» stands for nothing in many lists, and «D» for many things."""
    rows = f"02/04/2026;EDF;88,10;{kind}\n14/04/2026;BREAL;1250,00;{kind}\n"

    assert moved(read(f"Date;Libellé;Montant;Type\n{rows}")) == [OUT.replace("-88", "88"), IN]


def test_amounts_that_have_signs_keep_them() -> None:
    """«Crédit» may name a card there."""
    rows = "02/04/2026;EDF;-88,10;Crédit\n14/04/2026;BREAL;1250,00;Crédit\n"

    assert moved(read(f"Date;Libellé;Montant;Type\n{rows}")) == [OUT, IN]


@pytest.mark.parametrize(
    "titles",
    [
        "Date;Description;Money out;Money in",
        "Date;Description;Paid out;Paid in",
        "Date;Description;Withdrawal;Deposit",
        "Date;Libellé;Retrait;Dépôt",
        "Dt Opé;Libellé;Debit Amount;Credit Amount",
        "Operation date (local);Description;Débit (€);Crédit (€)",
        "Date de l'opération (locale);Nature;Débit euros;Crédit euros",
        "Date et heure;Reason;Debit;Credit",
    ],
)
def test_titles_of_debits_and_credits(titles: str) -> None:
    assert moved(read(f"{titles}\n02/04/2026;EDF;88,10;\n14/04/2026;BREAL;;1250,00\n")) == [OUT, IN]


def test_a_title_names_the_currency() -> None:
    """PostFinance: francs were euros."""
    reading = read(
        "Date;Texte de notification;Crédit en CHF;Débit en CHF;Label\n"
        "02/04/2026;EDF;;-88.10;\n14/04/2026;BREAL;1250.00;;\n"
    )

    assert moved(reading) == [OUT.replace("EUR", "CHF"), IN.replace("EUR", "CHF")]
    assert reading.statements[0].movements[1].label == "BREAL"


def test_an_amount_names_its_currency() -> None:
    reading = read("Date;Libellé;Montant\n02/04/2026;EDF;-88,10 $\n14/04/2026;BREAL;1250,00 €\n")

    assert moved(reading) == [OUT.replace("EUR", "USD"), IN]


def test_a_cell_that_says_nothing_is_empty() -> None:
    """A blank or a dash in the column of credits made the whole line unreadable."""
    reading = read(
        "Date;Libellé;Débit;Crédit;Solde\n02/04/2026;EDF;88,10; ;-\n14/04/2026;BREAL;-;'1250,00;–\n"
    )

    assert (moved(reading), reading.problems) == ([OUT, IN], [])


def test_what_paypal_kept_did_not_come_in() -> None:
    """Its fee is negative and taken from the gross amount: the net is what arrived."""
    reading = read(
        "Date,Heure,Nom,Type,État,Devise,Avant commission,Commission,Net,Numéro de transaction\n"
        '14/04/2026,10:00,BREAL,Paiement,Terminé,EUR,"1 250,00","-36,60","1 213,40",X1\n'
        '15/04/2026,10:00,EDF,Paiement,En attente,EUR,"-88,10","0,00","-88,10",X2\n'
    )

    assert moved(reading) == ["2026-04-14 1213.40 EUR"]
    assert reading.statements[0].movements[0].counterparty == "BREAL"
    assert [one.code for one in reading.problems] == ["pending"]


def test_a_negative_fee_is_taken_too() -> None:
    reading = read("Date;Libellé;Montant;Frais\n14/04/2026;BREAL;1250,00;-1,50\n")

    assert moved(reading) == ["2026-04-14 1248.50 EUR"]


def test_a_list_without_titles_may_follow_a_line_on_the_account() -> None:
    """BNP Paribas and Hello bank!: the file was refused."""
    found = open_table(
        "Compte de chèques;Compte de chèques;00012345678;15/04/2026;;1 234,56\n"
        "02/04/2026;;;PRLV EDF;-88,10\n14/04/2026;;;VIR BREAL F-31;1 250,00\n".encode()
    )

    assert found.header_line == 0
    assert found.guessed == {"on": 0, "label": 3, "amount": 4}
    assert (len(found.records), found.account) == (2, "00012345678")


def test_what_revolut_sent_back_never_moved() -> None:
    reading = read(
        "Date de fin,Description,Montant,Frais,Devise,État\n"
        "2026-04-14 10:00:00,BREAL,1250.00,0.00,EUR,TERMINÉ\n,EDF,-88.10,0.00,EUR,RENVOYÉ\n"
    )

    assert (moved(reading), reading.problems) == ([IN], [])


def test_titles_without_a_line_are_said() -> None:
    """An empty answer looks like a list in which nobody has paid."""
    assert [one.code for one in read("Date;Libellé;Montant\n").problems] == ["no_movement"]


@pytest.mark.parametrize("newest_first", [False, True])
def test_balances_prove_the_way_of_amounts_without_signs(newest_first: bool) -> None:
    """The balance goes down: the 61,90 went out. Of the first line nobody can say."""
    rows = [
        "02/04/2026;EDF;88,10;911,90",
        "14/04/2026;BREAL;1250,00;2161,90",
        "15/04/2026;EAU;61,90;2100,00",
    ]
    rows = rows[::-1] if newest_first else rows
    reading = read("\n".join(["Date;Libellé;Montant;Solde", *rows, ""]))

    assert sorted(moved(reading)) == [IN, "2026-04-15 -61.90 EUR"]
    assert [(one.code, one.where) for one in reading.problems] == [
        ("no_sign", f"ligne {4 if newest_first else 2}")
    ]
    (statement,) = reading.statements
    assert (str(statement.opening), str(statement.gap)) == ("911.90", "0.00")


def test_balances_that_only_go_up_change_nothing() -> None:
    reading = read(
        "Date;Libellé;Montant;Solde\n02/04/2026;A;5,00;105,00\n03/04/2026;B;6,00;111,00\n"
    )

    assert (moved(reading), reading.problems) == (
        ["2026-04-02 5.00 EUR", "2026-04-03 6.00 EUR"],
        [],
    )
