"""Staff keep accounts. Which of them, and which roles they give, is said by `college.accounts`; deleting stays with administrators."""

from django.db import migrations

ACTIONS = ("add", "change", "view")


def permissions(apps):
    """Permissions are made after migrating, so that a fresh database has none yet."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="college", model="user")
    make = apps.get_model("auth", "Permission").objects.get_or_create
    return [make(content_type=kind, codename=f"{action}_user", defaults={"name": f"Can {action} user"})[0] for action in ACTIONS]


def grant(apps, schema_editor):
    apps.get_model("auth", "Group").objects.get(name="staff").permissions.add(*permissions(apps))


def revoke(apps, schema_editor):
    for staff in apps.get_model("auth", "Group").objects.filter(name="staff"):
        staff.permissions.remove(*permissions(apps))


class Migration(migrations.Migration):
    dependencies = [("college", "0004_records"), ("auth", "0012_alter_user_first_name_max_length"), ("contenttypes", "0002_remove_content_type_name")]
    operations = [migrations.RunPython(grant, revoke)]
