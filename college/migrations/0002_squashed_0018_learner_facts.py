"""A new college: all its tables, its roles, what they keep here, and the usual kinds of equipment to choose from.

The histories of the libraries come before: each of their steps would take longer with our hundred tables in view.
"""

from django.conf import settings
from django.db import migrations, models
from django.utils.translation import gettext, override

from college.equipment import USUAL
from college.migrations._first import ALL, Tables, grant, revoke
from college.migrations import _people, _places

ROLES = ("learner", "teacher", "staff", "school_head", "desk", "assessor", "committee", "administrator")
LISTS = {("college", "duty"): ALL, ("college", "equipment"): ALL, ("college", "neighbourhood"): ALL, ("college", "mapline"): ALL}
RIGHTS = {
    "staff": {("college", "user"): ("add", "change", "view"), **LISTS},  # which of them, and which roles they give, is said by `college.accounts`
    "administrator": LISTS,
}


def make(apps, schema_editor):
    for name in ROLES:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)
    grant(apps, RIGHTS)
    with override(settings.LANGUAGE_CODE):
        for order, name in enumerate(USUAL, start=1):
            apps.get_model("college", "Equipment").objects.get_or_create(name=gettext(name), defaults={"order": order})


def unmake(apps, schema_editor):
    revoke(apps, RIGHTS)
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    replaces = [
        ("college", "0002_college"),
        ("college", "0003_roles"),
        ("college", "0004_records"),
        ("college", "0005_desk_permissions"),
        ("college", "0006_duties"),
        ("college", "0007_places"),
        ("college", "0008_place_addresses"),
        ("college", "0009_place_addresses_needed"),
        ("college", "0010_people"),
        ("college", "0011_duty_permissions"),
        ("college", "0012_cards_and_consents"),
        ("college", "0013_merges"),
        ("college", "0014_teacher_merges"),
        ("college", "0015_merge_pair_once"),
        ("college", "0016_term_spread"),
        ("college", "0017_notices"),
        ("college", "0018_learner_facts"),
    ]
    dependencies = [
        ("college", "0001_user"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("django_ox", "0008_waiting"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("usersessions", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailembeds", "0009_embed_cache_until"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]
    operations = [
        migrations.AddField("user", "phone_shared", models.BooleanField(db_default=False, default=False, verbose_name="shares the phone of somebody else")),
        migrations.AlterField(
            "user",
            "phone",
            models.CharField(blank=True, db_index=True, help_text="In the form +8619900000000.", max_length=20, null=True, verbose_name="phone number"),
        ),
        migrations.AddConstraint(
            "user",
            models.UniqueConstraint(
                condition=models.Q(("phone_shared", False)),
                fields=("phone",),
                name="phone_of_one_person",
                violation_error_message="This number belongs to somebody already. Who shares a phone gets an account at the desk.",
            ),
        ),
        migrations.AddField("user", "mail_notices", models.BooleanField(db_default=True, default=True, verbose_name="notices by e-mail")),
        migrations.AddField(
            "user",
            "served_by_phone",
            models.BooleanField(
                db_default=False,
                default=False,
                help_text="The front desk calls about offers of seats, which are then held for 48 hours instead of 24.",
                verbose_name="served by phone",
            ),
        ),
        migrations.AddField("user", "sms_notices", models.BooleanField(db_default=True, default=True, verbose_name="urgent notices by SMS")),
        Tables([*_places.TABLES, *_people.TABLES]),
        migrations.RunPython(make, unmake),
    ]
