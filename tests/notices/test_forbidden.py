"""What a text may not claim, however it is spelled; and the honest words that must pass."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from relance.case import Money
from relance.notices import BadText, NotWritable, read_text, write
from relance.notices.forbidden import forbidden_claims, not_for_consumers
from relance.notices.plain_words import plain
from relance.notices.text import KINDS, builtin_text
from tests.notices.cases import CONSUMER, GIVEN, SITE

THREATS = (
    "Ceci vaut commandement de payer.",
    "Sommation de payer avant huissier",
    "Vous recevrez une assignation.",
    "Nous avons mandaté un commissaire de justice.",
    "Votre dossier sera transmis à notre avocat.",
    "Nous allons porter plainte.",
    "Vous serez inscrit à la Banque de France.",
    "Nous ferons saisir vos comptes.",
    "Des frais de recouvrement seront à votre charge.",
    "AU NOM DU PEUPLE FRANÇAIS",
    "Je vais saisir le tribunal",
    "Je saisirai le tribunal",
    "Nous saisissons le tribunal dès demain",
    "Nous allons engager des poursuites",
    "j’engage une procédure judiciaire contre vous",
    "une procédure judiciaire sera engagée",
    "une action en justice sera engagée",
    "Des poursuites seront engagées sans autre avis",
    "Votre dossier sera transmis à notre service contentieux",
    "votre dossier sera remis à un huissier",
    "votre dossier est transmis à notre avocat",
    "Nous transmettrons votre dossier à un commissaire de justice",
    "nous confierons le dossier à un huissier de justice",
    "un huissier se présentera à votre domicile",
    "un commissaire de justice passera chez vous",
    "COMMANDEMENT DE PAYER",
    "Commandement aux fins de saisie",
    "C O M M A N D E M E N T de payer",
    "comman\u00addement de payer",
    "commande\u200bment de payer",
    "c0mmandement de payer",
    "соmmandement de payer",
    "SOMMATION DE PAYER",
    "Sommation interpellative",
    "sommation par huissier",
    "Itératif commandement",
    "je vous signifie par la présente",
    "Par exploit de commissaire de justice",
    "acte de commissaire de justice",
    "procès-verbal de saisie",
    "République Française",
    "RÉPUBLIQUE  FRANÇAISE",
    "Au nom du peuple français",
    "Tribunal de commerce de Paris - convocation",
    "Convocation devant le tribunal",
    "injonction de payer rendue contre vous",
    "Nous porterons plainte",
    "dépôt de plainte",
    "vous encourez une peine de prison",
    "vous risquez l’emprisonnement",
    "C’est une infraction pénale",
    "sanctions pénales",
    "vol, abus de confiance",
    "fichage à la Banque de France",
    "inscription au FICP",
    "nous vous inscrirons dans un fichier des mauvais payeurs",
    "vous serez fiché",
    "liste rouge",
    "nous préviendrons vos clients",
    "nous informerons votre employeur",
    "Nous saisirons vos comptes bancaires",
    "saisie sur votre compte",
    "saisie-attribution",
    "saisie de vos biens",
    "vos biens seront saisis",
    "une saisie sur salaire",
    "saisir vos meubles",
    "frais de recouvrement à votre charge",
    "les frais de recouvrement vous seront facturés",
    "frais de dossier de 30 €",
    "s’ajoutent des frais de relance de 15 €",
    "Les honoraires d’huissier seront à votre charge",
    "frais d’avocat à votre charge",
    "tous les frais seront à votre charge",
    "Tous frais de justice à votre charge",
    "majoré de frais de gestion",
    "Frais de mise en demeure : 25 €",
    "dernier avis avant saisie",
    "avant poursuites judiciaires",
    "DERNIER AVIS AVANT POURSUITES",
    "dernier avis avant huissier",
    "Notre huissier interviendra",
    "un huissier a été mandaté",
    "nous avons mandaté un huissier",
    "je mandate un huissier",
    "huissier saisi",
    "le tribunal a été saisi",
    "nous assignerons votre société",
    "vous serez assigné devant le tribunal",
    "vous serez poursuivi",
    "vous serez condamné",
    "demande de liquidation judiciaire contre votre société",
    "nous demanderons votre mise en redressement judiciaire",
    "À défaut, je demanderai au tribunal compétent une injonction de payer.",
)
HONEST = (
    "Je me réserve le droit de demander au tribunal compétent le paiement.",
    "La clause pénale de 100 € peut être réduite par le juge.",
    "Les pénalités de retard continuent de courir.",
    "Vous pouvez saisir le médiateur de la consommation.",
    "À défaut de paiement dans ce délai, je me réserve le droit de demander au tribunal compétent le paiement de cette somme.",
    "Je pourrais alors saisir le tribunal compétent.",
    "À défaut, je serai en droit de saisir le tribunal compétent.",
    "nous pourrions confier ce dossier à un commissaire de justice",
    "La clause pénale de 100 € est celle du contrat.",
    "une clause pénale, réductible par le juge",
    "L’indemnité forfaitaire pour frais de recouvrement de 40 € est due (C. com., art. L441-10).",
    "indemnité forfaitaire de recouvrement",
    "Les frais de recouvrement restent à la charge du créancier.",
    "Je reste à votre disposition si quelque chose vous déplaît.",
    "Comment avez-vous reçu la facture de la comparaison ?",
    "La saisie des données de votre site est terminée.",
    "saisie comptable de mars",
    "La refonte du compte client",
    "J’ai saisi votre numéro de commande dans le portail.",
    "Assurez-vous que le compte est saisi sur le virement.",
    "Le règlement amiable est toujours possible.",
    "Pour éviter toute suite judiciaire, je vous propose un échéancier.",
    "Vous pouvez contester cette facture.",
    "Votre commande de mai",
    "Le port est à votre charge selon le devis.",
    "Merci de payer les frais de livraison prévus au devis.",
    "Escalier en bois",
    "Je vous signale par la présente",
    "Acompte versé",
    "le fichier des visuels est en pièce jointe",
    "fichiers des plans",
    "Si vous avez déjà réglé, merci de ne pas tenir compte de ce message.",
    "Je serai ravi de reprendre le projet avec vous.",
    "Je vous rappellerai vendredi.",
    "Je vous enverrai la facture corrigée dès demain.",
    "Nous suspendrons les travaux à compter du 15 mai.",
    "Le règlement sera le bienvenu avant le 15 mai.",
    "Aucun frais ne vous sera réclamé.",
    "Ce délai est accordé sans frais.",
    "Vous pouvez saisir un conciliateur de justice, c’est gratuit.",
    "J’ai saisi la date dans mon agenda.",
    "Je confirme la saisie de votre règlement dans mes comptes.",
    "Le service comptabilité pourra vous répondre.",
    "L’avocat du projet était présent à la réunion.",
    "La formation pour votre cabinet d’avocats est terminée.",
    "Vous trouverez la facture des travaux du tribunal.",
    "Nous poursuivons votre projet avec plaisir.",
    "Je reste à votre écoute : une avance, un échéancier, tout est possible.",
    "Je vous demande de régler 1 200 € avant le 3 mai.",
    "Je souhaite éviter une procédure judiciaire et préfère un accord.",
)


@pytest.mark.parametrize("words", THREATS)
def test_a_threat_is_caught_however_it_is_said(words: str) -> None:
    """A synonym, a capital, a Cyrillic letter or a hidden hyphen made the letter pass."""
    assert forbidden_claims(words), words


@pytest.mark.parametrize("words", HONEST)
def test_an_honest_sentence_passes(words: str) -> None:
    """A check that refuses «la saisie de vos données» is switched off by its users."""
    assert not forbidden_claims(words), words


@pytest.mark.parametrize("mandated", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_no_text_of_ours_threatens(kind: str, mandated: bool) -> None:
    """What users start from keeps the rule that it is judged by."""
    for one in builtin_text(kind, mandated=mandated).paragraphs:
        assert not forbidden_claims(one.text) and not forbidden_claims(one.familiar)


def test_a_word_is_read_as_it_is_heard() -> None:
    """Accents, spaced letters, figures for letters; a number and a reference stay."""
    assert plain("C O M M A N D E M E N T") == plain("C0mmandément") == "commandement"
    assert plain("Facture F-12 de 40 € du 3 mai 2026") == "facture f-12 de 40 € du 3 mai 2026"


@pytest.mark.parametrize(
    "words",
    [
        "S’y ajoute l’indemnité forfaitaire de 40 €.",
        "Pénalités de retard (C. com., art. L441-10).",
        "Frais : 40,00 €",
    ],
)
def test_a_consumer_is_never_asked_what_professionals_owe(words: str) -> None:
    """A text of one's own, written for firms, reached a private person (C. conso L121-21)."""
    source = f'subject: "A"\nparagraphs: ["{words}"]'
    own = {"formal_reminder": read_text(source, "formal_reminder")}

    assert not_for_consumers(words)
    assert write(GIVEN["reminder"].facts(), own)
    with pytest.raises(NotWritable, match="particulier"):
        write(GIVEN["reminder-consumer"].facts(), own)


def test_a_consumers_own_invoice_of_forty_euros_is_no_charge() -> None:
    """His principal may well be 40,00 €."""
    given = replace(
        GIVEN["kind-one"], debtor=CONSUMER, invoices=(replace(SITE, amount=Money.of("40")),)
    )
    assert write(given.facts())


def test_a_threat_in_two_forms_is_read_in_both() -> None:
    """«{comman|comman}dement de payer» is written with a brace, and printed without."""
    for words in ("{comman|comman}dement de payer", "{Une facture|Une sommation} vous attend"):
        with pytest.raises(BadText) as refused:
            read_text(f'subject: "A"\nparagraphs: ["{words}"]', "kind_email")
        assert [one.code for one in refused.value.problems] == ["forbidden_claim"]


_BOMB = "\n".join(
    ["a: &a [x, x]"]
    + [f"{to}: &{to} [{', '.join([f'*{of}'] * 9)}]" for of, to in pairwise("abcdefgh")]
)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (f"{_BOMB}\nsubject: A\nparagraphs: [{{text: *h}}]", "unreadable"),
        ("subject: A\nparagraphs: [{text: b, text: c}]", "unreadable"),
        ("subject: A\nparagraphs: " + "[" * 3000 + "]" * 3000, "unreadable"),
        ("subject: A\nparagraphs: [{if: 5, text: b}]", "unknown_condition"),
        ("subject: A\nparagraphs: [{text: [b]}]", "shape"),
        ("subject: A\nparagraphs: []", "empty"),
    ],
)
def test_a_strange_text_is_refused_at_once(source: str, code: str) -> None:
    """Ten lines of aliases stood for a billion words and kept the desk busy for ever."""
    with pytest.raises(BadText) as refused:
        read_text(source, "kind_email")
    assert [one.code for one in refused.value.problems] == [code]
