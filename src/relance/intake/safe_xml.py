"""The one way in for XML: no DOCTYPE, no entity, no network, bounded size and depth.

No format that people hand us needs a DOCTYPE, so each is refused before the parser runs,
and once more by what the parser saw. Every XML reader of the house goes through here.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from lxml import etree

from relance.intake.problem import NOTHING_TAKEN, Refusal

MAX_BYTES = 20 * 1024 * 1024
"""An invoice with its attachments stays far under 20 MiB."""

MAX_DEPTH = 200
"""Nested elements; real invoices stay under 15."""

MAX_MARKS = 500_000
"""Opening angle brackets, and as many equal signs: each costs memory once parsed."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the file should be, for the words of a refusal, and how many marks it may have."""

    whose: str
    one: str
    remade: str
    too_large: str
    marks: int = MAX_MARKS


INVOICE = Expected(
    "de la facture",
    "une facture",
    "Demandez à votre logiciel de facturation de refaire le fichier, ou saisissez la facture à la "
    "main.",
    "Retirez ses pièces jointes, puis redonnez-le.",
)
STATEMENT = Expected(
    "du relevé",
    "un relevé",
    "Téléchargez-le de nouveau depuis votre banque.",
    "Téléchargez-le en plusieurs périodes.",
    2_000_000,  # a long period: some sixty elements for one movement
)

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_KNOWN = re.compile(
    r"(utf-?8|us-ascii|ascii|iso-?8859-?\d{1,2}|latin-?[19]|windows-125\d|utf-?16(le|be)?)\Z", re.I
)
_DECLARED = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_SKIPPED = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.S)
_ROOT = re.compile(r"<[^\W\d]")
_DOCTYPE = re.compile(r"<!\s*DOCTYPE", re.I)
_HEAD = 1 << 20  # A longer prolog than 1 MiB has no reason to be.


def read_xml(data: bytes, expected: Expected = INVOICE) -> etree._Element:
    """The root element of this XML. Raises Refusal with one precise reason."""
    if len(data) > MAX_BYTES:
        raise _too_large(len(data), expected)
    _refuse_doctype(data, expected)
    if data.count(b"<") > expected.marks or data.count(b"=") > expected.marks:
        raise _too_large(len(data), expected)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as wrong:
        raise _damaged(wrong, expected) from wrong
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(expected)
    if _deeper_than(root, MAX_DEPTH):
        raise _too_deep(expected)
    return root


def looks_like_xml(data: bytes) -> bool:
    """Whether the first sign of the file is an angle bracket, in any encoding."""
    return _head(data[:4096])[0].lstrip("\ufeff \t\r\n").startswith("<")


def _head(data: bytes) -> tuple[str, str]:
    """The first part of the file as text, and the encoding it was read with."""
    part = data[:_HEAD]
    for mark, name in _MARKS:
        if part.startswith(mark):
            return part.decode(name, "replace").lstrip("\ufeff"), name
    return part.decode("latin-1"), ""


def _refuse_doctype(data: bytes, expected: Expected) -> None:
    """Walk the prolog, up to the root element: whatever stands there must be harmless."""
    text, found = _head(data)
    declared = _DECLARED.match(text)
    if found.startswith("utf-32") or (declared and not _KNOWN.match(declared[1])):
        raise Refusal(
            "xml_encoding",
            "1re ligne",
            f"Le codage du fichier ({declared[1] if declared else found}) n’est pas admis.",
            f"Enregistrez-le en UTF-8, puis redonnez-le. {NOTHING_TAKEN}",
        )
    if declared and not found and declared[1].lower().startswith("utf-16"):
        # The parser would believe the bytes, not the label; say so rather than guess.
        raise damaged(
            "1re ligne", "le codage annoncé (UTF-16) n’est pas celui du fichier", expected
        )
    place = 0
    while skipped := _SKIPPED.match(text, place):
        place = skipped.end()
    if _ROOT.match(text, place):
        return
    if _DOCTYPE.search(text.replace("\0", "")):
        raise _doctype(expected)
    if not text.strip():
        raise damaged("début du fichier", "il est vide", expected)
    if text.startswith("<?xml") and place == 0:
        raise damaged("1re ligne", "sa déclaration XML n’est pas fermée", expected)
    line = text.count("\n", 0, place) + 1
    raise damaged(f"ligne {line}", "on n’y trouve pas d’élément racine", expected)


def _deeper_than(root: etree._Element, limit: int) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limit:
            return True
    return False


def damaged(where: str, why: str, expected: Expected = INVOICE) -> Refusal:
    """The refusal of XML that no reader could read."""
    return Refusal(
        "xml_damaged",
        where,
        f"Le XML {expected.whose} est abîmé\u00a0: {why}.",
        f"{expected.remade} {NOTHING_TAKEN}",
    )


def _too_large(size: int, expected: Expected) -> Refusal:
    return Refusal(
        "too_large",
        "fichier",
        f"Le fichier est trop gros pour {expected.one} ({max(1, size // 1_048_576)}\u00a0Mio).",
        f"{expected.too_large} {NOTHING_TAKEN}",
    )


def _doctype(expected: Expected) -> Refusal:
    return Refusal(
        "doctype_refused",
        "en-tête du XML",
        f"Le fichier contient une déclaration DOCTYPE. Pour {expected.one}, elle ne sert à rien, et "
        "elle peut servir à une attaque.",
        f"{expected.remade} Il n’a pas été ouvert. {NOTHING_TAKEN}",
    )


def _too_deep(expected: Expected) -> Refusal:
    return Refusal(
        "too_deep",
        "structure du XML",
        f"Le XML emboîte plus de {MAX_DEPTH} éléments\u00a0: ce n’est pas {expected.one}.",
        f"Vérifiez d’où vient ce fichier. {NOTHING_TAKEN}",
    )


_WHY = {
    5: "du texte suit sa fin",
    9: "il contient un caractère interdit en XML",
    23: "un «\u00a0&\u00a0» y est mal écrit",
    26: "un «\u00a0&\u00a0» y est mal écrit",
    64: "quelque chose précède sa déclaration XML",
    68: "un nom y manque, souvent après un «\u00a0&\u00a0» ou un «\u00a0<\u00a0» mal écrit",
    77: "il est coupé avant sa fin",
    81: "ses lettres accentuées ne sont pas dans le codage qu’il annonce",
    201: "il emploie un préfixe sans le déclarer",
}
"""What a person can mend, by the parser's own code (xmlParserErrors)."""


def _damaged(wrong: etree.XMLSyntaxError, expected: Expected) -> Refusal:
    said = str(wrong.msg or "")
    if "depth" in said.lower():
        return _too_deep(expected)
    line, column = wrong.position
    why = _WHY.get(getattr(wrong, "code", 0), "sa syntaxe se brise à cet endroit")
    return damaged(f"ligne {line}, colonne {column}", why, expected)
