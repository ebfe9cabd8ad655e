"""Gaps as a Django app."""

from django.apps import AppConfig


class GapsConfig(AppConfig):
    """Holds what was looked for and not found."""

    name = "practica.reach.gaps"
    label = "gaps"
