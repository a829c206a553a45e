"""What interest for lateness is called: by who owes it, or by the rule that gave its rate.

«Pénalités de retard» are those of C. com. L441-10, between professionals. A consumer owes
interest at the legal rate, a public body moratory interest (law.md L1.3, L2.1, L2.2, L14.2).
"""

from __future__ import annotations

from relance.case import DebtorKind

_BETWEEN_PROFESSIONALS = "pénalités de retard"
_LEGAL = "intérêts au taux légal"
_MORATORY = "intérêts moratoires"

_OF_KIND = {DebtorKind.CONSUMER: _LEGAL, DebtorKind.PUBLIC: _MORATORY}
_OF_RULE = {"interet_legal_professionnel": _LEGAL, "taux_retard_public": _MORATORY}


def interest_name(kind: DebtorKind | None) -> str:
    """In the middle of a sentence, plural and without its article."""
    return _OF_KIND.get(kind, _BETWEEN_PROFESSIONALS) if kind else _BETWEEN_PROFESSIONALS


def interest_label(rule: str) -> str:
    """At the head of a line of a statement."""
    return _OF_RULE.get(rule, _BETWEEN_PROFESSIONALS).capitalize()
