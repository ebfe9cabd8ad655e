"""What is done with the catalogue every so often."""

from __future__ import annotations

from django.conf import settings
from django_tasks import task

from practica.content.library.queries import to_look_at
from practica.content.library.watching import look
from practica.kit.jobs import every


@task()
def look_at_addresses() -> None:
    """As a job: other sites may take their time, and what is saved meanwhile has to be found."""
    look()


@every(900, name="library.watch")
def begin_looking() -> None:
    """Look when some are due."""
    if settings.LINK_WATCH and to_look_at(1):
        look_at_addresses.enqueue()
