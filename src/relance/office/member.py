"""One member of a crew: `python -m relance.office.member DAY PLACE PARTS` decides its share."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from datetime import date


def main(arguments: list[str]) -> None:
    """Wake Django, decide one share of the round, tell what was done."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "relance.office.settings")
    import django

    django.setup()
    from relance.office.access import everything
    from relance.office.daily import daily_round

    day, place, parts = date.fromisoformat(arguments[0]), int(arguments[1]), int(arguments[2])
    with everything():
        done = daily_round(day, share=(place, parts))
    print(json.dumps(asdict(done)))


if __name__ == "__main__":
    main(sys.argv[1:])
