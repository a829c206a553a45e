"""The addresses of one notice."""

from django.urls import path

from relance.web.notice import letting_go, views

urlpatterns = [
    path("envois/<int:key>/", views.show, name="notice"),
    path("envois/<int:key>/contenu/", views.content, name="notice_content"),
    path("envois/<int:key>/modifier/", letting_go.edit, name="edit_notice"),
    path("envois/<int:key>/approuver/", letting_go.approve, name="approve"),
    path("envois/<int:key>/refuser/", letting_go.refuse, name="refuse"),
    path("envois/<int:key>/parti/", letting_go.sent_by_hand, name="sent_by_hand"),
    path("envois/<int:key>/verifier/", letting_go.settle_review, name="settle_review"),
    path("envois/<int:key>/poste/", letting_go.posted, name="posted"),
]
