"""Form A is prepared where the regulation applies, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from relance.case import DebtorKind
from relance.notices.order_soundness import OrderRefused
from relance.office import clock
from relance.office.access import everything
from relance.office.journal import state_of
from relance.office.models import CaseRow, DebtorRow
from relance.office.procedure import european
from relance.office.procedure import request as requests
from tests.office import cabinet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

MORNING = datetime(2026, 9, 14, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _that_morning() -> Iterator[None]:
    with everything(), clock.stopped_at(MORNING):
        yield


def case(country: str, kind: DebtorKind | None = DebtorKind.BUSINESS) -> CaseRow:
    """A French freelancer's case against somebody in that country."""
    made = cabinet.case(cabinet.creditor(), kind=kind)
    DebtorRow.objects.filter(pk=made.debtor_id).update(country=country, postcode="1000")
    return CaseRow.objects.select_related("creditor", "debtor").get(pk=made.pk)


def sheet(row: CaseRow) -> bytes:
    return european.sheet(requests.prepare(row, state_of(row), on=MORNING.date()))


@pytest.mark.parametrize("country", ["BE", "ES", "DE"])
@pytest.mark.parametrize("kind", [DebtorKind.BUSINESS, DebtorKind.CONSUMER])
def test_a_debtor_elsewhere_in_the_union(country: str, kind: DebtorKind) -> None:
    """A company in Belgium, a consumer in Spain: the sheet is there, whoever owes."""
    assert sheet(case(country, kind)).startswith(b"%PDF")


@pytest.mark.parametrize("country", ["FR", "DK", "CH", "GB"])
def test_where_the_regulation_does_not_apply(country: str) -> None:
    """At home, in Denmark, in Switzerland: refused, with what to do instead."""
    with pytest.raises(OrderRefused, match="Danemark excepté") as refused:
        sheet(case(country))
    assert "Rien n’a été préparé" in str(refused.value)


def test_sums_depend_on_who_owes() -> None:
    """A debtor of unknown kind stops this sheet like the French request."""
    with pytest.raises(OrderRefused, match="professionnel, un particulier"):
        sheet(case("BE", None))
