"""The open book: every open invoice of one creditor, indexed to be asked about movements."""

from __future__ import annotations

import re
from collections.abc import Iterable

from relance.case import Movement
from relance.matching.answer import Match
from relance.matching.decide import decide
from relance.matching.given import OpenInvoice, Payer
from relance.matching.label import Cited, read_label
from relance.matching.names import NameIndex, naming_words, plain, purpose_words
from relance.matching.numbers import NumberIndex
from relance.matching.seen import SHARED_BY_AT_MOST, Seen, settles
from relance.matching.shelf import Shelf

_CREDITOR_REFERENCE = re.compile(r"\bRF\d\d ?[A-Z0-9 ]{1,26}")
_NOT_LETTERS = re.compile(r"[^A-Z0-9]+")
_FEW = 12


class OpenBook:
    """The open invoices and the payers of ONE creditor, built once and asked many times.

    The order in which invoices and payers are given changes no answer. Building is about
    linear: 50,000 invoices take a few seconds. Nothing in it changes afterwards. Raises
    ValueError when one case has a number twice: the answers could not name the invoice.
    """

    def __init__(self, invoices: Iterable[OpenInvoice], payers: Iterable[Payer]) -> None:
        payers = sorted(payers, key=lambda one: (one.debtor, one.name, one.aliases))
        self._shelf = Shelf(invoices, payers)
        ranks = self._shelf.ranks
        self._numbers = NumberIndex(invoice.number for invoice in self._shelf.invoices)
        self._names = NameIndex(
            (ranks[payer.debtor], name) for payer in payers for name in (payer.name, *payer.aliases)
        )
        self._accounts: dict[str, frozenset[int]] = {}
        for payer in payers:
            for iban in payer.ibans:
                account = _squeezed(iban)
                before = self._accounts.get(account, frozenset())
                self._accounts[account] = before | {ranks[payer.debtor]}
        self._references: dict[str, tuple[int, ...]] = {}
        for place, invoice in enumerate(self._shelf.invoices):
            reference = _squeezed(invoice.reference)
            if _is_creditor_reference(reference):
                known = self._references.get(reference, ())
                self._references[reference] = (*known, place)

    def match(self, key: str, movement: Movement) -> Match:
        """Say which open invoices this movement pays, as if it were the only one."""
        return decide(self._seen(key, movement, closed={}), self._shelf, closed=frozenset())

    def match_all(self, movements: Iterable[tuple[str, Movement]]) -> list[Match]:
        """Match (key, movement) pairs day by day; the answers are in the order given.

        What an earlier certain match pays is closed for the later ones. A plausible match
        closes nothing: nobody has said yes to it.
        """
        given = list(movements)
        closed: dict[int, str] = {}
        answers: dict[int, Match] = {}
        for place in sorted(range(len(given)), key=lambda one: (given[one][1].on, one)):
            key, movement = given[place]
            seen = self._seen(key, movement, closed)
            answer = decide(seen, self._shelf, closed=closed.keys())
            for part in answer.parts if answer.certainty.value == "certain" else ():
                assert part.invoice is not None, "a certain match names its invoices"
                closed[self._shelf.places[part.case, part.invoice]] = key
            answers[place] = answer
        return [answers[place] for place in range(len(given))]

    def _seen(self, key: str, movement: Movement, closed: dict[int, str]) -> Seen:
        label = read_label((movement.label, movement.reference), movement.amount, self._numbers)
        cited: list[Cited] = []
        paid_before: list[str] = []
        for one in label.cited:
            left = tuple(place for place in one.places if place not in closed)
            if left:
                cited.append(Cited(left, one.written, one.clarity))
            else:
                paid_before.append(self._shelf.invoices[one.places[0]].number)
        by_name, in_label, somebody = self._named(movement, label.texts)
        by_reference = self._referred(label.texts, closed)
        account = _squeezed(movement.iban)
        by_iban = self._accounts.get(account, frozenset()) if account else frozenset()
        return Seen(
            key=key,
            on=movement.on,
            amount=movement.amount,
            label=label,
            by_reference=by_reference,
            cited=tuple(cited),
            paid_before=tuple(paid_before),
            by_iban=by_iban,
            by_name=by_name,
            named_in_label=in_label,
            somebody_named=somebody,
            purpose=self._purpose(movement, label.texts, by_iban) if len(by_iban) == 1 else (),
            exact=self._exact(
                movement,
                closed,
                [*by_iban, *by_name],
                {*by_reference, *(place for one in cited for place in one.places)},
            ),
        )

    def _exact(
        self, movement: Movement, closed: dict[int, str], debtors: list[int], named: set[int]
    ) -> tuple[int, ...]:
        """The invoices this amount settles: all that something points to, and a few others.

        Thousands may owe 49.90: past a handful of debtors the others would change no answer.
        """
        candidates = self._shelf.of_amount(movement.amount)
        if len(candidates) <= _FEW:
            return tuple(one for one in candidates if self._settled(one, movement, closed))
        pointed = {place for rank in debtors for place in self._shelf.of_debtor(rank)}
        pointed |= named
        found = {place for place in pointed if self._settled(place, movement, closed)}
        strangers: set[int] = set()
        for place in candidates:
            if place not in closed and place not in pointed:
                rank = self._shelf.debtor_of[place]
                if rank not in strangers and self._settled(place, movement, closed):
                    found.add(place)
                    strangers.add(rank)
                    if len(strangers) > SHARED_BY_AT_MOST:
                        break
        return tuple(sorted(found))

    def _settled(self, place: int, movement: Movement, closed: dict[int, str]) -> bool:
        invoice = self._shelf.invoices[place]
        return (
            place not in closed
            and invoice.issued_on <= movement.on
            and settles(invoice, movement.amount, movement.on) is not None
        )

    def _named(
        self, movement: Movement, texts: tuple[str, ...]
    ) -> tuple[dict[int, int], frozenset[int], bool]:
        """The debtors that the payer may be, the others that the label names, and if any is."""
        words = naming_words(" ".join(texts[:1]))
        in_label = self._names.inside(words) if words else {}
        if not movement.counterparty.strip():
            return in_label, frozenset(), bool(words)
        by_name = self._names.named(movement.counterparty)
        return by_name, frozenset(in_label) - frozenset(by_name), True

    def _purpose(
        self, movement: Movement, texts: tuple[str, ...], debtors: Iterable[int]
    ) -> tuple[str, ...]:
        """What the label says beside who pays: it only counts where the account alone decides."""
        known = [movement.counterparty, *(self._shelf.names[rank] for rank in debtors)]
        return purpose_words(" ".join(texts), known)

    def _referred(self, texts: tuple[str, ...], closed: dict[int, str]) -> tuple[int, ...]:
        """The invoices whose structured reference (ISO 11649) stands in the text."""
        if not self._references:
            return ()
        found: set[int] = set()
        for text in texts:
            if "RF" not in text:
                continue
            for hit in _CREDITOR_REFERENCE.finditer(text):
                pieces = hit[0].split(" ")
                for count in range(1, len(pieces) + 1):
                    found.update(self._references.get("".join(pieces[:count]), ()))
        return tuple(sorted(place for place in found if place not in closed))


def _squeezed(written: str) -> str:
    return _NOT_LETTERS.sub("", plain(written))


def _is_creditor_reference(written: str) -> bool:
    """Whether this is a creditor reference whose check holds (ISO 11649, remainder of 97 is 1)."""
    if not re.match(r"RF\d\d[A-Z0-9]{1,21}\Z", written):
        return False
    turned = written[4:] + written[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1
