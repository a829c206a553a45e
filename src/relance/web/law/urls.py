"""The addresses of the law."""

from django.urls import path

from relance.web.law import views

urlpatterns = [
    path("reglages/loi/", views.index, name="law"),
    path("reglages/loi/<slug:key>/", views.rule, name="rule"),
]
