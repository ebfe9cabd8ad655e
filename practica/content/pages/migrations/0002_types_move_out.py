"""The table of types gets the name it has in its new home; its rows stay, and pages still point at them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("knowledgetype", "types_knowledgetype")]
        )
    ]
