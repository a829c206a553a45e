"""From the formal notice to the enforceable title: what each turn of events does to the dates."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pytest
from pypdf import PdfReader

from relance.case import DebtorKind, Money
from relance.case.entries import (
    CallMade,
    CallOutcome,
    Channel,
    ContactCorrected,
    CourtKind,
    DeliveryOutcome,
    NoticeSent,
    ProcedureEnd,
)
from relance.claim import statement
from relance.notices.order_request import order_request
from relance.office import acts, decide
from relance.office.access import everything
from relance.office.acting import ActRefused
from relance.office.journal import New, append, state_of
from relance.office.models import CaseRow
from relance.office.procedure import acts as procedure
from relance.office.procedure import asking, dates, request, ways
from relance.office.todo import Kind, todos
from relance.office.wiring import law_book
from relance.routes.conditions import Verdict
from relance.routes.court import jurisdiction
from relance.routes.limitation import limitations
from relance.routes.milestones import Milestone
from relance.routes.route import all_routes
from relance.routes.situation import Disputed, Quality
from tests.office import cabinet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOTICE = NoticeSent("n3", "formal_notice", Channel.LETTER, ("F-12",), deadline_on=date(2026, 5, 26))
REMINDER = NoticeSent("n2", "formal_reminder", Channel.LETTER, ("F-12",))
MAIL = NoticeSent("n1", "kind_email", Channel.EMAIL, ("F-12",))


@pytest.fixture(autouse=True)
def _everybody() -> Iterator[None]:
    with everything():
        yield


def chased(
    *,
    postcode: str = "75011",
    kind: DebtorKind = DebtorKind.BUSINESS,
    amount: str = "4800.00",
    creditor: Quality = Quality.TRADER,
    debtor: Quality = Quality.TRADER,
) -> CaseRow:
    """A case of 31 March 2026 that had its mail, its call, its reminder and its formal notice."""
    made = cabinet.case(cabinet.creditor(), amount=amount, kind=kind)
    made.debtor.postcode = postcode
    made.debtor.save()

    decide.mirror_debtor(made)
    made.save()
    ways.qualify(made, creditor=creditor, debtor=debtor, carriage=False)
    told = [
        New(MAIL, date(2026, 4, 7)),
        New(CallMade("call", CallOutcome.VOICEMAIL, ("F-12",)), date(2026, 4, 15)),
        New(REMINDER, date(2026, 4, 30)),
        New(NOTICE, date(2026, 5, 18)),
    ]
    append(made.pk, told, by="moi", today=date(2026, 5, 18))
    made.refresh_from_db()
    return made


def filed(
    case: CaseRow, on: date, *, court: CourtKind = CourtKind.COMMERCIAL, asked: str = "4800"
) -> None:
    procedure.file_request(case, court, Money.of(asked), on=on, by="moi", today=on)


def ordered(case: CaseRow, on: date, *, granted: str = "4800") -> None:
    procedure.order_made(case, Money.of(granted), on=on, by="moi", today=on)


def milestone(case: CaseRow, key: str) -> Milestone:
    case.refresh_from_db()
    found = dates.milestones(state_of(case), region=case.region)
    return next(one for one in found if one.key == key)


@pytest.mark.parametrize(
    ("order_on", "last_on", "moved_on", "warned_on"),
    [
        (date(2026, 8, 31), date(2027, 2, 28), date(2027, 3, 1), date(2027, 1, 14)),
        (date(2026, 9, 1), date(2026, 12, 1), date(2026, 12, 1), date(2026, 10, 17)),
    ],
)
def test_one_day_apart_an_order_has_six_or_three_months(
    order_on: date, last_on: date, moved_on: date, warned_on: date
) -> None:
    """Made on 31 August or on 1 September 2026: the desk asks in time, then it is void."""
    case = chased()
    filed(case, date(2026, 8, 3))
    assert milestone(case, "fee").last_on == date(2026, 8, 18)
    ordered(case, order_on)
    service = milestone(case, "service")
    assert (service.last_on, service.moved_on) == (last_on, moved_on)
    assert case.watch_on == warned_on
    assert [one.kind for one in todos(warned_on) if one.case == case.pk] == [Kind.DATE]
    assert case.silence == "in_court"
    late = last_on.replace(year=last_on.year + 1)
    assert service.passed(late)
    procedure.end(case, ProcedureEnd.LAPSED, on=late, by="moi", today=late)
    filed(case, late)  # one begins again


def test_a_letter_nobody_claims_is_a_formal_notice_all_the_same() -> None:
    """Pli avisé et non réclamé: it stays valid (Cass. 1re civ. 20 Jan 2021); the court comes next."""
    case = chased()
    acts.report_delivery(
        case, "n3", DeliveryOutcome.UNCLAIMED, on=date(2026, 6, 4), by="moi", today=date(2026, 6, 4)
    )
    case.refresh_from_db()
    assert case.next_step == "court_file"
    text = _request(case, date(2026, 6, 10))
    assert "avisé et non réclamé" in text


def test_who_moved_without_a_word_is_written_to_again() -> None:
    """Inconnu à l’adresse: that notice reached nobody; its step is done again once mended."""
    case = chased()
    day = date(2026, 6, 4)
    acts.report_delivery(case, "n3", DeliveryOutcome.UNKNOWN_ADDRESS, on=day, by="moi", today=day)
    case.refresh_from_db()
    assert case.silence == "contact_bounced"
    contact = case.debtor.contacts.get()
    append(case.pk, [New(ContactCorrected(str(contact.pk)), day)], by="moi", today=day)
    case.refresh_from_db()
    assert case.next_step == "formal_notice"


def test_an_opposition_asks_for_a_fee_at_the_commercial_court() -> None:
    """Fifteen days from the registry's letter (CPC 1425): the claim would lapse."""
    case = chased()
    filed(case, date(2026, 9, 2))
    ordered(case, date(2026, 9, 7))
    with pytest.raises(ActRefused, match="Aucune opposition"):
        procedure.deposit_fee(
            case, on=date(2026, 9, 8), by="moi", today=date(2026, 9, 8), opposition=True
        )
    served = date(2026, 9, 21)
    procedure.order_served(case, in_person=True, on=served, by="moi", today=served)
    assert milestone(case, "opposition").last_on == date(2026, 10, 21)
    assert milestone(case, "enforcement").last_on == date(2026, 11, 21)
    day = date(2026, 10, 20)
    procedure.opposed(case, on=date(2026, 10, 9), told_on=date(2026, 10, 16), by="moi", today=day)
    assert milestone(case, "opposition_fee").last_on == date(2026, 10, 31)
    procedure.deposit_fee(case, on=day, by="moi", today=day, opposition=True)
    assert milestone(case, "opposition_fee").warn_on is None


def test_each_date_of_an_order_comes_to_the_list_of_the_day() -> None:
    """Fee, service, end of the opposition, enforcement: one at a time, the bailiff not too early."""
    case = chased()

    def spoken(on: date) -> str:
        found = [one for one in todos(on) if one.kind is Kind.DATE and one.case == case.pk]
        assert len(found) <= 1, "one line a case"
        return found[0].detail if found else ""

    filed(case, date(2026, 9, 2))
    assert "frais de greffe, au plus tard le 17\u00a0septembre" in spoken(date(2026, 9, 2))
    ordered(case, date(2026, 9, 3))
    assert spoken(date(2026, 10, 18)) == ""
    assert "signifier" in spoken(date(2026, 10, 19))
    assert "au plus tard le 3\u00a0décembre 2026" in spoken(date(2026, 10, 19))
    served = date(2026, 9, 15)
    procedure.order_served(case, in_person=True, on=served, by="moi", today=date(2026, 10, 19))
    assert spoken(date(2026, 10, 15)) == ""
    told = "Fin du délai d’opposition du débiteur, le 15\u00a0octobre 2026"
    assert spoken(date(2026, 10, 16)) == spoken(date(2026, 11, 16)) == told
    assert "possible depuis la fin du 16\u00a0novembre 2026" in spoken(date(2026, 11, 17))
    procedure.end(
        case, ProcedureEnd.PAID, on=date(2026, 11, 20), by="moi", today=date(2026, 11, 20)
    )
    assert spoken(date(2026, 11, 21)) == ""


def test_an_insolvency_in_the_middle_stops_everything_but_the_claim() -> None:
    """The order is of no use any more: the claim is declared, with the pending request in it."""
    case = chased()
    filed(case, date(2026, 9, 2))
    day = date(2026, 9, 25)
    acts.insolvency(case, date(2026, 9, 17), by="moi", today=day, published_on=date(2026, 9, 24))
    case.refresh_from_db()
    assert case.silence == "insolvency"
    owed = statement(state_of(case), on=day, law=law_book())
    assert owed.interest_until == date(2026, 9, 16)
    assert milestone(case, "declaration").last_on == date(2026, 11, 24)
    prepared = request.prepare(case, state_of(case), on=day)
    assert any("L622-21" in one for one in prepared.refused)
    procedure.end(case, ProcedureEnd.WITHDRAWN, on=day, by="moi", today=day)
    with pytest.raises(ActRefused, match="procédure collective"):
        filed(case, day)


def test_a_consumer_owes_no_forty_euros_and_has_two_years() -> None:
    """Legal interest from the day after the notice, the judicial court, C. conso. L218-2."""
    case = chased(kind=DebtorKind.CONSUMER, debtor=Quality.UNKNOWN)
    state, day = state_of(case), date(2026, 6, 10)
    owed = statement(state, on=day, law=law_book())
    assert owed.indemnity.cents == 0
    assert min(line.from_on for line in owed.lines if line.from_on) == date(2026, 5, 19)
    assert jurisdiction(ways.situation(case, state, on=day)).kinds == (CourtKind.JUDICIAL,)
    assert limitations(state, law_book(), today=day)[0].last_on == date(2028, 1, 5)


def test_limitation_is_warned_twelve_months_before() -> None:
    """A consumer's two years from the invoice: the desk says it from one year on, the cli too."""
    case = chased(kind=DebtorKind.CONSUMER, debtor=Quality.UNKNOWN)

    def warned(on: date) -> list[str]:
        return [
            one.detail for one in todos(on) if one.kind is Kind.LIMITATION and one.case == case.pk
        ]

    assert warned(date(2027, 1, 4)) == []
    assert warned(date(2027, 1, 5)) == ["Facture F-12, au plus tôt le 5\u00a0janvier 2028"]
    business = chased()
    assert not [
        one
        for one in todos(date(2029, 12, 1))
        if one.case == business.pk and one.kind is Kind.LIMITATION
    ]
    found = [one for one in todos(date(2030, 1, 5)) if one.case == business.pk]
    assert Kind.LIMITATION in {one.kind for one in found}


def test_a_liberal_freelancer_may_choose_against_a_company() -> None:
    """A mixed act: the claimant who is no trader chooses (Cass. com. 18 Nov 2020)."""
    case = chased(creditor=Quality.LIBERAL)
    where = jurisdiction(ways.situation(case, state_of(case), on=date(2026, 6, 10)))
    assert where.kinds == (CourtKind.COMMERCIAL, CourtKind.JUDICIAL)
    assert any("19-19.463" in one for one in where.because)
    found = {one.key: one for one in all_routes(
        ways.situation(case, state_of(case), on=date(2026, 6, 10)), law_book(), date(2026, 6, 10)
    )}  # fmt: skip
    traders = next(c for c in found["l126"].conditions if "commerçants" in c.said.words)
    assert traders.verdict is Verdict.NOT_MET


def test_under_five_thousand_euros_the_judicial_court_asks_for_an_attempt() -> None:
    """4,800 EUR: whether CPC 750-1 holds for this request is open, and said so; a word settles it."""
    case = chased(creditor=Quality.LIBERAL, debtor=Quality.CIVIL)
    day = date(2026, 6, 10)
    asking.keep(case, {"kind": "judicial", "debtor_form": ""})
    prepared = request.prepare(case, state_of(case), on=day)
    assert any("n’est pas tranché" in one.why for one in prepared.lacks)
    asking.keep(case, {"amicable": "Conciliateur saisi le 2 juin 2026.", "debtor_form": ""})
    prepared = request.prepare(case, state_of(case), on=day)
    assert not any("n’est pas tranché" in one.why for one in prepared.lacks)
    filed(case, day, court=CourtKind.JUDICIAL)
    found = dates.milestones(state_of(case), region=case.region)
    assert [one.key for one in found] == [], "no fee to deposit there"


def test_strasbourg_has_its_chamber_and_its_holidays() -> None:
    """Good Friday and 26 December do not work there: the last day moves, the warning does not."""
    case = chased(postcode="67000")
    where = jurisdiction(ways.situation(case, state_of(case), on=date(2026, 6, 10)))
    assert where.kinds == (CourtKind.CHAMBER,)
    filed(case, date(2026, 9, 2), court=CourtKind.CHAMBER)
    ordered(case, date(2026, 12, 26))  # 26 March 2027 is Good Friday
    service = milestone(case, "service")
    assert (service.last_on, service.moved_on) == (date(2027, 3, 26), date(2027, 3, 30))


def test_reunion_has_its_own_holiday() -> None:
    """20 December: the abolition of slavery; the metropolitan creditor's two months stay two."""
    case = chased(postcode="97400")
    assert jurisdiction(ways.situation(case, state_of(case), on=date(2026, 6, 10))).kinds == (
        CourtKind.COMMERCIAL,
    )
    filed(case, date(2027, 9, 6))
    ordered(case, date(2027, 9, 20))
    service = milestone(case, "service")
    assert (service.last_on, service.moved_on) == (date(2027, 12, 20), date(2027, 12, 21))


def test_a_dispute_is_seen_by_every_way() -> None:
    """Part of an invoice contested: the request asks the rest, the ways say so."""
    case = chased()
    acts.open_dispute(
        case, "F-12", by="moi", today=date(2026, 6, 1), amount=Money.of("800"), because="retard"
    )
    state = state_of(case)
    assert ways.situation(case, state, on=date(2026, 6, 10)).disputed is Disputed.PARTLY
    prepared = request.prepare(case, state, on=date(2026, 6, 10))
    assert prepared.asked.statement.principal == Money.of("4000")


def _request(case: CaseRow, on: date) -> str:
    made = request.prepare(case, state_of(case), on=on)
    pages = PdfReader(io.BytesIO(order_request(made.asked))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
