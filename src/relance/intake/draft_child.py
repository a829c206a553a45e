"""The child process that opens a printed invoice: bounded memory and time, no file written.

Run as `python -m relance.intake.draft_child`. One line of JSON on stdin ({"file"}),
then the PDF; one line of JSON on stdout: the draft and a picture of each value's piece of
page (PNG, base 64), or the refusal.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import Any

from relance.intake.bounds import limit, more_time
from relance.intake.plain_pdf import Draft, field_image, read_draft
from relance.intake.problem import Refusal

MAX_PICTURE_BYTES = 200_000


def answer(data: bytes, file: str) -> dict[str, Any]:
    """What the rules found, with its pictures; or why nothing could be found."""
    try:
        draft = read_draft(data, file=file)
    except Refusal as refused:
        one = refused.about(file)
        return {"refusal": [one.code, one.where, one.message, one.hint]}
    return {"draft": draft.as_json(), "pictures": _pictures(data, draft)}


def _pictures(data: bytes, draft: Draft) -> dict[str, str]:
    made = {}
    for name, found in draft.fields.items():
        try:
            picture = field_image(data, found.page, found.box)
        except (Refusal, ValueError):
            continue  # The words stand beside it in any case.
        if len(picture) <= MAX_PICTURE_BYTES:
            made[name] = base64.b64encode(picture).decode()
    return made


def main() -> None:
    limit()
    more_time()
    request = json.loads(sys.stdin.buffer.readline())
    told = answer(sys.stdin.buffer.read(), request["file"])
    sys.stdout.buffer.write(json.dumps(told).encode())


if __name__ == "__main__":
    main()
