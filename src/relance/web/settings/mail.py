"""The creditor's own mailbox: where mails leave from, with a test that sends nothing."""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from relance.channels.email import SmtpServer, check_server
from relance.office import secrets_box, sending
from relance.office.models import CreditorRow, MailServerRow
from relance.web.doors import DeskRequest, given, the_creditor
from relance.web.fields import DeskForm

SHORT_S = 10
"""How long the test waits: a person is watching."""


class MailServerForm(DeskForm):
    """As the mailbox's own help page names these values."""

    sender = forms.EmailField(label="Votre adresse d’envoi")
    sender_name = forms.CharField(label="Nom affiché", max_length=200, required=False)
    host = forms.CharField(label="Serveur d’envoi (SMTP)", max_length=200)
    port = forms.IntegerField(label="Port", min_value=1, max_value=65535, initial=587)
    security = forms.ChoiceField(
        label="Chiffrement",
        choices=[
            ("starttls", "STARTTLS (port 587)"),
            ("tls", "TLS (port 465)"),
            ("none", "aucun (serveur de cette machine)"),
        ],
    )
    user = forms.CharField(label="Identifiant", max_length=200, required=False)
    password = forms.CharField(
        label="Mot de passe",
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Gardé chiffré. Vide\u00a0: celui d’avant.",
    )


def _owned(request: DeskRequest) -> CreditorRow:
    creditor = the_creditor(request)
    if request.method == "POST" and creditor.pk not in request.access.owned:
        raise Http404
    return creditor


def _row(creditor: CreditorRow) -> MailServerRow | None:
    return MailServerRow.objects.filter(creditor=creditor).first()


@require_http_methods(["GET", "POST"])
def server(request: DeskRequest) -> HttpResponse:
    creditor = _owned(request)
    row = _row(creditor)
    names = ("sender", "sender_name", "host", "port", "security", "user")
    initial = {name: getattr(row, name) for name in names} if row else {"sender": creditor.email}
    form = MailServerForm(given(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        MailServerRow.objects.update_or_create(
            creditor=creditor, defaults={name: said[name] for name in names}
        )
        if said["password"]:
            secrets_box.keep(creditor.pk, "smtp_password", said["password"])
        messages.success(
            request, "C’est enregistré. Essayez-le avant le premier envoi.", extra_tags="good"
        )
        return redirect("mail_server")
    return render(
        request,
        "web/settings/mail.html",
        {"form": form, "row": row, "creditor": creditor},
        status=422 if form.errors else 200,
    )


@require_POST
def trial(request: DeskRequest) -> HttpResponse:
    """Connect, encrypt, sign in; nothing is sent."""
    row = _row(_owned(request))
    if row is None:
        raise Http404
    try:
        found = sending.server_of(row)
    except secrets_box.SecretUnreadable:
        messages.error(
            request,
            "Le mot de passe gardé ne s’ouvre pas avec la clé de cette machine. Retapez-le. "
            "Aucun message n’a été envoyé.",
            extra_tags="bad",
        )
        return redirect("mail_server")
    report = check_server(_hurried(found), sender=row.sender)
    said = messages.success if report.ok else messages.error
    said(request, report.words.text, extra_tags="good" if report.ok else "bad")
    return redirect("mail_server")


def _hurried(server: SmtpServer) -> SmtpServer:
    return replace(server, timeout_s=SHORT_S)


@require_POST
def remove(request: DeskRequest) -> HttpResponse:
    """Back to mails that wait as files to open oneself."""
    creditor = _owned(request)
    MailServerRow.objects.filter(creditor=creditor).delete()
    secrets_box.keep(creditor.pk, "smtp_password", "")
    messages.success(
        request,
        "Le serveur est retiré. Les messages approuvés attendent d’être ouverts dans votre "
        "messagerie.",
        extra_tags="good",
    )
    return redirect("mail_server")
