"""The words of the notices: the list, the shipped words, and one's own as they are written."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from relance.case import CreditorMode
from relance.notices import PLACEHOLDERS, Text, builtin_source
from relance.notices.mandated import lacking
from relance.notices.text import KINDS, TextProblem, builtin_text, examined
from relance.notices.text_differences import BLOCK_NAMES, differences
from relance.notices.text_writing import NotShown, shown
from relance.office.models import CreditorRow, PlaybookRow, TextRow
from relance.steps import BadPlaybook, read_playbook
from relance.web import words
from relance.web.doors import DeskRequest, the_creditor

SAVED = "Le texte est enregistré. Les envois déjà préparés gardent le leur."


def writable(creditor: CreditorRow) -> dict[str, tuple[str, str]]:
    """The texts a creditor may write: key -> the shipped words it begins with, and its name.

    The shipped ones first, then those of the steps he has added to his own scenarios.
    """
    found = {kind: (kind, words.step(kind)) for kind in KINDS}
    for row in PlaybookRow.objects.filter(creditor=creditor).order_by("key"):
        try:
            steps = read_playbook(row.source, row.key).steps
        except BadPlaybook:
            continue  # its own page says what is wrong with it
        for step in steps:
            if step.text in KINDS:
                found.setdefault(step.key, (step.text, step.name))
    return found


@dataclass(frozen=True, slots=True)
class Writing:
    """One text of a creditor: the step it is for, the shipped words, his own if he has any."""

    creditor: CreditorRow
    key: str
    shipped: str
    name: str
    own: TextRow | None

    @classmethod
    def of(cls, creditor: CreditorRow, key: str) -> Writing:
        texts = writable(creditor)
        if key not in texts:
            raise Http404
        row = TextRow.objects.filter(creditor=creditor, kind=key).first()
        return cls(creditor, key, *texts[key], row)

    @property
    def mandated(self) -> bool:
        return self.creditor.mode == CreditorMode.COLLECTOR.value

    @property
    def source(self) -> str:
        """As it is written today."""
        return self.own.source if self.own else builtin_source(self.shipped, mandated=self.mandated)

    @property
    def shipped_text(self) -> Text:
        return builtin_text(self.shipped, mandated=self.mandated)

    @property
    def why_not_shown(self) -> str:
        """Why the form cannot show it; empty when it can."""
        try:
            shown(self.source, self.shipped)
        except NotShown as lost:
            return str(lost)
        return ""

    def examined(self, source: str) -> tuple[Text | None, list[TextProblem]]:
        """What is written, and every reason to refuse it: the same by the form or by hand."""
        text, problems = examined(source, self.shipped)
        if text is not None and self.mandated:
            blocks = [one.block for one in text.paragraphs]
            problems += [
                TextProblem(
                    "missing_block",
                    "Texte",
                    f"il manque le bloc «\u00a0{BLOCK_NAMES[block]}\u00a0», que la lettre d’un "
                    "mandataire donne toujours (CPCE, art. R124-4). Ajoutez-le.",
                )
                for block in lacking(self.shipped, blocks)
            ]
        return text, problems

    def save(self, source: str) -> None:
        TextRow.objects.update_or_create(
            creditor=self.creditor, kind=self.key, defaults={"source": source}
        )


@require_GET
def index(request: DeskRequest) -> HttpResponse:
    creditor = the_creditor(request)
    own = set(TextRow.objects.filter(creditor=creditor).values_list("kind", flat=True))
    texts = [(key, name, key in own) for key, (_, name) in writable(creditor).items()]
    return render(request, "web/settings/texts.html", {"texts": texts, "creditor": creditor})


def placeholders() -> list[tuple[str, str]]:
    """The closed list, as it is shown beside a text: what to write, and what it stands for."""
    agreed = ("{facture|factures}", "l’un ou l’autre mot, selon le nombre de factures")
    return [*((f"{{{name}}}", one.meaning) for name, one in PLACEHOLDERS.items()), agreed]


@require_http_methods(["GET", "POST"])
def shipped(request: DeskRequest, kind: str) -> HttpResponse:
    """What differs from the shipped words, and the way back to them."""
    creditor = the_creditor(request)
    writing = Writing.of(creditor, kind)
    if request.method == "POST":
        TextRow.objects.filter(creditor=creditor, kind=kind).delete()
        messages.success(request, "Le texte livré est de retour.", extra_tags="good")
        return redirect("text", kind)
    text, _ = examined(writing.source, writing.shipped)
    page = {
        "text": writing,
        "unreadable": text is None,
        "differences": [] if text is None else differences(writing.shipped_text, text),
        "creditor": creditor,
    }
    return render(request, "web/settings/text_shipped.html", page)
