"""What no text of ours may claim: threats not decided, imitation of a court or a bailiff.

Sources: DGCCRF surveys (law.md L2.7), C. pén. 433-13 2° (L5.6), CPCE L111-8 (L2.5), L8.12.
"""

from __future__ import annotations

import re
import unicodedata

_IMITATION = "imite un acte de justice ou de commissaire de justice (C. pén., art. 433-13)."
_THREAT = "menace d’une suite que personne n’a décidée. Écrivez-la au conditionnel ou retirez-la."
_CRIME = "menace de poursuites pénales ou de fichage\u00a0: c’est interdit."
_SEIZURE = "annonce une saisie sans titre exécutoire."
_COSTS = "met des frais de recouvrement à la charge du débiteur (CPCE, art. L111-8)."

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), why)
    for pattern, why in (
        (r"commandement de payer|sommation (de|d.)? ?(payer|huissier|interpellative)", _IMITATION),
        (r"\bassignation\b|au nom du peuple|republique francaise|\bparlant a\b", _IMITATION),
        (r"\b(acte|exploit) d.huissier|signifi(e|ons) par la presente", _IMITATION),
        (r"nous avons (mandate|saisi)|huissier (est|a ete) (mandate|saisi)", _THREAT),
        (
            r"(je|nous) (saisirai|saisirons|allons saisir|vais saisir|engagerai|engagerons|"
            r"poursuivrai|poursuivrons)|sera (transmis|confie) (a|au) (un |notre )?"
            r"(huissier|avocat|contentieux|commissaire)",
            _THREAT,
        ),
        (r"plainte|(?<!clause )\bpenale?s?\b|escroc|poursuites? (criminelle|correctionnelle)|prison", _CRIME),
        (r"banque de france|fich(e|age|ier) (des|national)|liste noire|mauvais payeur", _CRIME),
        (r"\bsaisi(e|r|rons|rai)\b.{0,30}(compte|salaire|bien|meuble|vehicule)", _SEIZURE),
        (r"frais (de|d.) ?(recouvrement|dossier|relance|huissier|contentieux).{0,40}"
         r"(a votre charge|en sus|ajoute|factur)", _COSTS),
    )
)  # fmt: skip


def _plain(words: str) -> str:
    decomposed = unicodedata.normalize("NFKD", words.casefold().replace("’", "'"))
    kept = "".join(one for one in decomposed if not unicodedata.combining(one))
    return re.sub(r"\s+", " ", kept)


def forbidden_claims(words: str, kind: str) -> list[tuple[str, str]]:
    """The forbidden passages of a text and why each is refused; empty when there is none."""
    plain = _plain(words)
    return [
        (match.group(0).strip(), why)
        for pattern, why in _RULES
        if (match := pattern.search(plain)) is not None
    ]
