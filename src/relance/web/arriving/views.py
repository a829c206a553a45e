"""Invoices dropped on the desk: read, recorded, and told back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from relance.office.access import within
from relance.office.models import CaseRow, CreditorRow, InvoiceRow, UploadRow
from relance.office.people import known
from relance.web.arriving.reading import arrive
from relance.web.arriving.recording import remember
from relance.web.case.people import MissingForm
from relance.web.doors import DeskRequest, author, key_in, today
from relance.web.files import brought


@require_http_methods(["GET", "POST"])
def drop(request: DeskRequest) -> HttpResponse:
    """Show the drop zone; on POST read the files, record what can be, and tell the rest."""
    if not request.may_write:
        raise Http404
    first = not CaseRow.objects.exists()
    if request.method == "GET":
        return render(request, "web/arriving/drop.html", {"first": first})
    files = brought(request, "fichier")
    if not files:
        page = {"first": first, "nothing": True, "chosen": key_in(request.POST.get("creditor", ""))}
        return render(request, "web/arriving/drop.html", page, status=422)
    creditor = _creditor(request)
    told = arrive(files, user=request.user, creditor=creditor, by=author(request), today=today())
    remember(request.session, told)
    return redirect("read")


def _creditor(request: DeskRequest) -> CreditorRow | None:
    """For whom: the one chosen in the form, else the only one, else nobody yet."""
    written = request.POST.get("creditor", "")
    if written:
        key = key_in(written)
        if key not in request.access.writable:
            raise Http404
        return CreditorRow.objects.get(pk=key)
    known_ones = list(CreditorRow.objects.filter(pk__in=request.access.writable)[:2])
    return known_ones[0] if len(known_ones) == 1 else None


@require_GET
def read(request: DeskRequest) -> HttpResponse:
    """What was read: each invoice, what is missing, every problem by its name."""
    told = request.session.get("arrived")
    if told is None:
        return redirect("arriving")
    with within(request.access.readable):
        rows = CaseRow.objects.filter(pk__in=told["cases"]).select_related("debtor", "creditor")
        by_case: dict[int, list[InvoiceRow]] = {}
        for invoice in InvoiceRow.objects.filter(case_id__in=told["cases"]).order_by("due_on"):
            by_case.setdefault(invoice.case_id, []).append(invoice)
        several = len(told["cases"]) > _CHECKED
        cases = [(case, by_case.get(case.pk, []), _form(case, several)) for case in rows]
        uploads = list(UploadRow.objects.filter(pk__in=told["uploads"]).values("pk", "name"))
    if not (cases or uploads or told["problems"]):
        messages.info(request, "Il n’y a plus rien à voir ici.")
        return redirect("arriving")
    return render(
        request,
        "web/arriving/read.html",
        {
            "cases": cases,
            "uploads": uploads,
            "problems": told["problems"],
            "mentions": told["mentions"],
            "elsewhere": any(one["code"] == "other_seller" for one in told["problems"]),
        },
    )


_CHECKED = 10
"""Clients whose details are shown to be checked; beyond, only those that lack something."""


def _form(case: CaseRow, several: bool) -> MissingForm | None:
    form = MissingForm(initial=known(case), prefix=f"d{case.pk}")
    return form if form.lacking or not several else None
