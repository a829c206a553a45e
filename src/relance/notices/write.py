"""Write a notice: the text that was chosen, the facts of the case, and nothing untrue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time

from relance.case import Collector, Creditor, Invoice
from relance.claim import Line, LineKind, Statement
from relance.claim.french import in_day, in_money, in_percent, typeset
from relance.notices import french
from relance.notices.asking import IBAN, Asked, asked
from relance.notices.calendar_file import promise_calendar
from relance.notices.doubts import warnings
from relance.notices.facts import NoticeFacts
from relance.notices.interest_names import interest_label
from relance.notices.letterhead import legal_line, recipient_lines, sender_lines, town
from relance.notices.mandated import lacking, mandated, notes
from relance.notices.placeholders import invoice_line
from relance.notices.text import LETTERS, Text, builtin_text, chosen, fill
from relance.notices.writable import NotWritable, check
from relance.notices.written import Email, Enclosed, Letter, Row, unspaced

_KIND_NAMES = {
    LineKind.PRINCIPAL: "Principal",
    LineKind.CREDIT_NOTE: "Avoir",
    LineKind.WRITE_OFF: "Abandon partiel",
    LineKind.INDEMNITY: "Indemnité forfaitaire",
    LineKind.PENALTY: "Clause pénale (réductible par le juge)",
    LineKind.PAYMENT: "Paiement reçu",
    LineKind.REFUND: "Trop-perçu rendu",
}


_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9.-]+")
PAYMENT_HEAD = "Pour le virement\u00a0:"
QR_TOLD = "L’image jointe est un QR code de virement, à lire avec l’application de votre banque."


def write(facts: NoticeFacts, texts: Mapping[str, Text] | None = None) -> Email | Letter:
    """The notice of that kind, in the creditor's own words if he has any.

    Raises MissingFact when the text speaks of a fact the case does not hold, NotWritable when
    this creditor may not send it.
    """
    own = texts or {}
    text = (
        own.get(facts.step)
        or own.get(facts.kind)
        or builtin_text(facts.kind, mandated=mandated(facts))
    )
    check(facts, text)
    return _letter(facts, text) if facts.kind in LETTERS else _email(facts, text)


def subject_of(facts: NoticeFacts, text: Text) -> str:
    return fill(text.subject, facts, "Objet")


def _email(facts: NoticeFacts, text: Text) -> Email:
    parts = []
    pay = asked(facts, text)
    for block, words in chosen(text, facts):
        laid = words if not block else "\n".join(_block_lines(block, facts, pay))
        if laid:
            parts.append(laid)
    parts.append(_signature(facts.creditor.writer))
    contact = facts.contact
    words = "\n\n".join(parts) + "\n"
    return Email(
        kind=facts.kind,
        subject=subject_of(facts, text),
        text=words,
        to=contact.email if contact else "",
        to_name=contact.name if contact else "",
        warnings=warnings(facts, letter=False, text=text),
        enclosed=(*_qr_file(facts, pay, words), *_calendar_file(facts, pay, words)),
    )


def _qr_file(facts: NoticeFacts, pay: Asked, words: str) -> tuple[Enclosed, ...]:
    """The QR code of the transfer, when the mail tells the transfer at all."""
    if not pay.payload or PAYMENT_HEAD not in words:
        return ()
    name = _NOT_IN_A_NAME.sub("-", f"virement-{'-'.join(facts.invoices)}")[:80]
    return (Enclosed(f"{name}.png", "image/png", pay.written, code=pay.payload, told=QR_TOLD),)


def _calendar_file(facts: NoticeFacts, pay: Asked, words: str) -> tuple[Enclosed, ...]:
    """The promised day for the debtor's agenda, when the mail confirms a promise."""
    promise = facts.promise
    if facts.kind != "call_confirmation" or promise is None or promise.until < facts.today:
        return ()
    day = french.day(promise.until)
    if unspaced(day) not in unspaced(words):
        return ()
    parties = (facts.creditor.key, facts.debtor.key, str(promise.sequence), *facts.invoices)
    content = promise_calendar(
        to=facts.creditor.name,
        until=promise.until,
        amount=pay.written,
        reference=facts.reference,
        key="\n".join(parties),
        stamped_at=datetime.combine(promise.made_on, time(), UTC),
        details=pay.details,
    )
    name = f"paiement-{promise.until.isoformat()}.ics"
    return (Enclosed(name, "text/calendar", day, content=content),)


def _block_lines(block: str, facts: NoticeFacts, pay: Asked) -> list[str]:
    if block == "invoices":
        return [f"– facture {invoice_line(facts, one)}" for one in _still_open(facts)]
    if block == "listed":
        return [f"– facture {invoice_line(facts, one)}" for one in facts.apart]
    if block == "payment":
        # An IBAN is copied from a mail: a bank's form knows the plain space, not the unbreakable.
        told = [f"{name}\u00a0: {_copied(name, value)}" for name, value in pay.details]
        if not facts.creditor.iban:
            return told
        return [PAYMENT_HEAD, *told, *([QR_TOLD] if pay.payload else [])]
    return [f"{row.label} {row.period} {row.amount}" for row in statement_rows(facts.statement)]


def _copied(name: str, value: str) -> str:
    return value.replace("\u00a0", " ") if name == IBAN else value


def _still_open(facts: NoticeFacts) -> tuple[Invoice, ...]:
    """The invoices that still ask something; all of them when none does."""
    left = tuple(one for one in facts.demanded if facts.left[one.number])
    return left or facts.demanded


def _signature(creditor: Creditor | Collector) -> str:
    lines = [creditor.signatory or creditor.name]
    if creditor.signatory and creditor.signatory != creditor.name:
        lines.append(creditor.name)
    if creditor.phone:
        lines.append(french.phone(creditor.phone))
    return "\n".join(lines)


def statement_rows(statement: Statement) -> list[Row]:
    """The lines of a statement as printed; its total is not among them."""
    return [_row(line) for line in statement.lines]


def _row(line: Line) -> Row:
    ran = line.kind is LineKind.INTEREST
    name = interest_label(line.rule or "") if ran else _KIND_NAMES[line.kind]
    if line.invoice:
        name = f"{name}, facture {line.invoice}"
    period = ""
    if line.kind is LineKind.INTEREST and line.from_on and line.to_on and line.days is not None:
        days = french.count(line.days, "jour", "jours")
        period = f"du {in_day(line.from_on)} au {in_day(line.to_on)}, {days}"
    elif line.from_on is not None and line.kind is not LineKind.INDEMNITY:
        period = f"le {in_day(line.from_on)}"
    since = in_day(line.from_on) if period and line.from_on else ""
    return Row(
        label=name,
        period=period,
        rate=in_percent(line.rate) if ran and line.rate is not None else "",
        base=in_money(line.base) if line.base is not None else "",
        amount=in_money(line.amount),
        reference=typeset(line.reference) if line.rule else "",
        since=since,
        until=in_day(line.to_on) if line.kind is LineKind.INTEREST and line.to_on else "",
        days=str(line.days) if line.kind is LineKind.INTEREST and line.days is not None else "",
        detail=line.label if line.kind in (LineKind.PAYMENT, LineKind.CREDIT_NOTE) else "",
    )


def _letter(facts: NoticeFacts, text: Text) -> Letter:
    blocks = tuple(chosen(text, facts))
    with_statement = any(block == "statement" for block, _ in blocks)
    writer = facts.creditor.writer
    if mandated(facts) and lacking(facts.kind, [block for block, _ in blocks]):
        raise NotWritable(
            "La lettre d’un mandataire donne le décompte et les moyens de payer (CPCE, art. R124-4)\u00a0: "
            "remettez les blocs «\u00a0statement\u00a0» et «\u00a0payment\u00a0» dans votre texte. "
            "Rien n’a été préparé."
        )
    pay = asked(facts, text)
    shown = any(block == "payment" for block, _ in blocks) and bool(pay.payload)
    told = unspaced("".join(words for _, words in blocks))
    enclosures = [f"facture n°\u00a0{number}" for number in facts.attached]
    return Letter(
        kind=facts.kind,
        title=subject_of(facts, text),
        sender=sender_lines(writer),
        sender_legal=legal_line(writer),
        recipient=recipient_lines(facts),
        place=town(writer.address.city),
        on=facts.today,
        mention=_mention(facts),
        blocks=blocks,
        invoices=tuple(f"Facture {line}" for line in _demanded(facts, with_statement)),
        listed=tuple(f"Facture {invoice_line(facts, one)}" for one in facts.apart),
        listed_intro=(
            "Par ailleurs, la facture suivante est arrivée à échéance ; je vous la rappelle "
            "simplement ici :"
            if len(facts.listed) == 1
            else "Par ailleurs, les factures suivantes sont arrivées à échéance ; je vous les "
            "rappelle simplement ici :"
        ),
        rows=tuple(statement_rows(facts.statement)) if with_statement else (),
        total=in_money(facts.statement.total),
        payment=pay.details,
        notes=(),
        signatory=writer.signatory or writer.name,
        signatory_role=writer.signatory_role,
        enclosures=tuple(enclosures),
        warnings=warnings(facts, letter=True, text=text),
        payment_code=pay.payload if shown else "",
        payment_alt=pay.alternative if shown else "",
        asks=pay.written if unspaced(pay.written) in told else "",
        foot=notes(facts.creditor),
    )


def _demanded(facts: NoticeFacts, with_statement: bool) -> list[str]:
    """The invoices demanded, with the principal of the statement when one stands below."""
    owed = facts.statement.by_invoice if with_statement else {}
    return [
        invoice_line(facts, one, owed[one.number].principal if one.number in owed else None)
        for one in _still_open(facts)
    ]


def _mention(facts: NoticeFacts) -> str:
    """How every letter leaves; a collector's has references, which his next ones recall."""
    sent = "Lettre recommandée avec avis de réception"
    return f"{sent} – Références\u00a0: {facts.reference}" if mandated(facts) else sent
