"""The ground floor as a Django app, so that its checks run and it hears of the settings."""

from django.apps import AppConfig
from django.conf import settings

from practica.kit import players


class KitConfig(AppConfig):
    """Holds no rows; its checks guard the house."""

    name = "practica.kit"
    label = "kit"

    def ready(self) -> None:
        """Tell those parts that know no settings what was set."""
        players.use(settings.PLAYERS, settings.PEERTUBE_HOSTS)
