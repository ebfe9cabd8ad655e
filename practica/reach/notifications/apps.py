"""Notifications as a Django app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Holds inbox rows and the outbox of mails."""

    name = "practica.reach.notifications"
    label = "notifications"
