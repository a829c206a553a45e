"""CAMT as banks write it: what is damaged, long, told in parts, or paid by a bank."""

from __future__ import annotations

from tests.intake.bank.test_oddities import camt, entry, read


def test_a_damaged_statement_is_not_called_an_invoice() -> None:
    """«Demandez à votre logiciel de facturation» sends nobody to the bank."""
    for bad in (camt("")[:-20], camt("").replace("<Document", "<!DOCTYPE a><Document", 1)):
        (problem,) = read(bad).problems
        assert "factur" not in problem.message + problem.hint
        assert "Téléchargez-le de nouveau depuis votre banque." in problem.hint


def test_a_long_period_of_camt_is_read() -> None:
    """A shop's year was «trop gros pour une facture»."""
    one = entry("5", "CRDT", "<TxDtls><RmtInf><Ustrd>F-31</Ustrd></RmtInf></TxDtls>")
    (statement,) = read(camt(one * 16_000)).statements

    assert len(statement.movements) == 16_000


def test_transactions_without_amounts_still_name_their_bills() -> None:
    """One entry for two payers: nobody says who paid how much, both bills are in the label."""
    parts = "".join(
        f"<TxDtls><Refs><EndToEndId>E{place}</EndToEndId></Refs><RltdPties><Dbtr><Nm>{name}</Nm>"
        f"</Dbtr></RltdPties><RmtInf><Ustrd>F-{place}</Ustrd></RmtInf></TxDtls>"
        for place, name in ((31, "BREAL"), (32, "DURAND"))
    )
    (statement,) = read(camt(entry("200", "CRDT", parts))).statements

    (one,) = statement.movements
    assert (str(one.amount), one.label) == ("200.00", "F-31 E31 F-32 E32")
    assert (one.counterparty, one.reference) == ("", "")


def test_a_payer_that_is_a_bank_is_named() -> None:
    parties = (
        "<TxDtls><RltdPties><Dbtr><Agt><FinInstnId><Nm>BANQUE X</Nm></FinInstnId></Agt></Dbtr>"
        "</RltdPties></TxDtls>"
    )
    (statement,) = read(camt(entry("5", "CRDT", parties))).statements

    assert statement.movements[0].counterparty == "BANQUE X"


def test_each_payer_of_a_batch_wherever_his_amount_stands() -> None:
    """One bank writes it as the transaction's, another as the one instructed; in euros, not dollars."""
    places = (
        '<AmtDtls><TxAmt><Amt Ccy="EUR">329.56</Amt></TxAmt></AmtDtls>',
        '<AmtDtls><InstdAmt><Amt Ccy="EUR">100</Amt></InstdAmt></AmtDtls>',
        '<Amt Ccy="USD">11</Amt><AmtDtls><CntrValAmt><Amt Ccy="EUR">10</Amt></CntrValAmt></AmtDtls>',
    )
    parts = "".join(
        f"<TxDtls>{place}<RmtInf><Ustrd>F-{number}</Ustrd></RmtInf></TxDtls>"
        for number, place in enumerate(places, 1)
    )
    (statement,) = read(camt(entry("439.56", "CRDT", parts))).statements

    assert [(str(one.amount), one.label) for one in statement.movements] == [
        ("329.56", "F-1"),
        ("100.00", "F-2"),
        ("10.00", "F-3"),
    ]
