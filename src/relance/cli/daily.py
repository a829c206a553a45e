"""`relance daily`: decide, prepare, and send what is allowed."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from datetime import date
from typing import Any

from relance.cli.parser import Parser
from relance.cli.setup import ready


def main(arguments: list[str]) -> int:
    parser = Parser("daily", "La tournée du jour : décider, préparer, envoyer ce qui est permis.")
    parser.add_argument("--on", metavar="DATE", help="fait comme si c’était ce jour (AAAA-MM-JJ)")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    chosen = parser.parse_args(arguments)
    day: date | None = None
    if chosen.on:
        try:
            day = date.fromisoformat(chosen.on)
        except ValueError:
            parser.refuse(f"« {chosen.on} » n’est pas une date AAAA-MM-JJ.")
    ready()
    from relance.office import (
        clock,
        crew,
        installation,
        looking,
        outbox,
        sending,
        settings,
        worker,
    )
    from relance.office.access import everything
    from relance.office.carriers import following
    from relance.office.preparing import prepare_due
    from relance.office.proof import sealing, witnessing
    from relance.office.wiring import law_book

    law_book()  # a spoiled one is refused here: no case is put off until tomorrow for it
    me = worker.name()
    with everything(), clock.stopped_at(day) if day else nullcontext():
        paused = installation.row()
        outbox.recover()
        done = crew.round_of(clock.today(settings.CONFIG.time_zone))
        prepared = prepare_due()
        sent: dict[str, int] = {}
        while (notice := outbox.claim(me)) is not None:
            state = sending.send_claimed(notice)
            sent[state] = sent.get(state, 0) + 1
        looking.look_due()
        following.follow_due(clock.today(settings.CONFIG.time_zone))
        points = sealing.seal_day(clock.today(settings.CONFIG.time_zone), clock.now())
        witnessing.witness_all(points)
        told = {
            "on": clock.today(settings.CONFIG.time_zone).isoformat(),
            "looked_at": done.looked_at,
            "planned": done.planned,
            "silent": done.silent,
            "prepared": prepared,
            "sent": sent.get("sent", 0),
            "to_review": sent.get("review", 0) + sent.get("unknown", 0),
            "refused": sent.get("approved", 0) + sent.get("refused_for_good", 0),
            "sealed": len(points),
            "failed": [{"case": case, "why": why} for case, why in done.failed],
            "paused": paused.paused_because if paused.paused else None,
        }
    if chosen.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _show(told)
    return 1 if told["failed"] or told["paused"] or told["to_review"] else 0


def _show(told: dict[str, Any]) -> None:
    from relance.notices import french

    counted = (
        (told["looked_at"], "dossier regardé", "dossiers regardés"),
        (told["planned"], "étape à faire", "étapes à faire"),
        (told["prepared"], "texte préparé", "textes préparés"),
        (told["sent"], "courriel parti", "courriels partis"),
    )
    print(", ".join(french.count(*one) for one in counted) + ".")
    if told["paused"]:
        print(f"Les envois sont en pause. {told['paused']}", file=sys.stderr)
    for one in told["failed"]:
        print(f"Le dossier {one['case']} n’a pas pu être décidé : {one['why']}", file=sys.stderr)
