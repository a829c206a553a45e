"""The one door of BODACC files: what a file is, by what is in it; then its reader."""

from __future__ import annotations

from relance.intake.bodacc.announcement import BodaccReading
from relance.intake.bodacc.bulletin import bulletin_notices
from relance.intake.bodacc.open_data import csv_notices, json_notices, looks_like_json
from relance.intake.bodacc.reading import MAX_BYTES, damaged, gather, settle
from relance.intake.problem import NOTHING_TAKEN, Refusal
from relance.intake.safe_xml import looks_like_xml


def read_announcements(data: bytes, *, file: str) -> BodaccReading:
    """Every announcement of a file, and each problem. Never raises on what people hand us.

    Three formats, none tried on a file of the publisher himself: the JSON of the open data's
    API, its CSV export, and the XML of the DILA («PCL»).
    """
    reading = BodaccReading(file)
    try:
        _read(data, reading)
    except Refusal as refused:
        reading.announcements.clear()
        reading.passed = 0
        reading.problems = [refused.problem]
    settle(reading)
    return reading


def _read(data: bytes, reading: BodaccReading) -> None:
    if len(data) > MAX_BYTES:
        raise Refusal(
            "too_large",
            "fichier",
            f"Ce fichier dépasse {MAX_BYTES // (1024 * 1024)}\u00a0Mio.",
            f"Téléchargez-le en plusieurs périodes. {NOTHING_TAKEN}",
        )
    if not data.strip():
        raise damaged("empty", "fichier", "il est vide")
    if looks_like_json(data):
        reading.format = "json"
        gather(reading, json_notices(data))
    elif looks_like_xml(data):
        reading.format = "xml"
        gather(reading, bulletin_notices(data))
    elif b"\0" in data[:4096]:
        raise damaged("not_a_bulletin", "fichier", "ce n’est ni du JSON, ni du CSV, ni du XML")
    else:
        reading.format = "csv"
        gather(reading, csv_notices(data))
