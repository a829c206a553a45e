"""The addresses of the proof."""

from django.urls import path

from relance.web.proof import views

urlpatterns = [
    path("dossiers/<int:key>/preuve/", views.show, name="proof"),
    path("dossiers/<int:key>/preuve/dossier.zip", views.bundle, name="proof_bundle"),
    path("dossiers/<int:key>/preuve/sceller/", views.seal, name="proof_seal"),
    path("dossiers/<int:key>/remise/<slug:agent>/dossier.zip", views.handover, name="handover"),
    path("reglages/preuve/", views.keeping, name="proof_keeping"),
    path("reglages/preuve/<int:size>/temoin.txt", views.witness, name="proof_witness"),
]
