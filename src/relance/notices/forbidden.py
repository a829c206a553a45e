"""What no text of ours may claim: threats not decided, imitation of a court or a bailiff.

Sources: DGCCRF surveys (law.md L2.7), C. pén. 433-13 2° (L5.6), CPCE L111-8 (L2.5), L8.10 to
L8.12. A suite may be named in the conditional («je pourrais saisir le tribunal») or as a right
(«je me réserve le droit de…»), in a letter; a friendly mail names none.
"""

from __future__ import annotations

import re
import unicodedata

FRIENDLY = ("courtesy", "kind_email", "call_confirmation", "thank_you")
"""The kinds whose words may not even mention a court or a formal notice."""

_IMITATION = "imite un acte de justice ou de commissaire de justice (C. pén., art. 433-13)."
_THREAT = "menace d’une suite que personne n’a décidée. Écrivez-la au conditionnel ou retirez-la."
_CRIME = "menace de poursuites pénales ou de fichage\u00a0: c’est interdit."
_SEIZURE = "annonce une saisie sans titre exécutoire."
_COSTS = "met des frais de recouvrement à la charge du débiteur (CPCE, art. L111-8)."
_DAMAGES = "réclame des dommages et intérêts, que seul un juge accorde."
_OTHERS = "menace d’en parler à des tiers\u00a0: une dette ne regarde que celui qui la doit."
_UNFRIENDLY = "menace dans un message aimable. Gardez cela pour une lettre."

_BAILIFF = r"\b(huissiers?|commissaires? de justice)\b"
_COURT = (
    r"\b(tribuna(l|ux)|en justice|juges?|huissiers?|commissaires? de justice|avocats?|"
    r"contentieux|procedures?|action (judiciaire|en justice)|poursuites?)\b"
)
_BELONGINGS = r"\b(comptes?|salaires?|biens|meubles|vehicules?|mobilier|stocks?)\b"
_TO_ACT = (
    r"(saisir|mandater|engager|assigner|poursuivre|transmettre|confier|porter|lancer|entamer|agir)"
)
_ACTS = (
    r"(saisi(rai|rons|s|ssons)|mandate(rai|rons)?|mandatons|engage(rai|rons|ons)?|"
    r"assign(e|ons|erai|erons)|poursuiv(rai|rons|ons)|transmet(s|tons|trai|trons)|"
    r"confi(e|ons|erai|erons)|port(erai|erons)|lanc(e|ons|erai|erons)|entam(e|ons|erai|erons)|"
    r"agi(rai|rons|s|ssons))"
)
_ACTED = r"(saisi|mandate|engage|assigne|poursuivi|transmis|confie|remis|lance|entame)(e?s?)"

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), why)
    for pattern, why in (
        (r"commandement (de|a) payer|\bsommations?\b|\bassignations?\b|\bparlant a\b", _IMITATION),
        (r"au nom du peuple|republique francaise|liberte,? egalite", _IMITATION),
        (r"\b(acte|exploit|etude|ministere) d(e |')(huissier|commissaire de justice)", _IMITATION),
        (r"proces-verbal de (saisie|carence|signification)|avis avant "
         r"(saisie|huissier|commissaire|poursuites?|contentieux|execution)", _IMITATION),
        (r"signifi(e|ons|ee?s?) par la presente|^\W*(injonction|ordonnance|jugement)\b", _IMITATION),
        (r"ordonnance portant injonction|\b(maitre|scp|selarl)\b.{0,40}\bhuissier", _IMITATION),
        (rf"\b(je|j'|nous|on)\b.{{0,15}}\b{_ACTS}\b.{{0,40}}?{_COURT}", _THREAT),
        (rf"\b(vais|allons|va|vont)\b.{{0,20}}?\b{_TO_ACT}\b.{{0,40}}?{_COURT}", _THREAT),
        (rf"(?<!n')\b(ai|avons|a|ont)\b (deja |d'ores et deja )?{_ACTED}\b.{{0,30}}?"
         rf"({_BAILIFF}|\b(tribunal|avocat|juge)\b)", _THREAT),
        (rf"\bserai?(ons)?\b (contraint|oblige|force|amene)\w* (de |d'|a ).{{0,10}}{_TO_ACT}\b", _THREAT),
        (rf"{_COURT}.{{0,40}}?\b(est|sont|sera|seront)\b.{{0,15}}?\b{_ACTED}\b", _THREAT),
        (rf"\b(est|sont|sera|seront)\b.{{0,15}}?\b{_ACTED}\b.{{0,30}}?"
         r"\b(huissier|avocat|contentieux|commissaire|recouvrement|tribunal)", _THREAT),
        (r"\bserez\b.{0,12}\b(poursuivi|assigne|condamne|convoque)", _THREAT),
        (rf"{_BAILIFF}.{{0,25}}?\b(passera|viendra|se presentera|saisira|interviendra)", _THREAT),
        (r"\bplainte\b|(?<!clause )(?<!clauses )\bpena(le?s?|ux)\b|\bescro[cq]|\bdelit\b", _CRIME),
        (r"\bprison\b|emprisonne|abus de confiance|poursuites? (criminelle|correctionnelle)", _CRIME),
        (r"banque de france|\bficp\b|\bfich(age|ier) (des|national)|\b(serez|etes) fiche|"
         r"liste noire|mauvais(es)? payeu", _CRIME),
        (rf"\bsaisi\w*\b.{{0,20}}?\b(vos|votre|les|sur|de|du)\b.{{0,15}}?{_BELONGINGS}", _SEIZURE),
        (rf"\b(vos|votre)\b.{{0,5}}?{_BELONGINGS}.{{0,30}}?\b(saisi|bloque|gele)", _SEIZURE),
        (r"\bsaisie[ -](attribution|vente|conservatoire)|\bexpulse|\bexpulsion", _SEIZURE),
        (r"(?<!pour )\bfrais (de |d')?(recouvrement|dossier|relance|huissier|contentieux|rappel|gestion)"
         r"\b.{0,40}?(a votre charge|en sus|ajout|factur|\d|\bdus\b)", _COSTS),
        (r"dommages[- ](et[- ])?interets", _DAMAGES),
        (r"\b(informer|previendr|avertir|contacter|alerter)(ai|ons)\b.{0,30}?"
         r"\b(votre|vos) (employeur|clients?|fournisseurs?|banque|famille|voisins?|associes?)", _OTHERS),
        (r"\b(votre|vos) (nom|coordonnees|dette|impaye)s?\b.{0,20}?\b(sera|seront)\b.{0,10}?publi", _OTHERS),
    )
)  # fmt: skip

_KIND_WORDS = re.compile(
    rf"\bm(ise|ettre|ets|ettons|ettrai) en demeure\b|{_BAILIFF}|\bcontentieu(x|se)\b|"
    r"\b(saisir|devant|aupres du|demander au) (le |un |votre |notre )?(tribunal|juge)|"
    r"\bpoursuites? (judiciaires?|en justice)|\b(procedure|voie) judiciaire|\baction en justice"
)

_AGREEMENT = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


def _plain(words: str) -> str:
    """Lower case, no accents, no invisible characters, single spaces, straight apostrophes."""
    decomposed = unicodedata.normalize("NFKD", words.casefold().replace("’", "'"))
    kept = "".join(
        one
        for one in decomposed
        if not unicodedata.combining(one) and unicodedata.category(one) != "Cf"
    )
    return re.sub(r"\s+", " ", kept)


def forbidden_claims(words: str, kind: str) -> list[tuple[str, str]]:
    """The forbidden passages of a text and why each is refused; empty when there is none.

    Read in the singular and in the plural of its agreements: `som{mation|mations}` is caught.
    """
    forms = {_plain(_AGREEMENT.sub(rf"\{place}", words)) for place in (1, 2)}
    rules = [*_RULES, (_KIND_WORDS, _UNFRIENDLY)] if kind in FRIENDLY else _RULES
    found: dict[str, str] = {}
    for pattern, why in rules:
        for plain in sorted(forms):
            if match := pattern.search(plain):
                found.setdefault(match.group(0).strip(), why)
    return list(found.items())
