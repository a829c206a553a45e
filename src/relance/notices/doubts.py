"""What the writer of a notice should know before letting it go; nothing here stops a notice."""

from __future__ import annotations

from stdnum import iban as iban_numbers
from stdnum.fr import siren as siren_numbers

from relance.case.entries import CallOutcome
from relance.notices import french
from relance.notices.asking import payment_link
from relance.notices.facts import NoticeFacts
from relance.notices.letter import unprintable
from relance.notices.text import Text, holding
from relance.notices.written import Warned


def warnings(facts: NoticeFacts, *, letter: bool, text: Text | None = None) -> tuple[Warned, ...]:
    """The facts that are missing or doubtful, each with its French sentence."""
    found = []
    creditor = facts.creditor
    if not creditor.iban:
        found.append(Warned("iban_missing", "Votre IBAN manque : le client ne saura pas où payer."))
    elif not iban_numbers.is_valid(creditor.iban):
        found.append(Warned("iban_wrong", "Votre IBAN a une clé fausse : relisez-le."))
    if creditor.payment_link and not payment_link(creditor):
        found.append(
            Warned(
                "payment_link_wrong",
                "Votre lien de paiement n’est pas une adresse https sûre : il n’est pas imprimé.",
            )
        )
    if creditor.siren and not siren_numbers.is_valid(creditor.siren):
        found.append(Warned("siren_wrong", "Votre SIREN a une clé fausse : relisez-le."))
    if facts.debtor.kind is None:
        found.append(
            Warned(
                "kind_unknown",
                "Dites si ce client est un professionnel, un particulier ou un organisme public : "
                "sans cela, seul le principal est réclamé.",
            )
        )
    if letter:
        if not facts.debtor.address.complete:
            found.append(Warned("address_missing", "L’adresse postale du client est incomplète."))
        if not creditor.writer.address.complete:
            found.append(Warned("own_address_missing", "Votre adresse postale est incomplète."))
        if not creditor.writer.siren and not creditor.writer.registry:
            found.append(Warned("own_siren_missing", "Votre SIREN manque dans l’en-tête."))
        found += [
            Warned(
                "unprintable",
                f"La lettre ne peut pas imprimer tous les caractères de « {words} » : ils y "
                "deviennent « ? ». Écrivez-le en lettres latines.",
            )
            for words in _printed(facts)
            if unprintable(words)
        ]
    elif facts.contact is None or not facts.contact.email:
        found.append(Warned("email_missing", "L’adresse électronique du client manque."))
    if text is not None and _asks_without_a_reference(facts, text):
        found.append(
            Warned(
                "reference_missing",
                "Ce texte ne dit pas la référence à rappeler : ajoutez-y le bloc « payment » ou "
                "le champ {reference}, sinon le virement sera difficile à reconnaître.",
            )
        )
    if not facts.statement.complete and facts.debtor.kind is not None:
        found.append(
            Warned("rate_missing", "Un taux n’est pas encore connu : le décompte s’arrête avant.")
        )
    return tuple(Warned(one.code, french.typography(one.message)) for one in found)


def _printed(facts: NoticeFacts) -> tuple[str, ...]:
    """What a letter prints of what people typed: who is written to, and what for."""
    person = facts.contact.name if facts.contact else ""
    address = facts.debtor.address
    subjects = (one.subject for one in facts.demanded)
    return (facts.debtor.name, person, *address.lines, address.city, *subjects)


def _asks_without_a_reference(facts: NoticeFacts, text: Text) -> bool:
    """True when money is asked in words that never say what to write on the transfer."""
    if facts.kind == "thank_you" or not facts.principal:
        return False
    if facts.outcome is CallOutcome.NOT_SATISFIED:
        return False  # he is asked what is wrong, not to pay
    said = holding(text, facts)
    return not any(one.block == "payment" or "{reference}" in one.said(facts) for one in said)
