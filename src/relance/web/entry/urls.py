"""The addresses of the door."""

from django.urls import path

from relance.web.entry import views

urlpatterns = [
    path("entrer/", views.enter, name="enter"),
    path("sortir/", views.leave, name="leave"),
]
