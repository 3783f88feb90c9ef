"""The office looks at courses that people ask for, and settles them."""

from importlib import import_module

from django.db import migrations

GRANTED = ("staff", "administrator", "school_head")

permission = import_module("courses.migrations.0003_permissions").permission


def grant(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.add(permission(apps, "courses", "courserequest", "view"))


def revoke(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.remove(*group.permissions.filter(content_type__app_label="courses", content_type__model="courserequest"))


class Migration(migrations.Migration):
    dependencies = [("courses", "0038_requests")]
    operations = [migrations.RunPython(grant, revoke)]
