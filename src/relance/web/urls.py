"""Every address of the desk, by page family."""

from django.urls import include, path

urlpatterns = [
    path("", include("relance.web.entry.urls")),
    path("", include("relance.web.today.urls")),
    path("", include("relance.web.arriving.urls")),
    path("", include("relance.web.cases.urls")),
    path("", include("relance.web.case.urls")),
    path("", include("relance.web.notice.urls")),
    path("", include("relance.web.call.urls")),
    path("", include("relance.web.letter.urls")),
    path("", include("relance.web.court.urls")),
    path("", include("relance.web.title.urls")),
    path("", include("relance.web.proof.urls")),
    path("", include("relance.web.money.urls")),
    path("", include("relance.web.settings.urls")),
    path("", include("relance.web.law.urls")),
    path("", include("relance.web.agency.urls")),
]
