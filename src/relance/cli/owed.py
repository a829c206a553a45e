"""`relance owed`: what is owed on an invoice by law, from the command line, without a database."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from relance.case import (
    THREE_TIMES_LEGAL,
    DebtorKind,
    Invoice,
    InvoiceState,
    Money,
    Received,
    Sent,
    State,
    Terms,
)
from relance.case.entries import Channel, InsolvencyOpened, NoticeSent
from relance.claim import FORMAL_NOTICE, statement, statement_json
from relance.cli.owed_table import owed_table
from relance.cli.parser import Parser
from relance.law import BadPage, LawBook
from relance.office.config import BadConfiguration, load

_NUMBER = "F"  # never shown: the invoice has no number here
_EARLIEST, _LATEST = date(1990, 1, 1), date(2199, 12, 31)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_AMOUNT = re.compile(r"\d{1,11}([.,]\d{1,2})?\Z", re.ASCII)
_PERCENT = re.compile(r"\d{1,4}([.,]\d{1,4})?\Z", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_SPACES = re.compile("[ \u00a0\u202f]")


def main(arguments: list[str], *, today: Callable[[], date] | None = None) -> int:
    """Answer with the statement of one invoice; `today` gives the day when none is asked.

    Exit status: 0; 1 when a rate is missing, so that interest stops earlier or skips days;
    2 when an argument is wrong (SystemExit, nothing computed).
    """
    parser = _parser()
    chosen = parser.parse_args(arguments)
    on = _day(parser, "--on", chosen.on) if chosen.on is not None else _today(today)
    state = _state(parser, chosen)
    try:
        law = LawBook.load(_added_values())
    except (BadConfiguration, BadPage) as spoiled:
        print(spoiled, file=sys.stderr)
        return 2
    found = statement(state, on=on, law=law)
    if chosen.json:
        print(json.dumps(statement_json(found), ensure_ascii=False, indent=2))
    else:
        print(owed_table(found))
    if found.complete:
        return 0
    print(
        "Il manque un taux\u00a0: les intérêts de cette période ne sont pas comptés. Ajoutez-le avec "
        "«\u00a0relance law\u00a0» dès qu’il est publié, puis recommencez.",
        file=sys.stderr,
    )
    return 1


def _parser() -> Parser:
    parser = Parser(
        "owed",
        "Calcule ce qui est dû sur une facture, ligne par ligne, chacune avec son texte.",
        nothing="Rien n’a été calculé.",
    )
    add = parser.add_argument
    add("--principal", required=True, metavar="MONTANT", help="montant TTC (1200,50)")
    add("--due", required=True, metavar="DATE", help="échéance (AAAA-MM-JJ)")
    add("--on", metavar="DATE", help="jour du décompte (aujourd’hui)")
    add(
        "--debtor",
        required=True,
        metavar="GENRE",
        help="business (professionnel), consumer (particulier) ou public (organisme public)",
    )
    add("--notice", metavar="DATE", help="jour de la mise en demeure")
    add("--rate", metavar="TAUX", help="taux annuel de la clause, en %%, ou 3xlegal")
    add("--penalty", metavar="TAUX", help="clause pénale, en %% du principal à la mise en demeure")
    add(
        "--payment",
        action="append",
        default=[],
        metavar="DATE:MONTANT",
        help="paiement reçu ; se répète",
    )
    add("--insolvency", metavar="DATE", help="jour du jugement d’ouverture")
    add("--currency", default="EUR", metavar="CODE", help="monnaie de la facture (EUR)")
    add("--json", action="store_true", help="répond en JSON")
    return parser


def _state(parser: Parser, chosen: Any) -> State:
    """The case these arguments tell: one invoice, its payments, its formal notice."""
    currency = chosen.currency.upper()
    if not _CURRENCY.match(currency):
        parser.refuse(
            f"--currency\u00a0: «\u00a0{chosen.currency}\u00a0» n’est pas un code de monnaie. "
            "Écrivez ses trois lettres, par exemple EUR ou USD."
        )
    due_on = _day(parser, "--due", chosen.due)
    principal = _amount(parser, "--principal", chosen.principal, currency)
    terms = Terms(_rate(parser, chosen.rate), _percent(parser, "--penalty", chosen.penalty, 100))
    payments = [_payment(parser, written, currency) for written in chosen.payment]
    # No option says when the invoice was issued: whoever paid it had received it.
    issued_on = min([due_on, *(on for on, _ in payments)])
    invoice = Invoice(_NUMBER, issued_on, due_on, principal, terms=terms)
    state = State(currency=currency, debtor_kind=_kind(parser, chosen.debtor))
    state.invoices[_NUMBER] = InvoiceState(invoice, terms)
    for place, (on, amount) in enumerate(payments):
        state.payments.append(Received(on, amount, None, place))
    if chosen.notice is not None:
        sent = NoticeSent("N", FORMAL_NOTICE, Channel.LETTER, (_NUMBER,))
        state.notices.append(Sent(_day(parser, "--notice", chosen.notice), sent))
    if chosen.insolvency is not None:
        state.insolvency = InsolvencyOpened(_day(parser, "--insolvency", chosen.insolvency))
    return state


def _today(given: Callable[[], date] | None) -> date:
    if given is not None:
        return given()
    from relance.office import clock  # the only one who knows what day it is

    return clock.today()


def _added_values() -> Path | None:
    """The folder of the law values the user added; None when there is none."""
    folder = load().data / "law"
    return folder if folder.is_dir() else None


def _kind(parser: Parser, written: str) -> DebtorKind:
    try:
        return DebtorKind(written)
    except ValueError:
        parser.refuse(
            f"--debtor\u00a0: «\u00a0{written}\u00a0» n’est pas un genre de débiteur. Écrivez "
            "business (professionnel), consumer (particulier) ou public (organisme public)."
        )


def _day(parser: Parser, name: str, written: str) -> date:
    try:
        day = date.fromisoformat(written) if _DATE.match(written) else None
    except ValueError:
        day = None
    if day is None:
        parser.refuse(
            f"{name}\u00a0: «\u00a0{written}\u00a0» n’est pas une date. Écrivez AAAA-MM-JJ, par "
            "exemple 2026-11-23."
        )
    if not _EARLIEST <= day <= _LATEST:
        parser.refuse(
            f"{name}\u00a0: {written} est hors du possible. Donnez une date entre "
            f"{_EARLIEST.isoformat()} et {_LATEST.isoformat()}."
        )
    return day


def _amount(parser: Parser, name: str, written: str, currency: str) -> Money:
    plain = _SPACES.sub("", written)
    if not _AMOUNT.match(plain):
        parser.refuse(
            f"{name}\u00a0: «\u00a0{written}\u00a0» n’est pas un montant. Écrivez un nombre positif "
            "avec au plus deux décimales, par exemple 1200,50."
        )
    amount = Money.of(plain.replace(",", "."), currency)
    if not amount:
        parser.refuse(f"{name}\u00a0: le montant doit être supérieur à zéro. Corrigez-le.")
    return amount


def _payment(parser: Parser, written: str, currency: str) -> tuple[date, Money]:
    on, colon, amount = written.partition(":")
    if not colon:
        parser.refuse(
            f"--payment\u00a0: «\u00a0{written}\u00a0» n’a pas la forme DATE:MONTANT. Écrivez par "
            "exemple 2026-07-01:400,00."
        )
    return _day(parser, "--payment", on), _amount(parser, "--payment", amount, currency)


def _rate(parser: Parser, written: str | None) -> str | None:
    if written is not None and written.lower() == THREE_TIMES_LEGAL:
        return THREE_TIMES_LEGAL
    return _percent(parser, "--rate", written, 1000)


def _percent(parser: Parser, name: str, written: str | None, highest: int) -> str | None:
    if written is None:
        return None
    plain = _SPACES.sub("", written).removesuffix("%").replace(",", ".")
    if not _PERCENT.match(plain) or Decimal(plain) > highest:
        also = ", ou 3xlegal pour trois fois le taux légal" if name == "--rate" else ""
        parser.refuse(
            f"{name}\u00a0: «\u00a0{written}\u00a0» n’est pas un pourcentage entre 0 et {highest}. "
            f"Écrivez par exemple 9,5{also}."
        )
    return plain
