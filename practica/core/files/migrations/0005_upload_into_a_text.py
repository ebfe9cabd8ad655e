"""What is on its way into a text, and not into the library."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("entries", "0001_initial"), ("files", "0004_allotted_space")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="entry",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="entries.entry",
            ),
        ),
    ]
