"""The address of the kit."""

from django.urls import path

from relance.web.letter import handing, hooks, views

urlpatterns = [
    path("envois/<int:key>/necessaire/", views.kit, name="letter_kit"),
    path("envois/<int:key>/confier/", handing.hand, name="hand_letter"),
    path("envois/<int:key>/retrouver/", handing.look, name="look_letter"),
    path("avis/<int:creditor>/<slug:carrier>/<slug:token>/", hooks.hook, name="carrier_hook"),
]
