"""The addresses of the first page."""

from django.urls import path

from relance.web.today import views

urlpatterns = [
    path("", views.index, name="today"),
    path("reprendre-les-envois/", views.resume, name="resume"),
]
