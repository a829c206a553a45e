"""The page the desk opens on: what waits for a person, most pressing first."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from relance.office import installation
from relance.office.access import within
from relance.office.models import CaseRow, UploadRow
from relance.office.todo import Kind, Todo, todos
from relance.web.doors import NAMED, DeskRequest, listed, today

SHOWN = 50
"""Things shown of each source; the rest comes up as these are done."""

TITLES = {
    Kind.DATE: (
        "Dates à tenir",
        "Passé une de ces dates, un droit se perd ou une ordonnance ne vaut plus rien.",
    ),
    Kind.REVIEW: (
        "Ce message est-il parti\u202f?",
        "Le serveur n’a pas répondu. Vérifiez, puis dites.",
    ),
    Kind.MONEY_OLD: (
        "Vos paiements ne sont plus assez connus",
        "Rien ne part avant un relevé plus récent ou votre confirmation.",
    ),
    Kind.TRANSFER: (
        "Un virement est peut-être le sien",
        "Rien ne part pour ces clients tant que vous n’avez pas dit si c’est lui.",
    ),
    Kind.PLAN: (
        "Échéances manquées",
        "L’accord ne dit pas ce qui suit : c’est à vous de le dire.",
    ),
    Kind.MONEY_KNOWN: (
        "Comment savez-vous qui a payé ?",
        "Avant le premier envoi, dites comment vous connaissez vos paiements.",
    ),
    Kind.REPLY: ("Réponses à lire", "Rien ne part pour ces clients tant que vous n’avez pas lu."),
    Kind.REFUSED: (
        "À débloquer",
        "Ces envois ne peuvent pas partir tels quels\u00a0: la raison est dite.",
    ),
    Kind.APPROVE: ("À relire et laisser partir", "Rien ne part sans vous."),
    Kind.OPEN_MAIL: (
        "À envoyer de votre messagerie",
        "Le message est prêt\u00a0: un clic l’ouvre.",
    ),
    Kind.CALL: ("À appeler", "Le script est prêt, et la suite de chaque réponse aussi."),
    Kind.POST: ("Lettres à poster", "À imprimer, à déposer, puis le numéro de suivi."),
    Kind.COURT: ("Dossiers pour le tribunal", "Les pièces sont réunies et numérotées."),
    Kind.LIMITATION: (
        "Prescriptions proches",
        "Au plus tôt ce jour-là, la créance ne se réclame peut-être plus. Une lettre n’y change rien.",
    ),
    Kind.KIND: (
        "Qui est votre client\u202f?",
        "Entreprise, particulier ou public\u00a0: la loi en dépend.",
    ),
    Kind.CONTACT: ("Coordonnées à compléter", "Sans elles, l’étape suivante ne peut pas partir."),
    Kind.MANDATE: ("Mandats manquants", "Sans mandat écrit, rien ne part en votre nom."),
    Kind.INSOLVENCY: ("Créances à déclarer", "Les relances sont arrêtées\u00a0: la loi le veut."),
    Kind.RATE: ("Taux à compléter", "Les pénalités sont calculées jusqu’au dernier taux connu."),
}


_ABOVE = (Kind.PAUSED, Kind.LAW)
"""What the frame of every page says already."""


def _address(todo: Todo) -> str:
    if todo.kind is Kind.CALL and todo.notice:
        return reverse("call", args=[todo.notice])
    if todo.notice:
        return reverse("notice", args=[todo.notice])
    if todo.kind is Kind.KIND and todo.case:
        return reverse("missing", args=[todo.case])
    if todo.kind is Kind.CONTACT and todo.case:
        return reverse("people", args=[todo.case])
    if todo.kind in (Kind.DATE, Kind.INSOLVENCY) and todo.case:
        return reverse("court", args=[todo.case])
    if todo.kind is Kind.LIMITATION and todo.case:
        return reverse("ways", args=[todo.case])
    if todo.kind is Kind.MONEY_KNOWN:
        return _named("money_known", todo)
    if todo.kind in (Kind.MONEY_OLD, Kind.TRANSFER):
        return reverse("money")
    if todo.kind is Kind.RATE:
        return reverse("rule", args=[todo.detail])
    if todo.kind is Kind.MANDATE:
        return _named("settings", todo)
    return reverse("case", args=[todo.case])


def _named(page: str, todo: Todo) -> str:
    """A page of settings, about the creditor of this line and not the first one."""
    return f"{reverse(page)}?{NAMED}={todo.creditor_key}"


@require_GET
def index(request: DeskRequest) -> HttpResponse:
    if not request.access.readable or not CaseRow.objects.exists():
        return redirect("arriving") if request.may_write else _empty(request)
    with within(listed(request)):
        waiting = [todo for todo in todos(today(), limit=SHOWN) if todo.kind not in _ABOVE]
        uploads = list(
            UploadRow.objects.order_by("uploaded_at").values("pk", "name", "kind")[:SHOWN]
        )
    groups = [
        (kind, *TITLES[kind], [(todo, _address(todo)) for todo in some])
        for kind, some in groupby(waiting, key=lambda todo: todo.kind)
    ]
    return render(
        request,
        "web/today/index.html",
        {
            "groups": groups,
            "uploads": uploads,
            "day": today(),
            "several": len(listed(request)) > 1,
        },
    )


def _empty(request: DeskRequest) -> HttpResponse:
    return render(request, "web/today/index.html", {"groups": [], "day": today()})


@require_POST
def resume(request: DeskRequest) -> HttpResponse:
    """A person has looked after a restore or a clock that jumped: sending goes on."""
    if not request.owner:
        raise Http404
    installation.resume()
    messages.success(request, "Les envois reprennent.", extra_tags="good")
    return redirect("today")
