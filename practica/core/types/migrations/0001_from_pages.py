"""Types stood among pages; their table comes here with its rows, renamed by pages' own change before."""

from django.db import migrations, models

import practica.kit.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("pages", "0002_types_move_out")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="KnowledgeType",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uid",
                            practica.kit.models.UidField(
                                default=practica.kit.models.new_uid,
                                editable=False,
                                max_length=12,
                                unique=True,
                            ),
                        ),
                        ("name", models.SlugField(max_length=40, unique=True)),
                        ("label", models.CharField(max_length=80)),
                    ],
                    options={"abstract": False},
                )
            ]
        )
    ]
