"""The addresses of the ways to a title."""

from django.urls import path

from relance.web.title import views

urlpatterns = [path("dossiers/<int:key>/voies/", views.show, name="ways")]
