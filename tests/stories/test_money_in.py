"""Money comes in: what stops, what is asked, what is recorded, and what the clients read."""

from __future__ import annotations

from datetime import date

import pytest

from relance.case import Money
from relance.case.entries import Installment, PlanEnd
from relance.channels.email import Accepted
from relance.claim import statement
from relance.office import acts_of_money, approving, clock, daily, outbox, preparing, sending
from relance.office.acting import AlreadyRecorded
from relance.office.banking import answering, freshness
from relance.office.models import CaseRow, MailServerRow, MoneyKnown, MovementRow, NoticeRow
from relance.office.wiring import law_book
from relance.steps import Silence
from tests.stories.money import Cabinet, Line, day, movement, now

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _everybody() -> object:
    from relance.office.access import everything

    with everything():
        yield


def silence(case: CaseRow) -> str:
    case.refresh_from_db()
    return str(case.silence)


def test_paid_the_day_before_the_reminder_and_imported_the_hour_before() -> None:
    """The mail is approved for nine o’clock; the statement comes at eight: nothing leaves."""
    desk = Cabinet.opened()
    case = desk.client("Café de l’Été", ("F-2026-012", "1200.00", "2026-03-31"))
    MailServerRow.objects.create(
        creditor=desk.creditor, host="127.0.0.1", port=1, sender="moi@example.org"
    )
    with clock.stopped_at(day("2026-04-07")):
        daily.daily_round(day("2026-04-07"))
        preparing.prepare_due()
        notice = NoticeRow.objects.get(case=case)
        approving.approve(notice, by="moi")

        brought = desk.bank(
            Line("2026-04-06", "1200.00", "VIR SEPA RECU /DE CAFE DE L ETE /MOTIF F-2026-012"),
            on="2026-04-07",
        )

        assert (brought.added, brought.booked) == (1, 1)
        assert outbox.claim("w") is None
    assert silence(case) == Silence.PAID
    assert now(case).open_cents() == {"F-2026-012": 0}
    notice.refresh_from_db()
    assert notice.state == "cancelled"


def test_one_transfer_for_three_invoices_with_one_typo() -> None:
    """F-2026-031 is typed F-2026-013: the sum says the rest, and a person is asked."""
    desk = Cabinet.opened()
    case = desk.client(
        "Menuiserie Bréal",
        ("F-2026-029", "480.00", "2026-03-10"),
        ("F-2026-030", "1250.00", "2026-03-15"),
        ("F-2026-031", "96.40", "2026-03-20"),
    )
    desk.bank(
        Line(
            "2026-04-02",
            "1826.40",
            "VIR SEPA MENUISERIE BREAL F-2026-029 F-2026-030 F-2026-013",
        ),
        on="2026-04-03",
    )
    row = movement("1826.40")
    if row.state == "asked":  # plausible: held at once, accepted with one key
        assert silence(case) == Silence.PROBABLY_PAID
        parts = answering.parts_of(row, row.proposals[0])
        answering.accept(row, case, parts, by="moi", today=day("2026-04-03"))

    assert now(case).open_cents() == dict.fromkeys(("F-2026-029", "F-2026-030", "F-2026-031"), 0)
    assert silence(case) == Silence.PAID


def test_a_transfer_from_the_debtors_wifes_account() -> None:
    """Another name, the exact amount: never recorded by itself, never chased meanwhile."""
    desk = Cabinet.opened()
    case = desk.client("Paul Garnier", ("F-77", "843.50", "2026-03-31"))
    brought = desk.bank(Line("2026-04-06", "843.50", "VIR INST MME SOPHIE LEROUX"), on="2026-04-07")
    assert (brought.booked, brought.asked) == (0, 1)
    assert silence(case) == Silence.PROBABLY_PAID
    assert daily.daily_round(day("2026-04-07")).planned == 0

    row = movement("843.50")
    answering.accept(
        row, case, [answering.Part(Money.of("843.50"))], by="moi", today=day("2026-04-07")
    )
    assert silence(case) == Silence.PAID


def test_a_transfer_refused_lets_the_chase_go_on_that_same_day() -> None:
    """It was the wife’s own debt: one key, and the reminder is due again."""
    desk = Cabinet.opened()
    case = desk.client("Paul Garnier", ("F-77", "843.50", "2026-03-31"))
    desk.bank(Line("2026-04-06", "843.50", "VIR INST MME SOPHIE LEROUX"), on="2026-04-07")

    answering.refuse(movement("843.50"), by="moi", today=day("2026-04-07"))

    assert silence(case) == ""
    assert CaseRow.objects.get(pk=case.pk).next_step == "kind_email"


def test_twelve_hundred_euros_paid_minus_fifty_cents_of_bank_fees() -> None:
    """1 200,00 paid 1 199,50: fifty cents are let go, by the creditor’s own rule."""
    desk = Cabinet.opened(small_rest="forget", small_rest_cents=500)
    case = desk.client("Boulangerie Moreau", ("F-2026-044", "1200.00", "2026-03-31"))
    desk.bank(
        Line("2026-04-06", "1199.50", "VIR SEPA BOULANGERIE MOREAU FACTURE F-2026-044"),
        on="2026-04-07",
    )
    row = movement("1199.50")
    if row.state == "asked":
        parts = answering.parts_of(row, row.proposals[0])
        answering.accept(row, case, parts, by="moi", today=day("2026-04-07"))

    state = now(case)
    assert [one.amount for one in state.payments] == [Money.of("1199.50")]
    assert state.invoices["F-2026-044"].written_off == ((day("2026-04-07"), Money.of("0.50")),)
    assert silence(case) == Silence.PAID


def test_paid_twice_and_refunded() -> None:
    """The client pays again by mistake: the excess is his, and goes back."""
    desk = Cabinet.opened()
    case = desk.client("Studio Vauban", ("F-9", "600.00", "2026-03-31"))
    for on in ("2026-04-02", "2026-04-03"):
        acts_of_money.receive_payment(
            case, Money.of("600"), on=day(on), by="moi", today=day("2026-04-03")
        )
    assert now(case).excess_cents() == 60_000
    acts_of_money.refund(
        case, Money.of("600"), on=day("2026-04-10"), by="moi", today=day("2026-04-10")
    )

    assert now(case).excess_cents() == 0
    assert silence(case) == Silence.PAID


def test_a_credit_note_after_the_formal_notice() -> None:
    """The letter asked for 1 200 €; an avoir of 200 € comes: the next one asks for the rest."""
    desk = Cabinet.opened()
    case = desk.client("Garage Petit", ("F-5", "1200.00", "2026-03-31"))
    acts_of_money.add_credit_note(
        case,
        "A-1",
        Money.of("200"),
        on=day("2026-05-20"),
        by="moi",
        today=day("2026-05-20"),
        invoice="F-5",
    )
    before = statement(now(case), on=day("2026-05-19"), law=law_book())
    after = statement(now(case), on=day("2026-05-20"), law=law_book())

    assert (before.principal, after.principal) == (Money.of("1200"), Money.of("1000"))
    # 49 days on 1 200 € at 12.15 %, whose interest stays owed, then one day on 1 000 €.
    assert after.interest == before.interest + Money.of("0.33")


def test_a_plan_with_one_missed_installment() -> None:
    """Two installments: the first comes, the second does not; a letter, a delay, then firmer."""
    desk = Cabinet.opened()
    case = desk.client("Imprimerie Sud", ("F-60", "1200.00", "2026-03-31"))
    acts_of_money.agree_plan(
        case,
        (
            Installment(day("2026-05-05"), Money.of("600")),
            Installment(day("2026-06-05"), Money.of("600")),
        ),
        ("F-60",),
        by="moi",
        today=day("2026-04-10"),
    )
    assert silence(case) == Silence.PLAN_RUNNING
    acts_of_money.receive_payment(
        case, Money.of("600"), on=day("2026-05-05"), by="moi", today=day("2026-05-05")
    )
    assert daily.daily_round(day("2026-05-11")).planned == 0

    assert daily.daily_round(day("2026-06-10")).planned == 1
    letter = NoticeRow.objects.get(case=case)
    assert (letter.step, letter.channel) == ("plan_default", "letter")
    with clock.stopped_at(day("2026-06-10")):
        assert preparing.prepare(letter), letter.answer
        letter.refresh_from_db()
        approving.mark_posted(letter, on=day("2026-06-10"), tracking="", by="moi")
    assert silence(case) == Silence.PLAN_RUNNING

    acts_of_money.receive_payment(
        case, Money.of("600"), on=day("2026-06-15"), by="moi", today=day("2026-06-15")
    )
    plan = now(case).plans[-1]
    assert (plan.end, plan.ended_on) == (PlanEnd.KEPT, day("2026-06-15"))


def test_a_promise_kept_on_a_sunday() -> None:
    """«Dimanche sans faute»: the transfer books on Monday, and he is thanked, not chased."""
    desk = Cabinet.opened()
    case = desk.client("Fleurs Lise", ("F-81", "300.00", "2026-03-31"))
    acts_of_money.promise(case, day("2026-04-12"), by="moi", today=day("2026-04-08"))
    assert daily.daily_round(day("2026-04-13")).planned == 0

    desk.bank(Line("2026-04-13", "300.00", "VIR FLEURS LISE F-81"), on="2026-04-14")

    row = movement("300.00")
    if row.state == "asked":
        answering.accept(
            row, case, [answering.Part(Money.of("300"), "F-81")], by="moi", today=day("2026-04-14")
        )
    assert silence(case) == Silence.PAID


def test_a_payment_recorded_by_two_people_at_once() -> None:
    """Both saw the same transfer: the second is told, and the client is not credited twice."""
    desk = Cabinet.opened()
    case = desk.client("Cabinet Roy", ("F-3", "1000.00", "2026-03-31"))
    acts_of_money.receive_payment(
        case, Money.of("400"), on=day("2026-04-06"), by="claire", today=day("2026-04-07")
    )
    with pytest.raises(AlreadyRecorded, match="est déjà enregistré"):
        acts_of_money.receive_payment(
            case, Money.of("400"), on=day("2026-04-06"), by="paul", today=day("2026-04-07")
        )
    assert now(case).open_cents() == {"F-3": 60_000}


def test_the_payment_noted_by_hand_is_not_booked_again_from_the_bank() -> None:
    """Claire notes the transfer on Monday; the statement of Tuesday shows it too."""
    desk = Cabinet.opened()
    case = desk.client("Cabinet Roy", ("F-2026-003", "1000.00", "2026-03-31"))
    acts_of_money.receive_payment(
        case, Money.of("400"), on=day("2026-04-06"), by="claire", today=day("2026-04-06")
    )
    desk.bank(Line("2026-04-06", "400.00", "VIR CABINET ROY F-2026-003"), on="2026-04-07")

    assert now(case).open_cents() == {"F-2026-003": 60_000}
    assert movement("400.00").state == "asked"


def test_the_same_statement_twice_and_an_overlapping_one_add_nothing() -> None:
    """The assistant drops last week’s file again."""
    desk = Cabinet.opened()
    desk.client("Fleurs Lise", ("F-81", "300.00", "2026-03-31"))
    lines = [
        Line("2026-04-02", "-45.00", "PRLV ASSURANCE"),
        Line("2026-04-03", "300.00", "VIR FLEURS LISE F-81"),
    ]
    desk.bank(*lines, on="2026-04-03")
    again = desk.bank(*lines, on="2026-04-03")
    more = desk.bank(*lines, Line("2026-04-06", "12.00", "VIR DIVERS"), on="2026-04-07")

    assert (again.added, again.known) == (0, 2)
    assert (more.added, more.known) == (1, 2)
    assert MovementRow.objects.count() == 3


def test_a_match_that_was_wrong_is_undone() -> None:
    """It was his brother’s invoice: the payment never counted, the journal keeps both lines."""
    desk = Cabinet.opened()
    case = desk.client("Fleurs Lise", ("F-2026-081", "300.00", "2026-03-31"))
    desk.bank(Line("2026-04-03", "300.00", "VIR FLEURS LISE F-2026-081"), on="2026-04-07")
    row = movement("300.00")
    assert row.state == "booked"
    entries = case.entries.count()

    answering.undo(row, by="moi", today=day("2026-04-07"))

    assert now(case).open_cents() == {"F-2026-081": 30_000}
    assert case.entries.count() > entries
    assert movement("300.00").state == "unknown"
    assert CaseRow.objects.get(pk=case.pk).next_step == "kind_email"


def test_old_bank_data_locks_sending_and_one_drop_unlocks() -> None:
    """The approved mail waits behind the lock, and leaves after one fresh statement."""
    desk = Cabinet.opened()
    case = desk.client("Café de l’Été", ("F-2026-012", "1200.00", "2026-03-31"))
    MailServerRow.objects.create(
        creditor=desk.creditor, host="127.0.0.1", port=1, sender="moi@example.org"
    )
    desk.bank(Line("2026-04-01", "12.00", "VIR DIVERS"), on="2026-04-01")
    with clock.stopped_at(day("2026-04-07")):  # the 6th was Easter Monday: fresh until the 7th
        daily.daily_round(day("2026-04-07"))
        preparing.prepare_due()
        approving.approve(NoticeRow.objects.get(case=case), by="moi")
    with clock.stopped_at(day("2026-04-08")):
        assert outbox.claim("w") is None
        assert NoticeRow.objects.get(case=case).state == "approved"
        desk.bank(Line("2026-04-07", "13.00", "VIR DIVERS"), on="2026-04-08")
        claimed = outbox.claim("w")
        assert claimed is not None
        outbox.about_to_send(claimed)
        assert sending.settle(claimed, Accepted("250 ok")) == "sent"


def test_a_quiet_account_is_confirmed_with_one_press() -> None:
    """The list of the bank ends with its last line, ten days ago; nothing has moved since."""
    from relance.office.banking import freshness

    desk = Cabinet.opened()
    case = desk.client("Café de l’Été", ("F-2026-012", "1200.00", "2026-03-31"))
    desk.bank(Line("2026-03-27", "12.00", "VIR DIVERS"), on="2026-03-27")
    assert daily.daily_round(day("2026-04-07")).planned == 0
    assert silence(case) == Silence.BANK_DATA_OLD

    desk.creditor.refresh_from_db()
    freshness.confirm(desk.creditor, today=day("2026-04-07"))
    assert daily.daily_round(day("2026-04-07")).planned == 1


def test_payments_by_hand_ask_for_a_confirmation_each_sending_day() -> None:
    """«Je note moi-même»: every morning, before anything leaves, one confirmation."""
    from relance.office.banking import freshness
    from relance.office.models import MoneyKnown

    desk = Cabinet.opened()
    case = desk.client("Café de l’Été", ("F-2026-012", "1200.00", "2026-03-31"))
    freshness.choose(desk.creditor, MoneyKnown.BY_HAND, today=date(2026, 4, 6))
    assert daily.daily_round(day("2026-04-07")).planned == 0
    assert silence(case) == Silence.BANK_DATA_OLD

    freshness.confirm(desk.creditor, today=day("2026-04-07"))
    assert daily.daily_round(day("2026-04-07")).planned == 1


def test_the_accountant_gets_the_year_in_balanced_entries() -> None:
    """Invoice, part payment with its interest first, loss: each is there, and the file is conform."""
    from relance.channels.books import EventKind, check_fec, entries_of, fec_bytes, fec_name
    from relance.office import books

    desk = Cabinet.opened()
    case = desk.client("Garage Petit", ("F-5", "1200.00", "2026-03-31"))
    acts_of_money.receive_payment(
        case, Money.of("500"), on=day("2026-04-30"), by="moi", today=day("2026-04-30")
    )
    acts_of_money.write_off(
        case, "F-5", Money.of("100"), by="moi", today=day("2026-05-02"), because="geste"
    )
    found = books.events(desk.creditor, day("2026-01-01"), day("2026-12-31"))
    kinds = {one.kind: str(one.amount) for one in found}

    # 30 days on 1 200 € at 12.15 %: 11.98 €, paid first (C. civ. 1343-1).
    assert kinds == {
        EventKind.INVOICE: "1200.00",
        EventKind.PAYMENT: "500.00",
        EventKind.INTEREST: "11.98",
        EventKind.WRITE_OFF: "100.00",
    }
    name = fec_name(desk.creditor.siren, day("2026-12-31"))
    assert check_fec(fec_bytes(entries_of(found)), name) == []


def test_a_direct_debit_comes_back_unpaid() -> None:
    """It was recorded, the bank takes it back: the user is told, and one key revives the case."""
    desk = Cabinet.opened()
    case = desk.client("Menuiserie Bréal", ("F-2026-051", "300.00", "2026-03-31"))
    desk.bank(
        Line("2026-04-06", "300.00", "PRLV SEPA MENUISERIE BREAL F-2026-051"), on="2026-04-07"
    )
    assert silence(case) == Silence.PAID

    brought = desk.bank(
        Line("2026-04-09", "-300.00", "REJET PRLV SEPA MENUISERIE BREAL F-2026-051"),
        on="2026-04-10",
    )

    assert [one.code for one in brought.problems] == ["payment_sent_back"]
    assert "Menuiserie Bréal" in brought.problems[0].message
    assert silence(case) == Silence.PAID  # nothing is cancelled by itself
    answering.undo(movement("300.00"), by="moi", today=day("2026-04-10"))
    assert now(case).open_cents() == {"F-2026-051": 30000}


def test_statements_promised_and_none_brought() -> None:
    """He says on Tuesday that he brings his statements: until the first one nothing leaves."""
    desk = Cabinet.opened()
    case = desk.client("Café de l’Été", ("F-2026-060", "200.00", "2026-03-31"))
    today = day("2026-04-07")
    freshness.choose(desk.creditor, MoneyKnown.STATEMENTS, today=today)

    assert freshness.too_old(desk.creditor, today)
    daily.daily_round(today)
    assert silence(case) == Silence.BANK_DATA_OLD

    desk.bank(Line("2026-04-03", "-9.90", "FRAIS"), on="2026-04-07")
    daily.daily_round(today)
    assert silence(case) != Silence.BANK_DATA_OLD
