"""One file handed to us, of any kind, read as an electronic invoice: a document or a reason.

The file's bytes decide what it is, not its name. Pure: same bytes, same answer. People's
files go through child.py, which calls this in a process of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from lxml import etree

from relance.intake import cii, foreign, safe_xml, ubl
from relance.intake.clauses import with_clauses
from relance.intake.document import Document, Reading
from relance.intake.obstacles import obstacles, with_fate
from relance.intake.page_total import page_problems
from relance.intake.pdf_attachment import NAMES, invoice_attachments
from relance.intake.problem import NOTHING_TAKEN, Problem, Refusal
from relance.intake.roots import invoice_under, several_invoices
from relance.intake.written import local_name

PDF = "application/pdf"
XML = "application/xml"

Check = Callable[[str, etree._Element], tuple[Problem, ...]]
"""A further judgment of an invoice's XML: the norm's rules, where they can be run."""


def read_one(file: str, data: bytes, check: Check | None = None) -> Reading:
    """What this file says. Never raises on what the file holds: it becomes a problem."""
    media_type = _media_type(file, data)
    sha256 = hashlib.sha256(data).hexdigest()
    if not data.strip(foreign.NOTHING):
        media_type = "application/octet-stream"  # Whatever its name promises.
    xml_name: str | None = None
    document: Document | None = None
    problems: tuple[Problem, ...]
    try:
        if media_type == PDF:
            root, xml_name = _from_pdf(file, data)
        elif media_type == XML:
            root = invoice_under(safe_xml.read_xml(data))
        else:
            raise foreign.unknown(data)
        document = read_document(file, root)
        problems = obstacles(document) + (check(file, root) if check else ())
        if media_type == PDF:
            problems += page_problems(document, data)
        problems = with_fate(problems)
    except Refusal as refusal:
        problems = (refusal.about(file),)
    return Reading(file, sha256, document, problems, media_type, xml_name)


def read_document(file: str, root: etree._Element) -> Document:
    """The document under this root, clauses included. Raises Refusal if it is no invoice."""
    root = invoice_under(root)
    read = cii.read_cii if local_name(root) in cii.ROOTS else ubl.read_ubl
    return with_clauses(read(root, file))


def _from_pdf(file: str, data: bytes) -> tuple[etree._Element, str]:
    """The root of the invoice attached to a PDF, and the attachment's name."""
    found = invoice_attachments(data)
    last: Refusal | None = None
    read: list[tuple[etree._Element, str]] = []
    for attachment in found:
        try:
            root = invoice_under(safe_xml.read_xml(attachment.content))
        except Refusal as refusal:
            last = refusal
        else:
            read.append((root, attachment.name))
    if len(read) > 1:
        raise several_invoices("pièces jointes du PDF", "Le PDF", len(read))
    if read:
        return read[0]
    if last is not None:
        raise last
    raise Refusal(
        "no_einvoice_in_pdf",
        "pièces jointes du PDF",
        f"Le PDF ne contient pas de facture électronique (aucun fichier joint {NAMES[0]}).",
        f"Confirmez ses montants et ses dates à l’écran, ou donnez le fichier XML. {NOTHING_TAKEN}",
    )


def _media_type(file: str, data: bytes) -> str:
    """PDF or XML by the first bytes, else by the name; anything else is unknown."""
    if b"%PDF-" in data[:1024]:
        return PDF
    if safe_xml.looks_like_xml(data):
        return XML
    ending = file.lower().rpartition(".")[2]
    return {"pdf": PDF, "xml": XML}.get(ending, "application/octet-stream")
