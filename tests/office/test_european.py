"""Form A is prepared where the regulation applies, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from relance.case import Address, DebtorKind
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


@pytest.mark.parametrize(
    ("country", "why"),
    [
        ("FR", "vous et votre client êtes dans le même (France)"),
        ("DK", "ne s’applique pas au Danemark"),
        ("CH", "cette adresse est hors de l’Union (Suisse)"),
        ("GB", "cette adresse est hors de l’Union (Royaume-Uni)"),
    ],
)
def test_where_the_regulation_does_not_apply(country: str, why: str) -> None:
    """Refused with its own reason, what to do instead, and what was not made: this sheet."""
    with pytest.raises(OrderRefused) as refused:
        sheet(case(country))
    assert why in str(refused.value)
    assert "prenez une autre voie" in str(refused.value)
    assert str(refused.value).endswith("La feuille n’a pas été préparée.")


@pytest.mark.parametrize(
    ("creditor", "debtor", "applies"),
    [
        ("FR", "BE", True),
        ("BE", "FR", True),
        ("FR", "FR", False),
        ("FR", "DK", False),
        ("DK", "FR", False),
        ("CH", "FR", False),
        ("BE", "ES", False),  # not a case of French law
        ("BE", "BE", False),
        ("FR", "", False),
        ("", "FR", False),
        ("RE", "BE", True),  # a department has a code of its own in some files
        ("RE", "FR", False),
        ("NC", "BE", False),
    ],
)
def test_it_looks_at_both_parties(creditor: str, debtor: str, applies: bool) -> None:
    """A creditor abroad counts as a debtor abroad does: either makes the case cross-border."""
    who, whom = (Address(("1 rue",), "", "Là", one) for one in (creditor, debtor))
    assert european.applies(who, whom) is applies


@pytest.mark.parametrize(
    ("postcode", "applies"), [("97400", True), ("97500", False), ("98800", False), ("69003", True)]
)
def test_not_every_land_overseas_is_in_the_union(postcode: str, applies: bool) -> None:
    """Réunion is, Nouméa is not; Saint-Pierre was read nowhere: not offered rather than guessed."""
    who = Address(("1 rue",), postcode, "Là", "FR")
    assert european.applies(who, Address(("1 rue",), "1000", "Bruxelles", "BE")) is applies


def test_sums_depend_on_who_owes() -> None:
    """A debtor of unknown kind stops this sheet like the French request."""
    with pytest.raises(OrderRefused, match="professionnel, un particulier"):
        sheet(case("BE", None))
