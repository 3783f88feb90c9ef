"""A college that has decided nothing yet can complete courses: the first policy, which staff may follow up with another."""

from datetime import date

from django.db import migrations

SINCE = date(2020, 1, 1)


def make(apps, schema_editor):
    apps.get_model("courses", "CompletionPolicy").objects.get_or_create(
        valid_from=SINCE, defaults={"attendance_percent": 80, "unlock_percent": 60, "pass_percent": 60, "tries": 3}
    )


def unmake(apps, schema_editor):
    apps.get_model("courses", "CompletionPolicy").objects.filter(valid_from=SINCE).delete()


class Migration(migrations.Migration):
    dependencies = [("courses", "0004_attendance_and_checks")]
    operations = [migrations.RunPython(make, unmake)]
