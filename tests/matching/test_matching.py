"""Transfers and invoices: what is certain is right, what is plausible is asked, nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relance.case import Money, Movement
from relance.matching import Certainty, Match, OpenBook, OpenInvoice, Payer, reason_sentence
from relance.matching.sums import sums_to
from tests.matching.generator import World, world

SEEDS = range(9)


def invoice(
    number: str = "F-2026-031", amount: str = "1200", *, debtor: str = "d1", owed: str | None = None
) -> OpenInvoice:
    money = Money.of(amount)
    return OpenInvoice(
        f"case-{debtor}",
        debtor,
        number,
        date(2026, 3, 1),
        date(2026, 3, 31),
        money,
        Money.of(owed) if owed else money,
    )


def payer(debtor: str = "d1", name: str = "SARL Menuiserie Bréal", *ibans: str) -> Payer:
    return Payer(debtor, name, ibans=frozenset(ibans))


def moved(amount: str, label: str, *, iban: str = "", on: date = date(2026, 4, 6)) -> Movement:
    return Movement(on, Money.of(amount), label, iban=iban)


def matched(
    movement: Movement, invoices: Sequence[OpenInvoice], payers: Sequence[Payer] = ()
) -> Match:
    return OpenBook(invoices, payers).match("m", movement)


def paid(match: Match) -> list[tuple[str | None, str]]:
    return [(part.invoice, str(part.amount)) for part in match.parts]


@pytest.mark.parametrize(
    "label",
    [
        "VIR SEPA RECU /DE MENUISERIE BREAL /MOTIF F-2026-031",
        "VIREMENT F2026031",
        "VIR F 2026 31",
        "FACTURE N° 2026/031",
        "FACT F-2026/31 MERCI",
        "VIR INST MME LEROUX F-2026-031",  # another account, but the number and the amount
    ],
)
def test_a_number_and_its_exact_amount_are_certain(label: str) -> None:
    """However people mangle the number, that transfer is recorded without asking."""
    found = matched(moved("1200", label), [invoice()], [payer()])

    assert (found.certainty, paid(found)) == (Certainty.CERTAIN, [("F-2026-031", "1200.00")])


@pytest.mark.parametrize(
    ("movement", "why"),
    [
        (moved("1200", "VIR INST MME SOPHIE LEROUX"), ["exact"]),
        (moved("400", "VIR MENUISERIE BREAL"), ["name"]),
        (moved("1199.50", "VIR MENUISERIE BREAL"), ["name", "fees"]),
        (moved("1300", "VIR MENUISERIE BREAL F-2026-031"), ["number", "name"]),
        (moved("1200", "F-2026-031", on=date(2026, 2, 1)), ["number", "exact"]),
    ],
)
def test_what_could_be_his_is_asked(movement: Movement, why: list[str]) -> None:
    """A wife's account, a part, a fee, too much, before the invoice: a person says."""
    found = matched(movement, [invoice()], [payer()])

    assert found.certainty is Certainty.PLAUSIBLE
    assert [reason.code for reason in found.reasons] == why
    assert all(reason_sentence(reason).endswith((".", ".\u00a0")) for reason in found.reasons)


@pytest.mark.parametrize(
    "label",
    ["VIR CPAM 8837", "VIR SALAIRE", "REMISE CARTE 20260331", "PRLV EDF 12", "VIR TRESOR 1200"],
)
def test_other_money_is_nobody_s(label: str) -> None:
    """A case must not sleep because the tax office gave something back."""
    assert matched(moved("61.20", label), [invoice()], [payer()]).certainty is Certainty.NONE


def test_money_out_pays_nothing() -> None:
    """A debit of the very amount is our own payment to somebody."""
    assert matched(moved("-1200", "F-2026-031"), [invoice()]).certainty is Certainty.NONE


def test_one_transfer_for_three_invoices() -> None:
    """F-2026-029, 030 and 031 in one line, their sum exact."""
    three = [
        invoice("F-2026-029", "480"),
        invoice("F-2026-030", "1250"),
        invoice("F-2026-031", "96.40"),
    ]
    found = matched(moved("1826.40", "VIR BREAL F-2026-029 F-2026-030 F-2026-031"), three)

    assert found.certainty is Certainty.CERTAIN
    assert paid(found) == [
        ("F-2026-029", "480.00"),
        ("F-2026-030", "1250.00"),
        ("F-2026-031", "96.40"),
    ]


def test_two_clients_who_owe_the_same_are_both_asked() -> None:
    """1 200 € from nobody known: each of them may have paid, and neither is chased meanwhile."""
    found = matched(
        moved("1200", "VIR INST MME LEROUX"),
        [invoice(), invoice("F-2026-032", debtor="d2")],
        [payer(), payer("d2", "Garage Petit")],
    )
    assert found.certainty is Certainty.PLAUSIBLE
    cases = {part.case for one in (found, *found.alternatives) for part in one.parts}
    assert cases == {"case-d1", "case-d2"}


def test_an_account_known_for_another_debtor_is_never_certain() -> None:
    """The number is one client's, the account another's: somebody is mistaken."""
    found = matched(
        moved("1200", "F-2026-031", iban="FR76B"),
        [invoice(), invoice("F-2026-032", "900", debtor="d2")],
        [payer(), payer("d2", "Garage Petit", "FR76B")],
    )
    assert found.certainty is Certainty.PLAUSIBLE


def test_a_known_account_and_the_one_set_that_fits_are_certain() -> None:
    """He never writes a number; his account and the amount say it."""
    found = matched(
        moved("1200", "VIR", iban="FR76A"),
        [invoice(), invoice("F-2026-032", "900")],
        [payer("d1", "Bréal", "FR76A")],
    )
    assert (found.certainty, paid(found)) == (Certainty.CERTAIN, [("F-2026-031", "1200.00")])


def test_two_sets_that_fit_are_asked() -> None:
    """600 + 600 or 1 200: nobody can tell."""
    found = matched(
        moved("1200", "VIR", iban="FR76A"),
        [invoice(), invoice("F-2026-032", "600"), invoice("F-2026-033", "600")],
        [payer("d1", "Bréal", "FR76A")],
    )
    assert found.certainty is Certainty.PLAUSIBLE


def test_a_short_number_or_a_date_proves_nothing() -> None:
    """Invoice 12 is not what `PRLV 12` pays, nor 060426 what happened on 6 April."""
    for number in ("12", "2026", "060426", "20260406"):
        found = matched(moved("1200", f"VIR LEROUX {number}"), [invoice(number)])
        assert found.certainty is Certainty.PLAUSIBLE  # the amount alone


def test_what_is_matched_is_no_longer_open_for_the_next_line() -> None:
    """Paid twice: the second transfer has no invoice left, and is not recorded by itself."""
    book = OpenBook([invoice()], [payer()])
    first, second = book.match_all(
        [
            ("a", moved("1200", "F-2026-031")),
            ("b", moved("1200", "F-2026-031", on=date(2026, 4, 7))),
        ]
    )
    assert first.certainty is Certainty.CERTAIN
    assert second.certainty is not Certainty.CERTAIN


def test_charges_that_were_demanded_may_be_paid_with_it() -> None:
    """The formal notice asked 1 253,40 €; he pays just that."""
    found = matched(moved("1253.40", "F-2026-031"), [invoice(owed="1253.40")])

    assert (found.certainty, paid(found)) == (Certainty.CERTAIN, [("F-2026-031", "1253.40")])


def interval(right: int, of: int) -> tuple[float, float]:
    """Wilson's interval at 95 %."""
    z = 1.96
    share = right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return middle - half, middle + half


def tried(made: World) -> Counter[str]:
    """What became of each line of a generated bank."""
    cases = {payer.debtor: f"c{payer.debtor[1:]}" for payer in made.payers}
    seen: Counter[str] = Counter()
    for match in OpenBook(made.invoices, made.payers).match_all(made.lines):
        truth, debtor = made.truth[match.key], made.debtor[match.key]
        proposals = (match, *match.alternatives)
        named = {part.invoice for part in match.parts if part.invoice}
        his = any(one.parts and one.parts[0].case == cases.get(debtor) for one in proposals)
        if match.certainty is Certainty.CERTAIN:
            right = match.parts[0].case == cases.get(debtor) and named == truth
            seen["certain right" if right else "certain wrong"] += 1
        elif truth:
            seen["asked" if his else "missed"] += 1
        else:
            seen["other asked" if match.parts else "other left"] += 1
        if truth:
            seen["ours"] += 1
    return seen


def test_what_is_recorded_by_itself_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    """One wrong euro booked alone costs more trust than a thousand questions.

    49,500 lines of nine banks; the generator says how they are made.
    """
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        seen += tried(world(seed, debtors=3000, lines=5500))
    certain, asked, ours = seen["certain right"], seen["asked"], seen["ours"]
    with capsys.disabled():
        low, high = interval(certain, ours)
        found_low, found_high = interval(certain + asked, ours)
        print(
            f"\n  matching: {certain} certain of {ours} payments ({low:.3f}-{high:.3f}), "
            f"certain or asked {certain + asked} ({found_low:.3f}-{found_high:.3f}), "
            f"wrong alone {seen['certain wrong']}"
        )
    assert seen["certain wrong"] == 0
    assert certain > 0.5 * ours
    assert seen["missed"] < 0.04 * ours
    assert seen["other asked"] < 0.25 * (seen["other asked"] + seen["other left"])


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10_000), flip=st.booleans())
def test_parts_make_the_transfer_and_order_does_not_matter(seed: int, flip: bool) -> None:
    """A cent lost in a split is a cent of a wrong statement."""
    made = world(seed, debtors=12, lines=10)
    book = OpenBook(made.invoices[::-1] if flip else made.invoices, made.payers)
    for key, movement in made.lines:
        match = book.match(key, movement)
        assert match == OpenBook(made.invoices, made.payers).match(key, movement)
        for one in (match, *match.alternatives):
            if one.certainty is not Certainty.NONE:
                assert sum(part.amount.cents for part in one.parts) == movement.amount.cents
                assert len({part.case for part in one.parts}) == 1


@given(
    amounts=st.lists(st.integers(1, 500), min_size=1, max_size=12),
    wanted=st.integers(1, 3000),
)
def test_a_sum_found_is_a_sum(amounts: list[int], wanted: int) -> None:
    """The search is bounded; what it returns must still be true."""
    for places in sums_to(amounts, wanted):
        assert sum(amounts[place] for place in places) == wanted
