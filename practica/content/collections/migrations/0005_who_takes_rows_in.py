"""The choice of who may send says who takes it in."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('collections', '0004_workbooks'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rowform',
            name='who',
            field=models.CharField(choices=[('members', 'Members: what they send is a row at once'), ('signed_in', 'Everyone signed in who sees this: the core group takes it in'), ('anyone', 'Anyone with the link, without an account: the core group takes it in')], default='members', max_length=9),
        ),
    ]
