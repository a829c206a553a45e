"""The addresses where invoices arrive."""

from django.urls import path

from relance.web.arriving import by_hand, confirming, views

urlpatterns = [
    path("importer/", views.drop, name="arriving"),
    path("importer/saisir/", by_hand.typed, name="typed"),
    path("importer/lu/", views.read, name="read"),
    path("importer/confirmer/<int:key>/", confirming.confirm, name="confirm"),
    path("importer/confirmer/<int:key>/oublier/", confirming.forget, name="forget"),
]
