"""What no text of ours may claim: threats not decided, imitation of a court or a bailiff.

Sources: DGCCRF surveys (law.md L2.7), C. pén. 433-13 2° (L5.6), CPCE L111-8 (L2.5), L8.12.
What a court could be asked may be said as what it is, a possibility («je me réserve le droit
de…», «je pourrais…»); said as a decision, it is a threat that nobody has decided.
"""

from __future__ import annotations

import re

from relance.notices.plain_words import plain, sentences

_IMITATION = "imite un acte de justice ou de commissaire de justice (C. pén., art. 433-13)."
_THREAT = "menace d’une suite que personne n’a décidée. Écrivez-la au conditionnel ou retirez-la."
_CRIME = "menace de poursuites pénales ou de fichage\u00a0: c’est interdit."
_SEIZURE = "annonce une saisie sans titre exécutoire."
_COSTS = "met des frais de recouvrement à la charge du débiteur (CPCE, art. L111-8)."
_OTHERS = "menace d’en parler à d’autres que le débiteur\u00a0: c’est interdit."
_NOT_A_CONSUMER = (
    "est demandé à un particulier, qui ne doit ni pénalités de retard ni indemnité forfaitaire "
    "(C. com., art. L441-10). Retirez ce passage, ou donnez-lui «\u00a0if: business\u00a0»."
)

_BAILIFF = r"(huissiers?|commissaires? de justice)"
_ACTOR = rf"({_BAILIFF}|avocats?|contentieux|service juridique|societe de recouvrement)"
_HERS = r"(compte(?! ?-?rendu)s?|salaires?|biens?|meubles?|vehicules?|loyers?|stocks?|creances?)"
_NEVER: tuple[tuple[str, str], ...] = (
    (r"\bcommandement\b.{0,25}\b(payer|saisie)|\biteratif commandement", _IMITATION),
    (r"\bsommations?\b|\bassignations?\b|au nom du peuple|republique francaise", _IMITATION),
    (r"\bparlant a\b|\bexploit (d.|de )|\bpar ces motifs\b|formule executoire", _IMITATION),
    (rf"\bactes? (d.|de |du ){_BAILIFF}|proces[ -]verbal", _IMITATION),
    (r"signifi(e|ons|ee?s?) par la presente|\b(acte|date) de signification", _IMITATION),
    (r"\bcitation a comparaitre|\bconvocation\b.{0,30}\b(tribunal|juge|audience)", _IMITATION),
    (r"(?m)^ ?(greffe|cour d.appel|tribunal)\b", _IMITATION),
    (r"\b(injonction|ordonnance|jugement|decision)\b.{0,30}(rendue? |contre vous|a votre encontre)", _IMITATION),
    (rf"(je|nous|j.ai|avons) (mandate|mandatons)\b|{_BAILIFF}.{{0,20}}\b(mandate|saisi)e?s?\b", _THREAT),
    (r"\b(tribunal|juge|justice) (est|a ete|sera|va etre) saisie?\b", _THREAT),
    (r"nous avons (mandate|saisi)\b", _THREAT),
    (r"\b(je|nous|on) (saisira[is]?|saisirons|allons saisir|vais saisir|engagera[is]?|engagerons|"
     r"poursuivrai|poursuivrons)\b(?! (votre|vos) (commande|travail|travaux|projet))", _THREAT),
    (rf"\b(sera|seront|est|sont|a ete|va etre) (transmis|confie|remis|donne|envoye)e?s? (a|au|aux) "
     rf"(un |une |notre |nos |mon |l.)?(service )?{_ACTOR}", _THREAT),
    (rf"{_BAILIFF} (se |vous |va |viendra|passera|interviendra|procedera)", _THREAT),
    (rf"\bavant (toutes? |une |d. ?|la |l.)?(poursuites?|saisies?|proces|assignation|action en justice|"
     rf"procedure|contentieux|{_BAILIFF})\b", _THREAT),
    (r"sous peine de|\bvous serez (poursuivi|condamne|assigne|saisi)", _THREAT),
    (r"\bplaintes?\b|(?<!clause )(?<!clauses )\bpena(le?s?|ux)\b|escroc|abus de confiance", _CRIME),
    (r"poursuites? (criminelle|correctionnelle)|\b(em)?prison|infraction|\bdelits?\b", _CRIME),
    (r"banque de france|\bficp\b|\bfcc\b|liste (noire|rouge)|mauvais payeur", _CRIME),
    (r"\bfich(age|es? (par|au|a la)\b)|\bserez (fiche|inscrit)|"
     r"fichiers? (national|des (incidents|impayes|debiteurs|mauvais))", _CRIME),
    (r"(previen|prevenir|inform|averti|contact|alert|signal)\w* .{0,12}\b(vos|votre) "
     r"(clients?|employeur|banque|banquier|fournisseurs?|voisins?|famille|conjoint|associes?)", _OTHERS),
    (r"reseaux sociaux|avis (negatif|google)|\bpublier\w* .{0,20}(nom|impaye|dette)", _OTHERS),
    (rf"\bsaisi(e|es|r|s|rons|rai|ra|ront)?\b.{{0,30}}\b(?<!mes )(?<!mon ){_HERS}", _SEIZURE),
    (rf"\b{_HERS}.{{0,20}}\b(seront?|etre|vont etre|va etre) saisi", _SEIZURE),
    (r"\bsaisie[ -](attribution|vente|conservatoire|apprehension|execution)", _SEIZURE),
    (r"\b(frais|honoraires|debours|couts?)\b.{0,60}\b(a votre charge|en sus|s.ajout\w+|vous (sera|seront|"
     r"incomb\w+)|(vous )?(factur|imput|reclam)\w+)", _COSTS),
    (r"\b(s.ajout\w+|majore\w*|augmente\w*)\b.{0,20}\b(frais|honoraires|debours)\b", _COSTS),
    (r"(?<!forfaitaire pour )(?<!forfaitaire de )\bfrais (de|d.) ?(recouvrement|dossier|relance|gestion|"
     r"mise en demeure|huissier|avocat|contentieux|impaye|rappel|recommande)\b.{0,20}\d", _COSTS),
)  # fmt: skip
"""Refused however it is said."""

_COURT = re.compile(
    rf"\b(tribuna(l|ux)|en justice|judiciaires?|poursuites?|injonction de payer|contentieux|assign\w+|"
    rf"{_BAILIFF}|depot de bilan|executoires?|avocats?)\b"
)
_DECIDED = re.compile(
    r"\b(?!vrai)\w+(rai|rons|ra|ront)\b|\b(vais|allons|va|vont) (\w+ ){0,2}\w+(er|ir|re)\b|"
    r"\b(est|sont|a ete|ont ete|ai|avons) (\w+ )?(transmise?s?|confiee?s?|remise?s?|engagee?s?|lancee?s?|"
    r"deposee?s?|demandee?s?|saisie?s?)\b|"
    r"\bj.(engage|assigne|introduis|intente|entame)\b|"
    r"\b(je|nous|on) (vous )?(saisi(s|t|ssons)|engageons|assignons|mandat(e|ons)|transmet(s|tons)|confi(e|ons)|"
    r"remet(s|tons)|lan(ce|cons)|introduisons|intentons|entamons|demand(e|ons)|depos(e|ons)|requier[st])\b|"
    r"\bdernier avis\b|\bcontre (vous|votre)\b|a votre encontre"
)
_HEDGED = re.compile(
    r"\breserv|\bpourr|\bpeu(x|t|vent)\b|\bpouv(ez|ons)\b|en droit d|\bdroit d|\bpossib|\beventuel|"
    r"\b\w+r(ais|ait|ions|aient)\b|\b(eviter|plutot qu)"
)
_RULES = tuple((re.compile(pattern), why) for pattern, why in _NEVER)
_NO_COSTS = re.compile(r"\b(aucuns?|sans|pas de|ni) (\w+ )?(frais|honoraires|debours|couts?)\b")
_OF_PROFESSIONALS = re.compile(
    r"\bl ?\.? ?441-10\b|\bd ?\.? ?441-5\b|penalites? de retard|indemnites? forfaitaires?|"
    r"\b(indemnit|forfait|frais)\w*\b.{0,40}\b40(,00)? ?(€|eur)"
)


def forbidden_claims(words: str, kind: str = "") -> list[tuple[str, str]]:
    """The forbidden passages of a text and why each is refused; empty when there is none."""
    lines = plain(words)
    whole = " ".join(lines.split("\n"))
    free = _NO_COSTS.search(whole) is not None
    found = [
        (match.group(0).strip(), why)
        for rule, why in _RULES
        if (match := rule.search(whole) or rule.search(lines)) and not (free and why is _COSTS)
    ]
    return found or [
        (said.strip()[:80], _THREAT)
        for said in sentences(whole)
        if _COURT.search(said) and _DECIDED.search(said) and not _HEDGED.search(said)
    ]


def not_for_consumers(words: str) -> list[tuple[str, str]]:
    """What a professional owes by law and a consumer never does (law.md L2.1, L2.6)."""
    return [
        (one.group(0).strip(), _NOT_A_CONSUMER)
        for one in _OF_PROFESSIONALS.finditer(" ".join(plain(words).split("\n")))
    ]
