"""Registers the UI kit with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, tags and static files of the interface."""

    name = "practica.kit.ui"
    label = "ui"
