"""Settings by theme; this module joins them. A site changes them through the environment only."""

from practica.config.settings.accounts import *  # noqa: F403
from practica.config.settings.base import *  # noqa: F403
from practica.config.settings.data import *  # noqa: F403
from practica.config.settings.logs import *  # noqa: F403
from practica.config.settings.safety import *  # noqa: F403
