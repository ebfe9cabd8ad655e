"""Files as a Django app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Holds stored files and the text inside them."""

    name = "practica.core.files"
    label = "files"
