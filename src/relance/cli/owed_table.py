"""A statement on a terminal: a calm table, then what the reader must know."""

from __future__ import annotations

from textwrap import wrap

from relance.claim import Line, LineKind, Statement
from relance.claim.french import in_day, in_money, in_percent

_NAMES = {
    LineKind.PRINCIPAL: "Principal",
    LineKind.CREDIT_NOTE: "Avoir",
    LineKind.WRITE_OFF: "Abandon",
    LineKind.INTEREST: "Intérêts de retard",
    LineKind.INDEMNITY: "Indemnité forfaitaire",
    LineKind.PENALTY: "Clause pénale",
    LineKind.PAYMENT: "Paiement",
    LineKind.REFUND: "Trop-perçu rendu",
}
_WIDTH = 100


def owed_table(found: Statement) -> str:
    """The lines in columns, what is still owed of each kind, the total, the notes."""
    rows = [_row(line) for line in found.lines]
    widths = [max(len(row[place]) for row in rows) for place in range(5)]
    told = [f"Décompte au {in_day(found.on)}", ""]
    for row in rows:
        name, period, rate, base, amount = (
            cell.rjust(width) if place > 1 else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row[:5], widths, strict=True))
        )
        told.append(f"  {name}  {period}  {rate}  {base}  {amount}  {row[5]}".rstrip())
    told += ["", "Reste dû"]
    owed = (
        ("principal", found.principal),
        ("intérêts", found.interest),
        ("clause pénale", found.penalty),
        ("indemnité forfaitaire", found.indemnity),
        ("trop-perçu, à rendre", -found.overpaid if found.overpaid else found.total.zero()),
    )
    kept = [(name, in_money(amount)) for name, amount in owed if amount]
    kept.append(("total", in_money(found.total)))
    wide = max(len(amount) for _, amount in kept)
    told += [f"  {name:<22}{amount:>{wide}}" for name, amount in kept]
    for note in found.notes:
        told += ["", *wrap(note.text, _WIDTH, break_on_hyphens=False)]
    return "\n".join(told)


def _row(line: Line) -> tuple[str, str, str, str, str, str]:
    period = ""
    if line.days is not None and line.from_on and line.to_on:
        period = f"{in_day(line.from_on)} – {in_day(line.to_on)}, {line.days} j"
    elif line.from_on:
        period = in_day(line.from_on)
    return (
        _NAMES[line.kind],
        period,
        in_percent(line.rate) if line.rate is not None else "",
        f"sur {in_money(line.base)}" if line.base is not None else "",
        in_money(line.amount),
        f"{line.reference} ({line.label})" if line.label else line.reference,
    )
