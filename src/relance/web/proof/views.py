"""The proof of a case, its bundle, and where copies of the checkpoints are kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from relance.case.entries import Agent
from relance.evidence.timestamp import StampRefused, read_chain
from relance.notices.coach import wanted
from relance.office import clock
from relance.office.journal import state_of
from relance.office.models import CheckpointRow, CreditorRow
from relance.office.procedure.handover import package
from relance.office.procedure.pieces import pieces
from relance.office.proof import sealing, witnessing
from relance.office.proof.packing import pack
from relance.office.zipping import zipped
from relance.web import files
from relance.web.doors import DeskRequest, found, given, the_case, the_creditor, today

SHOWN = 10
"""Checkpoints shown; older ones are in the bundle."""


@require_GET
def show(request: DeskRequest, key: int) -> HttpResponse:
    case = the_case(request, key)
    state = state_of(case)
    points = CheckpointRow.objects.filter(creditor_id=case.creditor_id).order_by("-size")
    posted = any(sent.fact.channel.value == "letter" for sent in state.notices)
    return render(
        request,
        "web/proof/show.html",
        {
            "case": case,
            "points": list(points[:SHOWN]),
            "kept_outside": points.exclude(mailed_at=None).exists()
            or points.exclude(stamp=None).exists(),
            "wanted": wanted([one.kind for one in pieces(case)], posted=posted),
            "email": next((one.email for one in case.debtor.value().contacts if one.email), ""),
        },
    )


@require_GET
def bundle(request: DeskRequest, key: int) -> HttpResponse:
    """Everything a judge, a bailiff or the other side needs to check without us."""
    case = the_case(request, key)
    made = pack(case, today=today())
    name = f"preuve-{case.debtor.name}.zip"
    return files.download(zipped(made.files), name, "application/zip")


@require_GET
def handover(request: DeskRequest, key: int, agent: str) -> HttpResponse:
    """The package for a bailiff, a lawyer or a collection company."""
    case = the_case(request, key)
    if agent not in set(Agent):
        raise Http404
    made = zipped(package(case, Agent(agent), on=today()))
    return files.download(made, f"remise-{case.debtor.name}.zip", "application/zip")


@require_POST
def seal(request: DeskRequest, key: int) -> HttpResponse:
    """Seal now what would be sealed at the next round, before a file is taken away."""
    case = the_case(request, key)
    point = sealing.seal(case.creditor_id, clock.now())
    words = "L’historique est scellé." if point else "Tout était déjà scellé."
    messages.success(request, words, extra_tags="good")
    return redirect("proof", key=case.pk)


class KeepingForm(forms.ModelForm):  # type: ignore[type-arg] # Django's own takes none
    """Who keeps a copy, and which authority dates it."""

    stamp_address = forms.URLField(
        label="Adresse d’une autorité d’horodatage (RFC 3161)",
        help_text="Seule une empreinte lui est envoyée.",
        required=False,
        assume_scheme="https",
    )

    class Meta:
        model = CreditorRow
        fields = ("witness_email", "stamp_address", "stamp_chain")
        labels = {
            "witness_email": "Adresse qui garde une copie",
            "stamp_chain": "Ses certificats (PEM)",
        }
        help_texts = {
            "witness_email": "Une boîte que cette machine ne peut pas vider, la vôtre par exemple.",
        }
        widgets = {"stamp_chain": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *given_: Any, **options: Any) -> None:
        super().__init__(*given_, **options)
        self.label_suffix = ""

    def clean(self) -> None:
        super().clean()
        chain = str(self.cleaned_data.get("stamp_chain") or "")
        if self.cleaned_data.get("stamp_address") and not chain:
            self.add_error(
                "stamp_chain",
                "Sans les certificats de l’autorité, rien ne peut être vérifié. Collez-les ici. "
                "Rien n’a été enregistré.",
            )
        if chain:
            try:
                read_chain(chain.encode())
            except StampRefused as refused:
                self.add_error("stamp_chain", f"{refused} Rien n’a été enregistré.")


@require_http_methods(["GET", "POST"])
def keeping(request: DeskRequest) -> HttpResponse:
    creditor = the_creditor(request)
    if request.method == "POST" and creditor.pk not in request.access.owned:
        raise Http404
    form = KeepingForm(given(request), instance=creditor)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "C’est enregistré.", extra_tags="good")
        return redirect("proof_keeping")
    points = CheckpointRow.objects.filter(creditor=creditor).order_by("-size")
    return render(
        request,
        "web/proof/keeping.html",
        {
            "form": form,
            "creditor": creditor,
            "points": list(points[:SHOWN]),
            "key": sealing.verifier_of(creditor.pk),
        },
        status=422 if form.errors else 200,
    )


@require_GET
def witness(request: DeskRequest, size: int) -> HttpResponse:
    """The copy of a checkpoint, to keep outside by hand."""
    creditor = the_creditor(request)
    rows = CheckpointRow.objects.filter(creditor=creditor).select_related("witness")
    point: CheckpointRow = found(rows, size=size)
    if point.witness is None:
        raise Http404
    name = witnessing.witness_name(point)
    return files.download(bytes(point.witness.content), name, "text/plain; charset=utf-8")
