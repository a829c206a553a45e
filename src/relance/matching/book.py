"""The open book: every open invoice of a creditor, and what a transfer pays of it.

CERTAIN is narrow on purpose, because it is recorded by itself:
- the transfer cites, by numbers that name one open invoice each, invoices of one debtor, and
  its amount is exactly what is open (or was demanded) on them;
- or it cites one invoice so, the only one open for that debtor, bears his own name or comes
  from his account, and pays less: a part of it;
- or it comes from an account from which one debtor has paid before, and its amount is exactly
  one set of his invoices, and no other.
Nothing is certain when the account is known for another debtor, or when the money came before
the invoice was issued. All that could reasonably be a payment is PLAUSIBLE.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from relance.case import Money, Movement
from relance.matching.amounts import fits, short, split
from relance.matching.names import NameIndex
from relance.matching.numbers import Cited, NumberIndex
from relance.matching.sums import sums_to
from relance.matching.values import Certainty, Match, OpenInvoice, Part, Payer, Reason

MOST_ALTERNATIVES = 8
"""An amount that more debtors owe says nothing of any of them, if nothing else does."""

_MOST_SEARCHED = 40


@dataclass(slots=True)
class _Candidate:
    """One debtor who may have sent the transfer, and what speaks for it."""

    debtor: str
    certainty: Certainty
    weight: int
    parts: tuple[Part, ...]
    reasons: tuple[Reason, ...]


class OpenBook:
    """What is open for one creditor. `match` looks; `match_all` also counts what it has matched."""

    def __init__(self, invoices: Iterable[OpenInvoice], payers: Iterable[Payer]) -> None:
        self._invoices = sorted(invoices, key=lambda one: (one.due_on, one.case, one.number))
        known = list(payers)
        self._names = {payer.debtor: payer.name for payer in known}
        self._by_name = NameIndex(known)
        self._by_number = NumberIndex(one.number for one in self._invoices)
        self._by_iban: dict[str, set[str]] = defaultdict(set)
        for payer in known:
            for iban in payer.ibans:
                self._by_iban[iban].add(payer.debtor)
        self._of_debtor: dict[str, list[int]] = defaultdict(list)
        self._by_amount: dict[tuple[str, int], set[int]] = defaultdict(set)
        for place, one in enumerate(self._invoices):
            self._of_debtor[one.debtor].append(place)
            self._file(place)

    def match_all(self, movements: Sequence[tuple[str, Movement]]) -> list[Match]:
        """Match each movement, in order of day; what is certain is no longer open for the next.

        The answers stand in the order of the movements given.
        """
        answers: dict[int, Match] = {}
        order = sorted(range(len(movements)), key=lambda at: (movements[at][1].on, at))
        for at in order:
            key, movement = movements[at]
            answers[at] = self.match(key, movement)
            if answers[at].certainty is Certainty.CERTAIN:
                self._take(answers[at].parts)
        return [answers[at] for at in range(len(movements))]

    def match(self, key: str, movement: Movement) -> Match:
        """What this movement pays. Money out pays nothing."""
        if movement.amount.cents <= 0:
            return Match(key, Certainty.NONE)
        text = f"{movement.reference} {movement.label}"
        cited = self._by_number.cited(text)
        owners = self._by_iban.get(movement.iban, set()) if movement.iban else set()
        alike = self._by_name.alike(movement.counterparty, movement.label)
        debtors = set(owners) | set(alike)
        debtors |= {self._invoices[place].debtor for place in cited.strong}
        exact = self._exact(movement.amount)
        owing = {self._invoices[place].debtor for place in exact}
        if len(owing) <= MOST_ALTERNATIVES:
            debtors |= owing
        debtors |= {self._invoices[place].debtor for place in cited.weak if place in exact}
        found = [
            candidate
            for debtor in debtors
            if (candidate := self._candidate(debtor, movement, cited, owners, alike)) is not None
        ]
        found.sort(key=lambda one: (-one.weight, one.debtor))
        return self._answer(key, found)

    def _answer(self, key: str, found: list[_Candidate]) -> Match:
        if not found:
            return Match(key, Certainty.NONE)
        best = found[0]
        certain = best.certainty is Certainty.CERTAIN
        if certain and any(one.certainty is Certainty.CERTAIN for one in found[1:]):
            certain = False
        if certain:
            return Match(key, Certainty.CERTAIN, best.parts, best.reasons)
        others = [
            Match(key, Certainty.PLAUSIBLE, one.parts, one.reasons)
            for one in found[1 : MOST_ALTERNATIVES + 1]
            if one.weight * 2 >= best.weight
        ]
        return Match(key, Certainty.PLAUSIBLE, best.parts, best.reasons, tuple(others))

    def _candidate(
        self,
        debtor: str,
        movement: Movement,
        cited: Cited,
        owners: set[str],
        alike: dict[str, int],
    ) -> _Candidate | None:
        places = [
            place
            for place in self._of_debtor.get(debtor, ())
            if self._invoices[place].open.currency == movement.amount.currency
            and self._invoices[place].open.cents > 0
        ]
        if not places:
            return None
        named = [place for place in places if place in cited.strong]
        hinted = [place for place in places if place in cited.weak]
        reasons: list[Reason] = []
        weight = 0
        if named:
            numbers = ", ".join(self._invoices[place].number for place in named)
            reasons.append(Reason("number", {"numbers": numbers}))
            weight += 60
        if debtor in owners:
            reasons.append(Reason("iban", {"name": self._names.get(debtor, "")}))
            weight += 50
        if debtor in alike:
            reasons.append(Reason("name", {"name": self._names.get(debtor, "")}))
            weight += 40
        chosen, how = self._parts(places, named or hinted, movement)
        if how is not None:
            reasons.append(how)
            weight += 40
        if weight == 0 or (weight <= 40 and how is None and debtor not in alike):
            return None
        owed = sum(self._invoices[place].owed.cents for place in places)
        if how is None and not named and movement.amount.cents > owed:
            return None  # more than he owes, and nothing cited: somebody's other business
        certainty = self._certainty(debtor, movement, named, cited, owners, alike, chosen, how)
        return _Candidate(
            debtor, certainty, weight, split(self._these(chosen), movement.amount), tuple(reasons)
        )

    def _certainty(
        self,
        debtor: str,
        movement: Movement,
        named: list[int],
        cited: Cited,
        owners: set[str],
        alike: dict[str, int],
        chosen: list[int],
        how: Reason | None,
    ) -> Certainty:
        if owners and owners != {debtor}:
            return Certainty.PLAUSIBLE  # that account is somebody else's
        if any(self._invoices[place].debtor != debtor for place in cited.strong):
            return Certainty.PLAUSIBLE  # two debtors are cited
        if any(self._invoices[place].issued_on > movement.on for place in chosen):
            return Certainty.PLAUSIBLE
        if alike and debtor not in alike:
            return Certainty.PLAUSIBLE  # it bears another debtor's name
        exact = how is not None and how.code in ("exact", "exact_sum", "exact_charges")
        if named and len(named) == len(cited.strong) and exact and set(chosen) == set(named):
            return Certainty.CERTAIN
        his = debtor in owners or (alike.get(debtor) == 100 and len(alike) == 1)
        if (
            len(named) == 1
            and his
            and chosen == named
            and movement.amount.cents < self._invoices[named[0]].open.cents
            and self._alone(named[0])
        ):
            return Certainty.CERTAIN
        alone = len(self._sets(movement, debtor)) == 1
        if owners == {debtor} and not cited.strong and exact and alone:
            return Certainty.CERTAIN
        return Certainty.PLAUSIBLE

    def _alone(self, place: int) -> bool:
        """True when the debtor has no other open invoice: a number mistyped names no other."""
        others = self._of_debtor[self._invoices[place].debtor]
        return not any(at != place and self._invoices[at].open.cents > 0 for at in others)

    def _sets(self, movement: Movement, debtor: str) -> list[tuple[int, ...]]:
        """Up to two sets of the debtor's invoices that make that amount; two if too many."""
        opened = [self._invoices[place].open.cents for place in self._of_debtor[debtor]]
        amounts = [cents for cents in opened if cents > 0]
        if len(amounts) > _MOST_SEARCHED:
            return [(), ()]
        return sums_to(amounts, movement.amount.cents)

    def _parts(
        self, places: list[int], preferred: list[int], movement: Movement
    ) -> tuple[list[int], Reason | None]:
        """The invoices it pays, and why the amount says so; all of them when it says nothing."""
        cents = movement.amount.cents
        if preferred:
            found = fits(self._these(preferred), cents)
            if found is not None:
                return preferred, found
        for place in places:
            if (found := fits([self._invoices[place]], cents)) is not None and (
                not preferred or place in preferred
            ):
                return [place], found
        searched = places[:_MOST_SEARCHED]
        sets = sums_to([self._invoices[place].open.cents for place in searched], cents)
        if sets:
            chosen = [searched[at] for at in sets[0]]
            if set(preferred) <= set(chosen):
                unique = len(sets) == 1
                return chosen, Reason(
                    "exact_sum" if unique else "one_sum", {"count": str(len(chosen))}
                )
        if preferred:
            return preferred, None
        near = [place for place in places if short(self._invoices[place], cents)]
        if len(near) == 1:
            missing = self._invoices[near[0]].open.cents - cents
            return near, Reason(
                "fees", {"missing": Money(missing, movement.amount.currency).stored}
            )
        return places, None

    def _these(self, places: list[int]) -> list[OpenInvoice]:
        return [self._invoices[place] for place in places]

    def _exact(self, amount: Money) -> set[int]:
        return set(self._by_amount.get((amount.currency, amount.cents), ()))

    def _file(self, place: int) -> None:
        one = self._invoices[place]
        for cents in {one.open.cents, one.owed.cents}:
            if cents > 0:
                self._by_amount[one.open.currency, cents].add(place)

    def _take(self, parts: tuple[Part, ...]) -> None:
        """What is matched is no longer open."""
        for part in parts:
            for place in self._of_case_number(part):
                one = self._invoices[place]
                for cents in {one.open.cents, one.owed.cents}:
                    self._by_amount[one.open.currency, cents].discard(place)
                left = Money(max(0, one.open.cents - part.amount.cents), one.open.currency)
                self._invoices[place] = replace(one, open=left, owed=left)
                self._file(place)

    def _of_case_number(self, part: Part) -> list[int]:
        if part.invoice is None:
            return []
        cited = self._by_number.places(part.invoice)
        return [place for place in cited if self._is(place, part)]

    def _is(self, place: int, part: Part) -> bool:
        one = self._invoices[place]
        return one.case == part.case and one.number == part.invoice
