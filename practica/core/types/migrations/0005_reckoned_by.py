"""Which rules formulas and summaries were worked out by; what there is was by those before 1."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("types", "0004_fields_are_removed_softly"),
    ]

    operations = [
        migrations.AddField(
            model_name="knowledgetype",
            name="reckoned_by",
            field=models.PositiveSmallIntegerField(db_default=0, default=1),
        ),
    ]
