"""The address of the kit."""

from django.urls import path

from relance.web.letter import views

urlpatterns = [path("envois/<int:key>/necessaire/", views.kit, name="letter_kit")]
