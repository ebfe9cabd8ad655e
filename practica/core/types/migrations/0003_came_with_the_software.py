"""Every type a site has so far came with the software."""

from typing import Any

from django.db import migrations


def say_so(apps: Any, editor: Any) -> None:
    """Mark them, so that their words are translated; the article comes first in menus."""
    types = apps.get_model("types", "KnowledgeType")
    types.objects.update(shipped=True, position=0)


class Migration(migrations.Migration):
    dependencies = [("types", "0002_fields_and_values")]

    operations = [migrations.RunPython(say_so, migrations.RunPython.noop)]
