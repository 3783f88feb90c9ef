"""What the office may do with credits in the admin. Entries are looked at through a page of their own; heads of school decide with the office."""

from importlib import import_module

from django.db import migrations

ALL, SEE = ("add", "change", "delete", "view"), ("view",)
KEPT = {
    "ruleset": ALL,  # published ones are refused by the views, the verbs and the database
    "requirement": ALL,
    "requiredcourse": ALL,
    "membercategory": ALL,
    "membership": ALL,
    "exemption": ("add", "delete", "view"),  # approving is a verb, deleting takes a proposal back
    "reportyear": ("add", "change", "view"),
    "reversalrequest": ("add", "view"),
}
DECIDED = {"exemption": SEE, "reversalrequest": SEE}
GRANTS = {"staff": KEPT, "administrator": KEPT, "school_head": DECIDED}

permission = import_module("courses.migrations.0003_permissions").permission


def grant(apps, schema_editor):
    groups = {row.name: row for row in apps.get_model("auth", "Group").objects.filter(name__in=GRANTS)}
    for name, table in GRANTS.items():
        for model, actions in table.items():
            groups[name].permissions.add(*(permission(apps, "courses", model, action) for action in actions))


def revoke(apps, schema_editor):
    for name, table in GRANTS.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.remove(*group.permissions.filter(content_type__app_label="courses", content_type__model__in=table))


class Migration(migrations.Migration):
    dependencies = [("courses", "0006_ledger")]
    operations = [migrations.RunPython(grant, revoke)]
