"""The dates that follow a request, an order or a collective procedure, each with its rule.

A date is only given when a text read in a source gives it; otherwise the milestone stands
without one and says so. Where the last day is not a working day both days are kept, and the
warning follows the earlier: the extension is a safety, never a plan (CPC art. 642). The debtor's
own time is counted in full, to the later day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from relance.case.entries import CourtKind, InsolvencyOpened
from relance.case.procedure import Declared, OrderProcedure
from relance.law import Calendar, Deadline, LawBook, NoValue, Rule, procedural_deadline

NOT_VERIFIED = "règle non vérifiée"

_WARN_DAYS = {"fee": 15, "service": 45, "declaration": 45}
"""How many days before the end the desk begins to warn; 15 for the others."""


class Sense(StrEnum):
    """The last day to act, the day after which one may, or the end of the debtor's own time."""

    UNTIL = "until"
    AFTER = "after"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One date of a procedure.

    `last_on` is the day as counted, `moved_on` the same off weekends and holidays; both None
    when it is not established, or cannot be counted before something else has happened (`waits`
    says what, in French). `done_on`: what had to be done was done that day.
    """

    key: str
    label: str
    stake: str
    sense: Sense = Sense.UNTIL
    last_on: date | None = None
    moved_on: date | None = None
    done_on: date | None = None
    rule: Rule | None = None
    waits: str = ""

    @property
    def warn_on(self) -> date | None:
        """The first day on which the desk speaks of it; None when there is nothing to do."""
        if self.done_on is not None or self.last_on is None:
            return None
        if self.sense is not Sense.UNTIL:
            # What the law gives the debtor is given in full: the later day, and it must be over.
            return (self.moved_on or self.last_on) + timedelta(days=1)
        return self.last_on - timedelta(days=_WARN_DAYS.get(self.key, 15))

    def passed(self, today: date) -> bool:
        """The earlier of the two days is over and nothing was done."""
        late = self.sense is Sense.UNTIL and self.done_on is None
        return late and self.last_on is not None and today > self.last_on


def of_order(order: OrderProcedure, *, law: LawBook, working: Calendar) -> tuple[Milestone, ...]:
    """The dates of an order for payment, in the order in which they come."""
    counted = _Counting(law, working)
    found: list[Milestone] = []
    if order.court is CourtKind.COMMERCIAL:
        found.append(_fee(order, counted))
    if order.order_on is None:
        return tuple(found)
    found += [_service(order, counted), _opposition(order, counted)]
    if order.opposed_on is None:
        found.append(_enforcement(order, counted))
    else:
        found += _after_opposition(order, counted)
    return tuple(found)


def of_insolvency(
    opened: InsolvencyOpened, declared: Declared | None, *, law: LawBook, working: Calendar
) -> tuple[Milestone, ...]:
    """The dates of a collective procedure: to declare, and to be relieved of having been late."""
    counted = _Counting(law, working)
    start = opened.published_on
    waits = "" if start else "la date de publication au BODACC"
    declared_on = declared.on if declared else None
    declaration = counted.milestone(
        "declaration",
        "Déclarer la créance",
        "Passé ce délai, il faut demander un relevé de forclusion. C’est la date d’envoi qui "
        "compte. Un créancier établi hors de France métropolitaine a deux mois de plus\u00a0: "
        "l’avertissement suit le délai court.",
        "declaration_creance",
        start,
        done_on=declared_on,
        waits=waits,
    )
    in_time = declaration.last_on is None or (declared_on or date.max) <= declaration.last_on
    if declared_on is not None and in_time:
        return (declaration,)  # nothing to be relieved of, and nobody asked for it
    return (
        declaration,
        counted.milestone(
            "relief",
            "Demander un relevé de forclusion",
            "Utile seulement si la créance n’a pas été déclarée à temps.",
            "releve_forclusion",
            start,
            waits=waits,
        ),
    )


def _fee(order: OrderProcedure, counted: _Counting) -> Milestone:
    return counted.milestone(
        "fee",
        "Consigner les frais de greffe",
        "Passé ce délai, la requête est caduque. Le montant est celui que le greffe demande.",
        "consignation_frais_injonction",
        order.filed_on,
        done_on=order.fee_on or order.order_on,
    )


def _service(order: OrderProcedure, counted: _Counting) -> Milestone:
    return counted.milestone(
        "service",
        "Faire signifier l’ordonnance par un commissaire de justice",
        "Passé ce délai, l’ordonnance est non avenue\u00a0: tout est à refaire.",
        "delai_signification_injonction",
        order.order_on,
        done_on=order.served_on,
    )


def _opposition(order: OrderProcedure, counted: _Counting) -> Milestone:
    label = "Fin du délai d’opposition du débiteur"
    if order.served_on is not None and order.in_person_on is None:
        return Milestone(
            "opposition",
            label,
            "L’acte n’a pas été remis à sa personne\u00a0: le délai court du premier acte qui le sera "
            "ou, à défaut, de la première saisie.",
            Sense.ENDS,
            done_on=order.opposed_on,
            rule=counted.rule("delai_opposition_injonction", order.served_on),
            waits="" if order.opposed_on else "un acte remis à sa personne, ou une saisie",
        )
    return counted.milestone(
        "opposition",
        label,
        "Jusque-là, il peut demander que l’affaire soit jugée. Outre-mer ou à l’étranger, ce délai "
        "peut être plus long\u00a0: non vérifié ici.",
        "delai_opposition_injonction",
        order.in_person_on,
        sense=Sense.ENDS,
        done_on=order.opposed_on,
        waits="" if order.served_on else "la signification",
    )


def _enforcement(order: OrderProcedure, counted: _Counting) -> Milestone:
    label = "Exécuter l’ordonnance, si le greffe n’a signalé aucune opposition"
    stake = "L’ordonnance a alors les effets d’un jugement contradictoire."
    assert order.order_on is not None, "without an order nothing can be enforced"
    # Its transitional rule looks at the day of the order, not at the day of service.
    rule = counted.rule("attente_execution_injonction", order.order_on)
    if rule is None:
        return Milestone("enforcement", label, stake, Sense.AFTER, waits=NOT_VERIFIED)
    if order.served_on is None:
        return Milestone(
            "enforcement", label, stake, Sense.AFTER, rule=rule, waits="la signification"
        )
    day = counted.deadline(rule, order.served_on)
    return Milestone("enforcement", label, stake, Sense.AFTER, day.raw, day.moved, rule=rule)


def _after_opposition(order: OrderProcedure, counted: _Counting) -> list[Milestone]:
    told_on = order.opposition_told_on
    waits = "" if told_on else "le jour où la lettre du greffe est arrivée"
    if order.court is CourtKind.COMMERCIAL:
        return [
            counted.milestone(
                "opposition_fee",
                "Consigner les frais d’opposition",
                "Passé ce délai, la demande est caduque. Le greffe en donne le montant.",
                "consignation_frais_opposition",
                told_on,
                done_on=order.opposition_fee_on,
                waits=waits,
            )
        ]
    above = counted.rule("seuil_avocat_judiciaire", order.opposed_on or order.filed_on)
    if above is not None and order.asked.decimal <= above.decimal:
        return []
    return [
        counted.milestone(
            "lawyer",
            "Constituer avocat",
            "Au-dessus de ce seuil, le tribunal judiciaire ne peut être saisi sans avocat.",
            "constitution_avocat_opposition",
            told_on,
            done_on=None,
            waits=waits,
        )
    ]


class _Counting:
    """Days and months counted by the law book, on one calendar."""

    def __init__(self, law: LawBook, working: Calendar) -> None:
        self._law, self._working = law, working

    def rule(self, key: str, on: date) -> Rule | None:
        """What the rule said on that day, if a source that was read says so."""
        try:
            return self._law.rule(key, on=on)
        except NoValue:
            return None

    def deadline(self, rule: Rule, start: date) -> Deadline:
        """When a period of that rule ends."""
        number = int(rule.decimal)
        if rule.unit == "days":
            return procedural_deadline(start, working=self._working, days=number)
        assert rule.unit == "months", f"a deadline is in days or months, not {rule.unit}"
        return procedural_deadline(start, working=self._working, months=number)

    def milestone(
        self,
        key: str,
        label: str,
        stake: str,
        page: str,
        start: date | None,
        *,
        sense: Sense = Sense.UNTIL,
        done_on: date | None = None,
        waits: str = "",
    ) -> Milestone:
        """A milestone counted from `start` by one page of the law book."""
        if start is None:
            return Milestone(key, label, stake, sense, done_on=done_on, waits=waits)
        rule = self.rule(page, start)
        if rule is None:
            return Milestone(key, label, stake, sense, done_on=done_on, waits=NOT_VERIFIED)
        day = self.deadline(rule, start)
        return Milestone(key, label, stake, sense, day.raw, day.moved, done_on, rule)
