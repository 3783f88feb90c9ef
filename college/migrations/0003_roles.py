"""The groups of the roles. What each may do is given by the rooms that own it."""

from django.db import migrations

ROLES = ("learner", "teacher", "staff", "school_head", "desk", "assessor", "committee", "administrator")


def make(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for name in ROLES:
        group.objects.get_or_create(name=name)


def unmake(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [("college", "0002_college")]
    operations = [migrations.RunPython(make, unmake)]
