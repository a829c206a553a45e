"""What a file is that is neither a PDF nor an XML, by its first bytes, and what to do with it."""

from __future__ import annotations

from relance.intake.problem import NOTHING_TAKEN, Refusal

NOTHING = b"\0 \t\r\n"
"""What stands in a file whose download broke off."""

_OWN = "Donnez une facture Factur-X (PDF), CII ou UBL (XML)"
_PRINT = "Ouvrez-le, enregistrez-le en PDF, puis donnez ce PDF, ou saisissez la facture à la main"
_TAKE_OUT = "Ouvrez-le et donnez le ou les fichiers de facture qu’il contient"
_PICTURE = "Donnez le PDF que votre logiciel a fait, ou saisissez la facture à la main"
_SIGNATURES = (
    (b"\x89PNG", "une image (photo ou scan)", _PICTURE),
    (b"\xff\xd8\xff", "une image (photo ou scan)", _PICTURE),
    (b"GIF8", "une image", _PICTURE),
    (b"II*\0", "une image (photo ou scan)", _PICTURE),
    (b"MM\0*", "une image (photo ou scan)", _PICTURE),
    (b"RIFF", "une image ou un son", _PICTURE),
    (b"\xd0\xcf\x11\xe0", "un ancien document Office (.doc, .xls) ou un e-mail (.msg)", _PRINT),
    (b"{\\rtf", "un texte mis en forme (.rtf)", _PRINT),
    (b"%!PS", "un fichier d’imprimante (PostScript)", _PRINT),
    (b"Rar!", "une archive", _TAKE_OUT),
    (b"7z\xbc\xaf", "une archive", _TAKE_OUT),
    (b"\x1f\x8b", "une archive", _TAKE_OUT),
    (b"MZ", "un programme", _OWN),
    (b"\x7fELF", "un programme", _OWN),
)
_ZIPPED = (
    (b"word/", "un document Word (.docx)", _PRINT),
    (b"xl/", "un classeur", "Enregistrez-le sous un nom qui finit par .xlsx, puis redonnez-le"),
    (b"opendocument.text", "un document OpenDocument (.odt)", _PRINT),
    (b"opendocument.spreadsheet", "un classeur OpenDocument (.ods)",
     "Enregistrez la liste en .xlsx ou en .csv, puis redonnez-la"),
)  # fmt: skip
_MAIL = (b"Received:", b"Return-Path:", b"From:", b"Date:", b"Message-ID:", b"MIME-Version:")


def unknown(data: bytes) -> Refusal:
    """The refusal of these bytes, naming what they are where that shows."""
    what, advice = _seen(data)
    return Refusal(
        "unknown_format",
        "fichier",
        f"Ce fichier n’est pas une facture électronique\u00a0: {what}.",
        f"{advice}. {NOTHING_TAKEN}",
    )


def _seen(data: bytes) -> tuple[str, str]:
    if not data.strip(NOTHING):
        what = "il ne contient que des zéros ou des blancs" if data else "il est vide"
        return what, "Téléchargez-le de nouveau, puis redonnez-le"
    if data.startswith(b"PK\x03\x04"):
        for mark, what, advice in _ZIPPED:
            if mark in data:
                return f"c’est {what}", advice
        return "c’est une archive zip", _TAKE_OUT
    for mark, what, advice in _SIGNATURES:
        if data.startswith(mark):
            return f"c’est {what}", advice
    if data.lstrip()[:80].partition(b" ")[0] in _MAIL:
        return "c’est un e-mail", _TAKE_OUT
    return "il n’est ni un PDF ni un XML", _OWN
