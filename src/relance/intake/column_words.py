"""The words that head the columns of invoice lists, in French and in English.

Taken from the exports of the usual French invoicing programs, of QuickBooks, Stripe, Odoo
and from sheets kept by hand. Each word list is written without accents or small words.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FIELDS: dict[str, str] = {
    "number": "numéro de facture",
    "issue_date": "date de la facture",
    "due_date": "date d’échéance",
    "amount": "montant TTC",
    "remaining": "reste à payer",
    "prepaid": "montant déjà payé",
    "paid_on": "date de paiement",
    "status": "état",
    "payment": "état du paiement",
    "currency": "devise",
    "type": "type (facture ou avoir)",
    "preceding": "facture que l’avoir corrige",
    "subject": "objet",
    "purchase_order": "numéro de commande",
    "name": "nom du client",
    "first_name": "prénom du client",
    "kind": "nature du client",
    "siren": "SIREN ou SIRET du client",
    "vat": "numéro de TVA du client",
    "email": "e-mail du client",
    "phone": "téléphone du client",
    "address": "adresse du client",
    "address_more": "complément d’adresse",
    "postcode": "code postal",
    "city": "ville",
    "country": "pays",
    "late_rate": "taux des pénalités de retard",
    "penalty": "clause pénale",
    "seller": "créancier",
}
"""Each field a column can hold, in the order shown, with its French name."""

REQUIRED = ("number", "issue_date", "amount", "name")
"""Without these no row can become an invoice to recover."""

WORDS: dict[str, tuple[str, ...]] = {
    "number": (
        "numero facture", "n facture", "no facture", "num facture", "facture n", "facture numero",
        "invoice number", "invoice no",
        "numero", "n", "no", "num", "reference facture", "ref facture", "facture", "numero piece",
        "n piece", "piece", "numero document", "n document", "reference", "ref", "identifiant",
        "invoice n", "invoice num", "invoice id", "invoice",
        "document number", "number", "doc number", "transaction number", "id facture", "id",
    ),
    "issue_date": (
        "date facture", "date emission", "date facturation", "emise", "emise le", "emis le",
        "facture le", "date creation", "date document", "date piece", "date", "datee",
        "date finalisation", "invoice date", "issue date", "issued", "issued on", "date issued",
        "created", "created utc", "creation date", "transaction date", "finalized at", "billing date",
        "invoice bill date", "jour facture", "date vente",
    ),
    "due_date": (
        "date echeance", "echeance", "echeance facture", "date limite paiement",
        "date limite reglement", "limite paiement", "payer avant", "payer avant le", "payer le",
        "regler avant", "regler avant le", "date exigibilite", "exigible le", "date paiement prevue",
        "date reglement prevue", "paiement attendu", "paiement prevu", "due date", "due",
        "due on", "payment due", "payment due date", "due date utc", "maturity", "deadline",
    ),
    "amount": (
        "montant ttc", "total ttc", "ttc", "prix ttc", "montant total ttc", "montant facture ttc",
        "total", "montant total", "montant", "montant facture", "total facture", "ttc eur", "net payer",
        "total payer", "a payer", "total incl tax", "amount", "total amount", "invoice amount",
        "invoice total", "grand total", "gross amount", "gross total", "total with tax",
        "amount incl vat", "total incl vat", "amount due total", "somme",
    ),
    "remaining": (
        "reste payer", "reste du", "restant du", "montant restant", "montant restant du",
        "solde du", "solde", "reste", "restant", "reste regler", "montant du", "impaye",
        "montant impaye", "ttc restant", "solde restant", "reste encaisser", "remaining",
        "amount due", "balance", "balance due", "open balance", "amount remaining", "outstanding",
        "amount outstanding", "unpaid amount", "montant payer",
    ),
    "prepaid": (
        "montant paye", "montant regle", "montant encaisse", "deja paye", "deja regle", "total paye",
        "total regle", "acompte", "acompte verse", "acomptes", "encaisse", "amount paid", "paid amount",
        "total paid", "deposit", "paye", "regle", "payee", "reglee", "paid",
    ),
    "paid_on": (
        "date paiement", "date reglement", "date encaissement", "payee le", "paye le", "reglee le",
        "regle le", "encaisse le", "paid on", "paid at", "paid at utc", "payment date", "date paid",
        "paid date", "date dernier paiement", "date reception paiement", "paye", "regle", "payee",
        "reglee", "encaisse", "paid",
    ),
    "status": (
        "statut", "etat", "statut facture", "etat facture", "situation", "etape", "status",
        "invoice status", "state", "payee", "reglee", "paye", "regle", "paid",
    ),
    "payment": (
        "statut paiement", "etat paiement", "statut reglement", "etat reglement",
        "statut encaissement", "payment status", "payment state", "paiement", "reglement", "payment",
    ),
    "currency": ("devise", "monnaie", "currency", "currency code", "code devise", "devise facture"),
    "type": (
        "type", "type document", "type piece", "type facture", "nature", "nature document",
        "document type", "transaction type", "invoice type", "doc type", "facture avoir",
    ),
    "preceding": (
        "facture origine", "facture corrigee", "facture annulee", "facture liee", "avoir sur",
        "facture rectifiee", "original invoice", "related invoice", "corrected invoice",
        "invoice reference",
    ),
    "subject": (
        "objet", "objet facture", "libelle", "intitule", "projet", "nom projet", "mission",
        "description", "titre", "designation", "prestation", "affaire", "sujet", "subject", "title",
        "project", "project name", "memo", "label", "memo description", "titre article", "service",
    ),
    "purchase_order": (
        "bon commande", "numero commande", "n commande", "no commande", "numero bon commande",
        "ref commande", "reference commande", "commande", "numero engagement", "purchase order",
        "po number", "po", "order number", "order reference",
    ),
    "name": (
        "client", "nom client", "raison sociale", "raison sociale client", "societe", "nom societe",
        "entreprise", "nom entreprise", "nom", "denomination", "denomination sociale",
        "client facture", "nom raison sociale", "debiteur", "nom debiteur", "destinataire",
        "acheteur", "tiers", "nom tiers", "intitule tiers", "contact name", "nom compte", "organisation", "contact client",
        "customer", "customer name", "client name", "company", "company name", "bill to",
        "customer company", "debtor", "buyer", "buyer name", "partner", "partenaire", "name",
        "customer full name", "account name", "nom affichage partenaire facture",
        "invoice partner display name",
    ),
    "first_name": ("prenom", "prenom client", "first name", "customer first name"),
    "kind": (
        "type client", "nature client", "categorie client", "client type", "customer type",
        "professionnel particulier", "pro particulier", "particulier", "b2b b2c", "type tiers",
        "nature debiteur", "type debiteur",
    ),
    "siren": (
        "siren", "siret", "siren client", "siret client", "n siren", "n siret", "numero siren",
        "numero siret", "siren siret", "siret siren", "siren debiteur", "siren acheteur",
        "identifiant legal", "immatriculation", "company number", "registration number",
        "customer siren", "customer siret", "legal id",
    ),
    "vat": (
        "tva intracommunautaire", "n tva", "numero tva", "numero tva intracommunautaire",
        "n tva intracommunautaire", "tva intracom", "n tva client", "numero tva client",
        "tva intracommunautaire client", "vat number", "vat id",
        "tax id", "customer vat", "customer tax id", "customer vat number",
    ),
    "email": (
        "email", "mail", "e mail", "courriel", "adresse email", "adresse mail", "adresse e mail",
        "adresse electronique", "email client", "mail client", "e mail client", "courriel client",
        "email facturation", "email contact", "mail contact", "customer email", "email address",
        "client email", "billing email", "contact email",
    ),
    "phone": (
        "telephone", "tel", "portable", "mobile", "tel client", "telephone client",
        "numero telephone", "n telephone", "telephone contact", "phone", "phone number",
        "customer phone", "telephone portable", "telephone mobile", "tel portable", "gsm",
    ),
    "address": (
        "adresse", "adresse client", "rue", "adresse facturation", "adresse postale",
        "adresse ligne 1", "adresse 1", "voie", "numero rue", "n rue", "adresse complete",
        "adresse debiteur", "address", "billing address", "street", "address line 1", "address line1",
        "customer address", "customer address line1", "billing street", "billing address line 1",
        "street address",
    ),
    "address_more": (
        "complement adresse", "adresse 2", "adresse ligne 2", "adresse complement", "complement",
        "address line 2", "address line2", "address 2", "customer address line2", "billing address line 2",
    ),
    "postcode": (
        "code postal", "cp", "code postal client", "cp client", "code postal facturation", "postcode",
        "postal code", "zip", "zip code", "billing zip", "customer address postal code", "code post",
        "billing postal code",
    ),
    "city": (
        "ville", "ville client", "commune", "localite", "ville facturation", "city", "town",
        "billing city", "customer address city", "customer city",
    ),
    "country": (
        "pays", "pays client", "code pays", "pays facturation", "country", "country code",
        "customer address country", "billing country", "customer country",
    ),
    "late_rate": (
        "taux penalites", "taux retard", "taux penalite", "taux penalites retard",
        "penalites retard", "interets retard", "taux interets retard", "taux interet retard",
        "late rate", "late interest rate", "late fee rate", "interest rate",
    ),
    "penalty": (
        "clause penale", "penalite forfaitaire", "penalite contractuelle", "indemnite contractuelle",
        "penalty", "flat penalty", "penalty percent",
    ),
    "seller": (
        "creancier", "vendeur", "emetteur", "nom creancier", "fournisseur", "seller", "vendor",
        "seller name", "creditor", "issuer",
    ),
}  # fmt: skip

SMALL_WORDS = _set(
    "de du des la le les l d the of en a au aux in for pour par et and s eur euro euros"
)

NEVER: dict[str, frozenset[str]] = {
    "amount": _set(
        "ht hors tva taxe taxes tax vat restant reste du due paye payee regle encaisse paid "
        "acompte remise discount subtotal penalites retard excl unitaire quantite"
    ),
    "remaining": _set("ht date jours days initial"),
    "prepaid": _set("ht date restant reste"),
    "issue_date": _set("echeance due limite paiement reglement encaissement paid payment relance"),
    "due_date": _set("montant amount nombre jours days condition conditions"),
    "number": _set(
        "client tva siren siret commande telephone rue jours devis avoir date montant "
        "customer order phone vat compte articles ligne lignes relances quote"
    ),
    "name": _set(
        "type n no numero code id email mail e adresse address tel telephone phone siren siret tva "
        "vat ville city pays country cp postal contact reference ref prenom first projet project "
        "commercial zip"
    ),
    "email": _set("relance date envoye sent"),
    "phone": _set("date"),
    "address": _set("email mail livraison shipping delivery ip e electronique"),
    "siren": _set("vendeur seller emetteur fournisseur"),
    "city": _set("livraison shipping delivery"),
    "postcode": _set("livraison shipping delivery"),
    "country": _set("livraison shipping delivery"),
    "paid_on": _set("limite echeance prevue due attendu prevu montant amount"),
    "status": _set("montant date le on at amount total"),
    "payment": _set(
        "montant date le on at amount total mode moyen type method conditions terms reference ref "
        "delai lien link compte account"
    ),
    "penalty": _set("retard montant amount"),
    "late_rate": _set("montant amount jours days tva"),
    "vat": _set("montant taux total amount rate"),
    "subject": _set("type"),
    "kind": _set("document piece"),
    "type": _set("client customer paiement payment tiers debiteur"),
    "currency": _set("taux rate"),
}
"""A header with one of these words is another column («Montant HT» is no amount to claim)."""

ENGLISH = _set("invoice date due amount customer number total paid balance name")
