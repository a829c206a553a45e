"""The pure core: decisions, statements and notices per second. `python -m bench.core`."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

from relance.case import (
    Address,
    Contact,
    Creditor,
    Debtor,
    DebtorKind,
    replay,
)
from relance.case.entries import Entry
from relance.claim import statement
from relance.law import Calendar, LawBook
from relance.notices import NoticeFacts, email_bytes, letter_pdf, write
from relance.notices.written import Email, Letter
from relance.steps import Permit, Reach, Step, builtin, next_step

TODAY = date(2026, 11, 24)


def _journal() -> list[Entry]:
    from bench.filling import facts

    instant = datetime(2026, 11, 24, 9, tzinfo=UTC)
    made = facts(7, date(2026, 10, 10))
    return [Entry(n, one.on, instant, "moi", one.fact) for n, one in enumerate(made, 1)]


def _rate(act: Callable[[], object], seconds: float = 1.5) -> float:
    act()
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        act()
        count += 1
    return count / (time.perf_counter() - start)


def main() -> None:
    from relance.cli.setup import ready

    ready(migrate=False)  # bench.filling names the tables; nothing is asked of a database
    law, calendar, playbook = LawBook.load(), Calendar.of("69001"), builtin("cinq-etapes")
    journal = _journal()
    state = replay(journal)

    def decided() -> object:
        return next_step(
            replay(journal),
            today=TODAY,
            playbook=playbook,
            calendar=calendar,
            reach=Reach(),
            permit=Permit(),
            law=law,
        )

    step = decided()
    assert isinstance(step, Step), step
    told = {
        "decisions_per_second": _rate(decided),
        "statements_per_second": _rate(lambda: statement(state, on=TODAY, law=law)),
    }
    creditor = Creditor(
        "1", "Atelier Duval", siren="732829320", email="c@duval.fr", signatory="Claire Duval",
        address=Address(("12 rue de l’Été",), "69003", "Lyon"), iban="FR7630006000011234567890189",
    )  # fmt: skip
    debtor = Debtor(
        "2", "Café de l’Été", DebtorKind.BUSINESS, address=Address(("3 place du Marché",), "75011", "Paris"),
        contacts=(Contact("3", "Julie Martin", email="julie@cafe.fr"),),
    )  # fmt: skip
    instant = datetime(2026, 11, 24, 9, tzinfo=UTC)

    def facts(kind: str) -> NoticeFacts:
        owed = statement(state, on=TODAY, law=law, invoices=step.invoices)
        return NoticeFacts(
            kind, TODAY, creditor, debtor, debtor.contacts[0], state, owed, step.invoices,
            deadline_on=step.deadline_on,
        )  # fmt: skip

    def mail() -> bytes:
        written = write(facts("kind_email"))
        assert isinstance(written, Email)
        return email_bytes(
            written, identity="a" * 32, date=instant, sender="c@duval.fr", sender_name="Claire"
        )

    def letter() -> bytes:
        written = write(facts("formal_notice"))
        assert isinstance(written, Letter)
        return letter_pdf(written)

    told["mails_per_second"] = _rate(mail)
    told["letters_per_second"] = _rate(letter)
    start = time.perf_counter()
    for number in range(1000):
        letter() if number % 2 else mail()
    told["thousand_notices"] = time.perf_counter() - start
    print(json.dumps(told))


if __name__ == "__main__":
    main()
