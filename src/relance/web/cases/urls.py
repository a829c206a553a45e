"""The address of the list."""

from django.urls import path

from relance.web.cases import views

urlpatterns = [path("dossiers/", views.index, name="cases")]
