"""What each nature of judgment does; the list is that of the registries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from relance.intake.bodacc import Announcement, Effect, Notice, effect, read_announcements
from tests.intake.bodacc.notices import answer, record

NATURES = {
    Effect.OPENS: """
        Jugement d'ouverture de liquidation judiciaire
        Jugement d'ouverture de liquidation judiciaire simplifiée
        Jugement d'ouverture d'une procédure de redressement judiciaire
        Jugement d'ouverture d'une procédure de sauvegarde
        Jugement d'ouverture d'une procédure de sauvegarde accélérée
        Jugement d'ouverture d'une procédure de sauvegarde financière accélérée
        Jugement d'ouverture d'une procédure de traitement de sortie de crise
        Jugement prononçant l'ouverture d'une procédure de redressement judiciaire
        Jugement prononçant la liquidation judiciaire
        Jugement d’ouverture d’une procédure de sauvegarde
        JUGEMENT D'OUVERTURE DE LIQUIDATION JUDICIAIRE
        Autre jugement d'ouverture
        Jugement d'extension d'une procédure de redressement judiciaire
        Jugement d'extension d'une procédure de sauvegarde
        Jugement d'extension de liquidation judiciaire""",
    Effect.CONVERTS: """
        Jugement de conversion en liquidation judiciaire
        Jugement de conversion en liquidation judiciaire de la procédure de sauvegarde
        Jugement de conversion en redressement judiciaire de la procédure de sauvegarde
        Jugement convertissant la procédure de sauvegarde en procédure de redressement judiciaire
        Jugement mettant fin à la procédure de traitement de sortie de crise et ouvrant une procédure de liquidation judiciaire
        Jugement prononçant la résolution du plan de redressement
        Jugement prononçant la résolution du plan de redressement et la liquidation judiciaire
        Jugement prononçant la résolution du plan de cession et la liquidation judiciaire
        Jugement prononçant la résolution du plan de sauvegarde et le redressement judiciaire
        Jugement de reprise de la procédure de liquidation judiciaire
        Jugement prononçant la reprise de la procédure de liquidation judiciaire""",
    Effect.ENDS: """
        Jugement de clôture pour insuffisance d'actif
        Jugement de clôture pour insuffisance d'actif et autorisant la reprise des poursuites individuelles
        Jugement de clôture pour extinction du passif
        Jugement de clôture de la procédure de sauvegarde
        Clôture pour extinction du passif
        Autre jugement de clôture
        Jugement mettant fin à la procédure de redressement judiciaire
        Jugement mettant fin à la procédure de sauvegarde""",
    Effect.NONE: """
        Jugement arrêtant le plan de redressement
        Jugement de plan de redressement
        Jugement arrêtant le plan de sauvegarde
        Jugement arrêtant un plan de cession
        Jugement de plan de traitement de sortie de crise
        Jugement modifiant le plan de continuation
        Jugement modifiant le plan de sauvegarde
        Jugement d'interdiction de gérer
        Jugement d'interdiction de gérer Loi de 1985
        Jugement de faillite personnelle
        Jugement prononçant la faillite personnelle
        Dépôt de l'état des créances
        Dépôt de l'état des créances et du projet de répartition
        Dépôt de l'état de collocation
        Dépôt du projet de répartition
        Autre avis de dépôt
        Autres avis de dépôt
        Liste des créances nées après le jugement d'ouverture d'une procédure de liquidation judiciaire
        Liste des créances nées après le jugement d'ouverture d'une procédure de redressement judiciaire
        Jugement de désignation des organes de la procédure
        Jugement modifiant la date de cessation des paiements
        Jugement accordant un délai pour déposer la liste des créances""",
    Effect.ASK: """
        Autre jugement prononçant
        Autre jugement et ordonnance
        Arrêt de la cour d'appel infirmant une décision soumise à publicité
        Autre arrêt de la Cour d'Appel
        Jugement d'ouverture d'une procédure de rétablissement professionnel
        Jugement de rejet d'ouverture de liquidation judiciaire
        Décision qui n'existe pas""",
}
CASES = [
    (one.strip(), expected)
    for expected, many in NATURES.items()
    for one in many.strip().split("\n")
]


def of(nature: str, **changes: object) -> Announcement:
    [one] = read_announcements(answer(record(nature=nature, **changes)), file="a").announcements
    return one


@pytest.mark.parametrize(("nature", "expected"), CASES)
def test_each_nature_does_what_it_says(nature: str, expected: Effect) -> None:
    """A letter sent to an insolvent client is unlawful; one held back for nothing costs money."""
    meaning = effect(of(nature))

    assert meaning.effect is expected
    assert meaning.reason.endswith(".")


def test_openings_and_conversions_alone_stop_dunning() -> None:
    """The end of a procedure gives no leave to write again: it changes nothing by itself."""
    assert {one for one in Effect if one.stops_dunning} == {Effect.OPENS, Effect.CONVERTS}


def test_what_comes_after_an_opening_says_so() -> None:
    """A plan read about a case that knows of no procedure means that the opening was missed."""
    assert effect(of("Jugement arrêtant le plan de redressement")).supposes_opening
    assert effect(of("Jugement de clôture pour insuffisance d'actif")).supposes_opening
    assert not effect(of("Jugement d'ouverture de liquidation judiciaire")).supposes_opening


def test_an_unknown_nature_is_asked_in_its_own_words() -> None:
    """The person who looks must see what the registry wrote."""
    reason = effect(of("Décision qui n'existe pas")).reason

    assert reason.startswith("À regarder\u00a0:")
    assert "«\u00a0Décision qui n'existe pas\u00a0»" in reason


@pytest.mark.parametrize("notice", [Notice.CANCELLATION, Notice.UNKNOWN])
def test_a_notice_taken_back_is_asked(notice: Notice) -> None:
    """A cancelled opening may free the case: no machine decides that."""
    one = replace(of("Jugement d'ouverture de liquidation judiciaire"), notice=notice)

    assert effect(one).effect is Effect.ASK


def test_a_correction_says_what_it_says() -> None:
    """A corrected opening is still an opening."""
    one = of("Jugement d'ouverture de liquidation judiciaire", typeavis="rectificatif")

    assert (one.notice, effect(one).effect) == (Notice.CORRECTION, Effect.OPENS)


@pytest.mark.parametrize("section", ["conciliation", "retablissement_professionnel", "inconnue"])
def test_another_part_of_the_bulletin_is_asked(section: str) -> None:
    """A conciliation or a rétablissement professionnel follows other rules than L622-21."""
    one = of("Jugement d'ouverture de liquidation judiciaire", familleavis=section)

    assert effect(one).effect is Effect.ASK
