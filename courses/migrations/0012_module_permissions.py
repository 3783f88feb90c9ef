"""Staff and administrators keep modules and needs; heads of schools look at them."""

from importlib import import_module

from django.db import migrations

ALL, SEE = ("add", "change", "delete", "view"), ("view",)
GRANTED = {"staff": ALL, "administrator": ALL, "school_head": SEE}
MODELS = ("module", "need")

permission = import_module("courses.migrations.0003_permissions").permission


def grant(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.add(*(permission(apps, "courses", model, action) for model in MODELS for action in GRANTED[group.name]))


def revoke(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.remove(*group.permissions.filter(content_type__app_label="courses", content_type__model__in=MODELS))


class Migration(migrations.Migration):
    dependencies = [("courses", "0011_modules")]
    operations = [migrations.RunPython(grant, revoke)]
