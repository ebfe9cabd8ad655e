"""A draft knows what the page is to be, and what was typed in its fields."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0006_contributors"),
        ("types", "0004_fields_are_removed_softly"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="fields",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="draft",
            name="type",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="types.knowledgetype",
            ),
        ),
    ]
