"""The answers of each published score added up, so that the scores of many courses are added up in the database."""

from django.db import migrations, models


def add_up(apps, schema_editor):
    snapshots = apps.get_model("courses", "ScoreSnapshot").objects
    for snapshot in snapshots.only("counts").iterator(chunk_size=500):
        points = sum(value * count for row in snapshot.counts.values() for value, count in enumerate(row, start=1))
        snapshots.filter(pk=snapshot.pk).update(points=points)


class Migration(migrations.Migration):
    dependencies = [("courses", "0027_calendar_feed")]
    operations = [
        migrations.AddField("scoresnapshot", "points", models.PositiveIntegerField(default=0, editable=False)),
        migrations.RunPython(add_up, migrations.RunPython.noop, elidable=True),
    ]
