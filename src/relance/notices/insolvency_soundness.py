"""What is wrong or missing in a declaration of claim, and why it matters, in French."""

from __future__ import annotations

from collections.abc import Iterator

from stdnum.fr import siren as siren_numbers

from relance.case import CreditorMode, DebtorKind
from relance.claim import LineKind
from relance.claim.french import in_day
from relance.law import LawBook
from relance.notices import french
from relance.notices.insolvency_deadlines import LastDays, last_days
from relance.notices.insolvency_facts import InsolvencyClaim

_NOTHING_MADE = "Rien n’a été préparé."
_NEVER_LATE = (LineKind.INTEREST, LineKind.INDEMNITY, LineKind.PENALTY)


class InsolvencyClaimRefused(ValueError):
    """The paper was not made; `reasons` are French sentences, all of them at once."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = tuple(french.typography(one) for one in reasons)
        super().__init__(" ".join((*self.reasons, _NOTHING_MADE)))


def refusals(claim: InsolvencyClaim) -> list[str]:
    """Why the paper would say something false; empty when it can be made."""
    statement, judgment = claim.statement, claim.judgment_on
    if statement.currency != "EUR":
        return [
            "La déclaration s’écrit en euros, au cours du jour du jugement (C. com., art. "
            "L622-25). Ouvrez un dossier en euros avec la somme convertie."
        ]
    found = []
    if statement.on != judgment:
        found.append(
            f"Le décompte est celui du {in_day(statement.on)}. La créance se déclare telle "
            f"qu’elle est au jour du jugement : refaites-le au {in_day(judgment)}."
        )
    if set(statement.by_invoice) != {one.number for one in claim.invoices}:
        found.append("Le décompte ne porte pas sur les factures déclarées. Refaites-le sur elles.")
    ran_on = [
        line
        for line in statement.lines
        if line.kind in _NEVER_LATE and (last := line.to_on or line.from_on) and last >= judgment
    ]
    if ran_on:
        found.append(
            "Le décompte compte des intérêts ou des frais nés le jour du jugement ou après : leur "
            "cours s’arrête la veille. Notez d’abord la procédure dans le dossier."
        )
    if statement.total.cents <= 0:
        found.append("Rien n’était dû au jour du jugement : il n’y a rien à déclarer.")
    if claim.published_on is not None and claim.published_on < judgment:
        found.append("La parution au BODACC est antérieure au jugement. Corrigez l’une des dates.")
    if claim.on < judgment:
        found.append("Le jugement n’est pas encore rendu à la date de la déclaration.")
    return found


def missing(claim: InsolvencyClaim, *, law: LawBook) -> tuple[str, ...]:
    """What a person should still add or check before posting, and why; the paper can be made."""
    days = last_days(claim.published_on, creditor=claim.creditor.address, law=law)
    said = [*_whom(claim), *_when(claim, days), *_what(claim), *_proof(claim)]
    return tuple(french.typography(one) for one in said)


def _whom(claim: InsolvencyClaim) -> Iterator[str]:
    holder = claim.office_holder
    if holder is None or not holder.name.strip():
        yield (
            f"Le nom du {claim.office} manque : lui seul reçoit la déclaration. L’annonce du "
            "BODACC le donne, avec son adresse. Une place est laissée pour l’écrire."
        )
    elif not holder.address.complete:
        yield (
            f"L’adresse du {claim.office} est incomplète : c’est à vous de prouver l’envoi. "
            "L’annonce du BODACC la donne."
        )
    if not claim.procedure:
        yield "La nature de la procédure manque : elle dit à qui écrire. Une place est laissée."
    if not claim.court:
        yield "Le tribunal manque : sans lui la procédure se retrouve mal. Une place est laissée."
    if not siren_numbers.is_valid(claim.debtor.siren):
        yield (
            "Le SIREN du débiteur manque ou est faux : c’est le seul signe certain que la "
            "procédure est la sienne. Vérifiez-le sur l’annonce."
        )
    if claim.debtor.kind is DebtorKind.CONSUMER:
        yield (
            "Le débiteur est noté comme un particulier : ces procédures sont celles des "
            "professionnels. Vérifiez que l’annonce parle bien de lui."
        )
    if claim.debtor.kind is None:
        yield (
            "Personne n’a dit si le débiteur est un professionnel : ni intérêt ni indemnité n’est "
            "déclaré, et ce qui n’est pas déclaré à temps ne compte pas. Dites-le, puis refaites "
            "le décompte."
        )


def _when(claim: InsolvencyClaim, days: LastDays) -> Iterator[str]:
    if claim.published_on is None:
        yield (
            "Le jour de la parution au BODACC manque : le délai pour déclarer court de ce jour. "
            "Cherchez l’annonce sur bodacc.fr avec le SIREN du débiteur."
        )
        return
    last = days.from_afar or days.declare
    if last is None or claim.on <= last.on:
        return
    relief = days.relief
    if relief is not None and claim.on <= relief.on:
        yield (
            f"Le délai pour déclarer a pris fin le {french.day(last.on)}. Un relevé de forclusion "
            f"peut être demandé au juge-commissaire jusqu’au {french.day(relief.on)} "
            f"({relief.reference}) : demandez conseil sans attendre."
        )
    else:
        yield (
            f"Le délai pour déclarer a pris fin le {french.day(last.on)}, et celui du relevé de "
            "forclusion semble passé aussi : demandez conseil avant d’envoyer."
        )


def _what(claim: InsolvencyClaim) -> Iterator[str]:
    statement = claim.statement
    if not statement.complete:
        yield (
            "Un taux manque au livre des règles : une part des intérêts n’est pas dans la somme, "
            "et ce qui n’est pas déclaré à temps ne compte pas. Ajoutez le taux, puis refaites le "
            "décompte."
        )
    later = [one.number for one in claim.invoices if one.issued_on >= claim.judgment_on]
    if later:
        many = len(later) > 1
        yield (
            f"{'Les factures' if many else 'La facture'} {french.listed(later)} "
            f"{'sont datées' if many else 'est datée'} du jour du jugement ou d’après. Ce qui a "
            "été fourni après le jugement se paie à l’échéance et ne se déclare pas ainsi "
            "(C. com., art. L622-17 et L641-13) : vérifiez la date du travail."
        )
    if any(note.code.startswith("disputed") for note in statement.notes):
        yield (
            "Une part de la créance est contestée par le débiteur. Elle se déclare quand même : "
            "vérifiez qu’elle est bien dans la somme."
        )
    if claim.security is None:
        yield (
            "Personne n’a dit s’il y a une sûreté (gage, nantissement, hypothèque…) : sa nature et "
            "son assiette doivent être déclarées (C. com., art. L622-25). Une place est laissée."
        )
    if claim.pending_court is None:
        yield (
            "Personne n’a dit si un tribunal est déjà saisi de cette créance : la déclaration doit "
            "le nommer (C. com., art. R622-23). Une place est laissée."
        )


def _proof(claim: InsolvencyClaim) -> Iterator[str]:
    if not claim.exhibits:
        yield (
            "Aucune pièce n’est jointe : la créance qui n’a pas de titre doit être prouvée "
            "(C. com., art. R622-23). Joignez au moins les factures."
        )
    creditor = claim.creditor
    if not creditor.address.complete:
        yield "L’adresse du créancier est incomplète : c’est là qu’il sera répondu."
    if claim.agent:
        yield (
            f"{claim.agent} signe pour le créancier : joignez un pouvoir spécial écrit, daté "
            "d’avant la fin du délai. Il vous sera demandé."
        )
    elif creditor.mode is not CreditorMode.CREDITOR:
        yield (
            "Le créancier ou son salarié doit signer lui-même. Un mandataire ne signe qu’avec un "
            "pouvoir spécial écrit avant la fin du délai."
        )
