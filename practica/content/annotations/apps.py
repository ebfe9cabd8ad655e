"""Annotations as a Django app."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    """Holds talks about passages."""

    name = "practica.content.annotations"
    label = "annotations"
