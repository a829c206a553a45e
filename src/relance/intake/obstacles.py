"""What keeps a document that was read from becoming a claim, and what a person should look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from stdnum import iban as iban_numbers
from stdnum.fr import siren as siren_numbers
from stdnum.fr import siret as siret_numbers

from relance.intake.document import Document, PartyRead
from relance.intake.problem import ERROR, WARNING, Problem, in_french

_NOT_CLAIMED = {
    "325": "une facture pro forma",
    "310": "une offre",
    "220": "une commande",
    "231": "une confirmation de commande",
    "270": "un bon de livraison",
}
_CORRECTED = "384"
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_NOT_MADE = "Aucun dossier n’a été ouvert pour ce document."


def obstacles(document: Document) -> tuple[Problem, ...]:
    """Every problem of this document: errors stop it, warnings go in with it."""
    found = [*_missing(document), *_amounts(document), *_nature(document), *_dates(document)]
    found.extend(_numbers(document))
    return tuple(found)


def amount_owed(document: Document) -> Decimal | None:
    """The amount due (BT-115), else the total less what is already paid; None if unknown."""
    if document.due_payable is not None:
        return document.due_payable
    if document.written_due is not None or document.grand_total is None:
        return None
    return document.grand_total - (document.prepaid or 0)


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
            f"{correct} {_NOT_MADE}",
        )
    if document.issue_date is None:
        yield _problem(
            document,
            "no_date",
            "date d’émission (BT-2)",
            "La facture n’a pas de date d’émission lisible.",
            f"{correct} {_NOT_MADE}",
        )
    if document.currency is None or not _CURRENCY.match(document.currency):
        said = f" lisible («\u00a0{document.currency}\u00a0»)" if document.currency else ""
        yield _problem(
            document,
            "no_currency",
            "devise (BT-5)",
            f"La facture n’indique pas de devise{said}\u00a0: le montant n’a pas de sens sans elle.",
            f"{correct} {_NOT_MADE}",
        )
    if document.buyer.name is None:
        yield _problem(
            document,
            "no_buyer",
            "client (BT-44)",
            "La facture ne nomme pas le client.",
            "Complétez son nom dans le dossier. La facture est prise en attendant.",
            WARNING,
        )


def _amounts(document: Document) -> Iterator[Problem]:
    unreadable = [
        (where, written)
        for where, written, amount in (
            ("total TTC (BT-112)", document.written_total, document.grand_total),
            ("montant à payer (BT-115)", document.written_due, document.due_payable),
            ("montant déjà payé (BT-113)", document.written_prepaid, document.prepaid),
        )
        if written is not None and (amount is None or _too_fine(amount))
    ]
    for where, written in unreadable:
        yield _problem(
            document,
            "bad_amount",
            where,
            f"Le montant «\u00a0{written[:40]}\u00a0» n’est pas un montant au centime.",
            f"Faites corriger le fichier par votre logiciel. {_NOT_MADE}",
        )
    if unreadable:
        return
    owed = document.grand_total if document.is_credit_note else amount_owed(document)
    if owed is None:
        owed = amount_owed(document)
    where = "total TTC (BT-112)" if document.is_credit_note else "montant à payer (BT-115)"
    if owed is None:
        yield _problem(
            document,
            "no_amount",
            where,
            "La facture n’indique ni total ni montant à payer.",
            f"Saisissez-la à la main. {_NOT_MADE}",
        )
    elif owed == 0 or (owed < 0 and not document.is_credit_note):
        yield _problem(
            document,
            "nothing_due",
            where,
            f"Il n’y a rien à réclamer\u00a0: le montant à payer est de "
            f"{in_french(owed, document.currency)}.",
            f"Rien à faire si elle est déjà réglée. {_NOT_MADE}",
        )


def _too_fine(amount: Decimal) -> bool:
    """Whether the amount has parts of a cent, or more digits than money has here."""
    return amount != round(amount, 2) or abs(amount) >= 10**13


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
            f"Donnez la facture définitive. {_NOT_MADE}",
        )
    if document.type_code == _CORRECTED and not document.is_credit_note:
        old = document.preceding_invoice
        yield _problem(
            document,
            "corrected_invoice",
            "type de document (BT-3)",
            f"C’est une facture rectificative{f' de la facture {old}' if old else ''}.",
            "Vérifiez que la facture qu’elle remplace n’est pas suivie aussi. Elle est prise.",
            WARNING,
        )


def _dates(document: Document) -> Iterator[Problem]:
    if document.is_credit_note or document.issue_date is None:
        return
    if document.due_date is None:
        yield _problem(
            document,
            "no_due_date",
            "échéance (BT-9)",
            "La facture n’indique pas d’échéance\u00a0: 30\u00a0jours après son émission sont "
            "retenus, le délai de la loi (C. com., art. L441-10).",
            "Corrigez l’échéance si vous en avez convenu une autre. La facture est prise.",
            WARNING,
        )
    elif document.due_date < document.issue_date:
        yield _problem(
            document,
            "due_before_issue",
            "échéance (BT-9)",
            "L’échéance est avant la date d’émission\u00a0: la date d’émission est retenue.",
            "Corrigez l’échéance si besoin. La facture est prise.",
            WARNING,
        )


def _numbers(document: Document) -> Iterator[Problem]:
    if document.iban is not None and not iban_numbers.is_valid(document.iban):
        yield _problem(
            document,
            "bad_iban",
            "IBAN (BT-84)",
            f"L’IBAN «\u00a0{document.iban[:40]}\u00a0» est faux\u00a0: sa clé ne correspond pas.",
            "Vérifiez-le sur votre relevé avant qu’un courrier l’imprime. La facture est prise.",
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
                "Vérifiez-le sur annuaire-entreprises.data.gouv.fr. La facture est prise.",
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
