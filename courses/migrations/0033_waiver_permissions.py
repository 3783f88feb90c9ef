"""Staff and administrators make exceptions and look at them; heads of a school look."""

from importlib import import_module

from django.db import migrations

GRANTED = {"staff": ("add", "view"), "administrator": ("add", "view"), "school_head": ("view",)}

permission = import_module("courses.migrations.0003_permissions").permission


def grant(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.add(*(permission(apps, "courses", "waiver", action) for action in GRANTED[group.name]))


def revoke(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.remove(*group.permissions.filter(content_type__app_label="courses", content_type__model="waiver"))


class Migration(migrations.Migration):
    dependencies = [("courses", "0032_eligibility")]
    operations = [migrations.RunPython(grant, revoke)]
