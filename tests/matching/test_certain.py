"""What is recorded without asking, what is asked, what is left alone: one page of cases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from relance.case import Money, Movement
from relance.matching import Certainty, EarlyDiscount, Match, OpenBook, OpenInvoice, Payer, sentence

IBAN, OTHER_IBAN = "FR7630006000011234567890189", "FR7610107001011234567890129"
DUE, ISSUED, PAID = date(2026, 9, 30), date(2026, 8, 31), date(2026, 11, 20)


def bill(
    number: str,
    amount: str,
    debtor: str = "cafe",
    *,
    owed: str = "",
    reference: str = "",
    discount: EarlyDiscount | None = None,
) -> OpenInvoice:
    return OpenInvoice(
        f"dossier-{debtor}", debtor, number, DUE, ISSUED,
        Money.of(amount), Money.of(owed or amount), reference, discount,
    )  # fmt: skip


CAFE = Payer("cafe", "Café des Trois Clochers SARL", ibans=frozenset({IBAN}))
DUVAL = Payer("duval", "Jean Duval", ibans=frozenset({OTHER_IBAN}))
BOOK = OpenBook(
    [
        bill("F-2026-001", "1200.00", owed="1247.99"),
        bill("F-2026-002", "340.50"),
        bill("F-2026-017", "49.90"),
        bill("F-2026-018", "49.90", "duval"),
        bill("12", "75.00", "duval"),
        bill("F-2026-031", "980.00", "duval", reference="RF92F2026031"),
        bill("F-2026-040", "500.00", "duval",
             discount=EarlyDiscount(Decimal("2"), date(2026, 11, 30))),
    ],
    [CAFE, DUVAL],
)  # fmt: skip


def credit(
    amount: str, label: str = "", *, payer: str = "", iban: str = "", reference: str = ""
) -> Match:
    movement = Movement(
        PAID, Money.of(amount), label, reference=reference, counterparty=payer, iban=iban
    )
    return BOOK.match("ligne-1", movement)


def paid(match: Match) -> list[tuple[str | None, str]]:
    return [(part.invoice, str(part.amount)) for part in match.parts]


@pytest.mark.parametrize(
    "label",
    [
        "VIR SEPA CAFE DES TROIS CLOCHERS F-2026-001",
        "VIR CAFE DES TROIS CLOCHERS FACT 2026/001 MERCI BIEN A VOUS",
        "Virement Café des Trois Clochers facture n° f2026001",
        "VIR SEPA CAFE TROIS CLOCHERS F 2026 1 REGLEMENT COMPLET",
        "F-2026-001",
    ],
)
def test_its_number_and_its_amount_record_a_payment(label: str) -> None:
    """People write one number in twenty ways; the bookkeeper should not type any of them."""
    match = credit("1200.00", label)

    assert (match.certainty, paid(match)) == (Certainty.CERTAIN, [("F-2026-001", "1200.00")])
    assert match.codes == {"number_cited", "amount_exact"}


def test_one_transfer_pays_two_bills_that_it_cites() -> None:
    """A transfer for two bills must close both, each with its own amount."""
    match = credit("1540.50", "VIR CAFE DES TROIS CLOCHERS FACTURES F-2026-001 F-2026-002 MERCI")

    assert match.certainty is Certainty.CERTAIN
    assert paid(match) == [("F-2026-001", "1200.00"), ("F-2026-002", "340.50")]


def test_interest_and_costs_that_were_claimed_are_recorded_with_the_bill() -> None:
    """Who pays the penalties we asked for has paid everything, and must not be asked again."""
    match = credit("1247.99", "F-2026-001", payer="CAFE DES TROIS CLOCHERS")

    assert (match.certainty, paid(match)) == (Certainty.CERTAIN, [("F-2026-001", "1247.99")])
    assert "amount_with_charges" in match.codes


def test_the_structured_reference_is_enough() -> None:
    """The reference printed on the bill carries its own check; a label says nothing more."""
    match = credit("980.00", "VIR", reference="RF92 F202 6031")

    assert (match.certainty, paid(match)) == (Certainty.CERTAIN, [("F-2026-031", "980.00")])
    assert match.codes == {"reference_cited", "amount_exact"}


def test_the_debtors_own_account_and_one_reading_are_enough() -> None:
    """A client who always pays from one account and writes nothing is recognised."""
    match = credit("340.50", "VIREMENT", iban="FR76 3000 6000 0112 3456 7890 189")

    assert (match.certainty, paid(match)) == (Certainty.CERTAIN, [("F-2026-002", "340.50")])


def test_the_reference_with_a_doubt_is_asked() -> None:
    """A part, another client's account, another bill's number beside it: a person decides."""
    part = credit("500.00", reference="RF92F2026031")
    other_account = credit("980.00", reference="RF92F2026031", iban=IBAN)
    other_number = credit("980.00", "FACTURE F-2026-040", reference="RF92F2026031")
    for match in (part, other_account, other_number):
        assert match.certainty is Certainty.PLAUSIBLE
        assert match.parts[0].invoice == "F-2026-031"
    assert part.codes == {"reference_cited", "part_payment"}
    assert "other_payer" in other_account.codes


def test_a_number_beside_the_reference_of_another_bill_is_asked() -> None:
    """Number and amount of one bill, structured reference of another: which one was meant?"""
    match = credit("500.00", "JEAN DUVAL F-2026-040", reference="RF92F2026031")

    assert match.certainty is Certainty.PLAUSIBLE


def test_interest_on_two_bills_is_recorded_on_each() -> None:
    """What two bills owe with their costs, to the cent, closes both with their costs."""
    bills = [bill("F-2026-051", "100.00", owed="140.00"), bill("F-2026-052", "200.00")]

    match = OpenBook(bills, [CAFE]).match(
        "x", Movement(PAID, Money.of("340.00"), "F-2026-051 F-2026-052")
    )

    assert match.certainty is Certainty.CERTAIN
    assert paid(match) == [("F-2026-051", "140.00"), ("F-2026-052", "200.00")]


def test_a_discount_taken_too_late_is_a_part_payment() -> None:
    """The day after, 490.00 leaves 10.00 open."""
    late = EarlyDiscount(Decimal("2"), date(2026, 11, 19))
    book = OpenBook([bill("F-2026-040", "500.00", discount=late)], [CAFE])

    match = book.match("x", Movement(PAID, Money.of("490.00"), "F-2026-040"))

    assert match.certainty is Certainty.PLAUSIBLE
    assert match.codes == {"number_cited", "fees_withheld"}


@pytest.mark.parametrize("percent", ["0", "-1", "100.01"])
def test_a_discount_is_a_percentage(percent: str) -> None:
    """A discount of more than the bill would make any small credit settle it."""
    with pytest.raises(ValueError, match="percent"):
        EarlyDiscount(Decimal(percent), PAID)


@pytest.mark.parametrize(("amount", "owed"), [("0", "0"), ("-5", "10"), ("100", "99.99")])
def test_an_open_invoice_holds_together(amount: str, owed: str) -> None:
    """A bill of nothing would be settled by no payment at all."""
    with pytest.raises(ValueError, match=r"left|owed"):
        bill("F-1", amount, owed=owed)


def test_a_number_twice_in_one_case_is_refused() -> None:
    """An answer that names such a number could mean either bill."""
    with pytest.raises(ValueError, match="twice"):
        OpenBook([bill("F-1", "10.00"), bill("F-1", "20.00")], [])


def test_a_discount_taken_in_time_settles_the_bill() -> None:
    """The bill grants two percent: 490.00 is all of it, not a part."""
    match = credit("490.00", "JEAN DUVAL F-2026-040", payer="JEAN DUVAL")

    assert (match.certainty, paid(match)) == (Certainty.CERTAIN, [("F-2026-040", "490.00")])
    assert sentence(match.reasons[-1]) == (
        "Le montant (490,00\u00a0€) est celui de la facture (500,00\u00a0€) moins l’escompte, "
        "accordé jusqu’au 30/11/2026. La différence n’est pas encore effacée\u00a0: "
        "il faut un avoir."
    )


@pytest.mark.parametrize(
    ("amount", "label", "payer", "iban", "invoice", "code"),
    [
        # Another amount than the bill's.
        ("400.00", "F-2026-001", "", "", "F-2026-001", "part_payment"),
        ("1199.50", "F-2026-001", "", "", "F-2026-001", "fees_withheld"),
        ("1300.00", "F-2026-001", "", "", "F-2026-001", "overpaid"),
        # Two clients owe 49.90: without the payer one wrong digit would pay the wrong bill.
        ("49.90", "F-2026-017", "", "", "F-2026-017", "number_cited"),
        # Another client's account, another client's name, a stranger's name.
        ("1200.00", "F-2026-001", "", OTHER_IBAN, "F-2026-001", "other_payer"),
        ("1200.00", "F-2026-001", "JEAN DUVAL", "", "F-2026-001", "other_payer"),
        ("1200.00", "F-2026-001", "HOLDING MARTIN", "", "F-2026-001", "number_cited"),
        # Short numbers, numbers with an error, no number at all.
        ("75.00", "VIR 12", "", "", "12", "number_cited"),
        ("340.50", "F-2026-020", "CAFE DES TROIS CLOCHERS", "", "F-2026-002", "number_mistyped"),
        ("1200.00", "REGLEMENT", "CAFE DES 3 CLOCHERS SARL", "", "F-2026-001", "name_alike"),
        ("1200.00", "REGLEMENT", "CLAIRE PETIT", "", "F-2026-001", "amount_alone"),
        # Money that comes back, which may cite a number like ours.
        ("1200.00", "REMBOURSEMENT F-2026-001", "", "", "F-2026-001", "number_cited"),
        # Their account, but the label speaks of another bill, or was cut before it said which.
        ("340.50", "FACTURE F-2026-090", "", IBAN, "F-2026-002", "number_unknown"),
        ("340.50", "VIR SEPA RECU CAFE DES TROIS CL", "", IBAN, "F-2026-002", "iban_known"),
    ],
)
def test_the_least_doubt_is_asked(
    amount: str, label: str, payer: str, iban: str, invoice: str, code: str
) -> None:
    """Recording these by ourselves would one day close a bill that nobody has paid."""
    match = credit(amount, label, payer=payer, iban=iban)

    assert match.certainty is Certainty.PLAUSIBLE
    assert match.parts[0].invoice == invoice
    assert code in match.codes


@pytest.mark.parametrize(
    ("amount", "label", "payer", "code"),
    [
        ("2345.67", "VIR SEPA LOYER", "PAUL MOREL", "nothing_fits"),
        ("1200.00", "REMISE CB 0012 201126", "", "not_a_client"),
        ("1200.00", "VIR DGFIP REMBOURSEMENT CREDIT DE TVA", "DGFIP", "not_a_client"),
        ("-1200.00", "F-2026-001", "", "money_out"),
        ("33.00", "VIR 12", "", "nothing_fits"),
        ("33.00", "TEL 06 20 26 00 12", "PAUL MOREL", "nothing_fits"),
    ],
)
def test_what_resembles_nothing_is_left_alone(
    amount: str, label: str, payer: str, code: str
) -> None:
    """A question for each salary and each card slip, and people stop reading questions."""
    match = credit(amount, label, payer=payer)

    assert (match.certainty, match.parts, match.codes) == (Certainty.NONE, (), frozenset({code}))


def test_an_excess_is_given_to_nobody() -> None:
    """The client paid 1300.00 for 1247.99: what is too much is theirs until somebody decides."""
    match = credit("1300.00", "F-2026-001", payer="CAFE DES TROIS CLOCHERS")

    assert paid(match) == [("F-2026-001", "1247.99")]
    told = next(reason for reason in match.reasons if reason.code == "overpaid")
    assert sentence(told) == (
        "Le montant (1\u202f300,00\u00a0€) dépasse tout ce qui est dû (1\u202f247,99\u00a0€). "
        "Le surplus (52,01\u00a0€) n’est attribué à personne."
    )


def test_a_rejected_payment_is_asked_about() -> None:
    """A direct debit that comes back means that a bill we think paid is not."""
    match = credit("-340.50", "REJET PRELEVEMENT CAFE DES TROIS CLOCHERS", iban=IBAN)

    assert (match.certainty, match.parts, match.codes) == (
        Certainty.PLAUSIBLE,
        (),
        frozenset({"returned"}),
    )


def test_a_second_payment_of_one_bill_is_not_recorded() -> None:
    """Paid twice by mistake: the second transfer must not close another bill in silence."""
    first = Movement(date(2026, 11, 19), Money.of("1200.00"), "F-2026-001")
    again = Movement(date(2026, 11, 20), Money.of("1200.00"), "F-2026-001")

    late, early = BOOK.match_all([("b", again), ("a", first)])

    assert (early.key, early.certainty) == ("a", Certainty.CERTAIN)
    assert (late.key, late.certainty, late.codes) == (
        "b",
        Certainty.NONE,
        frozenset({"paid_before"}),
    )


def test_two_bills_with_the_same_number_are_asked() -> None:
    """After a change of software two clients may have a bill of one number."""
    book = OpenBook([bill("F-2026-001", "80.00"), bill("F2026/001", "80.00", "duval")], [])

    match = book.match("x", Movement(PAID, Money.of("80.00"), "F-2026-001"))

    assert match.certainty is Certainty.PLAUSIBLE
    assert len(match.alternatives) == 1


def test_several_sums_are_never_certain() -> None:
    """300 is 100 + 200 and also the third bill: only the client knows which it paid."""
    book = OpenBook(
        [bill("A-10001", "100.00"), bill("A-10002", "200.00"), bill("A-10003", "300.00")], [CAFE]
    )

    match = book.match("x", Movement(PAID, Money.of("300.00"), "VIREMENT", iban=IBAN))

    assert (match.certainty, paid(match)) == (Certainty.PLAUSIBLE, [("A-10003", "300.00")])
    assert [len(parts) for parts in match.alternatives] == [2]


def test_all_that_a_debtor_owes_at_once_is_certain_from_its_account() -> None:
    """Who settles everything leaves no bill that the money could have been meant for."""
    book = OpenBook([bill("A-10001", "110.10"), bill("A-10002", "220.20")], [CAFE])

    match = book.match("x", Movement(PAID, Money.of("330.30"), "VIREMENT", iban=IBAN))

    assert (match.certainty, match.codes) == (
        Certainty.CERTAIN,
        frozenset({"iban_known", "sum_exact"}),
    )


def test_dollars_pay_no_bill_in_euros() -> None:
    """The same figure in another currency is another amount."""
    match = BOOK.match("x", Movement(PAID, Money.of("1200.00", "USD"), "F-2026-001"))

    assert match.certainty is Certainty.NONE
