"""Secrets of second factors that were stored as they are become sealed. Running it again changes nothing."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def seal(apps: Any, schema_editor: Any) -> None:
    """Seal the secret of each authenticator app, and the seed of recovery codes."""
    from practica.core.people import sealing  # here: what sealing is does not change with the tables

    for factor in apps.get_model("mfa", "Authenticator").objects.filter(type__in=["totp", "recovery_codes"]):
        sealed = {
            name: sealing.seal(value)
            for name, value in factor.data.items()
            if name in ("secret", "seed") and not value.startswith(sealing.MARK)
        }
        if sealed:
            factor.data |= sealed
            factor.save(update_fields=["data"])


class Migration(migrations.Migration):
    """The former software cannot read them, so that there is no way back but a backup."""

    dependencies = [
        ("people", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
