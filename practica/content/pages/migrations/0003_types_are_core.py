"""Pages point at types in core. The column, its rows and its constraint are the same as before."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pages", "0002_types_move_out"), ("types", "0001_from_pages")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="page",
                    name="type",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pages",
                        to="types.knowledgetype",
                    ),
                ),
                migrations.DeleteModel(name="KnowledgeType"),
            ]
        )
    ]
