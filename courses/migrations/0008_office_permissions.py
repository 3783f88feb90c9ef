"""What the office keeps of teaching in the admin: what counts as completed, how rating goes, and words of learners that wait for an eye."""

from importlib import import_module

from django.db import migrations

KEPT = {
    "completionpolicy": ("add", "change", "view"),  # what has counted once is followed by another, never deleted
    "evaluationpolicy": ("add", "change", "view"),
    "comment": ("change", "view"),
}
GRANTED = ("staff", "administrator")

permission = import_module("courses.migrations.0003_permissions").permission


def grant(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        for model, actions in KEPT.items():
            group.permissions.add(*(permission(apps, "courses", model, action) for action in actions))


def revoke(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.remove(*group.permissions.filter(content_type__app_label="courses", content_type__model__in=KEPT))


class Migration(migrations.Migration):
    dependencies = [("courses", "0007_credit_permissions")]
    operations = [migrations.RunPython(grant, revoke)]
