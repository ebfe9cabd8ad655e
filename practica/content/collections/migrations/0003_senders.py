"""Who sent a row by its own name, and why it was not taken."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("collections", "0002_rows_brought"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="name",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
        migrations.AddField(
            model_name="submission",
            name="reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
    ]
