"""Recordings, and who keeps the rule for how long."""

from django.conf import settings
from django.db import migrations

from college.migrations._first import Tables, grant, revoke
from media.migrations import _tables

KEPT = {("media", "recording"): ("view",), ("media", "recordingpolicy"): ("change", "view")}
RIGHTS = {"staff": KEPT, "administrator": KEPT}


def make(apps, schema_editor):
    grant(apps, RIGHTS)


def unmake(apps, schema_editor):
    revoke(apps, RIGHTS)


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("media", "0001_initial"),
        ("media", "0002_upload"),
        ("media", "0003_steps"),
        ("media", "0004_upload_asks"),
        ("media", "0005_cuts"),
        ("media", "0006_keeping"),
        ("media", "0007_joins"),
    ]
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("college", "0002_squashed_0018_learner_facts"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [Tables(_tables.TABLES), migrations.RunPython(make, unmake)]
