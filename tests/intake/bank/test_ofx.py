"""OFX as banks write it: letters, the account of the other party, and signs that are missing."""

from __future__ import annotations

import pytest

from relance.intake.bank import StatementReading, read_statements

HEAD = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:{}\nCHARSET:{}\n\n"


def written(rows: str, *, encoding: str = "USASCII", charset: str = "1252") -> str:
    return (
        f"{HEAD.format(encoding, charset)}<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR"
        f"<BANKACCTFROM><BANKID>30003<ACCTID>000123</BANKACCTFROM><BANKTRANLIST>{rows}"
        "</BANKTRANLIST><LEDGERBAL><BALAMT>1<DTASOF>20260430</LEDGERBAL></STMTRS></STMTTRNRS>"
        "</BANKMSGSRSV1></OFX>"
    )


def row(kind: str, amount: str, more: str = "<NAME>X", key: str = "1") -> str:
    return f"<STMTTRN><TRNTYPE>{kind}<DTPOSTED>20260402<TRNAMT>{amount}<FITID>{key}{more}</STMTTRN>"


def read(rows: str) -> StatementReading:
    return read_statements(written(rows).encode("cp1252"), file="a.ofx")


def amounts(reading: StatementReading) -> list[str]:
    return [str(one.amount) for account in reading.statements for one in account.movements]


def test_the_account_of_the_other_party_ends_nothing() -> None:
    """After the first transfer every movement of the file was «sans date»."""
    told = "<NAME>BREAL<BANKACCTTO><BANKID>1<ACCTID>FR76<ACCTTYPE>CHECKING</BANKACCTTO><MEMO>F-31"
    reading = read(row("XFER", "-88,10", told) + row("CREDIT", "+1 250,00"))

    assert (amounts(reading), reading.problems) == (["-88.10", "1250.00"], [])
    (statement,) = reading.statements
    assert (statement.account, statement.movements[0].label) == ("30003000123", "BREAL F-31")


@pytest.mark.parametrize("charset", ["1252", "NONE", "ISO-8859-1", "UTF-8", "inconnu"])
def test_letters_are_those_of_the_file_whatever_it_announces(charset: str) -> None:
    """«SociÃ©tÃ© BrÃ©al» pays no bill of Société Bréal."""
    file = written(row("CREDIT", "5", "<NAME>Société Bréal"), charset=charset)
    for encoding in ("utf-8", "utf-8-sig", *(["cp1252"] if charset != "UTF-8" else [])):
        (statement,) = read_statements(file.encode(encoding), file="a.ofx").statements
        assert statement.movements[0].counterparty == "Société Bréal"


def test_where_no_amount_has_a_sign_a_debit_is_one() -> None:
    """Every direct debit was money that came in."""
    reading = read(row("DEBIT", "88.10") + row("CREDIT", "5.00") + row("CHECK", "7.00"))

    assert amounts(reading) == ["-88.10", "5.00", "-7.00"]


def test_a_positive_debit_among_signed_amounts_is_shown() -> None:
    """It may be a debit given back, or a sign forgotten: a person looks."""
    reading = read(row("DEBIT", "-88.10") + row("DEBIT", "12.00"))

    assert amounts(reading) == ["-88.10", "12.00"]
    assert [(one.code, one.where) for one in reading.problems] == [
        ("sign_unclear", "compte 1, ligne 2")
    ]


def test_signs_behind_and_around_an_amount() -> None:
    reading = read(row("DEBIT", "1.234,56-") + row("DEBIT", "(12,00)") + row("CREDIT", "5,00"))

    assert amounts(reading) == ["-1234.56", "-12.00", "5.00"]


def test_a_movement_outside_its_list_is_not_lost() -> None:
    reading = read(row("CREDIT", "5.00") + "</BANKTRANLIST>" + row("CREDIT", "6.00"))

    assert (amounts(reading), reading.problems) == (["5.00", "6.00"], [])


def test_an_amount_in_another_currency_keeps_it() -> None:
    told = "<NAME>X<CURRENCY><CURRATE>0.9<CURSYM>USD</CURRENCY>"
    (statement,) = read(row("CREDIT", "5.00", told) + row("CREDIT", "6.00")).statements

    assert [one.amount.currency for one in statement.movements] == ["USD", "EUR"]
