"""What the commands answer in JSON: scripts rely on it, so a schema holds each."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from relance.cli.main import main
from tests.corpora import CORPORA

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas"
SAMPLE = CORPORA / "einvoice" / "akretion-factur-x" / "pdf" / "invoice_EN16931.pdf"

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.corpora]
Answered = Callable[..., tuple[int, Any]]


@pytest.fixture
def answered(capsys: pytest.CaptureFixture[str]) -> Answered:
    """Run a command with --json; check its answer against the schema of its page."""

    def run(name: str, *arguments: str) -> tuple[int, Any]:
        capsys.readouterr()
        status = main([name, *arguments, "--json"])
        told = json.loads(capsys.readouterr().out)
        schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
        jsonschema.validate(told, schema, format_checker=jsonschema.FormatChecker())
        return status, told

    return run


@pytest.fixture
def imported(answered: Answered) -> Any:
    """One real Factur-X invoice, its client reachable by mail and telephone."""
    _, told = answered(
        "import",
        str(SAMPLE),
        "--email",
        "compta@client.fr",
        "--phone",
        "+33612345678",
        "--kind",
        "business",
    )
    return told


def test_an_import_lists_the_document_and_its_doubts(imported: Any) -> None:
    """The file stands as typed; a wrong check digit is named and stops nothing."""
    assert [one["file"] for one in imported["invoices"]] == [str(SAMPLE)]
    assert imported["invoices"][0]["number"] == "F20260023"
    assert [one["code"] for one in imported["problems"]] == ["bad_siren"]


def test_the_same_file_again_adds_nothing(imported: Any, answered: Answered) -> None:
    """A duplicate is listed and named: it is never a second claim."""
    status, told = answered("import", str(SAMPLE))

    assert status == 1
    assert [one["number"] for one in told["invoices"]] == ["F20260023"]
    assert "already_known" in [one["code"] for one in told["problems"]]


def test_the_five_steps_fall_on_working_days(
    imported: Any, answered: Answered, tmp_path: Path
) -> None:
    """Due on Monday 2 March 2026: each step on its day, or the first working day after it."""
    _, told = answered("rehearse", "--days", "75", "--from", "2026-03-03", "--write", str(tmp_path))

    steps = [(day["on"], day["step"], day["channel"]) for day in told["days"] if day["step"]]
    assert steps == [
        ("2026-03-09", "kind_email", "email"),
        ("2026-03-17", "call", "phone"),
        ("2026-04-01", "formal_reminder", "letter"),
        ("2026-04-16", "formal_notice", "letter"),
        ("2026-05-04", "court_file", "court"),  # Friday 1 May is a holiday
    ]
    totals = [day["total"] for day in told["days"] if day["step"]]
    # The invoice says «trois fois le taux légal»: 7.86 % in this half-year, its floor.
    # 104.90 × 7.86 % × 45/365 = 1.02; × 63/365 = 1.42; and EUR 40.
    assert totals == ["104.90", "104.90", "104.90", "145.92", "146.32"]
    assert all(Path(file).stat().st_size for day in told["days"] for file in day["files"])
    assert all(day["reason"] for day in told["days"] if day["silence"])


def test_a_rehearsal_runs_over_the_new_year(imported: Any, answered: Answered) -> None:
    """The rate of 2027 is not known: the rehearsal goes on, and claims to the last known day."""
    _, told = answered("rehearse", "--days", "120", "--from", "2026-11-20")

    by_step = {day["step"]: day for day in told["days"] if day["step"]}
    assert by_step["formal_notice"]["on"] >= "2026-12-28"
    assert by_step["court_file"]["on"] > "2027-01-01"
    # Interest stops at 31 December 2026: 120 days at 7.86 % = 2.71, 184 at 8.25 % = 4.36; EUR 40.
    assert by_step["court_file"]["total"] == "151.97"


def test_every_day_of_a_rehearsed_year_is_explained(imported: Any, answered: Answered) -> None:
    """A case that gets nothing on a day says why."""
    _, told = answered("rehearse", "--days", "365", "--from", "2026-03-03")

    days = [date.fromisoformat(day["on"]) for day in told["days"]]
    assert days == sorted(days)
    assert told["days"][0]["on"] == "2026-03-03"
    for day, after in zip(told["days"], told["days"][1:], strict=False):
        if day["step"]:
            gap = date.fromisoformat(after["on"]) - date.fromisoformat(day["on"])
            assert gap == timedelta(days=1), "the day after a step says why nothing follows"


@pytest.mark.parametrize("name", ["today", "law", "doctor", "rebuild", "daily"])
def test_an_answer_keeps_its_shape(name: str, imported: Any, answered: Answered) -> None:
    """A field renamed by mistake would break somebody's script in silence."""
    answered(name)


def test_a_case_is_told_whole(imported: Any, answered: Answered) -> None:
    """State, claim, next step and journal, with the hash of each entry."""
    from relance.office.access import everything
    from relance.office.models import CaseRow

    with everything():
        key = CaseRow.objects.get().pk

    _, told = answered("case", str(key))

    assert told["debtor"] == "LE CLIENT"
    assert [one["kind"] for one in told["journal"]] == ["CaseOpened", "InvoiceAdded"]


def test_unknown_words_are_refused_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong command says what was not done, and exits with 2."""
    assert main(["recouvrer"]) == 2
    assert "Rien n’a été fait" in capsys.readouterr().err


def test_a_statement_says_its_lines_and_twice_adds_nothing(
    answered: Answered, imported: Any
) -> None:
    """The same file dropped on Monday and on Tuesday must not pay an invoice twice."""
    from relance.office.access import everything
    from relance.office.models import MovementRow

    sample = str(CORPORA / "bank" / "cfonb120" / "example.txt")
    status, told = answered("bank", sample)
    assert status == 0
    assert [(one["opening"], one["closing"]) for one in told["statements"]] == [
        ("-190.40", "-241.21"),
        ("-241.21", "-163.72"),
    ]
    with everything():
        assert MovementRow.objects.count() == 6
        answered("bank", sample)
        assert MovementRow.objects.count() == 6


def test_a_damaged_statement_says_what_broke(answered: Answered) -> None:
    """Nothing is taken of it, and the answer is still JSON."""
    sample = str(CORPORA / "bank" / "cfonb120" / "operation.txt")
    status, told = answered("bank", sample, "--dry-run")
    assert status == 1
    assert told["statements"] == []
    assert [one["code"] for one in told["problems"]] == ["statement_not_begun"]


def test_every_kind_of_task_has_its_words() -> None:
    """A task without a name would stop the whole list."""
    from relance.cli.today import SAID
    from relance.office.todo import Kind

    assert set(SAID) == {one.value for one in Kind}


@pytest.mark.parametrize(
    "given",
    [["rehearse", "--day", "30"], ["import", "--dry", "facture.pdf"], ["owed", "--princ", "10"]],
)
def test_a_mistyped_option_is_refused_not_guessed(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """«--dry» read as another option one day would record what somebody only wanted to look at."""
    with pytest.raises(SystemExit) as stopped:
        main(given)

    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert "Rien n’a été" in told
    assert "unrecognized" not in told


def test_the_doctor_speaks_french(imported: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """True plurals and French names: «0 entrée scellée», no «entrée(s)», no «append_only»."""
    main(["doctor"])

    told = capsys.readouterr().out
    assert "(s)" not in told
    assert "0\u00a0courriel peut-être parti" in told
    assert "historiques" in told
    assert "append_only" not in told
