"""Notices as the open data gives them: the fields and wordings are the registries' own.

The companies and days are invented; the wordings were read in public copies of answers of the
API. No file of the publisher himself was at hand.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

LIQUIDATION = (
    "Jugement prononçant la liquidation judiciaire, date de cessation des paiements le 2 octobre "
    "2025, désignant liquidateur Selarl Untel prise en la personne de Me Aline Durand 23 Rue "
    "Victor Hugo 95300 Pontoise.Les déclarations des créances sont à adresser au liquidateur ou "
    "sur le portail électronique prévu par les articles L.814-2 et L.814-13 du code de commerce "
    "dans les deux mois à compter de la publication au Bodacc.Nature de la procédure "
    "d'insolvabilité : non concernée."
)
WITH_ADMINISTRATOR = (
    "Jugement prononçant l'ouverture d'une procédure de redressement judiciaire, date de cessation "
    "des paiements le 28 février 2026 désignant administrateur SCP Unetelle en la personne de Me "
    "Lou Petit 41 Rue de Liège 75008 Paris avec les pouvoirs : assistance, mandataire judiciaire "
    "SELARL Autre prise en la personne de Me Julia Roux 14/16 Rue de Lorraine 93000 Bobigny Les "
    "déclarations des créances sont à adresser au mandataire judiciaire ou sur le portail "
    "électronique dans les deux mois à compter de la publication au Bodacc."
)
ADMINISTRATOR_AFTER = (
    "Jugement prononçant l'ouverture d'une procédure de sauvegarde et désignant mandataire "
    "judiciaire SCP Untel associes prise en la personne de Me Laura Blanc 24 rue du Lieutenant "
    "Untel 97300 Cayenne, Administrateur Judiciaire : Selarl Autre prise en la personne de Me "
    "Lise Noir 44 rue Schoelcher 97300 Cayenne. Les déclarations des créances sont à adresser au "
    "mandataire judiciaire."
)
DIGIT_IN_THE_NAME = (
    "Jugement prononçant la liquidation judiciaire , date de cessation des paiements le 01 Mars "
    "2026, désignant liquidateur SELARL 4X SOLUTIONS prise en la personne de Maître Jean-Paul "
    "BRUN 2 B, avenue du Lac - 21000 Dijon . Les créances sont à adresser, dans les deux mois de "
    "la présente publication, auprès du liquidateur."
)
NO_TITLE = (
    "Jugement prononçant la réouverture de la procédure de liquidation judiciaire et a nommé la "
    "SELARL UNTEL prise en la personne de Me Aline DURAND 23 rue Victor Hugo 95300 PONTOISE."
)
TITLE_IN_THE_NAME = (
    "Jugement prononçant l'ouverture d'une procédure de redressement judiciaire , désignant "
    "mandataire judiciaire SELARL UNTEL - Mandataire Judiciaire prise en la personne de Maître "
    "Alexandre VERT 22, rue Taisson - 30100 Ales . Les créances sont à adresser au mandataire."
)


def record(**changes: Any) -> dict[str, Any]:
    """One record of the API; `nature`, `on` and `text` change its judgment."""
    judgment = {
        "type": "initial",
        "famille": "Jugement d'ouverture",
        "nature": changes.pop("nature", "Jugement d'ouverture de liquidation judiciaire"),
        "date": changes.pop("on", "2026-08-31"),
        "complementJugement": changes.pop("text", LIQUIDATION),
    }
    return {
        "id": "A202601721671",
        "publicationavis": "A",
        "parution": "20260172",
        "dateparution": "2026-09-09",
        "numeroannonce": 1671,
        "typeavis": "annonce",
        "typeavis_lib": "Avis initial",
        "familleavis": "collective",
        "familleavis_lib": "Procédures collectives",
        "numerodepartement": "91",
        "tribunal": "Greffe du Tribunal de Commerce d'Evry",
        "commercant": "CAFÉ DE L’ESTUAIRE",
        "ville": "Evry",
        "cp": "91000",
        "registre": ["552100554", "552 100 554"],
        "jugement": json.dumps(judgment, ensure_ascii=False),
        "parutionavisprecedent": None,
        "url_complete": "https://www.bodacc.fr/pages/annonces-commerciales-detail/?q.id=id:A202601721671",
    } | changes


def answer(*records: dict[str, Any]) -> bytes:
    """The answer of the API to a request for records."""
    return json.dumps({"total_count": len(records), "results": records}).encode()


def export(*records: dict[str, Any], sign: str = ";") -> bytes:
    """The CSV export: a field of several values joins them with a comma."""
    written = io.StringIO()
    rows = csv.DictWriter(written, list(record()), delimiter=sign)
    rows.writeheader()
    for one in records:
        joined = ",".join(one["registre"]) if isinstance(one["registre"], list) else one["registre"]
        rows.writerow(one | {"registre": joined})
    return written.getvalue().encode("utf-8-sig")


BULLETIN = """<?xml version="1.0" encoding="UTF-8"?>
<PCL_REDIFF xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:noNamespaceSchemaLocation="PCL_Redif_XML.xsd">
<parution>20260172</parution><dateParution>09/09/2026</dateParution><annonces>
<annonce><typeAnnonce><annonce/></typeAnnonce><nojo>910112</nojo><numeroAnnonce>1671</numeroAnnonce>
<numeroDepartement>91</numeroDepartement><tribunal>GREFFE DU TRIBUNAL DE COMMERCE
 D'EVRY</tribunal><personneMorale><denomination>BOIS &amp; FILS</denomination>
<formeJuridique>SARL</formeJuridique></personneMorale><numeroImmatriculation>
<numeroIdentificationRCS>552 100 554</numeroIdentificationRCS><codeRCS>RCS</codeRCS>
<nomGreffeImmat>EVRY</nomGreffeImmat></numeroImmatriculation><jugement>
<famille>Jugement d'ouverture</famille>
<nature>Jugement d'ouverture d'une procédure de redressement judiciaire</nature>
<date>31 août 2026</date><complementJugement>Texte.</complementJugement></jugement></annonce>
<annonce><typeAnnonce><annonce/></typeAnnonce><numeroAnnonce>1672</numeroAnnonce>
<personnePhysique><nom>DUPONT</nom><prenom>Jean</prenom></personnePhysique>
<nonInscrit>Non inscrit au RCS</nonInscrit><jugement><famille>Jugement d'ouverture</famille>
<nature>Jugement d'ouverture de liquidation judiciaire</nature><date>1er septembre 2026</date>
</jugement></annonce>
<annonce><typeAnnonce><annulation/></typeAnnonce><numeroAnnonce>1673</numeroAnnonce>
<personneMorale><denomination>ATELIER DUVAL</denomination></personneMorale>
<numeroImmatriculation><numeroIdentificationRCS>732 829 320</numeroIdentificationRCS>
</numeroImmatriculation><parutionAvisPrecedent><nomPublication>BODACC A</nomPublication>
<numeroParution>20260160</numeroParution><dateParution>20 août 2026</dateParution>
<numeroAnnonce>88</numeroAnnonce></parutionAvisPrecedent><jugementAnnule><famille>Jugement
 d'ouverture</famille><nature>Jugement d'ouverture de liquidation judiciaire</nature>
<date>12 août 2026</date></jugementAnnule></annonce>
</annonces></PCL_REDIFF>
"""
