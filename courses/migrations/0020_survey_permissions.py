"""Staff and administrators keep surveys and topics; words of surveys are looked at, never written."""

from importlib import import_module

from django.db import migrations

KEPT, LOOKED_AT, SEE = ("add", "change", "delete", "view"), ("change", "view"), ("view",)
GRANTED = {
    "staff": {"survey": KEPT, "topic": KEPT, "surveywords": LOOKED_AT},
    "administrator": {"survey": KEPT, "topic": KEPT, "surveywords": LOOKED_AT},
    "school_head": {"survey": SEE, "topic": SEE},
}

permission = import_module("courses.migrations.0003_permissions").permission


def grant(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        for model, actions in GRANTED[group.name].items():
            group.permissions.add(*(permission(apps, "courses", model, action) for action in actions))


def revoke(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.remove(*group.permissions.filter(content_type__app_label="courses", content_type__model__in=GRANTED[group.name]))


def protect_from_samples(apps, schema_editor):
    """PostgreSQL's planner keeps samples of columns, which would outlive the rows."""
    set_statistics(schema_editor, 0)


def allow_samples(apps, schema_editor):
    set_statistics(schema_editor, -1)


def set_statistics(schema_editor, statistics):
    if schema_editor.connection.vendor == "postgresql":
        for table, column in (("courses_survey", "key"), ("courses_sealedanswer", "content"), ("courses_surveyreceipt", "person_id")):
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS {statistics}")


class Migration(migrations.Migration):
    dependencies = [("courses", "0019_surveys_and_topics")]
    operations = [migrations.RunPython(grant, revoke), migrations.RunPython(protect_from_samples, allow_samples)]
