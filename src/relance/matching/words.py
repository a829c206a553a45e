"""The reasons of a match in French, one sentence each."""

from __future__ import annotations

from datetime import date

from relance.case import Money
from relance.claim.french import in_day, in_money, typeset
from relance.matching.answer import Reason, Value

_SENTENCES = {
    "reference_cited": "Le virement porte la référence {0}, donnée pour la facture {1}.",
    "number_cited": "Le libellé cite la facture {0}.",
    "number_ambiguous": "Le libellé cite un numéro qui peut être celui de la facture {0}, "
    "mais aussi d’une autre.",
    "number_mistyped": "Le libellé porte {1}, qui ressemble à la facture {0} à un caractère près.",
    "number_unknown": "Le libellé cite aussi {0}, qui n’est pas une facture ouverte.",
    "iban_known": "Le compte a déjà payé pour {0}.",
    "name_alike": "Le nom du payeur ressemble à {0}.",
    "other_payer": "Le payeur semble être {0}, qui n’est pas le débiteur de cette facture.",
    "amount_exact": "Le montant est exact : {0}.",
    "amount_with_charges": "Le montant est exact, pénalités et frais compris : {0}.",
    "amount_alone": "Rien ne dit qui paie, mais le montant est exactement celui d’une facture "
    "ouverte : {0}.",
    "sum_exact": "Le montant est exactement celui de {1} factures ensemble : {0}.",
    "sum_with_charges": "Le montant est exactement celui de {1} factures ensemble, pénalités et "
    "frais compris : {0}.",
    "several_sums": "D’autres factures du même débiteur donnent le même total.",
    "some_charges": "Le montant ({0}) dépasse le principal ({1}) sans atteindre tout ce qui est "
    "dû ({2}).",
    "early_discount": "Le montant ({0}) est celui de la facture ({1}) moins l’escompte, accordé "
    "jusqu’au {2}. La différence n’est pas encore effacée : il faut un avoir.",
    "fees_withheld": "Il manque {2} sur {1} : sans doute des frais de banque.",
    "part_payment": "Le montant ({0}) ne paie qu’une partie de ce qui reste ouvert ({1}).",
    "overpaid": "Le montant ({0}) dépasse tout ce qui est dû ({1}). Le surplus ({2}) n’est "
    "attribué à personne.",
    "on_account": "Le montant ({0}) n’est celui d’aucune facture ; le débiteur doit {1} en tout.",
    "before_issue": "Le virement est arrivé avant l’émission de la facture.",
    "paid_before": "Le libellé cite la facture {0}, qu’un virement précédent a déjà payée.",
    "returned": "Un paiement de {0} semble avoir été rejeté. Aucun paiement n’a été annulé.",
    "money_out": "C’est une sortie d’argent : elle ne paie aucune facture.",
    "not_a_client": "Le libellé n’est pas celui d’un client (salaire, prêt, cartes, impôts…). "
    "Rien n’a été rapproché.",
    "amount_too_common": "Trop de débiteurs doivent exactement ce montant ({0}) et rien ne dit qui paie. "
    "Rien n’a été rapproché.",
    "nothing_fits": "Ni le libellé, ni le nom, ni le montant ne désignent une facture ouverte. "
    "Rien n’a été rapproché.",
}

CODES = frozenset(_SENTENCES)
"""Every code that a reason may have."""


def sentence(reason: Reason) -> str:
    """The reason as a French sentence, with amounts and days as a reader expects them."""
    return typeset(_SENTENCES[reason.code]).format(*(_shown(value) for value in reason.values))


def _shown(value: Value) -> str:
    if isinstance(value, Money):
        return in_money(value)
    if isinstance(value, date):
        return in_day(value)
    return str(value)
