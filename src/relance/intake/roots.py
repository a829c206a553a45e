"""What an XML file is by its root element: an invoice, an envelope around one, or something else."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from relance.intake import cii, ubl
from relance.intake.problem import NOTHING_TAKEN, Refusal
from relance.intake.written import local_name

_ENVELOPE = "StandardBusinessDocument"
"""Peppol access points hand an invoice over inside one."""

_OTHERS = {
    _ENVELOPE: "une enveloppe Peppol sans facture",
    "SCRDMCCBDACIOMessageStructure": "une commande (Order-X)",
    "Order": "une commande (UBL)",
    "OrderChange": "un changement de commande (UBL)",
    "OrderResponse": "une réponse à une commande (UBL)",
    "DespatchAdvice": "un avis d’expédition (UBL)",
    "ApplicationResponse": "une réponse à une facture (UBL)",
    "AttachedDocument": "une enveloppe (UBL) dont la facture est une pièce jointe",
    "DebitNote": "une note de débit (UBL)",
    "Reminder": "une relance (UBL)",
    "SelfBilledInvoice": "une facture établie par le client (UBL SelfBilledInvoice)",
    "SelfBilledCreditNote": "un avoir établi par le client (UBL SelfBilledCreditNote)",
    "Statement": "un relevé de compte (UBL)",
    "CrossDomainAcknowledgementAndResponse": "un statut de facture (CDAR)",
    "Document": "un message bancaire (ISO\u00a020022)",
    "FatturaElettronica": "une facture italienne (FatturaPA)",
    "Facturae": "une facture espagnole (Facturae)",
    "Faktura": "une facture polonaise (KSeF)",
    "Finvoice": "une facture finlandaise (Finvoice)",
    "Invoice": "une facture d’un autre format",
    "testSet": "un jeu d’essai de règles",
    "schema": "un schéma XML",
    "stylesheet": "une feuille de style XML",
    "svg": "une image (SVG)",
    "html": "une page web",
}


def is_invoice(root: etree._Element) -> bool:
    """Whether this root is one of an invoice or credit note that we read."""
    return local_name(root) in cii.ROOTS or root.tag in ubl.ROOTS


def invoice_under(root: etree._Element) -> etree._Element:
    """The invoice's own root: this one, or the only one in this envelope. Raises Refusal."""
    if is_invoice(root):
        return root
    name = local_name(root)[:60]
    inside = [child for child in root if is_invoice(child)] if name == _ENVELOPE else []
    if len(inside) > 1:
        raise several_invoices(f"élément racine {name}", "L’enveloppe", len(inside))
    if inside:
        own = deepcopy(inside[0])  # On its own, as the rules of the norm want it.
        own.tail = None
        return own
    raise Refusal(
        "not_an_invoice",
        f"élément racine {name}",
        "Ce n’est pas une facture électronique que l’on sait lire, mais "
        f"{_OTHERS.get(name, 'un XML d’un autre genre')}.",
        f"Donnez une facture Factur-X, ZUGFeRD, CII ou UBL. {NOTHING_TAKEN}",
    )


def several_invoices(where: str, what: str, count: int) -> Refusal:
    """The refusal to guess which of several invoices is meant."""
    return Refusal(
        "several_invoices",
        where,
        f"{what} contient {count} factures différentes.",
        f"Donnez un fichier par facture. {NOTHING_TAKEN}",
    )
