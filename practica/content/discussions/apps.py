"""Discussions as a Django app."""

from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    """Holds questions, discussions and their posts."""

    name = "practica.content.discussions"
    label = "discussions"
