"""Invented journals, sealed and bundled as the office does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from relance.case import Invoice, Money
from relance.case.entries import (
    CaseOpened,
    Channel,
    Entry,
    ExhibitAdded,
    ExhibitKind,
    Fact,
    InvoiceAdded,
    NoticeSent,
    PaymentReceived,
)
from relance.case.entries.codec import entry_text
from relance.case.journal import GENESIS, Link, link
from relance.evidence.bundle import SealedEntry, SealedPoint, bundle_files
from relance.evidence.checkpoint import public_key as public_of
from relance.evidence.checkpoint import signed, verifier_key, witness_text
from relance.evidence.merkle import Tree
from relance.evidence.reading import Point, leaf_text

CASE, OTHER = "7", "8"
ORIGIN = "relance/creancier-1"
KEY = bytes(range(32))
PIECES = (
    ("01-facture.pdf", b"%PDF-1.7 facture F-1"),
    ("02-devis.pdf", b"%PDF-1.7 devis sign\xc3\xa9"),
)


@dataclass(frozen=True)
class Sealed:
    """The texts of a case's entries, the leaves of the whole tree, the sizes of checkpoints."""

    texts: tuple[str, ...]
    links: tuple[Link, ...]
    leaves: tuple[tuple[str, int, str], ...]
    sizes: tuple[int, ...]


def texts(count: int, case: str = CASE) -> list[str]:
    """The canonical texts of a plain journal of so many entries."""
    bill = Invoice(
        "F-1", date(2026, 1, 5), date(2026, 2, 4), Money.of("1200"),
        exhibit=sha256(PIECES[0][1]).hexdigest(),
    )  # fmt: skip
    facts: list[Fact] = [
        CaseOpened("cinq-etapes"),
        InvoiceAdded(bill),
        ExhibitAdded(sha256(PIECES[1][1]).hexdigest(), ExhibitKind.QUOTE),
    ]
    while len(facts) < count:
        place = len(facts)
        facts.append(
            PaymentReceived(Money(100 + place), "F-1")
            if place % 2
            else NoticeSent(f"n{place}", "kind_email", Channel.EMAIL, ("F-1",))
        )
    start = datetime(2026, 2, 10, 9, tzinfo=UTC)
    return [
        entry_text(
            case,
            Entry(
                place,
                date(2026, 2, 10) + timedelta(days=place),
                start + timedelta(days=place),
                "moi",
                fact,
            ),
        )
        for place, fact in enumerate(facts[:count], 1)
    ]


def chained(written: Sequence[str]) -> list[Link]:
    """The links of these texts, from the first."""
    found: list[Link] = []
    previous = GENESIS
    for text in written:
        found.append(link(text, previous=previous))
        previous = found[-1].hash
    return found


def sealed(written: Sequence[str], *, points: int = 3) -> Sealed:
    """The case sealed among another one's entries, with some checkpoints on the way."""
    links = chained(written)
    beside = chained(texts(len(written), OTHER))
    leaves: list[tuple[str, int, str]] = []
    for place, (mine, other) in enumerate(zip(links, beside, strict=True), 1):
        leaves += [(CASE, place, mine.hash), (OTHER, place, other.hash)]
    sizes = sorted({len(leaves) * part // points for part in range(1, points + 1)} - {0})
    return Sealed(tuple(written), tuple(links), tuple(leaves), tuple(sizes))


def point_of(made: Sealed, size: int) -> str:
    tree = Tree.of([leaf_text(*leaf) for leaf in made.leaves])
    evening = date(2026, 2, 10) + timedelta(days=(size + 1) // 2)  # two journals, an entry a day
    return signed(Point(ORIGIN, size, tree.root(size), f"{evening}T20:00:00Z"), KEY)


def bundled(
    made: Sealed, pieces: Sequence[tuple[str, bytes]] = PIECES, *, case: str = CASE
) -> dict[str, bytes]:
    """The bundle of the case, by file name."""
    tree = Tree.of([leaf_text(*leaf) for leaf in made.leaves])
    place_of = {leaf[1]: index for index, leaf in enumerate(made.leaves) if leaf[0] == case}
    size = made.sizes[-1]
    entries = [
        SealedEntry(
            text,
            one.content,
            one.previous,
            one.hash,
            leaf=place_of[place] if place_of[place] < size else None,
            proof=tuple(tree.inclusion(place_of[place], size)) if place_of[place] < size else (),
        )
        for place, (text, one) in enumerate(zip(made.texts, made.links, strict=True), 1)
    ]
    points = [
        SealedPoint(
            point_of(made, here),
            tuple(tree.consistency(before, here)) if before else (),
        )
        for before, here in zip((0, *made.sizes), made.sizes, strict=False)
    ]
    key = verifier_key(ORIGIN, public_of(KEY))
    return dict(
        bundle_files(case=case, entries=entries, points=points, pieces=pieces, verifier_key=key)
    )


def witness(made: Sealed, size: int | None = None) -> str:
    """What the creditor's mailbox kept at that checkpoint, from the first leaf on."""
    size = made.sizes[-1] if size is None else size
    listed = [(index, *leaf) for index, leaf in enumerate(made.leaves[:size])]
    return witness_text(point_of(made, size), listed)
