"""Addresses that hold for any entry."""

from django.urls import path

from practica.core.entries.views import entries, verifying

app_name = "entries"
urlpatterns = [
    path("e/<str:uid>", entries.permalink, name="permalink"),
    path("e/<str:uid>/seen", entries.seen, name="seen"),
    path("e/<str:uid>/unseen", entries.unseen, name="unseen"),
    path("e/<str:uid>/save", entries.save, name="save"),
    path("e/<str:uid>/unsave", entries.unsave, name="unsave"),
    path("e/<str:uid>/follow", entries.follow, name="follow"),
    path("e/<str:uid>/vote", entries.vote, name="vote"),
    path("e/<str:uid>/unvote", entries.unvote, name="unvote"),
    path("e/<str:uid>/verifications", verifying.verifications, name="verifications"),
    path("e/<str:uid>/verify", verifying.verify, name="verify"),
    path("e/<str:uid>/verify/take-back", verifying.take_back, name="take_back_verification"),
]
