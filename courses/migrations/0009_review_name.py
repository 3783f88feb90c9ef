"""The review of pages says in Chinese what it is: Wagtail's migrations give it an English name, which nothing translates."""

from django.db import migrations

WAGTAIL, OURS = "Moderators approval", "上线前审核"


def renamed(old, new):
    def rename(apps, schema_editor):
        for model in ("Workflow", "Task"):
            apps.get_model("wagtailcore", model).objects.filter(name=old).update(name=new)

    return rename


class Migration(migrations.Migration):
    dependencies = [("courses", "0008_office_permissions")]
    operations = [migrations.RunPython(renamed(WAGTAIL, OURS), renamed(OURS, WAGTAIL))]
