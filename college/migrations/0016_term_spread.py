"""The seconds over which the start of selection is spread, kept by its plan."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('college', '0015_merge_pair_once'),
    ]

    operations = [
        migrations.AddField(
            model_name='term',
            name='selection_spread',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
        ),
    ]
