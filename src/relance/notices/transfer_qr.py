"""The QR code of a SEPA transfer: the debtor scans it instead of copying an IBAN.

European Payments Council, EPC069-12 («Quick Response Code: Guidelines to enable data capture
for the initiation of a SEPA Credit Transfer»), version 002 of the data: level M, version 13 at
most, 331 bytes at most. The same payload always gives the same picture.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import segno
from stdnum import iban as iban_numbers
from stdnum import iso11649

from relance.case import Creditor, Money

_LEAST, _MOST = Money(1), Money(99_999_999_999)
_NAME_CHARACTERS = 70
_REMITTANCE_CHARACTERS = 140
_PAYLOAD_BYTES = 331
_HIGHEST_VERSION = 13
_MASK = 3
"""Any mask may be read; choosing the best of eight is what drawing a code costs most."""
_QUIET_MODULES = 4
_PNG_SCALE = 5
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")

_WITHOUT_BIC = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
"""The European Economic Area, where a transfer needs the IBAN alone."""
_WITH_BIC = frozenset({"AD", "AL", "CH", "GB", "GI", "MC", "MD", "ME", "MK", "RS", "SM", "VA"})
"""The rest of the SEPA area: the bank's BIC must be told."""


def transfer_reference(numbers: Sequence[str], most: int = _REMITTANCE_CHARACTERS) -> str:
    """What to write on the transfer: the numbers of the invoices, as many as fit.

    A bank keeps 140 characters and no number is cut: those left out are counted.
    """
    whole = " ".join(numbers)
    for kept in range(len(numbers) - 1, 0, -1):
        if len(whole) <= most:
            break
        others = len(numbers) - kept
        whole = f"{' '.join(numbers[:kept])} et {others} autre{'s' if others > 1 else ''}"
    return whole


class NoTransferQr(ValueError):
    """No QR code of a transfer can be made of this; the message says why, in French."""


def epc_payload(creditor: Creditor, amount: Money, remittance: str) -> str:
    """What the QR code says: pay `amount` to the creditor, with these words for him.

    A structured creditor reference («RF18…», ISO 11649) goes to its own field, other words to
    the unstructured one, never both. A name past 70 characters is cut; a remittance never is.
    Raises NoTransferQr when there is no valid SEPA IBAN, when the amount is not between
    0.01 and 999 999 999.99 euros, or when the words do not fit.
    """
    iban = _iban(creditor)
    bic = _BREAKS.sub("", creditor.bic).replace(" ", "").upper()
    bic = bic if _BIC.fullmatch(bic) else ""
    if iban[:2] in _WITH_BIC and not bic:
        raise NoTransferQr(
            "Le BIC du compte manque\u00a0: il est demandé hors de l’Espace européen."
        )
    if amount.currency != "EUR":
        raise NoTransferQr("Un virement SEPA se fait en euros seulement.")
    if not _LEAST <= amount <= _MOST:
        raise NoTransferQr("Le montant n’est pas celui d’un virement.")
    name = _one_line(creditor.name)[:_NAME_CHARACTERS].strip()
    if not name:
        raise NoTransferQr("Le nom du bénéficiaire manque.")
    words = _one_line(remittance)
    if len(words) > _REMITTANCE_CHARACTERS:
        raise NoTransferQr("La référence dépasse 140\u00a0caractères.")
    structured = iso11649.compact(words) if iso11649.is_valid(words) else ""
    fields = (
        "BCD", "002", "1", "SCT", bic, name, iban, f"EUR{amount}",
        "",  # the purpose code: of no use between two businesses
        structured, "" if structured else words,
    )  # fmt: skip
    payload = "\n".join(fields).rstrip("\n")
    if len(payload.encode()) > _PAYLOAD_BYTES:
        raise NoTransferQr("Le nom et la référence sont trop longs pour un QR code.")
    return payload


def qr_svg(payload: str) -> str:
    """The code as a drawing without a size of its own, its quiet zone included."""
    drawn = _code(payload).svg_inline(border=_QUIET_MODULES, omitsize=True)
    # A drawing that stands alone names its language; inside a page it would not have to.
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def qr_png(payload: str) -> bytes:
    """The code as a picture, five pixels a module: from 225 to 385 pixels wide."""
    written = io.BytesIO()
    _code(payload).save(written, kind="png", scale=_PNG_SCALE, border=_QUIET_MODULES)
    return written.getvalue()


def _code(payload: str) -> segno.QRCode:
    made = segno.make_qr(
        payload,
        error="m",
        mode="byte",
        encoding="utf-8",
        eci=False,
        boost_error=False,
        mask=_MASK,
    )
    assert isinstance(made.version, int) and made.version <= _HIGHEST_VERSION
    return made


def _iban(creditor: Creditor) -> str:
    if not creditor.iban.strip():
        raise NoTransferQr("L’IBAN du créancier manque.")
    if not iban_numbers.is_valid(creditor.iban):
        raise NoTransferQr("L’IBAN du créancier a une clé fausse.")
    compact: str = iban_numbers.compact(creditor.iban)
    if compact[:2] not in _WITHOUT_BIC | _WITH_BIC:
        raise NoTransferQr("L’IBAN du créancier n’est pas de la zone SEPA.")
    return compact


def _one_line(words: str) -> str:
    return " ".join(_BREAKS.sub(" ", words).split())
