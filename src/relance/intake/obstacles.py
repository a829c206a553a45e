"""What keeps a document that was read from becoming a claim, and what a person should look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from stdnum import iban as iban_numbers
from stdnum.fr import siren as siren_numbers
from stdnum.fr import siret as siret_numbers

from relance.intake.document import Document, PartyRead
from relance.intake.owed import amount_problems
from relance.intake.problem import ERROR, NOT_MADE, TAKEN, WARNING, Problem
from relance.intake.written import one_line

_NOT_CLAIMED = {
    "325": "une facture pro forma",
    "310": "une offre",
    "220": "une commande",
    "231": "une confirmation de commande",
    "270": "un bon de livraison",
}
_CORRECTED = "384"
_FACTORED = "393"
_NOTHING_CLAIMED = frozenset({"nothing_due", "already_paid", "not_a_claim"})
"""Where there is nothing to claim, the day it would be late on is nobody's business."""

_CURRENCY = re.compile(r"[A-Z]{3}\Z")


def obstacles(document: Document) -> tuple[Problem, ...]:
    """Every problem of this document: errors stop it, warnings go in with it."""
    found = [*_missing(document), *amount_problems(document), *_nature(document)]
    if not any(one.code in _NOTHING_CLAIMED for one in found):
        found.extend(_dates(document))
    found.extend(_numbers(document))
    return tuple(found)


def with_fate(found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The same problems; each warning says that the invoice goes in where nothing stops it."""
    if any(one.severity == ERROR for one in found):
        return found
    return tuple(
        one if one.code == "credit_note" else replace(one, hint=f"{one.hint} {TAKEN}")
        for one in found
    )


def _problem(
    document: Document, code: str, where: str, message: str, hint: str, severity: str = ERROR
) -> Problem:
    return Problem(document.file, code, where, message, hint, severity)


def _missing(document: Document) -> Iterator[Problem]:
    correct = "Faites corriger le fichier par votre logiciel, ou saisissez la facture à la main."
    if document.number is None:
        yield _problem(
            document,
            "no_number",
            "numéro (BT-1)",
            "La facture n’a pas de numéro\u00a0: on ne pourrait pas la nommer au client.",
            f"{correct} {NOT_MADE}",
        )
    if document.issue_date is None:
        yield _problem(
            document,
            "no_date",
            "date d’émission (BT-2)",
            "La facture n’a pas de date d’émission lisible.",
            f"{correct} {NOT_MADE}",
        )
    if document.currency is None or not _CURRENCY.match(document.currency):
        said = f" lisible («\u00a0{document.currency}\u00a0»)" if document.currency else ""
        yield _problem(
            document,
            "no_currency",
            "devise (BT-5)",
            f"La facture n’indique pas de devise{said}\u00a0: le montant n’a pas de sens sans elle.",
            f"{correct} {NOT_MADE}",
        )
    if document.buyer.name is None:
        yield _problem(
            document,
            "no_buyer",
            "client (BT-44)",
            "La facture ne nomme pas le client.",
            "Complétez son nom dans le dossier.",
            WARNING,
        )


def _nature(document: Document) -> Iterator[Problem]:
    if document.is_credit_note:
        reduced = (
            f" de la facture {document.preceding_invoice}" if document.preceding_invoice else ""
        )
        yield _problem(
            document,
            "credit_note",
            "type de document (BT-3)",
            f"C’est un avoir\u00a0: il réduit ce qui est dû au titre{reduced or ' du dossier'}.",
            "Rien à faire. Il ne sera jamais réclamé.",
            WARNING,
        )
    if document.type_code in _NOT_CLAIMED:
        yield _problem(
            document,
            "not_a_claim",
            "type de document (BT-3)",
            f"C’est {_NOT_CLAIMED[document.type_code]}, pas une facture à payer.",
            f"Donnez la facture définitive. {NOT_MADE}",
        )
    if document.type_code == _CORRECTED and not document.is_credit_note:
        old = document.preceding_invoice
        yield _problem(
            document,
            "corrected_invoice",
            "type de document (BT-3)",
            f"C’est une facture rectificative{f' de la facture {old}' if old else ''}.",
            "Vérifiez que la facture qu’elle remplace n’est pas suivie aussi.",
            WARNING,
        )
    if document.type_code == _FACTORED and not document.is_credit_note:
        yield _problem(
            document,
            "factored_invoice",
            "type de document (BT-3)",
            "C’est une facture affacturée\u00a0: la créance a pu être cédée à un factor, à qui "
            "elle doit être payée.",
            "Vérifiez qu’elle est encore à vous avant de la réclamer.",
            WARNING,
        )


def _dates(document: Document) -> Iterator[Problem]:
    if document.is_credit_note or document.issue_date is None:
        return
    if document.due_date is None:
        terms = one_line(document.payment_terms)
        said = f" Elle dit seulement\u00a0: «\u00a0{terms}\u00a0»." if terms else ""
        yield _problem(
            document,
            "no_due_date",
            "échéance (BT-9)",
            "La facture n’indique pas d’échéance\u00a0: 30\u00a0jours après son émission sont "
            f"retenus, le délai de la loi (C. com., art. L441-10).{said}",
            "Corrigez l’échéance si vous en avez convenu une autre.",
            WARNING,
        )
    elif document.due_date < document.issue_date:
        yield _problem(
            document,
            "due_before_issue",
            "échéance (BT-9)",
            "L’échéance est avant la date d’émission\u00a0: la date d’émission est retenue.",
            "Corrigez l’échéance si besoin.",
            WARNING,
        )
    elif document.earlier_due:
        days = ", ".join(f"{day:%d/%m/%Y}" for day in document.earlier_due[:5])
        yield _problem(
            document,
            "several_due_dates",
            "échéance (BT-9)",
            f"La facture porte plusieurs échéances ({days}, puis "
            f"{document.due_date:%d/%m/%Y})\u00a0: la dernière est retenue pour le tout.",
            "Corrigez l’échéance si la première vaut pour le tout, ou saisissez une facture par "
            "versement.",
            WARNING,
        )


def _numbers(document: Document) -> Iterator[Problem]:
    if document.iban is not None and not iban_numbers.is_valid(document.iban):
        yield _problem(
            document,
            "bad_iban",
            "IBAN (BT-84)",
            f"L’IBAN «\u00a0{document.iban[:40]}\u00a0» est faux\u00a0: sa clé ne correspond pas.",
            "Vérifiez-le sur votre relevé avant qu’un courrier l’imprime.",
            WARNING,
        )
    for party, where in (
        (document.seller, "SIREN du vendeur (BT-30)"),
        (document.buyer, "SIREN du client (BT-47)"),
    ):
        if _wrong_siren(party):
            yield _problem(
                document,
                "bad_siren",
                where,
                f"Le numéro «\u00a0{(party.legal_id or '')[:40]}\u00a0» est faux\u00a0: "
                "sa clé ne correspond pas.",
                "Vérifiez-le sur annuaire-entreprises.data.gouv.fr.",
                WARNING,
            )


def _wrong_siren(party: PartyRead) -> bool:
    """Whether a French party's number has the length of a SIREN or SIRET and a wrong check digit."""
    if party.legal_id is None or party.country not in {None, "FR"}:
        return False
    digits = re.sub(r"[\s.-]", "", party.legal_id)
    if not digits.isascii() or not digits.isdigit():
        return False
    if len(digits) == 9:
        return not siren_numbers.is_valid(digits)
    return len(digits) == 14 and not siret_numbers.is_valid(digits)
