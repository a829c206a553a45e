"""CFONB 120 as French banks send it: how lines are cut, and who the other party is."""

from __future__ import annotations

from relance.case import Movement
from relance.intake.bank import StatementReading, read_statements

ACCOUNT = "30003    01234EUR2 01234567890"


def opening(kind: str = "01", amount: str = "0000000010000{") -> str:
    return f"{kind}{ACCOUNT}  120426{' ' * 50}{amount}".ljust(120)


def operation(amount: str, *, label: str = "VIR", value: str = "130426") -> str:
    return (
        f"04{ACCOUNT}05130426  {value}{label:<31}  0000000  {amount}".replace(
            "  0000000  ", " " * 11
        )
    ).ljust(120)


def detail(kind: str, told: str) -> str:
    return f"05{ACCOUNT}05130426     {kind}{told}".ljust(120)


def read(*lines: str, closing: str, between: str = "\n") -> StatementReading:
    return read_statements(
        between.join([opening(), *lines, opening("07", closing)]).encode(), file="a.txt"
    )


def only(*lines: str, closing: str = "0000000011000{") -> Movement:
    reading = read(*lines, closing=closing)
    assert reading.problems == []
    (statement,) = reading.statements
    (one,) = statement.movements
    return one


def test_records_without_line_ends_are_cut_every_120_signs() -> None:
    """Some banks send one long line: it was refused as a list without titles."""
    lines = (operation("0000000001000{"), detail("NPY", "BREAL SARL"))
    reading = read(*lines, closing="0000000011000{", between="")

    assert reading.problems == []
    (statement,) = reading.statements
    assert [(str(one.amount), one.counterparty) for one in statement.movements] == [
        ("100.00", "BREAL SARL")
    ]
    broken = read(lines[0], detail("NPY", "X")[:110], closing="0000000011000{", between="")
    assert [one.code for one in broken.problems] == ["statement_not_ended"]


def test_the_other_party_of_money_in_is_the_payer() -> None:
    """Banks name both sides, in any order: named first, we would have paid ourselves."""
    one = only(operation("0000000001000{"), detail("NBE", "NOUS"), detail("NPY", "BREAL SARL"))

    assert one.counterparty == "BREAL SARL"
    assert only(operation("0000000001000{"), detail("NBE", "NOUS")).counterparty == ""


def test_the_other_party_of_money_out_is_the_payee() -> None:
    lines = (detail("NPY", "NOUS"), detail("NBE", "EDF"))
    one = only(operation("0000000001000}"), *lines, closing="0000000009000{")

    assert (one.counterparty, str(one.amount)) == ("EDF", "-100.00")


def test_a_payment_that_came_back_still_names_its_payer() -> None:
    lines = (operation("0000000001000}", label="REJET PRLV"), detail("NPY", "BREAL SARL"))

    assert only(*lines, closing="0000000009000{").counterparty == "BREAL SARL"


def test_a_bill_cut_by_the_end_of_a_line_is_whole_again() -> None:
    """«2025093800» and «30» are no bill of ours."""
    first = "REGLEMENT DE VOS FACTURES 202509380027 202509380031 POUR SOLDE 2025093"
    assert len(first) == 70
    one = only(operation("0000000001000{"), detail("LCC", first), detail("LC2", "80030 MERCI"))

    assert one.label == f"VIR {first}80030 MERCI"


def test_what_is_told_twice_is_in_the_label_once() -> None:
    lines = (detail("LIB", "F-2026-031"), detail("LCC", "F-2026-031"))

    assert only(operation("0000000001000{"), *lines).label == "VIR F-2026-031"


def test_a_value_date_of_zeros_is_none() -> None:
    """The movement was left out as unreadable, although its day and amount are plain."""
    one = only(operation("0000000001000{", value="000000"))

    assert (one.value_on, one.on.isoformat()) == (None, "2026-04-13")
