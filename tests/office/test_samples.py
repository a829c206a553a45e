"""The sample cabinet: what a newcomer opens first shows every state, and nothing false."""

from __future__ import annotations

from datetime import date

import pytest

from relance.intake import read_uploads
from relance.law import Calendar
from relance.office import clock, todo
from relance.office.access import everything
from relance.office.models import CaseRow, EntryRow, ExhibitRow, MovementRow, NoticeRow
from relance.office.samples import loading
from relance.steps import Silence

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TODAY = date(2026, 11, 23)


def test_forty_debtors_stand_in_every_state() -> None:
    """Loaded once, the cabinet shows each kind of work and each reason for silence."""
    with everything(), clock.stopped_at(TODAY):
        assert loading.load(TODAY) == 40
        assert loading.load(TODAY) == 40, "loading again adds nothing"

        kinds = {one.kind.value for one in todo.todos(TODAY)}
        assert kinds >= {"review", "reply", "approve", "call", "post", "court", "kind", "contact"}
        assert kinds >= {"transfer", "money_known", "date", "limitation", "insolvency"}
        states = set(MovementRow.objects.values_list("state", flat=True))
        assert states == {"booked", "asked", "unknown"}
        silences = set(CaseRow.objects.values_list("silence", flat=True))
        assert silences >= {
            Silence.PAID, Silence.NOT_DUE_YET, Silence.PROMISE_RUNNING, Silence.DISPUTED,
            Silence.ON_HOLD, Silence.REPLY_UNREAD, Silence.CONTACT_MISSING,
            Silence.CONTACT_BOUNCED, Silence.INSOLVENCY, Silence.FINISHED, Silence.PROBABLY_PAID,
            Silence.PLAN_RUNNING, Silence.IN_COURT, Silence.HANDED_OVER,
        }  # fmt: skip
        sent = EntryRow.objects.filter(kind__in=("NoticeSent", "CallMade"))
        calendar = Calendar()
        assert all(calendar.is_working_day(one.on) for one in sent), "nobody writes on a Sunday"
        assert not NoticeRow.objects.filter(state="planned").exists(), "every text can be written"
        files = [
            (row.name, bytes(row.file.content))
            for row in ExhibitRow.objects.select_related("file")[:10]
        ]
    _are_real_factur_x(files)


def _are_real_factur_x(files: list[tuple[str, bytes]]) -> None:
    """The invoices are read back by our own reader without one remark."""
    readings = read_uploads(files)

    assert [one.problems for one in readings] == [()] * len(files)
    assert {one.document.profile for one in readings if one.document} == {"urn:cen.eu:en16931:2017"}
