"""``migrate``, which makes the tables of an empty database at once instead of through every change."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

#: Whoever names one of these wants to see or to steer single steps.
STEERED = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")


class Command(migrate.Command):
    """Brings a database to this version. One without tables is given those of today (docs/decisions/0019)."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the tables if there are none; then, as ever, apply what is missing and tell the apps."""
        connection = connections[options["database"]]
        if not any(options.get(name) for name in STEERED) and not connection.introspection.table_names():
            make_tables(connection)
        super().handle(*args, **options)


def make_tables(connection: BaseDatabaseWrapper) -> None:
    """Every table as all migrations together leave it, each of them noted as applied: all or nothing."""
    recorder = MigrationRecorder(connection)
    loader = MigrationLoader(connection)
    models: list[type[Model]] = [recorder.Migration, *loader.project_state().apps.get_models()]
    with connection.schema_editor() as editor:
        for model in models:
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for label, name in loader.disk_migrations:
            recorder.record_applied(label, name)
