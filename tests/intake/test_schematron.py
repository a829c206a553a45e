"""The norm's rules: the ids that the official validator gives, as a visible warning."""

from __future__ import annotations

import importlib.util
import io
import json

import pypdf
import pytest

from relance.intake import line, read_uploads, schematron
from relance.intake.safe_xml import read_xml
from tests.corpora import CORPORA
from tests.intake.samples import cii

FOLDER = CORPORA / "einvoice"


@pytest.mark.corpora
def test_the_rules_that_fail_are_those_of_the_official_schematron() -> None:
    """A warning with a wrong rule sends people to the wrong place in their software.

    One difference is known: the sheet for CII also names BR-CO-18 (at least one VAT line)
    where the profile MINIMUM has none, which the official one lets pass.
    """
    different: dict[str, list[str]] = {}
    seen = 0
    for name in ("akretion-factur-x", "xrechnung", "zugferd-corpus"):
        expected = json.loads((FOLDER / f"{name}.expected.json").read_text())
        for file, said in expected.items():
            if "en16931_1.3.16_failed_rules" not in said:
                continue
            data = (FOLDER / name / file).read_bytes()
            if said["kind"] == "pdf":
                reader = pypdf.PdfReader(io.BytesIO(data))
                data = reader.attachments[said["xml_name"]][0]
            got = set(schematron.failed_rules(read_xml(data)))
            seen += 1
            if got != set(said["en16931_1.3.16_failed_rules"]):
                different[file] = sorted(got ^ set(said["en16931_1.3.16_failed_rules"]))
    assert seen >= 94
    assert all("minimum" in file.lower() for file in different)
    assert all(rules == ["BR-CO-18"] for rules in different.values())


@pytest.mark.corpora
def test_the_unit_files_of_the_norm_fail_and_pass_as_they_say() -> None:
    """Each fragment says the rule it breaks or keeps; a rule that never fires is no rule."""
    wrong: list[str] = []
    for path in sorted((FOLDER / "en16931" / "test" / "Invoice-unit-UBL").glob("BR-CO-*.xml")):
        for test in read_xml(path.read_bytes()).iter("{*}test"):
            verdicts = [each for each in test.iter("{*}error", "{*}success") if each.text]
            fragment = test[-1]
            rules = schematron.failed_rules(read_xml(_alone(fragment)))
            for verdict in verdicts:
                rule = (verdict.text or "").strip()
                if (rule in rules) != str(verdict.tag).endswith("error"):
                    wrong.append(f"{path.name} {rule} {verdict.tag}")
    assert wrong == []


def _alone(fragment: object) -> bytes:
    from lxml import etree

    assert isinstance(fragment, etree._Element)
    return etree.tostring(fragment)


def test_a_broken_rule_is_a_warning_that_names_it_and_the_invoice_goes_in() -> None:
    """An invoice imported silently as sound could ask for a wrong total."""
    (reading,) = read_uploads([("f.xml", cii())])
    assert reading.document is not None
    (problem,) = reading.problems
    assert (problem.code, problem.severity) == ("rule_failed", "warning")
    assert "BR-16" in problem.message  # the sample has no line
    assert "BR-16" in problem.where
    (quiet,) = read_uploads([("f.xml", cii())], rules=False)
    assert quiet.problems == ()


def test_a_long_run_says_from_which_file_on_the_rules_are_not_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ten thousand invoices go in quickly, and none passes for checked."""
    monkeypatch.setattr(line, "RUN_LIMIT", 2)
    readings = read_uploads([(f"{one}.xml", cii()) for one in range(4)])
    codes = [[problem.code for problem in one.problems] for one in readings]
    assert codes == [["rule_failed"], ["rule_failed"], ["rules_not_checked"], []]


def test_without_the_extra_nothing_is_checked_and_nothing_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The extra is optional: without it an import works and claims no conformity."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert not schematron.available()


def test_an_older_format_than_the_norm_has_no_rules() -> None:
    """ZUGFeRD 1 is from 2014: the norm of 2017 does not judge it."""
    assert schematron.failed_rules(read_xml(b"<CrossIndustryDocument/>")) == ()
