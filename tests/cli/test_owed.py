"""`relance owed` as a freelancer types it, and as a script reads it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relance.cli import owed
from relance.law import LawBook, add_value

SIMPLE = ["--principal", "1200", "--due", "2025-12-31", "--on", "2026-11-23"]
BUSINESS = [*SIMPLE, "--debtor", "business"]


def answered(
    capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0
) -> dict[str, Any]:
    assert owed.main([*arguments, "--json"]) == status
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def amounts(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(line["kind"], line["amount"]) for line in answer["lines"]]


def test_the_whole_answer_for_a_business(capsys: pytest.CaptureFixture[str]) -> None:
    """Scripts read these keys: none may go, change its name or its form."""
    assert answered(capsys, *BUSINESS) == {
        "on": "2026-11-23",
        "principal": "1200.00",
        "interest": "131.82",
        "indemnity": "40.00",
        "penalty": "0.00",
        "total": "1371.82",
        "lines": [
            {
                "kind": "principal",
                "rule": None,
                "reference": "Facture échue le 31/12/2025",
                "from": None,
                "to": None,
                "days": None,
                "rate": None,
                "base": None,
                "amount": "1200.00",
            },
            {
                "kind": "interest",
                "rule": "taux_retard_professionnel",
                "reference": "C. com., art. L441-10 II",
                "from": "2026-01-01",
                "to": "2026-06-30",
                "days": 181,
                "rate": "12.15",
                "base": "1200.00",
                "amount": "72.30",
            },
            {
                "kind": "interest",
                "rule": "taux_retard_professionnel",
                "reference": "C. com., art. L441-10 II",
                "from": "2026-07-01",
                "to": "2026-11-23",
                "days": 146,
                "rate": "12.40",
                "base": "1200.00",
                "amount": "59.52",
            },
            {
                "kind": "indemnity",
                "rule": "indemnite_forfaitaire",
                "reference": "C. com., art. L441-10 II et D441-5",
                "from": "2026-01-01",
                "to": None,
                "days": None,
                "rate": None,
                "base": None,
                "amount": "40.00",
            },
        ],
        "notes": [],
    }


@pytest.mark.parametrize(
    ("arguments", "expected", "total", "notes"),
    [
        (
            ["--debtor", "consumer", "--notice", "2026-09-30"],
            [("principal", "1200.00"), ("interest", "4.88")],
            "1204.88",
            0,
        ),
        (["--debtor", "consumer"], [("principal", "1200.00")], "1200.00", 1),
        (
            ["--debtor", "consumer", "--notice", "2026-12-01"],
            [("principal", "1200.00")],
            "1200.00",
            2,
        ),
        (
            ["--debtor", "public"],
            [
                ("principal", "1200.00"),
                ("interest", "60.40"),
                ("interest", "48.72"),
                ("indemnity", "40.00"),
            ],
            "1349.12",
            0,
        ),
        (
            ["--debtor", "business", "--rate", "9,5 %"],
            [
                ("principal", "1200.00"),
                ("interest", "56.53"),
                ("interest", "45.60"),
                ("indemnity", "40.00"),
            ],
            "1342.13",
            0,
        ),
        (
            ["--debtor", "business", "--rate", "3xLegal"],
            [
                ("principal", "1200.00"),
                ("interest", "46.77"),
                ("interest", "39.60"),
                ("indemnity", "40.00"),
            ],
            "1326.37",
            0,
        ),
        (
            ["--debtor", "business", "--penalty", "10", "--notice", "2026-03-31"],
            [
                ("principal", "1200.00"),
                ("interest", "72.30"),
                ("interest", "59.52"),
                ("indemnity", "40.00"),
                ("penalty", "120.00"),
            ],
            "1491.82",
            0,
        ),
        (
            [
                "--debtor",
                "business",
                "--payment",
                "2026-03-31:400",
                "--payment",
                "2026-06-30:35,95",
            ],
            [
                ("principal", "1200.00"),
                ("interest", "35.95"),
                ("interest", "25.32"),
                ("interest", "40.94"),
                ("indemnity", "40.00"),
                ("payment", "-400.00"),
                ("payment", "-35.95"),
            ],
            "906.26",
            0,
        ),
        (
            ["--debtor", "business", "--insolvency", "2026-03-31"],
            [("principal", "1200.00"), ("interest", "35.55"), ("indemnity", "40.00")],
            "1275.55",
            1,
        ),
        (
            ["--debtor", "business", "--currency", "usd"],
            [("principal", "1200.00"), ("interest", "72.30"), ("interest", "59.52")],
            "1331.82",
            1,
        ),
    ],
)
def test_the_siblings_of_the_simple_question(
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    expected: list[tuple[str, str]],
    total: str,
    notes: int,
) -> None:
    """Each option does what the law says of it, to the cent."""
    answer = answered(capsys, *SIMPLE, *arguments)

    assert amounts(answer) == expected
    assert (answer["total"], len(answer["notes"])) == (total, notes)


def test_a_day_beyond_the_known_rates(capsys: pytest.CaptureFixture[str]) -> None:
    """The answer stops at the last known day, says so, and its status is 1."""
    arguments = ["--principal", "1200", "--due", "2026-11-30", "--debtor", "business"]
    answer = answered(capsys, *arguments, "--on", "2027-02-01", status=1)

    assert answer["lines"][1]["to"] == "2026-12-31"
    assert "arrêtées au 31/12/2026" in answer["notes"][0]
    assert owed.main([*arguments, "--on", "2027-02-01"]) == 1
    assert "relance law" in capsys.readouterr().err


def test_a_rate_the_user_added_is_used(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In January he types the new rate once, and every command knows it."""
    monkeypatch.setenv("RELANCE_DATA", str(tmp_path))
    key, on = "taux_bce_refinancement", date(2027, 1, 1)
    add_value(tmp_path / "law", key, on=on, value="2.65", source="BCE", checked_on=on)
    assert LawBook.load(tmp_path / "law").rule("taux_retard_professionnel", on=on).value == "12.65"
    arguments = ["--principal", "1200", "--due", "2026-11-30", "--debtor", "business"]
    answer = answered(capsys, *arguments, "--on", "2027-02-01")

    assert (answer["lines"][2]["rate"], answer["notes"]) == ("12.65", [])


def test_a_spoiled_value_of_the_user_stops_all(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file that cannot be read may hold the rate that matters: nothing is computed."""
    monkeypatch.setenv("RELANCE_DATA", str(tmp_path))
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "taux_bce_refinancement.2027-01-01.yaml").write_text("{")
    assert owed.main(BUSINESS) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("Rien n’a été calculé.")) == ("", 1)


def test_today_is_the_day_when_none_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """What is owed today is the question of most days."""
    arguments = ["--principal", "1200", "--due", "2025-12-31", "--debtor", "business", "--json"]
    assert owed.main(arguments, today=lambda: date(2026, 1, 1)) == 0
    assert json.loads(capsys.readouterr().out)["on"] == "2026-01-01"

    owed.main(arguments)
    assert json.loads(capsys.readouterr().out)["on"] >= "2026-11-23"


def test_the_table_a_person_reads(capsys: pytest.CaptureFixture[str]) -> None:
    """The same amounts in columns, with the text of each and what is left."""
    arguments = ["--payment", "2026-10-01:1400", "--penalty", "10", "--notice", "2026-03-31"]
    assert owed.main([*BUSINESS, *arguments]) == 0
    told = capsys.readouterr().out

    assert told.startswith("Décompte au 23/11/2026\n")
    assert "Intérêts de retard     01/01/2026 – 30/06/2026, 181 j  12,15\u00a0%" in told
    assert "le juge peut la réduire" in told
    assert told.endswith(
        "Reste dû\n"
        "  clause pénale         30,21\u00a0€\n"
        "  indemnité forfaitaire 40,00\u00a0€\n"
        "  total                 70,21\u00a0€\n"
    )
    assert "None" not in told


@pytest.mark.parametrize(("on", "left"), [("2025-12-15", "700.00"), ("2025-12-31", "700.00")])
def test_a_payment_before_the_due_date_pays_the_principal(
    on: str, left: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A client who pays a part ahead has paid too much of nothing, and nobody owes it back."""
    asked = ["--principal", "1200", "--due", "2025-12-31", "--debtor", "business", "--on", on]
    assert owed.main([*asked, "--payment", "2025-12-10:500", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)

    assert (answer["principal"], answer["total"]) == (left, left)
    assert not any("trop-perçu" in note or "de plus" in note for note in answer["notes"])


def test_the_flat_penalty_says_its_percentage_and_that_a_judge_may_reduce_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A clerk redoes it with a calculator; a debtor reads that it is not the law's rate."""
    assert owed.main([*BUSINESS, "--penalty", "7,5", "--notice", "2026-02-15", "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)["lines"]
    (line,) = [one for one in lines if one["kind"] == "penalty"]

    assert (line["rate"], line["base"], line["amount"]) == ("7.50", "1200.00", "90.00")
    assert "7,50\u00a0%" in line["reference"]
    assert "le juge peut la réduire" in line["reference"]
    assert "légal" not in line["reference"]


def test_the_table_gives_back_what_was_paid_too_much(capsys: pytest.CaptureFixture[str]) -> None:
    """A negative total is explained, not only printed."""
    assert owed.main([*BUSINESS, "--payment", "2025-12-01:1300"]) == 0
    told = capsys.readouterr().out

    assert "trop-perçu, à rendre" in told
    assert "-100,00\u00a0€" in told


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        (["--principal", "douze"], "--principal"),
        (["--principal", "0"], "--principal"),
        (["--principal", "-5"], "--principal"),
        (["--principal", "1,200"], "--principal"),
        (["--principal", "1.200,50"], "--principal"),
        (["--principal", "1e3"], "--principal"),
        (["--principal", "١٢"], "--principal"),
        (["--due", "31/12/2025"], "--due"),
        (["--due", "2025-02-29"], "--due"),
        (["--due", "20251231"], "--due"),
        (["--due", "1789-07-14"], "--due"),
        (["--on", "9999-12-31"], "--on"),
        (["--on", ""], "--on"),
        (["--debtor", "cousin"], "--debtor"),
        (["--notice", "hier"], "--notice"),
        (["--insolvency", "2026"], "--insolvency"),
        (["--rate", "-1"], "--rate"),
        (["--rate", "2xlegal"], "--rate"),
        (["--rate", "1001"], "--rate"),
        (["--rate", "NaN"], "--rate"),
        (["--penalty", "101"], "--penalty"),
        (["--penalty", "3xlegal"], "--penalty"),
        (["--payment", "400"], "--payment"),
        (["--payment", "2026-07-01:-400"], "--payment"),
        (["--payment", "2026-07-01:"], "--payment"),
        (["--payment", "01/07/2026:400"], "--payment"),
        (["--currency", "euro"], "--currency"),
        (["--interest", "5"], "--interest"),
    ],
)
def test_a_wrong_argument_is_named_and_nothing_is_computed(
    capsys: pytest.CaptureFixture[str], changed: list[str], named: str
) -> None:
    """A typing slip must give a sentence, never a wrong amount nor a traceback."""
    with pytest.raises(SystemExit) as stopped:
        owed.main([*BUSINESS, *changed])

    said = capsys.readouterr()
    assert stopped.value.code == 2
    assert said.out == ""
    assert named in said.err
    assert "Rien n’a été calculé." in said.err


@pytest.mark.parametrize("missing", ["--principal", "--due", "--debtor"])
def test_what_must_be_said_is_asked_for(capsys: pytest.CaptureFixture[str], missing: str) -> None:
    """Without the amount, the due date or who owes, there is no claim."""
    given = list(BUSINESS)
    place = given.index(missing)
    del given[place : place + 2]
    with pytest.raises(SystemExit) as stopped:
        owed.main(given)
    assert stopped.value.code == 2
    assert missing in capsys.readouterr().err


def test_thousands_may_be_spaced(capsys: pytest.CaptureFixture[str]) -> None:
    """People paste amounts as they stand on the invoice."""
    spaced = ["--principal", "1\u202f200,50", "--due", "2025-12-31", "--on", "2025-12-31"]
    answer = answered(capsys, *spaced, "--debtor", "business")
    assert answer["principal"] == "1200.50"


def test_the_command_wakes_no_framework() -> None:
    """The answer needs no database: it must not pay for one at each start."""
    code = (
        "import sys; from relance.cli import owed; "
        f"owed.main({[*BUSINESS, '--json']!r}); "
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
