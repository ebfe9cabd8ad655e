"""What places elsewhere are called, for the cards that lead there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pages", "0008_proposals_hold_values")]

    operations = [
        migrations.CreateModel(
            name="Card",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("address", models.CharField(max_length=2000)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("about", models.CharField(blank=True, max_length=300)),
                ("looked_at", models.DateTimeField(db_index=True, null=True)),
            ],
        ),
    ]
