"""The addresses of one case."""

from django.urls import path

from relance.web.case import doing, previewing, views

urlpatterns = [
    path("dossiers/<int:key>/", views.show, name="case"),
    path("dossiers/<int:key>/client/", doing.people, name="people"),
    path("dossiers/<int:key>/completer/", doing.missing, name="missing"),
    path("dossiers/<int:key>/fait/<slug:deed>/", doing.deed, name="deed"),
    path("dossiers/<int:key>/etape/<slug:step>/reporter/", doing.postpone, name="postpone"),
    path("dossiers/<int:key>/etape/<slug:step>/passer/", doing.skip, name="skip"),
    path("dossiers/<int:key>/evenement/<int:sequence>/annuler/", doing.correct, name="correct"),
    path("dossiers/<int:key>/avis/<slug:identity>/", doing.delivery, name="delivery"),
    path("dossiers/<int:key>/ecrire/<slug:kind>/", doing.write_note, name="write_note"),
    path("dossiers/<int:key>/apercu/<slug:step>/", previewing.preview, name="preview"),
    path(
        "dossiers/<int:key>/apercu/<slug:step>/lettre.pdf",
        previewing.preview_pdf,
        name="preview_pdf",
    ),
    path("dossiers/<int:key>/pieces/<int:exhibit>/", views.exhibit, name="exhibit"),
]
