"""Addresses of the inbox and of choices about mail."""

from django.urls import path

from practica.reach.notifications.views import choices, inbox

app_name = "notifications"
urlpatterns = [
    path("inbox", inbox.show, name="inbox"),
    path("inbox/done", inbox.put_all_away, name="put_all_away"),
    path("inbox/<str:uid>/open", inbox.read_and_open, name="open"),
    path("inbox/<str:uid>/read", inbox.read, name="read"),
    path("inbox/<str:uid>/unread", inbox.unread, name="unread"),
    path("inbox/<str:uid>/done", inbox.put_away, name="put_away"),
    path("you/mail", choices.choose, name="choices"),
    path("mail/stop/<str:token>", choices.stop, name="stop"),
]
