"""What happens on a creditor's account: each scene yields lines with what they truly pay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from relance.case import Money, Movement
from relance.matching import OpenInvoice
from tests.matching.mangling import shouted

if TYPE_CHECKING:
    from tests.matching.generator import World

Line = tuple[Movement, frozenset[tuple[str, str, int]]]
NOTHING: frozenset[tuple[str, str, int]] = frozenset()


def _pays(*bills: OpenInvoice) -> frozenset[tuple[str, str, int]]:
    return frozenset((bill.case, bill.number, bill.open.cents) for bill in bills)


def _paid(bill: OpenInvoice, amount: Money) -> frozenset[tuple[str, str, int]]:
    return frozenset({(bill.case, bill.number, amount.cents)})


def number_and_amount(world: World) -> Iterator[Line]:
    for bill in world.take():
        yield world.credit(bill.open, bill.debtor, world.writes(bill)), _pays(bill)


def several_numbers(world: World) -> Iterator[Line]:
    bills = world.take(world.chance.randrange(2, 5))
    if bills:
        motive = world.chance.choice((" ", ", ", "+", " ET ", "/")).join(map(world.writes, bills))
        amount = Money(sum(bill.open.cents for bill in bills))
        yield world.credit(amount, bills[0].debtor, motive), _pays(*bills)


def amount_without_number(world: World) -> Iterator[Line]:
    motives = ("REGLEMENT", "PAIEMENT FACTURE", "MERCI", "SOLDE", "REGLEMENT 12 10 2026", "")
    for bill in world.take():
        motive = world.chance.choice(motives)
        yield world.credit(bill.open, bill.debtor, motive), _pays(bill)


def everything_without_number(world: World) -> Iterator[Line]:
    bills = world.take(world.chance.randrange(2, 4))
    if bills:
        amount = Money(sum(bill.open.cents for bill in bills))
        yield world.credit(amount, bills[0].debtor, "REGLEMENT FACTURES"), _pays(*bills)


def part_with_number(world: World) -> Iterator[Line]:
    for bill in world.take():
        half = Money(max(1, bill.open.cents // world.chance.choice((2, 3, 4))))
        yield world.credit(half, bill.debtor, world.writes(bill)), _paid(bill, half)


def part_without_number(world: World) -> Iterator[Line]:
    for bill in world.take():
        half = Money(max(1, bill.open.cents // world.chance.choice((2, 3, 4))))
        motive = world.chance.choice(("ACOMPTE", "1ER VERSEMENT", "REGLEMENT", ""))
        yield world.credit(half, bill.debtor, motive), _paid(bill, half)


def with_charges(world: World) -> Iterator[Line]:
    for bill in world.take():
        motive = world.chance.choice((world.writes(bill), "REGLEMENT"))
        yield world.credit(bill.owed, bill.debtor, motive), _paid(bill, bill.owed)


def early_discount(world: World) -> Iterator[Line]:
    for bill in world.take():
        amount = bill.discounted(bill.issued_on) or bill.open
        yield world.credit(amount, bill.debtor, world.writes(bill)), _paid(bill, amount)


def bank_fees(world: World) -> Iterator[Line]:
    for bill in world.take():
        amount = Money(max(1, bill.open.cents - world.chance.choice((50, 350, 1500))))
        yield world.credit(amount, bill.debtor, world.writes(bill)), _paid(bill, amount)


def too_much(world: World) -> Iterator[Line]:
    for bill in world.take():
        amount = bill.open + Money(world.chance.choice((1, 100, 4000, 10000)))
        yield world.credit(amount, bill.debtor, world.writes(bill)), _paid(bill, bill.open)


def somebody_else_pays(world: World) -> Iterator[Line]:
    """The wife, the holding: another name and account, with or without the number."""
    for bill in world.take():
        motive = world.chance.choice((world.writes(bill), world.writes(bill), "REGLEMENT"))
        stranger = {"name": world.stranger(), "account": world._iban()}
        yield world.credit(bill.open, bill.debtor, motive, **stranger), _pays(bill)


def structured_reference(world: World) -> Iterator[Line]:
    for bill in world.take():
        movement = world.credit(bill.open, bill.debtor, "REGLEMENT", reference=bill.reference)
        yield movement, _pays(bill)


def another_debtor_pays(world: World) -> Iterator[Line]:
    """A client pays the bill of a relative who is a client too, and cites it."""
    for bill in world.take():
        other = world.chance.choice(world.payers).debtor
        yield world.credit(bill.open, other, world.writes(bill)), _pays(bill)


def paid_twice(world: World) -> Iterator[Line]:
    """The truth holds for either line; the test checks that only one of them is recorded."""
    for bill in world.take():
        motive = world.writes(bill, errors=0)
        first = world.credit(bill.open, bill.debtor, f"FACTURE {bill.number}")
        again = world.credit(bill.open, bill.debtor, f"FACTURE {bill.number} {motive}")
        early, late = sorted((first.on, again.on))
        yield _moved(first, early), _pays(bill)
        yield _moved(again, late + timedelta(days=1)), _pays(bill)


def _moved(movement: Movement, on: object) -> Movement:
    from dataclasses import replace

    return replace(movement, on=on)  # type: ignore[arg-type]


def bill_that_is_not_open(world: World) -> Iterator[Line]:
    """A client pays a bill that is not late or not ours to follow, often of the usual amount."""
    debtor = world.chance.choice(world.payers).debtor
    mine = world.of_debtor.get(debtor, [])
    same = world.chance.choice(mine).open if mine and world.chance.random() < 0.5 else None
    number = world.chance.choice(world.not_open)
    motive = world.chance.choice(("", "FACTURE ", "FACT ")) + number
    movement = world.credit(same or world._amount(0.5), debtor, motive)
    if shouted(number) in movement.label:  # Cut away, it would be a payment on what is open.
        yield movement, NOTHING


def own_reference_like_ours(world: World) -> Iterator[Line]:
    """Another client of the world writes its own reference, which is one of our numbers."""
    bill = world.chance.choice(world.invoices)
    debtor = world.chance.choice(world.payers).debtor
    same = world.chance.random() < 0.5 and debtor != bill.debtor
    if debtor == bill.debtor:
        return
    amount = bill.open if same else world._amount(0.5)
    motive = world.chance.choice(("REF ", "CDE ", "NOTRE REF ", "DOSSIER ", "")) + bill.number
    movement = world.credit(amount, debtor, motive)
    if world.names[debtor] != world.names[bill.debtor] and (
        movement.counterparty or movement.iban in world.known[debtor].ibans
    ):
        yield movement, NOTHING


def number_inside_something(world: World) -> Iterator[Line]:
    """Digits of an account, a day, a telephone, an amount: they cite nothing."""
    bill = world.chance.choice(world.invoices)
    digits = "".join(character for character in bill.number if character.isdigit())
    motive = world.chance.choice(
        (f"FR76{digits:0<23}", f"0{digits}55", f"DU {digits[-2:]}/10/2026", f"{digits},00 EUR",
         f"TEL 06 {digits[-4:-2]} {digits[-2:]} 11 22", f"CB {digits}1234", f"ID{digits}X")
    )  # fmt: skip
    yield world.credit(bill.open, "", motive, name=world.stranger(), account=world._iban()), NOTHING


def unrelated(world: World) -> Iterator[Line]:
    amount = world._amount(0.4)
    if world.chance.random() < 0.4:
        amount = world.chance.choice(world.invoices).open
    motive = world.chance.choice(("CADEAU", "LOYER NOVEMBRE", "VENTE VELO", "COTISATION 2026", ""))
    yield world.credit(amount, "", motive, name=world.stranger(), account=world._iban()), NOTHING


def not_a_client(world: World) -> Iterator[Line]:
    chance = world.chance
    label = chance.choice(
        ("REMISE CB 1234567 20261012", "REMISE CARTES TPE 0012", "VIR DGFIP REMBOURSEMENT CREDIT TVA",
         "SALAIRE OCTOBRE 2026", "VIR CPAM DE LYON PRESTATIONS", "DEBLOCAGE PRET 2026001",
         "VIR STRIPE PAYMENTS", "VIREMENT INTERNE", "INTERETS CREDITEURS", "URSSAF REMBOURSEMENT")
    )  # fmt: skip
    amount = world._amount(0.4)
    if chance.random() < 0.3:
        amount = chance.choice(world.invoices).open
    yield Movement(on=world.credit(amount, "d0", "").on, amount=amount, label=label), NOTHING


def money_out(world: World) -> Iterator[Line]:
    bill = world.chance.choice(world.invoices)
    yield world.credit(-bill.open, bill.debtor, bill.number), NOTHING


SCENES: tuple[tuple[Callable[[World], Iterator[Line]], int], ...] = (
    (number_and_amount, 20), (several_numbers, 6), (amount_without_number, 8),
    (everything_without_number, 3), (part_with_number, 3), (part_without_number, 2),
    (with_charges, 3), (early_discount, 2), (bank_fees, 2), (too_much, 2),
    (somebody_else_pays, 4), (structured_reference, 2), (another_debtor_pays, 1), (paid_twice, 1),
    (bill_that_is_not_open, 4), (own_reference_like_ours, 3), (number_inside_something, 2),
    (unrelated, 5), (not_a_client, 8), (money_out, 3),
)  # fmt: skip
