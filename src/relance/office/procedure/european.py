"""The preparation sheet of form A, where the European order for payment may apply."""

from __future__ import annotations

from relance.case import Address
from relance.notices.european_form import country_of, european_form
from relance.notices.order_soundness import OrderRefused
from relance.office.procedure.request import Prepared
from relance.routes.situation import Place, place_of

_NOTHING_MADE = "La feuille n’a pas été préparée."
_TO_DO = "Corrigez l’adresse si elle est fausse, ou prenez une autre voie."


def applies(creditor: Address, debtor: Address) -> bool:
    """True when one party is in France and the other in another State that the regulation binds."""
    return not _why_not(creditor, debtor)


def sheet(prepared: Prepared) -> bytes:
    """The sheet as PDF. Raises OrderRefused, whose message names every reason."""
    asked = prepared.asked
    refused = list(prepared.refused)
    if why := _why_not(asked.creditor.address, asked.debtor.address):
        refused.append(f"{why} {_TO_DO}")
    if refused:
        raise OrderRefused(refused, _NOTHING_MADE)
    return european_form(asked)


_DEPARTMENTS = frozenset({"GP", "MQ", "GF", "RE", "YT"})
"""French departments overseas that have a code of their own: they are in the Union."""
_NOT_SURE = ("975", "977", "978", "98")
"""Postcodes of the other lands overseas: some are out of the Union, and no text was read."""


def _why_not(creditor: Address, debtor: Address) -> str:
    """Why these two addresses are not a case of the regulation; empty when they are one."""
    states = set()
    for where in (debtor, creditor):
        state = "FR" if where.country in _DEPARTMENTS else where.country
        states.add(state)
        place = place_of(state, where.department)
        if not state:
            return "Le pays d’une des deux adresses n’est pas connu."
        if place is Place.DENMARK:
            return "L’injonction de payer européenne ne s’applique pas au Danemark."
        if place is Place.ELSEWHERE:
            return (
                "L’injonction de payer européenne ne s’applique qu’entre États de l’Union : "
                f"cette adresse est hors de l’Union ({country_of(where)})."
            )
        if (where.department or "").startswith(_NOT_SURE):
            return (
                "Que l’injonction de payer européenne s’applique à cette adresse d’outre-mer n’est "
                f"pas établi ici ({where.postcode} {where.city})."
            )
    if len(states) == 1:
        return (
            "L’injonction de payer européenne demande deux États : vous et votre client êtes dans "
            f"le même ({country_of(debtor)})."
        )
    if "FR" not in states:
        return "Ni vous ni votre client n’êtes en France : ce dossier suit le droit français."
    return ""
