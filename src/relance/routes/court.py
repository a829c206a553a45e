"""Which kind of court an order for payment is asked of, and where: by rule, never by a town.

The court's name is typed or confirmed by a person. What a fact would decide and nobody has said
is a question, not a guess.
"""

from __future__ import annotations

from dataclasses import dataclass

from relance.case.entries import CourtKind
from relance.routes.situation import Place, Quality, Situation


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The kinds of court that the texts point to (several: the claimant may choose).

    `because` are French sentences with their reference; `questions` what must be said first;
    `remarks` what is worth checking.
    """

    kinds: tuple[CourtKind, ...]
    because: tuple[str, ...]
    questions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


_PLACE = (
    "Le tribunal est celui du lieu où le débiteur, ou l’un d’eux, demeure ou est établi ; aucune "
    "clause n’y change rien (CPC, art. 43 et 1406)."
)
_COMMERCIAL = (
    "Entre commerçants, ou entre artisans, l’affaire relève du tribunal de commerce (C. com., art. "
    "L721-3)."
)
_CHOICE = (
    "Le créancier exerce une profession libérale et le débiteur est commerçant : le créancier peut "
    "choisir le tribunal de commerce ou le tribunal judiciaire (Cass. com., 18 novembre 2020, "
    "19-19.463)."
)
_NOT_SETTLED = (
    "Entre ces deux qualités, le tribunal compétent n’est pas établi par un texte lu ici."
)
_JUDICIAL = "Le débiteur n’est pas commerçant : l’affaire relève du tribunal judiciaire."
_TAE = (
    "Depuis le 1er janvier 2025, pour quatre ans, douze tribunaux de commerce se nomment tribunaux des "
    "activités économiques : Marseille, Le Mans, Limoges, Lyon, Nancy, Avignon, Auxerre, Paris, Saint-Brieuc, "
    "Le Havre, Nanterre et Versailles. Vérifiez le nom du vôtre."
)
_OVERSEAS = (
    "Outre-mer, le nom et la composition du tribunal compétent ne sont pas établis par un texte lu "
    "ici : vérifiez-les auprès du greffe."
)
_CHAMBER = (
    "En Moselle, dans le Bas-Rhin et le Haut-Rhin, c’est la chambre commerciale du tribunal "
    "judiciaire."
)
_PUBLIC = "Injonction de payer contre un organisme public : non établi par un texte lu ici."
_TRADES = (Quality.TRADER, Quality.ARTISAN)


def jurisdiction(of: Situation) -> Jurisdiction:
    """Where the request may be filed (law.md L6.2 to L6.6)."""
    questions = _questions(of)
    if of.debtor is Quality.PUBLIC:
        return Jurisdiction((), (), questions, (_PUBLIC,))
    if of.place in (Place.EUROPE, Place.DENMARK, Place.ELSEWHERE):
        abroad = "Le débiteur n’est pas établi en France : ce tribunal est celui de son lieu."
        return Jurisdiction((), (abroad,), questions)
    if Quality.UNKNOWN in (of.creditor, of.debtor) or of.place is Place.UNKNOWN:
        return Jurisdiction((), (_PLACE,), questions)
    alsace = of.place is Place.ALSACE_MOSELLE
    trade = CourtKind.CHAMBER if alsace else CourtKind.COMMERCIAL
    overseas = of.place is Place.OVERSEAS
    remarks = (_CHAMBER,) if alsace else (_OVERSEAS,) if overseas else (_TAE,)
    if of.debtor not in _TRADES:
        return Jurisdiction((CourtKind.JUDICIAL,), (_JUDICIAL, _PLACE), questions)
    if of.creditor is of.debtor:
        return Jurisdiction((trade,), (_COMMERCIAL, _PLACE), questions, remarks)
    if of.creditor is Quality.LIBERAL and of.debtor is Quality.TRADER:
        return Jurisdiction((trade, CourtKind.JUDICIAL), (_CHOICE, _PLACE), questions, remarks)
    return Jurisdiction((), (_NOT_SETTLED, _PLACE), questions, remarks)


def _questions(of: Situation) -> tuple[str, ...]:
    found = []
    if of.creditor is Quality.UNKNOWN:
        found.append(
            "Êtes-vous commerçant ou société commerciale, artisan, profession libérale, société "
            "civile ou association ?"
        )
    if of.debtor is Quality.UNKNOWN:
        found.append(
            "Votre client est-il commerçant ou société commerciale (SARL, SAS, SA, SNC…), artisan, "
            "profession libérale, société civile ou association ?"
        )
    if of.place is Place.UNKNOWN:
        found.append("Où votre client a-t-il son siège ou son domicile ?")
    return tuple(found)
