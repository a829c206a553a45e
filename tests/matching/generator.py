"""An invented creditor, its open invoices and its bank account, with the truth of every line.

Everything comes from the seed; no name, number or account of a real person is in it. The truth
of a line is what it pays: invoices and amounts, or nothing. It follows the intent of the payer,
with one convention: when somebody mistypes a number, the result is never another open number of
the same debtor, since what a debtor writes is by law what it pays (C. civ. art. 1342-10).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from relance.case import Money, Movement
from relance.matching import EarlyDiscount, OpenBook, OpenInvoice, Payer
from tests.matching.mangling import label, mangled, mistyped, name_at_the_bank, shouted

FIRST = [
    "Jean",
    "Marie",
    "Claire",
    "Hugo",
    "Léa",
    "Inès",
    "Paul",
    "Amélie",
    "Zoé",
    "Éric",
    "Noémie",
    "Luc",
    "Maud",
    "Rémi",
    "Anaïs",
    "Élodie",
    "Yann",
    "Sacha",
    "Nadia",
    "Karim",
    "Farid",
    "Aïcha",
    "Loïc",
    "Gaëlle",
    "Théo",
    "Agnès",
]
LAST = [
    "Martin",
    "Bernard",
    "Dubois",
    "Thomas",
    "Robert",
    "Petit",
    "Durand",
    "Leroy",
    "Moreau",
    "Simon",
    "Laurent",
    "Lefèvre",
    "Michel",
    "Garcia",
    "David",
    "Bertrand",
    "Roux",
    "Vincent",
    "Fournier",
    "Morel",
    "Girard",
    "André",
    "Mercier",
    "Dupont",
    "Lambert",
    "Bonnet",
    "François",
    "Martinez",
    "Legrand",
    "Garnier",
    "Faure",
    "Rousseau",
    "Blanc",
    "Guérin",
    "Muller",
    "Henry",
    "Roussel",
    "Nicolas",
    "Perrin",
    "Morin",
    "Mathieu",
    "Clément",
    "Gauthier",
    "Dumont",
    "Lopez",
    "Fontaine",
    "Chevalier",
    "Robin",
    "Masson",
    "Sanchez",
    "Noël",
    "Dufour",
    "Blanchard",
    "Brunet",
    "Giraud",
    "Rivière",
    "Lucas",
    "Brun",
    "Gaillard",
    "Barbier",
    "Arnaud",
    "Benoît",
]
TRADE = [
    "Boulangerie",
    "Garage",
    "Menuiserie",
    "Plomberie",
    "Pharmacie",
    "Restaurant",
    "Cabinet",
    "Atelier",
    "Imprimerie",
    "Transports",
    "Librairie",
    "Fromagerie",
    "Électricité",
    "Maçonnerie",
    "Couverture",
    "Optique",
    "Fleurs",
    "Brasserie",
    "Hôtel",
    "Clinique",
    "Conseil",
    "Studio",
    "Agence",
    "Domaine",
]
PLACE = [
    "Trois Clochers",
    "du Port",
    "de la Gare",
    "Saint Michel",
    "du Marché",
    "des Lilas",
    "Bellevue",
    "du Parc",
    "de l’Étoile",
    "des Halles",
    "du Moulin",
    "Grand Ouest",
    "Rhône Alpes",
    "de la Mairie",
    "des Remparts",
    "Beau Rivage",
    "du Lac",
    "Sainte Anne",
    "du Vieux Pont",
    "de Provence",
]
USUAL = ("49.90", "100.00", "120.00", "250.00", "300.00", "500.00", "600.00", "1000.00", "1200.00")
STYLES = (
    "F-{y}-{n:04d}",
    "FA{y}{n:05d}",
    "{y}/{n:03d}",
    "{s}-{n:04d}",
    "{k}",
    "F{s}{n:04d}",
    "FAC {n:06d}",
    "{y}-{m:02d}-{n:03d}",
    "FC-{n:05d}",
    "{y}{n:04d}",
)
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Told:
    """A line of the account and what it truly is: `truth` are (case, number, cents paid)."""

    key: str
    kind: str
    movement: Movement
    truth: frozenset[tuple[str, str, int]] = frozenset()


class World:
    """One creditor. `subscriptions` is the share of invoices with a usual amount."""

    def __init__(self, seed: int, *, invoices: int = 400, subscriptions: float = 0.3) -> None:
        self.chance = Random(seed)
        chance = self.chance
        self.styles = chance.sample(STYLES, chance.choice((1, 1, 2)))
        debtors = max(2, int(invoices / chance.choice((1.5, 3, 6))))
        self.payers = [self._payer(place) for place in range(debtors)]
        for _ in range(debtors // 50):  # a treasurer pays for two companies of a group
            one, other = chance.sample(range(debtors), 2)
            ibans = self.payers[one].ibans | self.payers[other].ibans
            self.payers[one] = replace(self.payers[one], ibans=ibans)
        self.names = {payer.debtor: payer.name for payer in self.payers}
        self.known = {payer.debtor: payer for payer in self.payers}
        self.accounts = {
            payer.debtor: min(payer.ibans, default=self._iban()) for payer in self.payers
        }
        numbers = self._numbers(invoices * 2)
        self.invoices = [self._invoice(numbers.pop(0), subscriptions) for _ in range(invoices)]
        self.not_open = numbers
        self.of_debtor: dict[str, list[OpenInvoice]] = {}
        for invoice in self.invoices:
            self.of_debtor.setdefault(invoice.debtor, []).append(invoice)
        self._left = {id(invoice): invoice for invoice in chance.sample(self.invoices, invoices)}

    def book(self) -> OpenBook:
        return OpenBook(self.invoices, self.payers)

    def _numbers(self, count: int) -> list[str]:
        found: dict[str, None] = {}
        start = self.chance.choice((1, 87, 950))
        for n in range(start, start + count * 2):
            style = self.styles[n % len(self.styles)]
            year = self.chance.choice((2025, 2026)) if len(self.styles) > 1 else 2026
            month = self.chance.randrange(1, 13)
            found[style.format(y=year, s=year % 100, m=month, n=n, k=1000 + n)] = None
        drawn = list(found)[: count + count // 4]
        self.chance.shuffle(drawn)
        return drawn[:count]

    def _payer(self, place: int) -> Payer:
        chance = self.chance
        if chance.random() < 0.4:
            name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        elif chance.random() < 0.5:
            name = f"{chance.choice(TRADE)} {chance.choice(PLACE)}"
        else:
            name = f"{chance.choice(TRADE)} {chance.choice(LAST)}"
        ibans = frozenset({self._iban()} if chance.random() < 0.5 else set())
        return Payer(f"d{place}", name, (), ibans)

    def _iban(self) -> str:
        body = "".join(str(self.chance.randrange(10)) for _ in range(23))
        check = 98 - int(f"{body}152700") % 97
        return f"FR{check:02d}{body}"

    def _amount(self, usual: float) -> Money:
        chance = self.chance
        if chance.random() < usual:
            return Money.of(chance.choice(USUAL))
        if chance.random() < 0.3:
            return Money(chance.randrange(2, 100) * 5000)
        return Money(chance.randrange(2_000, 900_000))

    def _invoice(self, number: str, usual: float) -> OpenInvoice:
        chance = self.chance
        debtor = chance.choice(self.payers).debtor
        issued = TODAY - timedelta(days=chance.randrange(40, 300))
        amount = self._amount(usual)
        owed = amount
        if chance.random() < 0.5:
            owed = amount + Money(4000 + chance.randrange(1, 2000))
        discount = None
        if chance.random() < 0.05:
            discount = EarlyDiscount(Decimal("2"), issued + timedelta(days=300))
        reference = ""
        if chance.random() < 0.1:
            body = "".join(character for character in number if character.isalnum())
            turned = "".join(str(int(character, 36)) for character in f"{body}RF00")
            reference = f"RF{98 - int(turned) % 97:02d}{body}"
        case = f"c{debtor}" if chance.random() < 0.8 else f"c{debtor}-{number}"
        due = issued + timedelta(days=30)
        return OpenInvoice(case, debtor, number, due, issued, amount, owed, reference, discount)

    def lines(self, count: int) -> Iterator[Told]:
        """So many lines of the account, by day: clients, strangers and traps."""
        from tests.matching.scenes import SCENES

        scenes = [scene for scene, weight in SCENES for _ in range(weight)]
        told: list[Told] = []
        while len(told) < count:
            scene = self.chance.choice(scenes)
            for movement, truth in scene(self):
                told.append(Told(f"m{len(told)}", scene.__name__, movement, truth))
        return iter(told[:count])

    def take(self, many: int = 1) -> list[OpenInvoice]:
        """Invoices of one debtor that nothing has paid yet; fewer when it has no more."""
        if not self._left:
            return []
        first = next(iter(self._left.values()))
        mine = [one for one in self.of_debtor[first.debtor] if id(one) in self._left]
        chosen = [first, *(one for one in mine if one is not first)][:many]
        for one in chosen:
            del self._left[id(one)]
        return chosen

    def credit(
        self,
        amount: Money,
        debtor: str,
        motive: str,
        *,
        name: str | None = None,
        account: str | None = None,
        reference: str = "",
    ) -> Movement:
        """Money from this debtor (or from another name and account), as the bank tells it."""
        chance = self.chance
        written = name_at_the_bank(name or self.names[debtor], chance)
        iban = account if account is not None else self.accounts[debtor]
        return Movement(
            on=TODAY - timedelta(days=chance.randrange(0, 9)),
            amount=amount,
            label=label(written, motive, chance),
            reference=reference,
            counterparty=written if chance.random() < 0.6 else "",
            iban=iban if chance.random() < 0.6 else "",
        )

    def writes(self, invoice: OpenInvoice, *, errors: float = 0.04) -> str:
        """The invoice's number as its payer types it, sometimes with an error."""
        number = invoice.number
        if self.chance.random() < errors:
            wrong = mistyped(number, self.chance)
            others = {one.number for one in self.of_debtor[invoice.debtor]}
            number = wrong if wrong not in others else number
        return mangled(number, self.chance)

    def stranger(self) -> str:
        chance = self.chance
        return shouted(f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)}")
