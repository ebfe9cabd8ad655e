"""Addresses of people."""

from django.urls import path

from practica.core.people.views import lists, people, you

app_name = "people"
urlpatterns = [
    path("people", people.show_all, name="directory"),
    path("people/<slug:handle>", people.show, name="show"),
    path("people-lists", lists.show_all, name="lists"),
    path("people-lists/<str:uid>", lists.show, name="list"),
    path("people-lists/<str:uid>/bring-in", lists.bring_in, name="bring_in"),
    path("people-lists/<str:uid>/progress", lists.progress, name="list_progress"),
    path("people-lists/<str:uid>/left-out.csv", lists.left_out, name="left_out"),
    path("you", you.settings, name="settings"),
    path("you/theme", you.theme, name="theme"),
    path("you/security", you.security, name="security"),
    path("you/sessions/end-others", you.end_other_sessions, name="end_other_sessions"),
    path("you/sessions/<str:name>/end", you.end_session, name="end_session"),
    path("you/claims/<str:uid>", you.claim, name="claim"),
    path("welcome", you.welcome, name="welcome"),
    path("welcome/link", you.send_link, name="send_link"),
]
