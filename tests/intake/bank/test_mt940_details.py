"""What banks of several countries write in the fields of MT940 that speak of a movement."""

from __future__ import annotations

from relance.case import Movement
from relance.intake.bank import StatementReading, read_statements


def read(lines: str, *, opening: str = "C260401EUR100,00", closing: str = "") -> StatementReading:
    end = f":62F:{closing}\n" if closing else ""
    written = f":20:1\n:25:/FR7630006000011234567890189\n:28C:1\n:60F:{opening}\n{lines}\n{end}-"
    return read_statements(written.encode(), file="a.sta")


def only(lines: str) -> Movement:
    (statement,) = read(lines).statements
    (one,) = statement.movements
    return one


def test_every_field_86_of_a_line_is_in_its_label() -> None:
    """Rabobank repeats the field: the bill's number stood in the second one, and was lost."""
    one = only(
        ":61:260402C120,00N0600733959555      BREAL SARL\n"
        ":86:VIREMENT RECU\n:86:FACTURE F-2026-031\n:86:MERCI"
    )

    assert one.label == "VIREMENT RECU FACTURE F-2026-031 MERCI BREAL SARL"
    assert one.reference == "0733959555"


def test_a_field_86_after_the_balance_speaks_of_no_movement() -> None:
    reading = read(":61:260402C5,00NTRFNONREF\n:86:VIR", closing="C260402EUR105,00\n:86:SUM OF ALL")

    assert [one.label for one in reading.statements[0].movements] == ["VIR"]


def test_words_between_slashes_name_the_payer_and_his_reference() -> None:
    """`EREF` in the line says that the reference is in field 86: it is none itself."""
    one = only(
        ":61:260402C120,00N102EREF//123456\nFR7612345678901234567890123\n"
        ":86:/TRTP/SEPA CREDIT/EREF/F-2026-031/ORDP//NAME/BREAL SARL/REMI/USTD//FACTURE F-202\n"
        "6-031"
    )

    assert one.label.startswith("SEPA CREDIT FACTURE F-202")
    assert (one.reference, one.counterparty) == ("F-2026-031", "BREAL SARL")
    assert one.iban == "FR7612345678901234567890123"


def test_the_other_party_in_one_piece() -> None:
    one = only(
        ":61:260402C12,00NTRFEREF\n"
        ":86:/EREF/NOTPROVIDED//CNTP/NL32INGB0000012345/INGBNL2A/ING BANK NV/AMSTERDAM///REMI/USTD//"
        "F-31/"
    )

    assert (one.label, one.reference) == ("F-31", "")
    assert (one.counterparty, one.iban) == ("ING BANK NV", "NL32INGB0000012345")


def test_subfields_bear_the_mark_that_their_country_chose() -> None:
    """BRD, of the group Société Générale, writes `+20`; ING `~20`; the name was lost in the label."""
    for mark in "+~<?":
        told = (
            f"000{mark}20FACTURE F-31{mark}31FR7612345678901234567890123{mark}32BREAL SARL{mark}33/"
        )
        one = only(f":61:260402C12,00NTRFOPH478\n:86:{told}")

        assert (one.label, one.reference) == ("FACTURE F-31", "OPH478")
        assert (one.counterparty, one.iban) == ("BREAL SARL", "FR7612345678901234567890123")


def test_the_account_may_stand_where_the_name_goes_on() -> None:
    one = only(":61:260402C12,00NTRFX\n:86:035~20VIR~32BREAL SARL~33FR7612345678901234567890123")

    assert (one.counterparty, one.iban) == ("BREAL SARL", "FR7612345678901234567890123")


def test_a_plus_in_plain_text_is_no_mark() -> None:
    one = only(":61:260402C12,00NTRFX\n:86:VIR BREAL +33612345678")

    assert one.label == "VIR BREAL +33612345678"


def test_a_word_cut_by_the_end_of_a_full_line_is_whole_again() -> None:
    """«F-2026-0» and «31» are no bill; a short line ends where its word ends."""
    full = "VIREMENT RECU DE BREAL SARL POUR LE REGLEMENT DE LA NOTE F-2026-0"
    assert len(full) == 65

    assert only(f":61:260402C12,00NTRFX\n:86:{full}\n31 MERCI").label.endswith("F-2026-031 MERCI")
    assert only(":61:260402C12,00NTRFX\n:86:VIR BREAL\nF-31").label == "VIR BREAL F-31"


def test_what_says_that_there_is_no_reference_is_none() -> None:
    for said in ("NONREF", "KREF+", "EREF", ".", "NONREF          "):
        assert only(f":61:260402C12,00NTRF{said}\n:86:VIR").reference == ""
    assert only(":61:260402C12,00NTRFX\n:86:166?20EREF+NONREF?21SVWZ+F-31").reference == "X"
    cut = ":61:260402C12,00NTRFNONREF\n:86:/NAME/BREAL/REMI/F-31/EREF/NOTPROV\nIDED"
    assert (only(cut).reference, only(cut).counterparty) == ("", "BREAL")


def test_movements_are_in_the_currency_of_the_opening_balance() -> None:
    """A closing balance in another one must not turn a thousand lei into a thousand euros."""
    reading = read(":61:260402C5,00NTRFX", opening="C260401RON100,00", closing="C260402EUR105,00")

    (statement,) = reading.statements
    assert [str(one.amount.currency) for one in statement.movements] == ["RON"]
    assert statement.account == "FR7630006000011234567890189"
    assert [one.code for one in reading.problems] == ["balances_not_checked"]
