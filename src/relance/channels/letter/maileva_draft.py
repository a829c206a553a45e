"""A letter as Maileva's draft wants it (registered_mail v4.9: sending, document, recipient)."""

from __future__ import annotations

import json

from urllib3.fields import RequestField
from urllib3.filepost import encode_multipart_formdata

from relance.channels.letter.limits import postcode_and_city
from relance.channels.letter.provider import Parcel

COUNTRIES = {
    "97150": "MF",
    "97133": "BL",
    "971": "GP",
    "972": "MQ",
    "973": "GF",
    "974": "RE",
    "976": "YT",
    "980": "MC",
}
"""The country codes Maileva takes beside FR, by the start of the postcode, longest first."""


def sending_of(parcel: Parcel) -> dict[str, object]:
    return {
        "name": parcel.reference or parcel.key,
        "custom_id": parcel.key,
        "acknowledgement_of_receipt": True,
        "color_printing": False,
        "duplex_printing": False,
        "print_sender_address": True,  # false by default: nobody would know where to return it
        "returned_mail_scanning": True,
        "postage_type": "FAST",
        **_lines("sender_", parcel.sender.lines),
        "sender_country_code": _country(postcode_and_city(parcel.sender)[0]),
    }


def recipient_of(parcel: Parcel) -> dict[str, object]:
    return {
        "custom_id": parcel.key,
        **_lines("", parcel.recipient.lines),
        "country_code": _country(postcode_and_city(parcel.recipient)[0]),
    }


def _lines(prefix: str, lines: tuple[str, ...]) -> dict[str, str]:
    """Our lines in Maileva's six boxes, in the same order: name first, town sixth."""
    middle = lines[1:-1]
    first = 4 - len(middle) + 1 if len(middle) < 4 else 2
    boxes = {1: lines[0], 6: lines[-1]}
    boxes.update(enumerate(middle, first))
    return {f"{prefix}address_line_{box}": line for box, line in sorted(boxes.items())}


def _country(postcode: str) -> str:
    return next((code for start, code in COUNTRIES.items() if postcode.startswith(start)), "FR")


def document_of(parcel: Parcel) -> tuple[bytes, str]:
    """The PDF as multipart/form-data: its bytes and its content type."""
    pdf = RequestField("document", parcel.letter, filename="lettre.pdf")
    pdf.make_multipart(content_type="application/pdf")
    about = RequestField("metadata", json.dumps({"priority": 1, "name": "lettre.pdf"}))
    about.make_multipart(content_type="application/json")
    return encode_multipart_formdata([pdf, about])
