"""Pages as a Django app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Holds pages, revisions and drafts."""

    name = "practica.content.pages"
    label = "pages"
