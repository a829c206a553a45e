"""Forty debtors of the sample cabinet, every state at least once."""

from __future__ import annotations

from decimal import Decimal

from relance.case.entries import CallOutcome, Channel, DeliveryOutcome
from relance.office.samples.people import Step, Story

MAIL = ("sent", ("kind_email", Channel.EMAIL))
REMINDER = ("sent", ("formal_reminder", Channel.LETTER))
NOTICE = ("sent", ("formal_notice", Channel.LETTER))
COURT = ("sent", ("court_file", Channel.COURT))
VOICEMAIL = ("call", CallOutcome.VOICEMAIL)
DELIVERED = ("outcome", DeliveryOutcome.DELIVERED)


def _at(day: int, what: tuple[str, object]) -> Step:
    return (day, *what)


_TO_REMINDER = (_at(7, MAIL), _at(16, VOICEMAIL))
_TO_NOTICE = (*_TO_REMINDER, _at(30, REMINDER), _at(32, DELIVERED))
_TO_COURT = (*_TO_NOTICE, _at(45, NOTICE), _at(47, DELIVERED))
_TO_THE_END = (*_TO_COURT, _at(60, COURT))


STORIES = (
    Story(0, "Café de l’Estuaire", -12, Decimal("900"), "Julie Martin", gender="woman"),
    Story(0, "Librairie du Canal", -2, Decimal("450"), "Marc Oger", gender="man"),
    Story(0, "Garage Bellevue", 3, Decimal("1500"), "Paul Hénaff", gender="man"),
    Story(0, "Cabinet Roussel", 8, Decimal("2400"), "Inès Roussel", gender="woman"),
    Story(0, "Boulangerie Fournil d’Or", 9, Decimal("380"), "Léa", formality="tu"),
    Story(
        0,
        "Agence Nord-Sud",
        17,
        Decimal("3200"),
        "Hugo Lemaire",
        gender="man",
        happened=(_at(7, MAIL),),
    ),
    Story(
        0,
        "Hôtel des Voyageurs",
        18,
        Decimal("1150"),
        "Anne Le Gall",
        gender="woman",
        happened=(_at(8, MAIL),),
    ),
    Story(
        0,
        "Fleurs & Cie",
        19,
        Decimal("640"),
        "Zoé",
        formality="tu",
        happened=(_at(7, MAIL), _at(16, ("call", CallOutcome.FORGOT)), (16, "promise", 8)),
    ),
    Story(
        0,
        "Restaurant La Palette",
        40,
        Decimal("1980"),
        "Karim Benali",
        gender="man",
        happened=(_at(7, MAIL), _at(15, ("call", CallOutcome.CASH_PROBLEM)), (15, "promise", 15)),
    ),
    Story(
        0, "Imprimerie Vauban", 33, Decimal("5400"), "Service comptabilité", happened=_TO_REMINDER
    ),
    Story(
        0,
        "Transports Michelet",
        46,
        Decimal("2750"),
        "Denis Michelet",
        gender="man",
        happened=_TO_NOTICE,
    ),
    Story(
        0, "Clinique vétérinaire du Parc", 62, Decimal("1240"), "Dr Sarah Cohen", happened=_TO_COURT
    ),
    Story(
        0,
        "Société Arvor Conseil",
        165,
        Decimal("7800"),
        "Direction financière",
        happened=(*_TO_THE_END, (66, "filed", None), (84, "order", None)),
    ),
    Story(
        1,
        "Syndicat Les Terrasses",
        50,
        Decimal("4100"),
        "Mme Prigent",
        happened=(*_TO_REMINDER, (30, "paid", None)),
    ),
    Story(
        1,
        "Mairie de Plouvenez",
        20,
        Decimal("6200"),
        "Service des marchés",
        kind="public",
        postcode="29250",
        city="Plouvenez",
        happened=(_at(7, MAIL),),
    ),
    Story(
        1,
        "Mme Hélène Caradec",
        35,
        Decimal("2300"),
        "Hélène Caradec",
        kind="consumer",
        gender="woman",
        happened=_TO_REMINDER,
    ),
    Story(
        1,
        "M. Bruno Salaün",
        640,
        Decimal("1870"),
        "Bruno Salaün",
        kind="consumer",
        gender="man",
        happened=_TO_THE_END,
    ),
    Story(
        1,
        "SCI du Vieux Port",
        28,
        Decimal("8900"),
        "Gérance",
        happened=(*_TO_REMINDER, (20, "paid", "4000")),
    ),
    Story(
        1,
        "Crêperie Ar Mor",
        22,
        Decimal("760"),
        "Nolwenn Riou",
        gender="woman",
        happened=(_at(7, MAIL), (12, "dispute", "300")),
    ),
    Story(
        1,
        "Bar L’Abri",
        26,
        Decimal("540"),
        "Erwan Quéré",
        gender="man",
        happened=(_at(7, MAIL), (10, "dispute", None)),
    ),
    Story(
        1,
        "École de voile Iroise",
        24,
        Decimal("1320"),
        "Secrétariat",
        happened=(_at(7, MAIL), (14, "hold", 30)),
    ),
    Story(
        1,
        "Opticien Vision Ouest",
        16,
        Decimal("980"),
        "M. Tanguy",
        happened=(_at(7, MAIL), (9, "reply", None)),
    ),
    Story(1, "Pharmacie du Centre", 21, Decimal("410"), "", reachable=False),
    Story(
        1,
        "Conserverie Penmarc’h",
        25,
        Decimal("2950"),
        "Comptabilité",
        happened=(_at(7, MAIL), _at(8, ("outcome", DeliveryOutcome.BOUNCED))),
    ),
    Story(
        1,
        "Chantier naval Abers",
        70,
        Decimal("12400"),
        "M. Abgrall",
        happened=(*_TO_NOTICE, (40, "insolvency", None)),
    ),
    Story(
        1,
        "Scierie Tonnerre",
        34,
        Decimal("3300"),
        "Luc Tonnerre",
        gender="man",
        happened=(*_TO_REMINDER,),
        invoices=2,
    ),
    Story(
        1,
        "Winstub Zum Storchen",
        31,
        Decimal("1490"),
        "Élodie Schmitt",
        gender="woman",
        postcode="67000",
        city="Strasbourg",
        happened=_TO_REMINDER,
    ),
    Story(
        1,
        "Domaine Letchi",
        44,
        Decimal("2080"),
        "Jean-Hugues Payet",
        gender="man",
        postcode="97410",
        city="Saint-Pierre",
        happened=_TO_NOTICE,
    ),
    Story(2, "Maison Ducasse & Fils", 8, Decimal("3600"), "Mme Ducasse", happened=()),
    Story(
        2,
        "Théâtre de la Ruche",
        45,
        Decimal("2200"),
        "Administration",
        happened=(
            _at(7, MAIL),
            _at(16, ("call", CallOutcome.CASH_PROBLEM)),
            (20, "plan", 3),
            (30, "paid", "880"),
        ),
    ),
    Story(
        2,
        "Fondation Belair",
        110,
        Decimal("9800"),
        "Trésorerie",
        happened=(*_TO_THE_END, (75, "handed", None)),
    ),
    Story(2, "Agence Pixel Vert", 5, Decimal("1250"), "Sam", formality="tu"),
    Story(2, "Éditions du Phare", 120, Decimal("1700"), "Rédaction", happened=_TO_THE_END),
    Story(
        2,
        "Radio Canut Nord",
        14,
        Decimal("880"),
        "Antenne",
        happened=(_at(7, MAIL), (10, "paid", None)),
    ),
    Story(
        2,
        "Conseil Ardennes",
        52,
        Decimal("4550"),
        "Comptabilité fournisseurs",
        happened=_TO_NOTICE,
        late_note="Taux des pénalités de retard : 12 % par an.",
    ),
    Story(
        2,
        "Galerie Sureau",
        27,
        Decimal("1390"),
        "Agathe Sureau",
        gender="woman",
        happened=(_at(7, MAIL), _at(16, ("call", CallOutcome.NOT_SATISFIED))),
    ),
    Story(
        2,
        "Start Up Mélèze",
        20,
        Decimal("5100"),
        "Nina",
        formality="tu",
        happened=(_at(7, MAIL), _at(16, ("call", CallOutcome.WRONG_PERSON))),
    ),
    Story(
        2,
        "Hôpital de la Vallée",
        40,
        Decimal("15200"),
        "Cellule facturier",
        kind="public",
        happened=_TO_REMINDER,
    ),
    Story(
        2,
        "Association Les Passeurs",
        36,
        Decimal("690"),
        "Bureau",
        happened=(*_TO_REMINDER, (20, "credit", "200")),
    ),
    Story(2, "Kiosque Saint-Ouen", 11, Decimal("275"), "", kind="", happened=()),
)
