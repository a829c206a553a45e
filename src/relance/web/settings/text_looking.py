"""What both pages of a text show beside it: the preview on a real case, and the closed lists."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from relance.notices import Text
from relance.notices.conditions import CONDITION_NAMES
from relance.notices.text_differences import BLOCK_NAMES
from relance.office.models import CaseRow
from relance.web import files
from relance.web.doors import DeskRequest, key_in, the_creditor
from relance.web.settings.text_preview import Seen, cases_of, seen
from relance.web.settings.texts import Writing, placeholders

_DRAFT = "text_seen"
"""What the reader last looked at, in his own session: the frame of the letter asks for it."""

_TRIED = 20
"""How many cases are tried, oldest first, for one on which the words can be written."""

_CHOICES = [
    (name, phrase)
    for phrase, name in {phrase: name for name, phrase in reversed(CONDITION_NAMES.items())}.items()
][::-1]
"""The conditions to choose from: of two that say the same («no many», «one») the first."""


def looked(request: DeskRequest, writing: Writing, text: Text, source: str) -> Seen:
    """The preview of what is typed; the letter itself is asked for by its frame."""
    case = request.POST.get("dossier", "")
    addressed = request.POST.get("adresse", "")
    request.session[_DRAFT] = {
        "creditor": writing.creditor.pk,
        "kind": writing.key,
        "source": source,
        "case": case,
        "addressed": addressed,
    }
    return seen(_cases(writing, case), writing.key, text, addressed)


def _cases(writing: Writing, chosen: str) -> list[CaseRow]:
    """The case that was chosen, if it is one of this creditor's; else the first ones."""
    cases = cases_of(writing.creditor, writing.shipped)
    if not chosen:
        return cases[:_TRIED]
    found = [one for one in cases if one.pk == key_in(chosen)]
    if not found:
        raise Http404
    return found


@require_GET
def letter(request: DeskRequest, kind: str) -> HttpResponse:
    """The letter that was last looked at, as it would print."""
    creditor = the_creditor(request)
    writing = Writing.of(creditor, kind)
    draft: dict[str, Any] = request.session.get(_DRAFT) or {}
    if (draft.get("creditor"), draft.get("kind")) != (creditor.pk, kind):
        raise Http404
    text, problems = writing.examined(draft["source"])
    if text is None or problems:
        raise Http404
    made = seen(_cases(writing, draft["case"]), kind, text, draft["addressed"])
    if not made.pdf:
        raise Http404
    return files.letter_in_page(made.pdf, f"{kind}.pdf")


def about(request: DeskRequest, writing: Writing) -> dict[str, Any]:
    """What both pages say of a text, whatever is typed in it."""
    return {
        "text": writing,
        "cases": cases_of(writing.creditor, writing.shipped),
        "case": request.POST.get("dossier", ""),
        "addressed": request.POST.get("adresse", ""),
        "placeholders": placeholders(),
        "conditions": CONDITION_NAMES.items(),
        "choices": _CHOICES,
        "blocks": BLOCK_NAMES.items(),
        "creditor": writing.creditor,
    }
