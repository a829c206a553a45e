"""The invoice inside a PDF: its XML attachment, taken out with bounded memory.

Attachments are listed by name first; only those that may be an invoice are inflated, and
never beyond the size an invoice can have. The pages are not read here.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pypdf
from pypdf.errors import (
    DependencyError,
    FileNotDecryptedError,
    LimitReachedError,
    PyPdfError,
    WrongPasswordError,
)
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
)

from relance.intake import safe_xml
from relance.intake.problem import MAX_FILE_BYTES, NOTHING_TAKEN, Refusal, too_large

NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
"""Names that the standards give to the invoice, in any case, the most recent first."""

MAX_ATTACHMENTS = 20_000
"""Names that are looked at; the files behind them stay closed."""

MAX_PAGES = 50
"""Pages looked at for attachments of their own, where the document has none."""

MAX_OPENED = 10
"""Attachments without a known name that are opened to see if they are an invoice."""

BOUNDS = pypdf.Configuration(
    zlib_maximum_output_length=safe_xml.MAX_BYTES,
    lzw_maximum_output_length=safe_xml.MAX_BYTES,
    run_length_maximum_output_length=safe_xml.MAX_BYTES,
    brotli_maximum_output_length=safe_xml.MAX_BYTES,
    array_based_stream_maximum_output_length=safe_xml.MAX_BYTES,
    maximum_declared_stream_length=MAX_FILE_BYTES,
    stream_decoding_work_maximum_length=3 * safe_xml.MAX_BYTES,
    stream_filters_maximum_length=4,
    stream_parsing_work_maximum_count=300_000,
)

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # Its remarks are about writers' habits.


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file inside a PDF, under the name the PDF gives it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    specification: DictionaryObject


def invoice_attachments(data: bytes) -> list[Attachment]:
    """What may be the invoice, best first; empty where the PDF carries no XML.

    Raises Refusal for a PDF that is locked, damaged, or larger than an invoice can be.
    """
    if len(data) > MAX_FILE_BYTES:
        raise too_large(len(data))
    try:
        with pypdf.apply_configuration(BOUNDS):
            return _found(data)
    except Refusal:
        raise
    except (FileNotDecryptedError, WrongPasswordError, DependencyError) as wrong:
        raise _encrypted() from wrong
    except LimitReachedError as wrong:
        raise Refusal(
            "too_large",
            "pièce jointe du PDF",
            "Une fois décompressée, une partie du PDF est bien plus grosse qu’une facture\u00a0: "
            "c’est peut-être un piège.",
            f"Vérifiez d’où vient ce fichier. {NOTHING_TAKEN}",
        ) from wrong
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError) as wrong:
        # A damaged file makes the library fail wherever it happens to look.
        raise _damaged() from wrong
    except (AssertionError, ArithmeticError, OSError, RecursionError) as wrong:
        raise _damaged() from wrong


def _found(data: bytes) -> list[Attachment]:
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise _encrypted()
    entries = list(_entries(reader.root_object))
    if not any(map(_may_be_xml, entries)):
        entries.extend(_entries_of_pages(reader))
    for wanted in NAMES:
        named = [entry for entry in entries if _base(entry.name) == wanted]
        contents = {content for entry in named if (content := _content(entry)) is not None}
        if len(contents) > 1:
            raise Refusal(
                "several_invoices",
                f"pièces jointes {wanted}",
                f"Le PDF contient {len(contents)} factures différentes.",
                f"Donnez un fichier par facture. {NOTHING_TAKEN}",
            )
        if contents:
            return [Attachment(named[0].name, contents.pop())]
    others = [entry for entry in entries if _may_be_xml(entry)]
    if len(others) > MAX_OPENED:
        raise Refusal(
            "too_many_attachments",
            "pièces jointes du PDF",
            f"Le PDF contient {len(others)} fichiers XML et aucun ne porte le nom d’une facture.",
            f"Donnez le fichier XML de la facture seul. {NOTHING_TAKEN}",
        )
    opened = [(entry.name, _content(entry)) for entry in others]
    return [Attachment(name, content) for name, content in opened if content is not None]


def _entries(catalog: DictionaryObject) -> Iterator[_Entry]:
    """Every file specification, from the tree of names and from the associated files, once."""
    seen: set[tuple[int, int]] = set()
    waiting = [_looked_up(_looked_up(catalog.get("/Names")), "/EmbeddedFiles")]
    count = 0
    while waiting:
        node = waiting.pop(0)
        if not isinstance(node, DictionaryObject):
            continue
        for kid in _array(node.get("/Kids")):
            if _is_new(kid, seen):
                waiting.append(kid.get_object())
        names = _array(node.get("/Names"))
        for name, specification in zip(names[::2], names[1::2], strict=False):
            count += 1
            if _is_new(specification, seen):
                yield from _entry(specification, _text(name.get_object()))
        if count + len(waiting) > MAX_ATTACHMENTS:
            raise Refusal(
                "too_many_attachments",
                "pièces jointes du PDF",
                f"Le PDF contient plus de {MAX_ATTACHMENTS} pièces jointes.",
                f"Vérifiez d’où vient ce fichier. {NOTHING_TAKEN}",
            )
    for specification in _array(catalog.get("/AF"))[:MAX_ATTACHMENTS]:
        if _is_new(specification, seen):
            yield from _entry(specification, "")


def _entries_of_pages(reader: pypdf.PdfReader) -> Iterator[_Entry]:
    """What some writers hang on a page instead: associated files, or a paper clip to click on."""
    seen: set[tuple[int, int]] = set()
    for page in islice(reader.pages, MAX_PAGES):
        clips = (_looked_up(one) for one in _array(page.get("/Annots"))[:MAX_ATTACHMENTS])
        held = [clip.get("/FS") for clip in clips if isinstance(clip, DictionaryObject)]
        for specification in (*_array(page.get("/AF"))[:MAX_ATTACHMENTS], *held):
            if specification is not None and _is_new(specification, seen):
                yield from _entry(specification, "")


def _may_be_xml(entry: _Entry) -> bool:
    """Whether to look inside: its name says so, or it has none that says otherwise."""
    name = _base(entry.name)
    return name.endswith(".xml") or not name


def _entry(specification: object, name: str) -> Iterator[_Entry]:
    found = _looked_up(specification)
    if isinstance(found, DictionaryObject):
        own = [_text(_looked_up(found, key)) for key in ("/UF", "/F")]
        known = [one for one in (*own, name) if _base(one) in NAMES]
        yield _Entry((known or [one for one in (*own, name) if one] or [""])[0], found)


def _content(entry: _Entry) -> bytes | None:
    holder = _looked_up(entry.specification, "/EF")
    for key in ("/UF", "/F"):
        stream = _looked_up(holder, key)
        if isinstance(stream, StreamObject):
            return bytes(stream.get_data())
    return None


def _looked_up(value: object, key: str | None = None) -> object:
    """The object behind a reference; with a key, the one a dictionary holds under it."""
    found = value.get_object() if isinstance(value, IndirectObject) else value
    if key is None:
        return found
    return _looked_up(found.get(key)) if isinstance(found, DictionaryObject) else None


def _array(value: object) -> ArrayObject:
    found = _looked_up(value)
    return found if isinstance(found, ArrayObject) else ArrayObject()


def _is_new(value: object, seen: set[tuple[int, int]]) -> bool:
    if not isinstance(value, IndirectObject):
        return True
    key = (value.idnum, value.generation)
    if key in seen:
        return False
    seen.add(key)
    return True


def _text(value: object) -> str:
    if isinstance(value, ByteStringObject):
        return bytes(value).decode("latin-1")
    return str(value) if isinstance(value, str) else ""


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].strip().casefold()


def _encrypted() -> Refusal:
    return Refusal(
        "pdf_encrypted",
        "fichier PDF",
        "Le PDF est protégé par un mot de passe\u00a0: il n’a pas pu être lu.",
        f"Enregistrez-le sans mot de passe, puis redonnez-le. {NOTHING_TAKEN}",
    )


def _damaged() -> Refusal:
    return Refusal(
        "pdf_damaged",
        "fichier PDF",
        "Le PDF est abîmé ou incomplet\u00a0: sa structure n’a pas pu être lue.",
        f"Téléchargez-le de nouveau depuis votre logiciel, puis redonnez-le. {NOTHING_TAKEN}",
    )
