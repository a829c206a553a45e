"""What a request for an order for payment still lacks, and why each thing matters.

A refusal stops the paper: it would say something untrue or forbidden. A lack does not: the
paper leaves the place visibly to fill in, and the person knows what it may cost.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from relance.case import DebtorKind, Money, State
from relance.case.entries import CourtKind, ExhibitKind
from relance.claim.french import in_day, in_money
from relance.claim.notice_day import notice_day
from relance.notices import french
from relance.notices.order_request import OrderRequest

_NOTHING_MADE = "La requête n’a pas été préparée."


class OrderRefused(ValueError):
    """The request was not made; `reasons` are French sentences, all of them at once."""

    def __init__(self, reasons: list[str], nothing_made: str = _NOTHING_MADE) -> None:
        self.reasons = tuple(french.typography(one) for one in reasons)
        super().__init__(" ".join((*self.reasons, french.typography(nothing_made))))


@dataclass(frozen=True, slots=True)
class Lack:
    """Something missing or to be looked at: what, and why it matters, in French."""

    what: str
    why: str


def refusals(asked: OrderRequest, state: State) -> list[str]:
    """Why the request may not be printed at all; empty when it may."""
    found = []
    if state.insolvency is not None:
        found.append(
            "Une procédure collective est ouverte depuis le "
            f"{in_day(state.insolvency.judgment_on)} : les poursuites pour une créance antérieure "
            "sont arrêtées (C. com., art. L622-21). Déclarez la créance."
        )
    if state.debtor_kind is None:
        found.append(
            "Personne n’a dit si le client est un professionnel, un particulier ou un organisme "
            "public : les sommes en dépendent. Dites-le d’abord."
        )
    if asked.statement.total.cents <= 0 or asked.statement.principal.cents <= 0:
        found.append("Il ne reste aucun principal à demander, hors ce qui est contesté.")
    return found


def lacks(
    asked: OrderRequest,
    state: State,
    kinds: Collection[ExhibitKind],
    *,
    amicable_up_to: Money | None,
    shown: Collection[str] | None = None,
) -> tuple[Lack, ...]:
    """What is missing from the request, the gravest first.

    `kinds` are the kinds of exhibit joined, `shown` the invoices that one of them is (None: not
    looked at). `amicable_up_to` is the amount under which the
    judicial court asks for an amicable attempt (CPC art. 750-1), None if the book has none.
    """
    found = [
        *_who(asked),
        *_what(asked, state),
        *_invoices(asked, shown),
        *_proof(state, kinds),
        *_amicable(asked, amicable_up_to),
    ]
    return tuple(Lack(french.typography(one.what), french.typography(one.why)) for one in found)


def _who(asked: OrderRequest) -> list[Lack]:
    why = "La requête doit le mentionner (CPC, art. 54) : elle le laisse à remplir à la main."
    wanted = [
        (asked.court, "Le nom du tribunal", why),
        (asked.debtor.address.complete, "L’adresse complète du débiteur", why.replace("54", "57")),
        (asked.creditor.address.complete, "Votre adresse complète", why),
    ]
    one = asked.applicant
    if one.natural:
        wanted += [
            (one.born_on, "Votre date de naissance", why),
            (one.born_at, "Votre lieu de naissance", why),
            (one.nationality, "Votre nationalité", why),
            (one.profession, "Votre profession", why),
            (
                one.domicile,
                "Votre domicile",
                "La requête porte l’adresse où vous travaillez : dites-le si vous demeurez ailleurs "
                "(CPC, art. 54).",
            ),
        ]
    else:
        wanted += [
            (asked.creditor.legal_form, "La forme de votre société", why),
            (one.represented_by, "Qui représente votre société", why),
        ]
    return [Lack(what, reason) for known, what, reason in wanted if not known]


def _what(asked: OrderRequest, state: State) -> list[Lack]:
    found = []
    if asked.debtor.kind is DebtorKind.PUBLIC:
        found.append(
            Lack(
                "Le débiteur est un organisme public",
                "L’injonction de payer contre lui n’est pas établie par un texte lu ici : "
                "demandez avant de déposer.",
            )
        )
    disputed = [
        one.number for one in asked.invoices if state.invoices[one.number].disputed is not None
    ]
    if disputed:
        found.append(
            Lack(
                f"Une contestation est notée ({french.listed(disputed)})",
                "La part contestée n’est pas demandée. Une opposition mène à un procès.",
            )
        )
    if not asked.statement.complete:
        found.append(
            Lack(
                "Le taux du semestre n’est pas connu",
                "Les intérêts de ce semestre ne sont pas dans le total.",
            )
        )
    without = [
        one.number for one in asked.invoices if notice_day(state, one, on=asked.on).on is None
    ]
    if without:
        found.append(
            Lack(
                f"Aucune mise en demeure ne compte ({french.listed(without)})"
                if len(without) < len(asked.invoices)
                else "Aucune mise en demeure ne compte",
                "Elle montre au juge que le débiteur a été sommé de payer.",
            )
        )
    return found


def _invoices(asked: OrderRequest, shown: Collection[str] | None) -> list[Lack]:
    without = [
        one.number for one in asked.invoices if shown is not None and one.number not in shown
    ]
    if not without:
        return []
    return [
        Lack(
            f"{'Des factures ne sont' if len(without) > 1 else 'Une facture n’est'} pas parmi les "
            f"pièces ({french.listed(without)})",
            "Les pièces sur lesquelles la demande repose se joignent (CPC, art. 1407) : versez la facture qui manque.",
        )
    ]


def _proof(state: State, kinds: Collection[ExhibitKind]) -> list[Lack]:
    has = set(kinds)
    found = []
    if not has & {ExhibitKind.CONTRACT, ExhibitKind.QUOTE, ExhibitKind.ORDER}:
        found.append(
            Lack(
                "Aucun contrat, devis signé ni bon de commande",
                "C’est ce qui prouve que la somme a été convenue : une facture vient de vous seul.",
            )
        )
    if ExhibitKind.DELIVERY not in has:
        found.append(
            Lack(
                "Aucune preuve de livraison ou d’exécution",
                "Le juge doit voir que le travail a été fait.",
            )
        )
    posted = any(sent.fact.channel.value == "letter" for sent in state.notices)
    if posted and not has & {ExhibitKind.POSTING, ExhibitKind.RECEIPT}:
        found.append(
            Lack(
                "Ni preuve de dépôt ni avis de réception",
                "Sans eux, la lettre recommandée reste votre seule parole.",
            )
        )
    return found


def _amicable(asked: OrderRequest, up_to: Money | None) -> list[Lack]:
    judicial = asked.court_kind in (CourtKind.JUDICIAL, CourtKind.CHAMBER)
    if asked.amicable or not judicial or up_to is None or asked.statement.total > up_to:
        return []
    return [
        Lack(
            "Aucune tentative amiable avec un tiers",
            f"Devant le tribunal judiciaire, elle est demandée jusqu’à {in_money(up_to)} (CPC, "
            "art. 750-1). Qu’elle le soit aussi avant une injonction de payer n’est pas tranché : "
            "joignez une tentative, ou dites pourquoi il n’y en a pas.",
        )
    ]
