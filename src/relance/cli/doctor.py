"""`relance doctor`: check this installation and say what to do."""

from __future__ import annotations

import json
from dataclasses import asdict

from relance.cli.parser import Parser
from relance.cli.setup import ready

_NAMES = {
    "database": "base",
    "integrity": "intégrité",
    "append_only": "historiques",
    "walls": "cloisonnement",
    "journals": "chaînes",
    "proof": "preuve",
    "key": "clé",
    "disk": "disque",
    "sending": "envois",
    "doubts": "doutes",
    "rates": "taux",
}
"""What a person reads for each check; JSON keeps the codes."""


def main(arguments: list[str]) -> int:
    parser = Parser("doctor", "Vérifie cette installation et dit quoi faire.")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    chosen = parser.parse_args(arguments)
    ready()
    from relance.office import checkup, clock, settings
    from relance.office.access import everything

    with everything():
        checks = checkup.checkup(clock.today(settings.CONFIG.time_zone))
    ok = all(check.ok for check in checks)
    if chosen.json:
        told = {"ok": ok, "checks": [asdict(check) for check in checks]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for check in checks:
            advice = f" — {check.advice}" if check.advice else ""
            sign = "✓" if check.ok else "✗"
            print(f"{sign} {_NAMES.get(check.name, check.name):<13} {check.found}{advice}")
    return 0 if ok else 1
