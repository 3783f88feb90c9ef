"""Every course file is read once more: its content gets its SHA-256, and what is read from it goes by that. The sweep does it, a file at a time."""

from django.db import migrations


def ask(apps, schema_editor):
    apps.get_model("courses", "CourseDocument").objects.update(extracted_at=None)


class Migration(migrations.Migration):
    dependencies = [("courses", "0013_readings")]
    operations = [migrations.RunPython(ask, migrations.RunPython.noop)]
