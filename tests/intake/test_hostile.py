"""Hostile files: a precise refusal, quickly, in little memory; never a crash."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    TextStringObject,
)

from relance.intake import read_uploads
from relance.intake.einvoice import read_one
from tests.corpora import CORPORA
from tests.intake.samples import CII, cii, pdf

HOSTILE = CORPORA / "hostile"
DOCTYPE = "<!DOCTYPE data [<!ENTITY file SYSTEM 'file:///etc/passwd'>]>"


def _code(name: str, data: bytes) -> str:
    reading = read_one(name, data)
    assert reading.document is None
    (problem,) = reading.problems
    assert all(problem.as_json().values())
    return problem.code


def _measured(path: Path) -> tuple[str, float, float]:
    """The code, the seconds and the MiB of reading this file in a process of its own."""
    program = (
        "import json, re, sys, time; from pathlib import Path\n"
        "from relance.intake.einvoice import read_one\n"
        "start = time.monotonic(); reading = read_one('x', Path(sys.argv[1]).read_bytes())\n"
        "status = Path('/proc/self/status').read_text()\n"
        "used = int(re.search(r'VmHWM:\\s+(\\d+)', status)[1]) / 1024\n"
        "print(json.dumps([reading.problems[0].code, time.monotonic() - start, used]))"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    code, seconds, memory = json.loads(asked.stdout)
    return code, seconds, memory


@pytest.mark.corpora
def test_every_doctype_of_the_corpus_is_refused() -> None:
    """A DOCTYPE reads our files and calls other machines; no invoice needs one."""
    files = sorted((HOSTILE / "xml").iterdir()) + sorted(
        (HOSTILE / "payloads" / "xxe-files").iterdir()
    )
    for path in files:
        wanted = "not_an_invoice" if path.name.startswith("simple") else "doctype_refused"
        assert _code(f"{path.name}.xml", path.read_bytes()) == wanted, path.name


@pytest.mark.corpora
def test_every_line_of_the_xxe_list_gives_one_problem() -> None:
    """None of the known tricks may slip past, or make the reader fail."""
    for text in (HOSTILE / "payloads" / "xxe_fuzzing.txt").read_text().splitlines():
        code = _code("x.xml", text.encode())
        if "<!DOCTYPE" in text:
            assert code == "doctype_refused", text


@pytest.mark.corpora
def test_encrypted_and_damaged_pdfs_give_one_problem() -> None:
    """People do send locked PDFs: they must learn what to do."""
    codes = {
        path.name: _code(path.name, path.read_bytes())
        for path in sorted((HOSTILE / "pdf").iterdir())
    }
    assert codes["encrypted-file.pdf"] == "pdf_encrypted"
    assert codes["crazyones-encrypted-256.pdf"] == "pdf_encrypted"
    assert codes["libreoffice-writer-password.pdf"] == "pdf_encrypted"
    assert codes["hello-world.pdf"] == "no_einvoice_in_pdf"
    assert set(codes.values()) <= {"pdf_encrypted", "pdf_damaged", "no_einvoice_in_pdf"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", ["", "<!-- <!DOCTYPE no> -->", "<?pi <a ?>\n", "\n \t"])
def test_a_doctype_is_found_in_every_encoding_and_place(encoding: str, before: str) -> None:
    """A DOCTYPE written in two bytes a letter is invisible to a search for its name."""
    body = CII.partition("?>")[2]
    name = encoding.replace("-sig", "").replace("16-", "16")
    head = f'<?xml version="1.0" encoding="{name}"?>'
    for start in (head, ""):
        text = start + before + DOCTYPE + body
        assert _code("x.xml", text.encode(encoding)) == "doctype_refused"
    assert _code("x.xml", cii(("<rsm:Exch", f"{DOCTYPE}<rsm:Exch"))) == "xml_damaged"


def test_a_word_that_only_looks_like_a_doctype_is_no_reason_to_refuse() -> None:
    """A note may speak of a DOCTYPE: the invoice is sound."""
    assert read_one("x", cii(("Merci.", "&lt;!DOCTYPE a&gt;"))).document is not None
    assert read_one("x", cii(("<rsm:Exch", "<!-- <!DOCTYPE a> --><rsm:Exch"))).document is not None


@pytest.mark.parametrize("name", ["UTF-7", "EBCDIC-CP-US", "utf-32", "CP037", "x-unknown"])
def test_an_encoding_that_could_hide_a_doctype_is_refused(name: str) -> None:
    """UTF-7 writes a DOCTYPE without an angle bracket."""
    data = f'<?xml version="1.0" encoding="{name}"?>+ADwAIQ-DOCTYPE a+AD4-<a/>'.encode()
    assert _code("x.xml", data) == "xml_encoding"
    assert _code("x.xml", "<a/>".encode("utf-32")) == "xml_encoding"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unknown_format"),
        (b"\0" * 1000, "unknown_format"),
        (b"PK\x03\x04", "unknown_format"),
        (b"PK\x03\x04 word/document.xml", "unknown_format"),
        (b"\x89PNG\r\n", "unknown_format"),
        (b"From: a@b.fr\n\nBonjour", "unknown_format"),
        (b"<", "xml_damaged"),
        (b"<a>", "xml_damaged"),
        (b"<!--", "xml_damaged"),
        (b"<?xml version='1.0'?>", "xml_damaged"),
        (b"<a>\xff\xfe</a>", "xml_damaged"),
        (b"<a>\0</a>", "xml_damaged"),
        (b"<a>&unknown;</a>", "xml_damaged"),
        (b"<html></html>", "not_an_invoice"),
        (b"%PDF-1.7", "pdf_damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 100, "pdf_damaged"),
        (b"%PDF-1.7\nstartxref\n0\n%%EOF", "pdf_damaged"),
    ],
)
def test_rubbish_gives_one_problem(data: bytes, code: str) -> None:
    """A traceback tells a freelancer nothing."""
    assert _code("fichier", data) == code


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "il est vide"),
        (b"\0\0 \n", "des zéros ou des blancs"),
        (b"PK\x03\x04 word/document.xml", "un document Word"),
        (b"PK\x03\x04 facture.pdf", "une archive zip"),
        (b"\xff\xd8\xff", "une image"),
        (b"Received: from a", "un e-mail"),
        (b"\xd0\xcf\x11\xe0", "un ancien document Office"),
    ],
)
@pytest.mark.parametrize("name", ["facture", "facture.pdf", "facture.xml"])
def test_what_is_no_invoice_is_called_by_its_name(data: bytes, said: str, name: str) -> None:
    """«Not a PDF» helps nobody who sent a photo: the sentence says what it is and what to do."""
    (problem,) = read_one(name, data).problems
    if problem.code == "unknown_format":
        assert said in problem.message
    else:  # By its name it is a PDF or an XML: then it is a damaged one.
        assert data.strip(b"\0 \n") and "." in name


def test_an_invoice_cut_anywhere_is_a_problem_and_not_a_crash() -> None:
    """Downloads break off in the middle."""
    whole = pdf(("factur-x.xml", cii()))
    for end in range(0, len(whole), 97):
        reading = read_one("f.pdf", whole[:end])
        assert reading.document is not None or len(reading.problems) == 1
    for end in range(0, len(cii()), 61):
        assert read_one("f.xml", cii()[:end]).document is None


def test_an_xml_of_a_hundred_thousand_levels_is_refused(tmp_path: Path) -> None:
    """Recursion on it would end the process."""
    path = tmp_path / "deep.xml"
    path.write_bytes(b"<a>" * 100_000 + b"</a>" * 100_000)
    code, seconds, memory = _measured(path)
    assert code == "too_deep"
    assert seconds < 1
    assert memory < 200
    assert _code("d.xml", b"<a>" * 201 + b"</a>" * 201) == "too_deep"
    assert _code("d.xml", b"<a>" * 200 + b"</a>" * 200) == "not_an_invoice"


def test_an_xml_of_two_hundred_megabytes_is_refused_unread() -> None:
    """Its tree would take gigabytes."""
    data = b"<a>" + b"x" * 200_000_000 + b"</a>"
    start = time.monotonic()
    (reading,) = read_uploads([("big.xml", data)])
    assert time.monotonic() - start < 5
    assert [one.code for one in reading.problems] == ["too_large"]


@pytest.mark.parametrize("body", [b"<a/>" * 5_000_000, b"<a" + b" b=''" * 4_000_000 + b"/>"])
def test_a_small_xml_that_grows_when_parsed_is_refused(body: bytes, tmp_path: Path) -> None:
    """Five million empty elements fit in 20 MB and take 800 MB once parsed."""
    path = tmp_path / "wide.xml"
    path.write_bytes(b"<r>" + body[: 19 * 1024 * 1024] + b"</r>")
    code, seconds, memory = _measured(path)
    assert code in {"too_large", "xml_damaged"}
    assert seconds < 2
    assert memory < 200


def _bomb(mebibytes: int, layers: int = 1) -> bytes:
    """A PDF whose factur-x.xml inflates to this size."""
    packer = zlib.compressobj(9)
    block = b" " * (1 << 20)
    content = b"".join(packer.compress(block) for _ in range(mebibytes)) + packer.flush()
    for _ in range(layers - 1):
        content = zlib.compress(content, 9)
    stream = EncodedStreamObject()
    stream._data = content
    names = ArrayObject([NameObject("/FlateDecode")] * layers)
    stream[NameObject("/Filter")] = names[0] if layers == 1 else names
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    held = DictionaryObject({NameObject("/F"): writer._add_object(stream)})
    specification = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Filespec"),
            NameObject("/F"): TextStringObject("factur-x.xml"),
            NameObject("/EF"): held,
        }
    )
    listed = ArrayObject([TextStringObject("factur-x.xml"), writer._add_object(specification)])
    tree = DictionaryObject({NameObject("/Names"): listed})
    writer.root_object[NameObject("/Names")] = DictionaryObject(
        {NameObject("/EmbeddedFiles"): tree}
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("layers", [1, 3])
def test_a_pdf_whose_invoice_inflates_to_600_mebibytes_is_refused(
    layers: int, tmp_path: Path
) -> None:
    """600 KB received, 600 MiB in memory: one mail would stop the machine."""
    path = tmp_path / "bomb.pdf"
    path.write_bytes(_bomb(600, layers))
    assert path.stat().st_size < 700_000
    code, seconds, memory = _measured(path)
    assert code == "too_large"
    assert seconds < 5
    assert memory < 300


def _crowded(count: int, wanted: str) -> bytes:
    """A PDF with this many attachments, one of them under the wanted name."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    held = DecodedStreamObject()
    held.set_data(cii())
    stream = writer._add_object(held)
    listed = ArrayObject()
    for number in range(count):
        name = TextStringObject(wanted if number == count // 2 else f"{number}.xml")
        one = DictionaryObject({NameObject("/F"): name})
        one[NameObject("/EF")] = DictionaryObject({NameObject("/F"): stream})
        listed.extend([name, writer._add_object(one)])
    tree = DictionaryObject({NameObject("/Names"): listed})
    writer.root_object[NameObject("/Names")] = DictionaryObject(
        {NameObject("/EmbeddedFiles"): tree}
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_with_ten_thousand_attachments_is_read_or_refused_quickly() -> None:
    """The invoice among them is found by its name; the others stay closed."""
    named, nameless = _crowded(10_000, "factur-x.xml"), _crowded(10_000, "bon.xml")
    start = time.process_time()
    assert read_one("many.pdf", named).document is not None
    assert _code("many.pdf", nameless) == "too_many_attachments"
    assert time.process_time() - start < 10


def test_a_tree_of_attachments_that_bites_its_tail_ends() -> None:
    """A cycle in the names must not hold the reader for ever."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    node = DictionaryObject()
    reference = writer._add_object(node)
    node[NameObject("/Kids")] = ArrayObject([reference, reference])
    writer.root_object[NameObject("/Names")] = DictionaryObject(
        {NameObject("/EmbeddedFiles"): reference}
    )
    out = io.BytesIO()
    writer.write(out)
    assert _code("loop.pdf", out.getvalue()) == "no_einvoice_in_pdf"


def test_a_doctype_inside_a_pdf_is_refused_too() -> None:
    """The attachment is as foreign as a loose file."""
    body = CII.partition("?>")[2]
    bad = (DOCTYPE + body).encode()
    assert _code("f.pdf", pdf(("factur-x.xml", bad))) == "doctype_refused"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (CII.encode("latin-1", "replace"), "ne sont pas dans le codage qu’il annonce"),
        (CII.replace("Merci.", "a\x01b").encode(), "un caractère interdit"),
        (CII.replace("Merci.", "R&D").encode(), "«\u00a0&\u00a0» y est mal écrit"),
        (CII.replace("Merci.", "R & D").encode(), "un nom y manque"),
        (CII.replace("Merci.", "a&nbsp;b").encode(), "«\u00a0&\u00a0» y est mal écrit"),
        (CII.encode()[:1200].rpartition(b"<")[0], "coupé avant sa fin"),
        (CII.encode() + b"<x/>", "du texte suit sa fin"),
        (b"\n" + CII.encode(), "précède sa déclaration"),
        (CII.replace("xmlns:ram", "xmlns:rim").encode(), "un préfixe sans le déclarer"),
        (CII.replace("</ram:ID>", "</ram:IB>").encode(), "se brise à cet endroit"),
    ],
)
def test_a_damaged_file_says_what_is_wrong_with_it(data: bytes, why: str) -> None:
    """«Its syntax breaks» leaves the software's support nothing to look for."""
    (problem,) = read_one("x.xml", data).problems
    assert problem.code == "xml_damaged"
    assert why in problem.message and problem.where.startswith("ligne ")
