"""Every venue gets an address; rooms get the usual kinds of equipment to choose from; staff keep these lists."""

from django.conf import settings
from django.db import migrations
from django.utils.translation import gettext, override

from college.addressing import free_slug
from college.equipment import USUAL

KEPT = ("equipment", "neighbourhood", "mapline")
GRANTED = ("staff", "administrator")


def give_addresses(apps, schema_editor):
    taken = set()
    for venue in apps.get_model("college", "Venue").objects.order_by("pk"):
        venue.slug = venue.slug or free_slug(venue.name, taken, "venue")
        taken.add(venue.slug)
        venue.save(update_fields=["slug"])


def name_equipment(apps, schema_editor):
    with override(settings.LANGUAGE_CODE):
        for order, name in enumerate(USUAL, start=1):
            apps.get_model("college", "Equipment").objects.get_or_create(name=gettext(name), defaults={"order": order})


def permissions(apps):
    """Permissions are made after migrating, so that a fresh database has none yet."""
    kinds = [apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="college", model=model)[0] for model in KEPT]
    make = apps.get_model("auth", "Permission").objects.get_or_create
    return [
        make(content_type=kind, codename=f"{action}_{kind.model}", defaults={"name": f"Can {action} {kind.model}"})[0]
        for kind in kinds
        for action in ("add", "change", "delete", "view")
    ]


def grant(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.add(*permissions(apps))


def revoke(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.remove(*permissions(apps))


class Migration(migrations.Migration):
    dependencies = [("college", "0007_places"), ("auth", "0012_alter_user_first_name_max_length"), ("contenttypes", "0002_remove_content_type_name")]
    operations = [
        migrations.RunPython(give_addresses, migrations.RunPython.noop),
        migrations.RunPython(name_equipment, migrations.RunPython.noop),
        migrations.RunPython(grant, revoke),
    ]
