"""The creditor's own mailbox: where mails leave from, and where those that left are found.

Two tests: one that sends nothing, and one that writes to the creditor himself.
"""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from relance.channels.email import Explanation, SmtpServer, check_mailbox, check_server
from relance.office import looking, secrets_box, self_test, sending
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
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"}),
        help_text="Gardé chiffré. Vide\u00a0: celui d’avant.",
    )
    imap_host = forms.CharField(
        label="Serveur de la boîte (IMAP)",
        max_length=200,
        required=False,
    )
    imap_port = forms.IntegerField(
        label="Port de la boîte", min_value=1, max_value=65535, initial=993, required=False
    )
    imap_security = forms.ChoiceField(
        label="Chiffrement de la boîte",
        choices=[
            ("tls", "TLS (port 993)"),
            ("starttls", "STARTTLS (port 143)"),
            ("none", "aucun (serveur de cette machine)"),
        ],
        initial="tls",
        required=False,
    )
    imap_user = forms.CharField(
        label="Identifiant de la boîte",
        max_length=200,
        required=False,
        help_text="Vide\u00a0: le même que pour l’envoi.",
    )
    imap_password = forms.CharField(
        label="Mot de passe de la boîte",
        max_length=500,
        required=False,
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"}),
        help_text="Gardé chiffré. Vide\u00a0: celui d’avant, sinon le même que pour l’envoi.",
    )
    imap_folder = forms.CharField(
        label="Dossier des messages envoyés",
        max_length=200,
        required=False,
        help_text="Vide\u00a0: celui que la boîte désigne.",
    )

    @property
    def leaving(self) -> list[forms.BoundField]:
        return [one for one in self if not one.name.startswith("imap_")]

    @property
    def found_again(self) -> list[forms.BoundField]:
        return [one for one in self if one.name.startswith("imap_")]

    def clean(self) -> dict[str, object]:
        said: dict[str, object] = super().clean() or {}
        said["imap_port"] = said.get("imap_port") or 993
        said["imap_security"] = said.get("imap_security") or "tls"
        return said


_NAMES = ("sender", "sender_name", "host", "port", "security", "user")
_OF_MAILBOX = ("imap_host", "imap_port", "imap_security", "imap_user", "imap_folder")


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
    names = (*_NAMES, *_OF_MAILBOX)
    initial = {name: getattr(row, name) for name in names} if row else {"sender": creditor.email}
    form = MailServerForm(given(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        values = {name: said[name] for name in names}
        if row is None or any(getattr(row, name) != values[name] for name in names):
            values |= {"keeps_sent": None, "sent_delay_s": None}  # another mailbox, perhaps
        MailServerRow.objects.update_or_create(creditor=creditor, defaults=values)
        if said["password"]:
            secrets_box.keep(creditor.pk, "smtp_password", said["password"])
        if said["imap_password"] or not said["imap_host"]:
            secrets_box.keep(creditor.pk, "imap_password", said["imap_password"])
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
    """Connect, encrypt, sign in; nothing is sent, unless asked: a message to oneself."""
    row = _row(_owned(request))
    if row is None:
        raise Http404
    try:
        found = _hurried(sending.server_of(row))
        account = looking.account_of(row, timeout_s=SHORT_S) if row.imap_host else None
    except secrets_box.SecretUnreadable:
        messages.error(
            request,
            "Le mot de passe gardé ne s’ouvre pas avec la clé de cette machine. Retapez-le. "
            "Aucun message n’a été envoyé.",
            extra_tags="bad",
        )
        return redirect("mail_server")
    if account is not None and request.POST.get("essai") == "envoi":
        learnt = self_test.send_to_oneself(row, found)
        _say(request, ok=learnt.keeps is not None, words=learnt.words)
        return redirect("mail_server")
    report = check_server(found, sender=row.sender)
    _say(request, ok=report.ok, words=report.words)
    if account is not None:
        seen = check_mailbox(account)
        _say(request, ok=seen.ok, words=seen.words)
    return redirect("mail_server")


def _say(request: DeskRequest, *, ok: bool, words: Explanation) -> None:
    said = messages.success if ok else messages.error
    said(request, words.text, extra_tags="good" if ok else "bad")


def _hurried(server: SmtpServer) -> SmtpServer:
    return replace(server, timeout_s=SHORT_S, reply_timeout_s=6 * SHORT_S)


@require_POST
def remove(request: DeskRequest) -> HttpResponse:
    """Back to mails that wait as files to open oneself."""
    creditor = _owned(request)
    MailServerRow.objects.filter(creditor=creditor).delete()
    secrets_box.keep(creditor.pk, "smtp_password", "")
    secrets_box.keep(creditor.pk, "imap_password", "")
    messages.success(
        request,
        "Le serveur est retiré. Les messages approuvés attendent d’être ouverts dans votre "
        "messagerie.",
        extra_tags="good",
    )
    return redirect("mail_server")
