"""Staff and administrators keep duties. Which roles each of them gives is said by `college.duties`."""

from django.db import migrations

ACTIONS = ("add", "change", "delete", "view")
KEEPERS = ("staff", "administrator")


def permissions(apps):
    """Permissions are made after migrating, so that a fresh database has none yet."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="college", model="duty")
    make = apps.get_model("auth", "Permission").objects.get_or_create
    return [make(content_type=kind, codename=f"{action}_duty", defaults={"name": f"Can {action} duty"})[0] for action in ACTIONS]


def grant(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=KEEPERS):
        group.permissions.add(*permissions(apps))


def revoke(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=KEEPERS):
        group.permissions.remove(*permissions(apps))


class Migration(migrations.Migration):
    dependencies = [("college", "0010_people"), ("auth", "0012_alter_user_first_name_max_length"), ("contenttypes", "0002_remove_content_type_name")]
    operations = [migrations.RunPython(grant, revoke)]
