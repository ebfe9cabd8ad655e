"""Addresses of people."""

from django.urls import path

from practica.core.people.views import people, you

app_name = "people"
urlpatterns = [
    path("people", people.show_all, name="directory"),
    path("people/<slug:handle>", people.show, name="show"),
    path("you", you.settings, name="settings"),
    path("you/theme", you.theme, name="theme"),
    path("you/security", you.security, name="security"),
    path("you/sessions/<str:name>/end", you.end_session, name="end_session"),
    path("you/claims/<str:uid>", you.claim, name="claim"),
    path("welcome", you.welcome, name="welcome"),
]
