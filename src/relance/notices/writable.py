"""What may not be written at all: to whom, in which case, in which words; each refusal says why."""

from __future__ import annotations

from relance.case import DebtorKind
from relance.notices import french
from relance.notices.facts import NoticeFacts
from relance.notices.forbidden import not_for_consumers
from relance.notices.mandated import refusal
from relance.notices.text import Text, holding


class NotWritable(ValueError):
    """This notice may not be written for this creditor; the message says why, in French."""


def check(facts: NoticeFacts, text: Text) -> None:
    """Refuse a notice that would be untrue, useless or a fault. Raises NotWritable."""
    if refused := refusal(facts):
        raise NotWritable(refused)
    _check_delay(facts)
    _check_insolvency(facts)
    _check_received(facts)
    _check_suspension(facts)
    _check_consumer(facts, text)


def _check_delay(facts: NoticeFacts) -> None:
    """A plan's default leaves the delay that was agreed, or it has no effect (law.md L7.10)."""
    late = facts.missed
    if facts.kind != "plan_default" or late is None or facts.deadline_on is None:
        return
    if late.acceleration and (facts.deadline_on - facts.today).days < late.notice_days:
        raise NotWritable(
            f"Le délai jusqu’au {french.day(facts.deadline_on)} est plus court que les "
            f"{late.notice_days}\u00a0jours de l’accord. Fixez une date plus lointaine. "
            "Rien n’a été préparé."
        )


def _check_insolvency(facts: NoticeFacts) -> None:
    """Nothing is asked of who may not pay any more: the claim is declared (law.md L7.21, L7.22)."""
    opened = facts.state.insolvency
    if opened is not None and opened.judgment_on <= facts.today and facts.kind != "thank_you":
        raise NotWritable(
            "Une procédure collective est ouverte par jugement du "
            f"{french.day(opened.judgment_on)}\u00a0: rien ne se demande plus à ce client, la "
            "créance se déclare. Rien n’a été préparé."
        )


def _check_consumer(facts: NoticeFacts, text: Text) -> None:
    """A text of the creditor's own may not ask a consumer what professionals owe (law.md L2.6)."""
    if facts.debtor.kind is not DebtorKind.CONSUMER:
        return
    said = "\n".join((text.subject, *(one.said(facts) for one in holding(text, facts))))
    for passage, why in not_for_consumers(said):
        raise NotWritable(f"«\u00a0{passage}\u00a0» {why} Rien n’a été préparé.")


def _check_received(facts: NoticeFacts) -> None:
    """«J’ai bien reçu votre règlement» is a receipt: never without a payment in the journal."""
    if facts.kind == "thank_you" and not facts.state.payments:
        raise NotWritable(
            "Aucun paiement n’est noté dans ce dossier\u00a0: un remerciement vaudrait reçu. "
            "Notez d’abord le paiement. Rien n’a été préparé."
        )


def _check_suspension(facts: NoticeFacts) -> None:
    """Work stops for what is owed and late alone (C. civ. 1219: law.md L12.1), never otherwise.

    In a collective procedure the contract may have to go on (law.md L12.5, not established here).
    """
    if facts.kind != "suspension":
        return
    late = all(one.due_on < facts.today for one in facts.demanded)
    if facts.principal and late and facts.state.insolvency is None:
        return
    why = (
        "Une procédure collective est ouverte\u00a0: le contrat en cours peut devoir continuer. "
        "Demandez à l’administrateur ou au liquidateur."
        if facts.state.insolvency is not None
        else "Rien d’échu ni d’incontesté ne reste dû\u00a0: suspendre les travaux serait une faute "
        "(C. civ., art. 1219)."
    )
    raise NotWritable(f"{why} Rien n’a été préparé.")
