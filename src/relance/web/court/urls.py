"""The addresses of the court file."""

from django.urls import path

from relance.web.court import insolvency, views

urlpatterns = [
    path("dossiers/<int:key>/tribunal/", views.show, name="court"),
    path("dossiers/<int:key>/tribunal/dossier.pdf", views.as_pdf, name="court_pdf"),
    path("dossiers/<int:key>/tribunal/dossier.zip", views.as_folder, name="court_zip"),
    path("dossiers/<int:key>/tribunal/requete/", views.ask, name="court_ask"),
    path("dossiers/<int:key>/tribunal/requete.pdf", views.request_pdf, name="court_request"),
    path("dossiers/<int:key>/tribunal/formulaire-a.pdf", views.form_a, name="court_form_a"),
    path("dossiers/<int:key>/tribunal/pouvoir.pdf", views.power_pdf, name="court_power"),
    path("dossiers/<int:key>/creance/", insolvency.ask, name="claim_ask"),
    path("dossiers/<int:key>/creance/declaration.pdf", insolvency.paper, name="claim_pdf"),
    path("procedures-collectives/", insolvency.watch, name="watch"),
    path("procedures-collectives/demander/", insolvency.ask_bodacc, name="watch_ask"),
    path("dossiers/<int:key>/tribunal/piece/", views.add_piece, name="court_piece"),
]
