"""The addresses of the settings."""

from django.urls import path

from relance.web.settings import (
    carriers,
    creditors,
    identity,
    mail,
    mandate,
    members,
    playbook_editing,
    playbooks,
    text_by_hand,
    text_editing,
    text_looking,
    texts,
)

urlpatterns = [
    path("reglages/", identity.identity, name="settings"),
    path("reglages/creancier/ajouter/", creditors.add, name="creditor_add"),
    path("reglages/messagerie/", mail.server, name="mail_server"),
    path("reglages/messagerie/essai/", mail.trial, name="mail_trial"),
    path("reglages/messagerie/retirer/", mail.remove, name="mail_remove"),
    path("reglages/scenarios/", playbooks.index, name="playbooks"),
    path("reglages/scenarios/copier/", playbooks.copy, name="playbook_copy"),
    path("reglages/scenarios/<slug:key>/", playbook_editing.edit, name="playbook"),
    path("reglages/scenarios/<slug:key>/texte/", playbooks.as_text, name="playbook_text"),
    path("reglages/scenarios/<slug:key>/supprimer/", playbooks.remove, name="playbook_remove"),
    path("reglages/textes/", texts.index, name="texts"),
    path("reglages/textes/<slug:kind>/", text_editing.edit, name="text"),
    path("reglages/textes/<slug:kind>/lettre/", text_looking.letter, name="text_letter"),
    path("reglages/textes/<slug:kind>/livre/", texts.shipped, name="text_shipped"),
    path("reglages/textes/<slug:kind>/texte/", text_by_hand.as_source, name="text_source"),
    path("reglages/recommandes/", carriers.index, name="carriers"),
    path("reglages/recommandes/<slug:carrier>/retirer/", carriers.remove, name="carrier_remove"),
    path("reglages/mandataire/", mandate.collector, name="collector"),
    path("reglages/membres/", members.index, name="members"),
]
