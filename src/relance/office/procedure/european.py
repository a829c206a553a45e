"""The preparation sheet of form A, where the European order for payment may apply."""

from __future__ import annotations

from relance.case import Address
from relance.notices.european_form import european_form
from relance.notices.order_soundness import OrderRefused
from relance.office.procedure.request import Prepared
from relance.routes.situation import Place, place_of

_NOT_CROSS_BORDER = (
    "L’injonction de payer européenne demande que le débiteur soit dans un autre État de l’Union que "
    "vous, Danemark excepté. Ce n’est pas ce que disent les adresses du dossier : corrigez-les, ou "
    "prenez une autre voie. Rien n’a été préparé."
)


def applies(creditor: Address, debtor: Address) -> bool:
    """True when one party is in France and the other in another State that the regulation binds."""
    both = (creditor, debtor)
    abroad = [place_of(one.country, one.department) is Place.EUROPE for one in both]
    return any(abroad) and any(one.country == "FR" for one in both)


def sheet(prepared: Prepared) -> bytes:
    """The sheet as PDF. Raises OrderRefused, whose message names every reason."""
    asked = prepared.asked
    refused = list(prepared.refused)
    if not applies(asked.creditor.address, asked.debtor.address):
        refused.append(_NOT_CROSS_BORDER)
    if refused:
        raise OrderRefused(refused)
    return european_form(asked)
