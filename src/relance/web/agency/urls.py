"""The address of the switch."""

from django.urls import path

from relance.web.agency import views

urlpatterns = [path("creancier/", views.choose, name="choose_creditor")]
