"""The closed set of placeholders: each is one fact, already written in French."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from relance.case import Invoice, Money
from relance.claim.french import in_money
from relance.notices import french
from relance.notices.facts import NoticeFacts
from relance.notices.interest_names import interest_name


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What a placeholder stands for, in French for the page of texts, and how it is found.

    `find` gives None when the case does not hold the fact: the text is then refused.
    """

    meaning: str
    find: Callable[[NoticeFacts], str | None]


def invoice_line(facts: NoticeFacts, invoice: Invoice, principal: Money | None = None) -> str:
    """«n° F-12 du 1er mars 2026 (Site), échue le 31 mars 2026 : 1 200,00 €».

    `principal` is what a statement beside it still asks: a payment paid interest first there,
    and two sums for one invoice would contradict each other.
    """
    subject = f" ({invoice.subject})" if invoice.subject else ""
    fallen = "échue" if invoice.due_on < facts.today else "à échéance"
    left = facts.left[invoice.number] if principal is None else principal
    of = "" if principal is None else " de principal"
    rest = "" if left == invoice.amount else f"{of} restant dus sur {in_money(invoice.amount)}"
    return (
        f"n°\u00a0{invoice.number} du {french.day(invoice.issued_on)}{subject}, {fallen} le "
        f"{french.day(invoice.due_on)}\u00a0: {in_money(left)}{rest}"
    )


def _history(facts: NoticeFacts) -> str | None:
    """«mon courriel du 8 mars et notre appel du 16 mars»: only what is in the journal."""
    told = []
    if facts.last_mail_on:
        told.append(f"mon courriel du {french.day(facts.last_mail_on)}")
    if facts.talked_on:
        told.append(f"notre échange téléphonique du {french.day(facts.talked_on)}")
    if facts.last_letter_on:
        told.append(f"ma lettre recommandée du {french.day(facts.last_letter_on)}")
    return french.listed(told) or None


def _numbers(numbers: tuple[str, ...]) -> str | None:
    return french.listed([f"n°\u00a0{number}" for number in numbers]) or None


def _promise(facts: NoticeFacts) -> str | None:
    if facts.promise is None:
        return None
    day = french.day(facts.promise.until)
    return f"de {in_money(facts.promise.amount)} le {day}" if facts.promise.amount else f"le {day}"


def _installment(facts: NoticeFacts) -> str | None:
    return in_money(facts.missed.installment.amount) if facts.missed else None


def _lateness(facts: NoticeFacts) -> str | None:
    days = max((facts.today - one.due_on).days for one in facts.demanded)
    return french.count(days, "jour", "jours") if days > 0 else None


def _penalty_ahead(facts: NoticeFacts) -> str | None:
    """The flat penalty that a formal notice will make due, on the principal it demands."""
    cents = sum(
        facts.left[one.invoice.number].share(Decimal(one.terms.penalty_percent) / 100).cents
        for one in facts.with_penalty
        if one.terms.penalty_percent
    )
    return in_money(Money(cents, facts.state.currency)) if cents else None


def _subject(facts: NoticeFacts) -> str | None:
    subjects = {one.subject for one in facts.demanded if one.subject}
    return french.listed(sorted(subjects)) or None


def _signatory(facts: NoticeFacts) -> str:
    return facts.creditor.writer.signatory or facts.creditor.writer.name


PLACEHOLDERS: dict[str, Placeholder] = {
    "salutation": Placeholder(
        "la salutation d’un courriel, selon la personne", lambda f: french.greeting(f.contact)
    ),
    "civilite": Placeholder("Madame, Monsieur ou les deux", lambda f: french.civility(f.contact)),
    "client": Placeholder("le nom du client", lambda f: f.debtor.name or None),
    "numeros": Placeholder("les numéros des factures réclamées", lambda f: _numbers(f.invoices)),
    "objet": Placeholder("le projet facturé", _subject),
    "montant": Placeholder(
        "le reste à payer des factures, sans aucun supplément", lambda f: in_money(f.principal)
    ),
    "total": Placeholder(
        "la somme réclamée, suppléments compris", lambda f: in_money(f.statement.total)
    ),
    "principal": Placeholder("le principal du décompte", lambda f: in_money(f.statement.principal)),
    "penalites": Placeholder(
        "les pénalités de retard du décompte", lambda f: in_money(f.statement.interest)
    ),
    "interets": Placeholder(
        "comment les intérêts de retard se nomment pour ce client",
        lambda f: interest_name(f.debtor.kind),
    ),
    "indemnite": Placeholder(
        "l’indemnité forfaitaire du décompte", lambda f: in_money(f.statement.indemnity)
    ),
    "clause_penale": Placeholder(
        "la clause pénale du décompte", lambda f: in_money(f.statement.penalty)
    ),
    "clause_a_venir": Placeholder(
        "la clause pénale que la mise en demeure rendra exigible", _penalty_ahead
    ),
    "arretees_au": Placeholder(
        "le dernier jour compté des pénalités",
        lambda f: french.day(f.statement.interest_until) if f.statement.interest_until else None,
    ),
    "reglement": Placeholder(
        "«\u00a0le règlement\u00a0», ou «\u00a0le solde\u00a0» après un paiement partiel",
        lambda f: "le solde" if f.part_paid else "le règlement",
    ),
    "impayee": Placeholder(
        "«\u00a0impayée\u00a0», accordé, ou «\u00a0impayée en partie\u00a0»",
        lambda f: ("impayées" if f.many else "impayée") + (" en partie" if f.part_paid else ""),
    ),
    "echeance": Placeholder(
        "la première échéance passée",
        lambda f: french.day(min(one.due_on for one in f.demanded)),
    ),
    "retard": Placeholder("le retard, en jours", _lateness),
    "date_limite": Placeholder(
        "la date limite imprimée",
        lambda f: french.full_day(f.deadline_on) if f.deadline_on else None,
    ),
    "rappels": Placeholder("les rappels déjà faits, avec leurs dates", _history),
    "promesse": Placeholder("la promesse du client, avec sa date", _promise),
    "promesse_tenue": Placeholder(
        "la promesse que le client a tenue, avec sa date",
        lambda f: _promise(f) if f.kept_promise is not None else None,
    ),
    "recu_promesse": Placeholder(
        "ce qui est arrivé depuis la promesse",
        lambda f: in_money(f.received_on_promise) if f.received_on_promise else None,
    ),
    "versement": Placeholder("le montant du versement manqué de l’échéancier", _installment),
    "date_versement": Placeholder(
        "la date du versement manqué",
        lambda f: french.day(f.missed.installment.on) if f.missed else None,
    ),
    "reste_versement": Placeholder(
        "ce qui manque encore du versement manqué",
        lambda f: in_money(f.missed.left) if f.missed else None,
    ),
    "manque": Placeholder(
        "ce qui aurait déjà dû être payé de l’échéancier",
        lambda f: in_money(f.missed.missing) if f.missed else None,
    ),
    "solde_echeancier": Placeholder(
        "tout ce que l’échéancier demande encore",
        lambda f: in_money(f.missed.rest) if f.missed else None,
    ),
    "date_accord": Placeholder(
        "le jour où l’échéancier a été convenu",
        lambda f: french.day(f.state.plan.agreed_on) if f.state.plan else None,
    ),
    "autres_numeros": Placeholder("les factures citées à part", lambda f: _numbers(f.listed)),
    "contestees": Placeholder(
        "les factures contestées en partie", lambda f: _numbers(f.disputed_numbers)
    ),
    "date_lettre": Placeholder(
        "la date de la dernière lettre recommandée",
        lambda f: french.day(f.last_letter_on) if f.last_letter_on else None,
    ),
    "iban": Placeholder("votre IBAN", lambda f: f.creditor.iban or None),
    "reference": Placeholder(
        "la référence à rappeler sur le virement", lambda f: f.reference or None
    ),
    "telephone": Placeholder(
        "votre téléphone", lambda f: french.phone(f.creditor.writer.phone) or None
    ),
    "signataire": Placeholder("qui signe", _signatory),
    "entreprise": Placeholder("votre entreprise", lambda f: f.creditor.name),
    "de_entreprise": Placeholder(
        "votre entreprise, précédée de «\u00a0de\u00a0» ou «\u00a0d’\u00a0»",
        lambda f: french.of(f.creditor.name),
    ),
    "date": Placeholder("la date de l’envoi", lambda f: french.day(f.today)),
    "date_appel": Placeholder(
        "le jour du dernier échange téléphonique",
        lambda f: french.day(f.talked_on) if f.talked_on else None,
    ),
}
"""Every placeholder a text may hold."""
