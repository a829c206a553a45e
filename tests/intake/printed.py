"""Printed invoices as French freelancers send them: eleven layouts, and what each one says."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import typst


@dataclass(frozen=True)
class Printed:
    """A page as typst source, and every field a reader must find in it."""

    source: str
    says: dict[str, str]
    silent: tuple[str, ...] = field(default=())


@cache
def pdf(name: str) -> bytes:
    return made(LAYOUTS[name].source)


def made(source: str) -> bytes:
    """The page of this typst source."""
    page: bytes = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)
    return page


LAYOUTS: dict[str, Printed] = {}

LAYOUTS["two columns"] = Printed(
    r"""
#set page(margin: 2cm)
#set text(lang: "fr", size: 10pt)
#grid(columns: (1fr, 1fr),
  [*Atelier Dupont* \ 12 rue de l’Été \ 69001 Lyon \ zoe\@atelier-dupont.fr \ SIRET : 732 829 320 00074],
  [Facturé à : \ *Café du Port SARL* \ 3 quai Est \ 13002 Marseille \ compta\@cafe-du-port.fr])
= Facture n° F-2026-012
Date de facture : 12/03/2026 #h(1cm) Échéance : 11/04/2026 \
Objet : Création du site
#table(columns: (1fr, auto, auto, auto), [Désignation], [Qté], [PU HT], [Total HT],
  [Création du site], [1], [1 000,00 €], [1 000,00 €])
#align(right, table(columns: 2, [Total HT], [1 000,00 €], [TVA 20 %], [200,00 €],
  [*Total TTC*], [*1 200,00 €*]))
IBAN : FR76 3000 6000 0112 3456 7890 189 — BIC : AGRIFRPP \
En cas de retard de paiement, pénalités de retard au taux de trois fois le taux d’intérêt légal. Indemnité forfaitaire pour frais de recouvrement : 40 €.
""",
    {
        "number": "F-2026-012", "type_code": "380", "issue_date": "2026-03-12",
        "due_date": "2026-04-11", "grand_total": "1200.00", "currency": "EUR",
        "subject": "Création du site", "buyer_name": "Café du Port SARL",
        "buyer_address": "3 quai Est", "buyer_postcode": "13002", "buyer_city": "Marseille",
        "buyer_email": "compta@cafe-du-port.fr", "seller_name": "Atelier Dupont",
        "seller_legal_id": "73282932000074", "seller_address": "12 rue de l’Été",
        "seller_postcode": "69001", "seller_city": "Lyon",
        "seller_email": "zoe@atelier-dupont.fr", "iban": "FR7630006000011234567890189",
        "bic": "AGRIFRPP", "late_rate": "3xlegal",
    },
    ("penalty_percent", "prepaid", "buyer_legal_id"),
)  # fmt: skip

LAYOUTS["window envelope, thin spaces"] = Printed(
    r"""
#set page(margin: 25mm)
#set text(font: "New Computer Modern", lang: "fr", size: 11pt)
Marie Lefèvre EI \ 4 impasse des Lilas \ 35000 Rennes \ Tél. : 06 12 34 56 78 \ SIREN 552 100 554
#place(top + left, dx: 95mm, dy: 30mm)[Mairie de Saint-Malo \ À l’attention de M. Le Goff \ Place Chateaubriand \ 35400 Saint-Malo]
#v(45mm)
#align(right)[Rennes, le 3 février 2026]
#text(16pt)[*FACTURE 2026-0031*]

Votre commande n° BC-7781

Animation de trois ateliers d’écriture : 2 480,50 € HT

Total HT #h(1fr) 2 480,50 € \
TVA (20 %) #h(1fr) 496,10 € \
*Net à payer* #h(1fr) *2 976,60 €*

Paiement à 30 jours. Pas d’escompte pour paiement anticipé. Taux des pénalités de retard : 12 %.
""",
    {
        "number": "2026-0031", "type_code": "380", "issue_date": "2026-02-03",
        "due_date": "2026-03-05", "grand_total": "2976.60", "due_payable": "2976.60",
        "currency": "EUR", "purchase_order": "BC-7781", "buyer_name": "Mairie de Saint-Malo",
        "buyer_address": "Place Chateaubriand", "buyer_postcode": "35400",
        "buyer_city": "Saint-Malo", "seller_name": "Marie Lefèvre EI",
        "seller_legal_id": "552100554", "seller_phone": "+33612345678",
        "seller_postcode": "35000", "seller_city": "Rennes", "late_rate": "12",
    },
    ("buyer_legal_id", "iban", "penalty_percent"),
)  # fmt: skip

LAYOUTS["table of references"] = Printed(
    r"""
#set page(margin: 15mm)
#set text(lang: "fr", size: 9pt)
#align(center, text(18pt)[*FACTURE*])
#grid(columns: (1fr, 1fr), gutter: 6mm,
  rect(width: 100%)[*Émetteur* \ SARL Pixel & Co \ 8 boulevard Voltaire \ 75011 Paris \ contact\@pixel.example \ TVA : FR 40 732 829 320],
  rect(width: 100%)[*Destinataire* \ Boulangerie Éphémère SAS \ 27 bis rue de l’Église \ BP 12 \ 59000 Lille \ SIRET 552 100 554 00013])
#table(columns: (1fr, 1fr, 1fr, 1fr),
  [N° de facture], [Date], [Échéance], [N° client],
  [FA/2026/117], [28/02/2026], [30/03/2026], [C0042])
#table(columns: (1fr, auto, auto, auto, auto), [Description], [Qté], [P.U. HT], [TVA], [Montant HT],
  [Identité visuelle], [3], [450,00 €], [20 %], [1 350,00 €],
  [Déplacement], [1], [85,40 €], [10 %], [85,40 €])
#align(right, table(columns: 2, [Montant HT], [1 435,40 €], [TVA 20 %], [270,00 €], [TVA 10 %], [8,54 €],
  [Montant TTC], [1 713,94 €], [Acompte versé], [500,00 €], [Reste à payer], [1 213,94 €]))
Tout retard entraîne une clause pénale de 10 % du montant TTC. Pénalités de retard : taux annuel de 15 %.
""",
    {
        "number": "FA/2026/117", "type_code": "380", "issue_date": "2026-02-28",
        "due_date": "2026-03-30", "grand_total": "1713.94", "due_payable": "1213.94",
        "prepaid": "500.00", "currency": "EUR", "buyer_name": "Boulangerie Éphémère SAS",
        "buyer_address": "27 bis rue de l’Église\nBP 12", "buyer_postcode": "59000",
        "buyer_city": "Lille", "buyer_legal_id": "55210055400013",
        "seller_name": "SARL Pixel & Co", "seller_vat": "FR40732829320",
        "seller_email": "contact@pixel.example", "seller_city": "Paris",
        "late_rate": "15", "penalty_percent": "10",
    },
    ("subject", "iban"),
)  # fmt: skip

LAYOUTS["without VAT, footer only"] = Printed(
    r"""
#set page(margin: 2cm, footer: align(center, text(7.5pt)[Julie Martin – 5 rue Haute – 67000 Strasbourg – SIRET 732 829 320 00074 – julie\@martin.example – TVA non applicable, art. 293 B du CGI]))
#set text(lang: "fr", size: 10.5pt)
= Facture
Numéro : 47 \
Émise le : 1er avril 2026 \
À régler avant le : 15 avril 2026

*Client* \
Association Les Mots Bleus \
14 rue du Faubourg-de-Pierre \
67000 Strasbourg

#table(columns: (1fr, auto), [Prestation], [Montant], [Rédaction de dix articles], [900,00 €],
  [*Total*], [*900,00 €*])

TVA non applicable, art. 293 B du CGI

Règlement par virement : FR14 2004 1010 0505 0001 3M02 606
""",
    {
        "number": "47", "type_code": "380", "issue_date": "2026-04-01", "due_date": "2026-04-15",
        "grand_total": "900.00", "currency": "EUR", "buyer_name": "Association Les Mots Bleus",
        "buyer_address": "14 rue du Faubourg-de-Pierre", "buyer_postcode": "67000",
        "buyer_city": "Strasbourg", "seller_name": "Julie Martin",
        "seller_legal_id": "73282932000074", "seller_email": "julie@martin.example",
        "iban": "FR1420041010050500013M02606",
    },
    ("late_rate", "buyer_legal_id", "prepaid"),
)  # fmt: skip

LAYOUTS["several pages"] = Printed(
    r"""
#set page(margin: 2cm, footer: context align(right)[page #counter(page).display() / 3])
#set text(font: "DejaVu Sans Mono", lang: "fr", size: 9pt)
Studio Grand Angle \ 2 place Bellecour \ 69002 Lyon \ SIREN : 732829320

Facture N° SGA-26-0007 du 15/01/2026

Client : Hôtel des Deux Gares \
11 avenue de la République \
21000 Dijon

Projet : Reportage photo

#for n in range(60) [Photographie n° #n #h(1fr) 12,50 € \ ]
#pagebreak()
#for n in range(30) [Photographie n° #{n + 60} #h(1fr) 12,50 € \ ]
#pagebreak()
Sous-total HT #h(1fr) 1 125,00 € \
TVA 20,00 % #h(1fr) 225,00 € \
TOTAL T.T.C. #h(1fr) 1 350,00 €

Payable à 45 jours fin de mois.

#v(2cm)
Conditions générales de vente : tout retard de paiement entraîne de plein droit, sans rappel,
des pénalités de retard au taux annuel de 10,75 % ainsi que l’indemnité forfaitaire de 40 €.
""",
    {
        "number": "SGA-26-0007", "type_code": "380", "issue_date": "2026-01-15",
        "due_date": "2026-03-31", "grand_total": "1350.00", "currency": "EUR",
        "subject": "Reportage photo", "buyer_name": "Hôtel des Deux Gares",
        "buyer_address": "11 avenue de la République", "buyer_city": "Dijon",
        "seller_name": "Studio Grand Angle", "seller_legal_id": "732829320",
        "late_rate": "10.75",
    },
    ("iban", "prepaid", "penalty_percent"),
)  # fmt: skip

LAYOUTS["familiar"] = Printed(
    r"""
#set page(margin: 3cm)
#set text(lang: "fr", size: 12pt)
Salut Karim ! Voici ta facture, comme convenu. Merci encore pour ta confiance.

*Facture n° 2026/8*, datée du 20 mai 2026 \
Pour : Karim Benali, 7 rue des Tanneurs, 37000 Tours \
De la part de : Léo Fontaine, 1 quai Paul-Bert, 37100 Tours

Projet : Clip « Plein soleil »

Montant TTC : 750 €

Tu peux régler par virement au plus tard le 19 juin 2026, IBAN FR76 3000 6000 0112 3456 7890 189. À bientôt !
""",
    {
        "number": "2026/8", "type_code": "380", "issue_date": "2026-05-20",
        "due_date": "2026-06-19", "grand_total": "750.00", "currency": "EUR",
        "subject": "Clip « Plein soleil »", "buyer_name": "Karim Benali",
        "buyer_postcode": "37000", "buyer_city": "Tours",
        "iban": "FR7630006000011234567890189",
    },
    ("late_rate", "buyer_legal_id", "seller_legal_id"),
)  # fmt: skip

LAYOUTS["French and English"] = Printed(
    r"""
#set page(margin: 2cm)
#set text(lang: "en", size: 10pt)
#grid(columns: (1fr, auto),
  [*Nadia Chérif* \ Traductrice / Translator \ 10 rue du Four \ 75006 Paris, France \ nadia\@cherif.example],
  text(22pt)[INVOICE])
#grid(columns: (1fr, 1fr),
  [*Bill to* \ Greenfield Ltd \ 221 Baker Street \ London NW1 6XE],
  table(columns: 2, [Invoice number], [NC-2026-19], [Invoice date / Date de facture], [2026-03-02],
    [Due date], [2026-04-01], [PO number], [GF-5521]))
#table(columns: (1fr, auto), [Description], [Amount], [Translation, 12 000 words], [€1,440.00],
  [Subtotal], [€1,440.00], [VAT 0 %], [€0.00], [Total amount], [€1,440.00], [Amount due], [€1,440.00])
Late payment: penalties at three times the French legal rate; fixed recovery fee of €40.
""",
    {
        "number": "NC-2026-19", "type_code": "380", "issue_date": "2026-03-02",
        "due_date": "2026-04-01", "grand_total": "1440.00", "due_payable": "1440.00",
        "currency": "EUR", "purchase_order": "GF-5521", "buyer_name": "Greenfield Ltd",
        "seller_name": "Nadia Chérif", "seller_email": "nadia@cherif.example",
        "seller_city": "Paris",
    },
    ("iban", "buyer_legal_id"),
)  # fmt: skip

LAYOUTS["credit note"] = Printed(
    r"""
#set page(margin: 2cm)
#set text(lang: "fr", size: 10pt)
Atelier Dupont \ 12 rue de l’Été \ 69001 Lyon \ SIRET 732 829 320 00074
= Avoir n° AV-2026-003
Date : 18/04/2026 \
Annule partiellement la facture n° F-2026-012 du 12/03/2026

Client : Café du Port SARL \
3 quai Est \
13002 Marseille

#table(columns: 2, [Remise sur la page d’accueil], [-100,00 €], [Total HT], [-100,00 €], [TVA 20 %], [-20,00 €],
  [Total TTC], [-120,00 €])
""",
    {
        "number": "AV-2026-003", "type_code": "381", "issue_date": "2026-04-18",
        "grand_total": "-120.00", "currency": "EUR", "preceding_invoice": "F-2026-012",
        "buyer_name": "Café du Port SARL", "buyer_city": "Marseille",
        "seller_name": "Atelier Dupont",
    },
    ("due_date", "iban", "late_rate"),
)  # fmt: skip

LAYOUTS["due on receipt, dotted amounts"] = Printed(
    r"""
#set page(paper: "a4", flipped: true, margin: 2cm)
#set text(lang: "fr", size: 10pt)
#grid(columns: (1fr, 1fr), [
  Paul Mercier, architecte \ 3 rue des Halles \ 44000 Nantes \ Siret n° 732 829 320 00074 \ N° TVA FR40732829320
], align(right)[
  SCI Les Pins \ 18 allée des Pins \ 44500 La Baule-Escoublac
])
#v(1cm)
#text(15pt)[Note d’honoraires n° 26.014]

Nantes, le 30.06.2026

Concerne : Extension de la villa

#table(columns: (1fr, auto), [Mission complète], [12.500,00 EUR], [Total H.T.], [12.500,00 EUR], [T.V.A. 20 %], [2.500,00 EUR],
  [Total toutes taxes comprises], [15.000,00 EUR])
Règlement à réception de facture.
""",
    {
        "number": "26.014", "type_code": "380", "issue_date": "2026-06-30",
        "due_date": "2026-06-30", "grand_total": "15000.00", "currency": "EUR",
        "subject": "Extension de la villa", "buyer_name": "SCI Les Pins",
        "buyer_postcode": "44500", "buyer_city": "La Baule-Escoublac",
        "seller_name": "Paul Mercier, architecte", "seller_legal_id": "73282932000074",
        "seller_vat": "FR40732829320",
    },
    ("iban", "late_rate", "prepaid"),
)  # fmt: skip

LAYOUTS["online program, three blocks"] = Printed(
    r"""
#set page(margin:2cm)
#set text(lang:"fr",size:10pt)
#grid(columns:(1fr,1fr),[#text(20pt)[Facture] \ #text(fill:gray)[N° 2026-00045] \ Émise le 5 janvier 2026 \ Échéance le 4 février 2026],align(right)[Camille Roux \ Développeuse web \ 15 rue Pasteur, 33000 Bordeaux \ camille\@roux.dev \ 06.98.76.54.32 \ SIRET 732829320 00074])
#line(length:100%)
Client \
*Librairie Mollat* \ 15 rue Vital-Carles \ 33000 Bordeaux \ SIREN 552 100 554

Développement d'un site e-commerce

#table(columns:(1fr,auto,auto,auto),[Désignation],[Quantité],[Prix unitaire],[Total],[Développement front],[5 jours],[450 €],[2 250 €],[Intégration],[2 jours],[400 €],[800 €])
#align(right)[Total HT : 3 050 € \ TVA non applicable, article 293 B du CGI \ *Total à payer : 3 050 €*]
Moyen de paiement : virement bancaire. IBAN : FR76 3000 6000 0112 3456 7890 189 #h(1em) BIC : AGRIFRPP882
En cas de retard de paiement, une pénalité de 3 fois le taux d'intérêt légal sera appliquée, ainsi qu'une indemnité forfaitaire de 40€.
""",
    {
        "number": "2026-00045", "type_code": "380", "issue_date": "2026-01-05",
        "due_date": "2026-02-04", "grand_total": "3050.00", "due_payable": "3050.00",
        "currency": "EUR", "buyer_name": "Librairie Mollat", "buyer_legal_id": "552100554",
        "buyer_address": "15 rue Vital-Carles", "buyer_postcode": "33000",
        "buyer_city": "Bordeaux", "seller_name": "Camille Roux",
        "seller_legal_id": "73282932000074", "seller_address": "15 rue Pasteur",
        "seller_email": "camille@roux.dev", "seller_phone": "+33698765432",
        "iban": "FR7630006000011234567890189", "bic": "AGRIFRPP882", "late_rate": "3xlegal",
    },
    ("prepaid", "penalty_percent"),
)  # fmt: skip

LAYOUTS["from and to"] = Printed(
    r"""
#set page(margin:2cm)
#set text(lang:"fr",size:10pt, font:"New Computer Modern")
#align(right)[Facture F0012 \ Date : 10/10/26 \ Date d’échéance : 09/11/26 \ Réf. client : CL12]
#grid(columns:(1fr,1fr),[*De* \ Sophie Bernard \ 8 rue du Lac \ 74000 Annecy \ N° SIRET : 73282932000074],[*À* \ Office de tourisme d’Annecy \ Centre Bonlieu \ 1 rue Jean Jaurès \ 74000 Annecy])
#table(columns:5,[Description],[Qté],[Unité],[PU HT],[Total HT],[Conseil],[2,5],[jour],[600,00],[1 500,00])
#align(right,table(columns:2,[Total HT],[1 500,00],[TVA 20,00%],[300,00],[Total TTC (EUR)],[1 800,00]))
Conditions de règlement : 30 jours à réception de facture. Mode de règlement : chèque ou virement.
Banque : BNP, RIB 30004 00001 00000123456 78
""",
    {
        "number": "F0012", "type_code": "380", "issue_date": "2026-10-10",
        "due_date": "2026-11-09", "grand_total": "1800.00", "currency": "EUR",
        "buyer_name": "Office de tourisme d’Annecy",
        "buyer_address": "Centre Bonlieu\n1 rue Jean Jaurès", "buyer_postcode": "74000",
        "buyer_city": "Annecy", "seller_name": "Sophie Bernard",
        "seller_legal_id": "73282932000074", "seller_address": "8 rue du Lac",
    },
    ("iban", "bic", "prepaid", "late_rate", "buyer_legal_id"),
)  # fmt: skip
