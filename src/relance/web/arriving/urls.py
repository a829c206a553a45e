"""The addresses where invoices arrive."""

from django.urls import path

from relance.web.arriving import confirming, typing, views

urlpatterns = [
    path("importer/", views.drop, name="arriving"),
    path("importer/saisir/", typing.typed, name="typed"),
    path("importer/lu/", views.read, name="read"),
    path("importer/confirmer/<int:key>/", confirming.confirm, name="confirm"),
    path("importer/confirmer/<int:key>/oublier/", confirming.forget, name="forget"),
]
