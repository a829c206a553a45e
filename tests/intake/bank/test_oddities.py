"""What real banks write that no norm says: each line here once cost, or would cost, somebody money."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from relance.case import BankStatement, Money, Movement
from relance.intake.bank import StatementReading, movement_keys, read_statements


def read(written: str) -> StatementReading:
    return read_statements(written.encode(), file="a")


def moved(reading: StatementReading) -> list[str]:
    return [
        f"{one.on} {one.amount}" for statement in reading.statements for one in statement.movements
    ]


def camt(entries: str, *, record: str = "Stmt", balances: str = "") -> str:
    return (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmr><{record}>'
        f"<Id>1</Id><Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></Acct>{balances}"
        f"{entries}</{record}></BkToCstmr></Document>"
    )


def entry(amount: str, way: str, details: str = "", *, status: str = "BOOK", more: str = "") -> str:
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>{more}'
        f"<Sts><Cd>{status}</Cd></Sts><BookgDt><Dt>2026-04-02</Dt></BookgDt>"
        f"<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def balance(code: str, amount: str, currency: str = "EUR") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        "<Dt><Dt>2026-04-02</Dt></Dt></Bal>"
    )


@pytest.mark.parametrize("status", ["PDNG", "INFO", "FUTR"])
def test_what_is_announced_is_shown_and_is_not_money_yet(status: str) -> None:
    """The same transfer comes again, booked, tomorrow: recorded today it would count twice."""
    balances = balance("OPBD", "100.00") + balance("CLBD", "105.00")
    reading = read(
        camt(entry("47.4", "CRDT", status=status) + entry("5", "CRDT"), balances=balances)
    )

    assert moved(reading) == ["2026-04-02 47.40", "2026-04-02 5.00"]
    assert [one.code for one in reading.problems] == ["pending"]
    (statement,) = reading.statements
    assert [str(one.amount) for one in statement.booked] == ["5.00"]
    assert len(movement_keys(statement)) == 1


def test_balances_of_two_currencies_are_said_not_to_be_checked() -> None:
    """A check that was not made must not look like one that held."""
    balances = balance("OPBD", "100.00") + balance("CLBD", "105.00", "SEK")
    reading = read(camt(entry("5", "CRDT"), balances=balances))

    assert [one.code for one in reading.problems] == ["balances_not_checked"]


def test_a_returned_direct_debit_names_the_client_not_ourselves() -> None:
    """The parties keep their first roles when the money goes back."""
    parties = (
        "<TxDtls><RltdPties><Dbtr><Pty><Nm>BREAL</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>FR76CLIENT"
        "</IBAN></Id></DbtrAcct><Cdtr><Pty><Nm>NOUS</Nm></Pty></Cdtr></RltdPties>"
        "<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf></TxDtls>"
    )
    (statement,) = read(
        camt(entry("120", "DBIT", parties, more="<RvslInd>true</RvslInd>"))
    ).statements

    (one,) = statement.movements
    assert (str(one.amount), one.counterparty, one.iban) == ("-120.00", "BREAL", "FR76CLIENT")


def test_bills_named_in_a_structured_message_are_in_the_label() -> None:
    """The payer says which bill he pays: the matching must see it."""
    told = (
        "<TxDtls><RmtInf><Strd><RfrdDocInf><Nb>F-2026-031</Nb></RfrdDocInf></Strd>"
        "<Strd><AddtlRmtInf>ACOMPTE</AddtlRmtInf></Strd></RmtInf></TxDtls>"
    )
    (statement,) = read(camt(entry("120", "CRDT", told))).statements

    assert statement.movements[0].label == "F-2026-031 ACOMPTE"


def ofx(rows: str) -> str:
    return (
        "OFXHEADER:100\n<OFX><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>1</BANKACCTFROM>"
        f"<BANKTRANLIST>{rows}</BANKTRANLIST></STMTRS></OFX>"
    )


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("20260401000000[+2:CEST]", "2026-04-01"),  # GMT would say the day before
        ("20260401235959[+1:CET]", "2026-04-01"),
        ("20260401000000.000[-4:EDT]", "2026-04-01"),
        ("20091215202000.000[-4:EST]", "2009-12-16"),  # after midnight in GMT
        ("20260401", "2026-04-01"),
    ],
)
def test_the_day_of_an_ofx_instant(written: str, on: str) -> None:
    """A payment on the last day of a month must not slip into another one."""
    assert moved(read(ofx(f"<STMTTRN><DTPOSTED>{written}<TRNAMT>1.00</STMTTRN>"))) == [f"{on} 1.00"]


@pytest.mark.parametrize(
    ("written", "amount"),
    [("+1 006,60", "1006.60"), ("1.006,60", "1006.60"), ("-2000,00", "-2000.00")],
)
def test_amounts_that_banks_write_against_the_norm(written: str, amount: str) -> None:
    """OFX has a point and nothing else; banks have commas and blanks."""
    found = read(ofx(f"<STMTTRN><DTPOSTED>20260401<TRNAMT>{written}</STMTTRN>"))
    assert moved(found) == [f"2026-04-01 {amount}"]


def test_what_a_bank_put_in_a_comment_is_no_movement() -> None:
    """An amount struck out by its bank is not money."""
    row = "<STMTTRN><DTPOSTED>20260401<TRNAMT>1.00</STMTTRN>"
    assert moved(read(ofx(f"{row}<!-- {row} -->"))) == ["2026-04-01 1.00"]


def test_an_ofx_answer_without_an_account_says_so() -> None:
    """A file that brings nothing must not look like a quiet month."""
    assert [one.code for one in read("OFXHEADER:100\n<OFX></OFX>").problems] == ["no_statement"]


def mt940(*lines: str) -> str:
    return "\n".join((":20:A", ":25:123", *lines, "-", ""))


def test_a_reversed_credit_is_money_out() -> None:
    """«RC»: the transfer came and went back. Read as a credit it would close an unpaid bill."""
    lines = (":60F:C260401EUR100,00", ":61:2604010401RC20,00NRTI", ":62F:C260401EUR80,00")
    reading = read(mt940(*lines))
    assert (moved(reading), reading.problems) == (["2026-04-01 -20.00"], [])


def test_what_is_said_after_the_balance_is_not_the_last_movements() -> None:
    """The sentence under the balance is of the statement: it once became a client's label."""
    lines = (":60F:C260401EUR0,00", ":61:2604010401C5,00NTRF", ":62F:C260401EUR5,00", ":86:TOTAL")
    (statement,) = read(mt940(*lines)).statements
    assert statement.movements[0].label == ""


def test_pages_are_joined_only_where_one_goes_on() -> None:
    """A page that is missing between two shows; joined blindly it would be hidden."""
    one = mt940(":60F:C260401EUR0,00", ":61:2604010401C5,00NTRF", ":62M:C260401EUR5,00")
    two = mt940(":60M:C260401EUR5,00", ":61:2604010401C5,00NTRF", ":62F:C260401EUR10,00")
    joined = read(one + two)
    assert [(str(each.opening), str(each.closing)) for each in joined.statements] == [
        ("0.00", "10.00")
    ]
    apart = read(one.replace("62M", "62F") + two)
    assert [each.opening is None for each in apart.statements] == [False, True]


def test_expected_lines_and_balances_without_currency() -> None:
    """MT942 announces («EC»), and some banks leave out the currency they have said once."""
    lines = (
        ":60F:C260401EUR0,00", ":61:260401EC5,00NTRF", ":61:260401C7,00NTRF", ":62F:C2604017,00",
    )  # fmt: skip
    reading = read(mt940(*lines))
    assert moved(reading) == ["2026-04-01 5.00", "2026-04-01 7.00"]
    assert [one.code for one in reading.problems] == ["pending"]
    assert str(reading.statements[0].closing) == "7.00"


def test_a_qif_of_several_accounts_keeps_them_apart() -> None:
    """Quicken writes categories and all accounts into one file."""
    told = (
        "!Type:Cat\nNVentes\nDToutes\n^\n!Option:AutoSwitch\n!Account\nNCourant\nTBank\n^\n"
        "!Clear:AutoSwitch\n!Account\nNCourant\n^\n!Type:Bank\nD31/12'26\nT-1,00\nPA\n^\n"
        "!Account\nNCarte\n^\n!Type:CCard\nD30/12'26\nT2,00\nPB\n^\n"
    )
    reading = read(told)
    assert [(one.account, len(one.movements)) for one in reading.statements] == [
        ("Courant", 1),
        ("Carte", 1),
    ]
    assert (moved(reading), reading.problems) == (["2026-12-31 -1.00", "2026-12-30 2.00"], [])


@pytest.mark.parametrize(
    ("days", "first", "told"),
    [
        (("13/01/2026", "02/01/2026"), "2026-01-13", True),
        (("01/02/2026", "01/05/2026", "01/12/2026"), "2026-01-02", True),  # a fortnight, not a year
        (("01/02/2026", "03/02/2026", "12/02/2026"), "2026-02-01", True),
        (("03/04/2026",), "2026-04-03", False),
        (("04/04/2026",), "2026-04-04", True),
    ],
)
def test_days_of_two_readings(days: tuple[str, ...], first: str, told: bool) -> None:
    """Where nothing tells day from month the user is told how they were read."""
    reading = read("!Type:Bank\n" + "".join(f"D{day}\nT1.00\nPX\n^\n" for day in days))
    assert moved(reading)[0].startswith(first)
    assert [one.code for one in reading.problems] == ([] if told else ["days_unclear"])


COFFEE = Movement(date(2026, 4, 2), Money.of("-3.50"), "CB CAFE")
RENT = Movement(date(2026, 4, 2), Money.of("-700.00"), "LOYER")


def keys(*movements: Movement, account: str = "1") -> list[str]:
    return movement_keys(BankStatement(account, "EUR", movements))


def test_two_equal_coffees_stay_two_in_any_order() -> None:
    """Two coffees on one day are two; brought again in another order they are still two."""
    both = keys(COFFEE, COFFEE, RENT)

    assert len(set(both)) == 3
    assert set(keys(RENT, COFFEE, COFFEE)) == set(both)
    assert set(keys(COFFEE)) < set(both)


def test_a_bank_key_that_never_changes_hides_no_payment() -> None:
    """A bank that writes FITID 0 on every line must not make February's payment January's."""
    from dataclasses import replace

    january = replace(RENT, bank_key="0")
    february = replace(january, on=date(2026, 5, 2))

    assert not set(keys(january)) & set(keys(february))
    assert len(set(keys(january, replace(COFFEE, bank_key="0")))) == 2


def test_pages_of_one_day_count_their_equal_lines_together() -> None:
    """One coffee on each page of a day: two coffees."""
    page = BankStatement("1", "EUR", (COFFEE,))
    ranks: Counter[tuple[str, ...]] = Counter()

    assert movement_keys(page, ranks) != movement_keys(page, ranks)


def test_no_english_word_reaches_a_french_reader() -> None:
    """«day is out of range for month» helps no freelancer."""
    bad = [
        read(camt(entry("12,x", "CRDT"))),
        read(camt(entry("1", "CRDT").replace("2026-04-02", "2026-02-31"))),
        read(ofx("<STMTTRN><DTPOSTED>20260231<TRNAMT>1.00</STMTTRN>")),
        read(mt940(":61:2613010401C5,00NTRF")),
    ]
    said = " ".join(one.message for reading in bad for one in reading.problems)
    assert all(reading.problems for reading in bad)
    assert not [word for word in ("not an", "range", "month", "Invalid", "must be") if word in said]


def test_a_day_above_twelve_in_one_list_tells_the_others() -> None:
    """One program wrote the file: the same 12 June was read as 6 December in the second account."""
    first = "!Account\nNA\n^\n!Type:Bank\nD6/13/15\nT5.00\n^\n"
    reading = read(f"{first}!Account\nNB\n^\n!Type:Bank\nD6/12/15\nT1.00\n^\n")

    assert moved(reading) == ["2015-06-13 5.00", "2015-06-12 1.00"]
    assert reading.problems == []


@pytest.mark.parametrize("said", ["Opening Balance", "Solde initial", "Solde d'ouverture"])
def test_what_an_account_of_quicken_held_at_first_is_no_money_that_came_in(said: str) -> None:
    """Ten thousand euros from nobody would have been offered as a payment."""
    reading = read(
        f"!Type:Bank\nD31/12/25\nT10000,00\nP{said}\nL[Compte]\n^\nD13/01/26\nT5,00\nPBREAL\n^\n"
    )

    (statement,) = reading.statements
    assert moved(reading) == ["2026-01-13 5.00"]
    assert str(statement.opening) == "10000.00"


def test_an_empty_amount_is_named_and_the_others_are_read() -> None:
    """It stopped the whole reading, said to be «trop longue»."""
    reading = read("!Type:Bank\nD31/12/25\nT\nPX\n^\nD31/12/25\nT5\n^\n")

    assert moved(reading) == ["2025-12-31 5.00"]
    assert [(one.code, one.where) for one in reading.problems] == [("bad_movement", "ligne 2")]
