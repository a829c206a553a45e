"""The addresses of the court file."""

from django.urls import path

from relance.web.court import views

urlpatterns = [
    path("dossiers/<int:key>/tribunal/", views.show, name="court"),
    path("dossiers/<int:key>/tribunal/dossier.pdf", views.as_pdf, name="court_pdf"),
    path("dossiers/<int:key>/tribunal/dossier.zip", views.as_folder, name="court_zip"),
]
