"""What a letter must say when somebody recovers for another (CPCE R124-4: law.md L8.4).

The paragraphs of L111-8 are those in force since 19 March 2014 (loi n° 2014-344, art. 12), read
word for word in the export of the official codes and in four other reproductions of the text
(law.md L2.5 gives their meaning).
"""

from __future__ import annotations

from collections.abc import Collection

from relance.case import Creditor, CreditorMode
from relance.notices import french
from relance.notices.facts import NoticeFacts
from relance.notices.letterhead import address_lines
from relance.notices.text import LETTERS

SECOND = (
    "Les frais de recouvrement entrepris sans titre exécutoire restent à la charge du créancier, "
    "sauf s’ils concernent un acte dont l’accomplissement est prescrit par la loi au créancier. "
    "Toute stipulation contraire est réputée non écrite, sauf disposition législative contraire."
)
THIRD = (
    "Cependant, le créancier qui justifie du caractère nécessaire des démarches entreprises pour "
    "recouvrer sa créance peut demander au juge de l’exécution de laisser tout ou partie des frais "
    "ainsi exposés à la charge du débiteur de mauvaise foi."
)

KINDS = ("formal_reminder", "formal_notice", "call_confirmation", "thank_you")
"""What a collector writes; the rest speaks of the work done and stays the creditor's own."""

NEEDED = ("statement", "payment")
"""The blocks that a collector's letter may not leave out: the sum item by item, how to pay it."""


def lacking(kind: str, blocks: Collection[str]) -> tuple[str, ...]:
    """The blocks that a collector's letter of that kind needs and that are not among these."""
    return tuple(one for one in NEEDED if kind in LETTERS and one not in blocks)


def mandated(facts: NoticeFacts) -> bool:
    """True when a collector writes for the creditor."""
    return facts.creditor.mode is CreditorMode.COLLECTOR


def refusal(facts: NoticeFacts) -> str:
    """Why this notice may not be written by a collector; empty when it may."""
    if not mandated(facts):
        return ""
    collector = facts.creditor.collector
    if collector is None or not collector.ready:
        return (
            "Il manque au mandataire son assurance, son compte réservé, sa déclaration au "
            "procureur ou son adresse (CPCE, art. R124-2). Complétez Réglages, Mandataire. "
            "Rien n’a été préparé."
        )
    if facts.kind not in KINDS:
        return (
            "Ce message parle au nom de l’entreprise elle-même\u00a0: un mandataire ne l’écrit pas "
            "pour elle. Passez à l’étape suivante. Rien n’a été préparé."
        )
    if facts.kind == "call_confirmation" and facts.last_letter_on is None:
        return (
            "Un mandataire écrit d’abord une lettre, dont chaque message rappelle les références "
            "et la date (CPCE, art. R124-4). Envoyez-la avant. Rien n’a été préparé."
        )
    return ""


def notes(creditor: Creditor) -> tuple[str, ...]:
    """The lines at the foot of a collector's letter; none for anybody else."""
    collector = creditor.collector
    if creditor.mode is not CreditorMode.COLLECTOR or collector is None:
        return ()
    himself = ", ".join((collector.name, *address_lines(collector.address)))
    other = ", ".join((creditor.name, *address_lines(creditor.address)))
    words = (
        f"Recouvrement amiable pour le compte d’autrui, exercé par {himself}.",
        f"Créancier : {other}.",
        "Code des procédures civiles d’exécution, article L111-8, deuxième et troisième alinéas :",
        f"« {SECOND} »",
        f"« {THIRD} »",
    )
    return tuple(french.typography(one) for one in words)
