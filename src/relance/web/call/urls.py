"""The addresses of a call."""

from django.urls import path

from relance.web.call import views

urlpatterns = [
    path("appels/<int:key>/", views.card, name="call"),
    path("appels/<int:key>/issue/", views.ended, name="call_ended"),
]
