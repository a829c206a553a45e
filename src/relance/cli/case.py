"""`relance case ID`: where a case stands, what is owed, what comes next, what happened."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from relance.cli.parser import Parser
from relance.cli.setup import ready


def main(arguments: list[str]) -> int:
    parser = Parser("case", "Un dossier : où il en est, ce qui est dû, la suite, l’historique.")
    parser.add_argument("id", metavar="DOSSIER", help="son numéro")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    chosen = parser.parse_args(arguments)
    if not chosen.id.isdigit():
        parser.refuse("Un dossier se nomme par son numéro.")
    ready()
    from relance.office import telling
    from relance.office.access import everything
    from relance.office.models import CaseRow

    with everything():
        case = CaseRow.objects.select_related("debtor", "creditor").filter(pk=chosen.id).first()
        if case is None:
            parser.refuse(f"Il n’y a pas de dossier {chosen.id}.")
        told = telling.case_told(case)
    if chosen.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _show(told)
    return 0


def _show(told: dict[str, Any]) -> None:
    from relance.case import Money
    from relance.notices import step_name
    from relance.notices.french import day, money

    def euros(amount: str) -> str:
        return money(Money.of(amount, told["currency"]))

    def on(written: str) -> str:
        return day(date.fromisoformat(written))

    print(f"Dossier {told['case']} : {told['debtor']} doit à {told['creditor']}")
    for one in told["invoices"]:
        rest = "payée" if Money.of(one["open"]).cents == 0 else f"reste {euros(one['open'])}"
        print(f"  {one['number']}  échéance {on(one['due_on'])}  {euros(one['amount'])}, {rest}")
    statement = told["statement"]
    if statement:
        print(f"  Créance au {on(statement['on'])} : {euros(statement['total'])}")
        for note in statement["notes"]:
            print(f"    {note}")
    following = told["next"]
    print(f"  Ensuite : {following['reason'] or step_name(following['step'])}")
    for entry in told["journal"]:
        void = " (annulé)" if entry["cancelled"] else ""
        print(f"  {on(entry['on'])}  {entry['said']}{void}")
