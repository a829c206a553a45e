"""The addresses of money in."""

from django.urls import path

from relance.web.money import books, columns, freshness, papers, views

urlpatterns = [
    path("argent/", views.index, name="money"),
    path("argent/<int:key>/", views.movement, name="movement"),
    path("argent/<int:key>/oui/", views.accept, name="accept_movement"),
    path("argent/<int:key>/non/", views.refuse, name="refuse_movement"),
    path("argent/<int:key>/ecarter/", views.ignore, name="ignore_movement"),
    path("argent/<int:key>/annuler/", views.undo, name="undo_movement"),
    path("argent/colonnes/<int:key>/", columns.confirm, name="bank_columns"),
    path("argent/colonnes/<int:key>/oublier/", columns.forget, name="forget_bank_columns"),
    path("argent/comment/", freshness.choose, name="money_known"),
    path("dossiers/<int:key>/decompte.pdf", papers.statement_pdf, name="statement_pdf"),
    path("dossiers/<int:key>/echeancier.pdf", papers.plan_pdf, name="plan_pdf"),
    path("dossiers/<int:key>/promesse.ics", papers.promise_ics, name="promise_ics"),
    path("argent/comptable/", books.export, name="books"),
    path("argent/a-jour/", freshness.confirm, name="money_confirmed"),
]
