"""Printed invoices in `relance import`: read by their pages, then waiting at the desk for a yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relance.intake import Reading
    from relance.intake.printed import Printed
    from relance.office.models import CreditorRow, Organization
    from relance.office.reports import ImportReport


def printed_too(readings: Sequence[Reading]) -> list[Printed]:
    """The same readings, those of printed invoices completed by what their pages say."""
    from relance.intake.opened import opened
    from relance.intake.printed import Printed, is_printed, read_printed
    from relance.intake.problem import Refusal

    found: list[Printed] = []
    for reading in readings:
        if not is_printed(reading):
            found.append(Printed(reading))
            continue
        try:
            found.append(read_printed(reading, opened(reading.file)))
        except Refusal as refused:  # The file has gone since it was first read.
            found.append(Printed(replace(reading, problems=(refused.about(reading.file),))))
    return found


def known_ones_named(printed: Sequence[Printed], creditor: CreditorRow | None) -> list[Printed]:
    """The same, a printed invoice that this creditor already follows asking for nothing more."""
    from relance.intake.printed import Printed
    from relance.office.importing import already_known
    from relance.office.models import CreditorRow, InvoiceRow
    from relance.office.naming import number_key

    if creditor is None:
        several = list(CreditorRow.objects.all()[:2])
        creditor = several[0] if len(several) == 1 else None
    numbers = {
        number_key(one.reading.document.number or "")
        for one in printed
        if one.drafted is not None and one.reading.document is not None
    }
    if creditor is None or not numbers:
        return list(printed)
    rows = InvoiceRow.objects.filter(creditor=creditor, number_key__in=numbers)
    known = set(rows.values_list("number_key", flat=True))
    return [
        Printed(replace(one.reading, problems=(already_known(one.reading.document),)))
        if one.drafted is not None
        and one.reading.document is not None
        and number_key(one.reading.document.number or "") in known
        else one
        for one in printed
    ]


def wait_at_the_desk(
    printed: Sequence[Printed],
    report: ImportReport,
    organization: Organization,
    creditor: CreditorRow | None,
) -> None:
    """Put each printed invoice aside for a person; with several creditors, only for a named one."""
    from relance.intake import Problem
    from relance.intake.opened import opened
    from relance.intake.problem import Refusal
    from relance.office.aside import own_creditor, put_aside
    from relance.office.models import CreditorRow

    waiting = [one for one in printed if one.drafted is not None]
    if not waiting:
        return
    if creditor is None and CreditorRow.objects.filter(organization=organization).count() > 1:
        for one in waiting:
            report.problems.append(
                Problem(
                    one.reading.file,
                    "which_creditor",
                    "vendeur",
                    "Plusieurs créanciers sont suivis ici\u00a0: on ne sait pas pour lequel garder "
                    "ce PDF.",
                    "Dites-le (--creditor). Il n’attend pas encore au bureau.",
                )
            )
        return
    creditor = creditor or own_creditor(organization)
    for one in waiting:
        assert one.drafted is not None
        try:
            content = opened(one.reading.file)
        except Refusal as refused:
            report.problems.append(refused.about(one.reading.file))
            continue
        put_aside(creditor, one.reading.file.rpartition("/")[2], content, one.drafted, kind="pdf")
