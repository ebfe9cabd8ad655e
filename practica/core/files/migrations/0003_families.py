"""Every file that is here already is of some sort, too."""

from typing import Any

from django.db import migrations

from practica.core.files.families import family_of

BATCH = 500


def sort_out(apps: Any, schema_editor: Any) -> None:
    """Batch by batch; doing it again changes nothing."""
    stored_file = apps.get_model("files", "StoredFile")
    last = 0
    while batch := list(stored_file.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for stored in batch:
            stored.family = family_of(stored.name, stored.media_type)
        stored_file.objects.bulk_update(batch, ["family"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("files", "0002_versions_and_uploads")]
    operations = [migrations.RunPython(sort_out, migrations.RunPython.noop)]
