"""What the roles may do in the admin. Learners, desk, assessors and committee do not enter it.

A teacher's group may only add courses; that she edits and publishes her own is said by `CoursePage.permissions_for_user`.
"""

from django.db import migrations

ALL, SEE = ("add", "change", "delete", "view"), ("view",)
ENTER = ("teacher", "staff", "school_head", "administrator")
PAGES = {  # group: (page, actions)
    "teacher": ("courses", ("add",)),
    "school_head": ("courses", ("add", "change", "publish")),
    "staff": ("front", ("add", "change", "publish", "lock", "unlock")),
    "administrator": ("root", ("add", "change", "publish", "lock", "unlock", "bulk_delete")),
}
FILES = {  # Wagtail asks for the permissions of its own document, whatever model stands for it
    "teacher": ("add", "choose"),
    "school_head": ("add", "choose"),
    "staff": ("add", "change", "delete", "choose"),
    "administrator": ("add", "change", "delete", "choose"),
}
KEPT = {  # what staff keep
    ("college", "school"): ("change", "view"),  # there are four, and each has its colour and lattice
    ("college", "venue"): ALL,
    ("college", "room"): ALL,
    ("college", "term"): ALL,
    ("college", "teacher"): ALL,
    ("courses", "offering"): ALL,
    ("courses", "lesson"): ALL,
    ("courses", "enrolment"): SEE,
    ("courses", "waitlistentry"): SEE,
}
RUN = {  # what administrators keep beside it
    ("college", "user"): ALL,
    ("auth", "group"): ALL,
    ("wagtailcore", "site"): ALL,
    ("wagtailcore", "collection"): ("add", "change", "delete"),
    ("wagtailcore", "workflow"): ("add", "change", "delete"),
    ("wagtailcore", "task"): ("add", "change", "delete"),
}
REVIEW = "Moderators approval"  # the workflow that Wagtail's own migrations make


def permission(apps, app_label, model, action, name=""):
    """Permissions are made after migrating, so that a fresh database has none yet."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app_label, model=model)
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=action if action == "access_admin" else f"{action}_{model}", defaults={"name": name or f"Can {action} {model}"}
    )
    return found


def page_of(apps, name):
    pages = apps.get_model("wagtailcore", "Page").objects
    return pages.get(depth=1) if name == "root" else pages.get(slug=name)


def grant(apps, schema_editor):
    group = {row.name: row for row in apps.get_model("auth", "Group").objects.all()}
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for name in ENTER:
        group[name].permissions.add(permission(apps, "wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"))
    for name, (page, actions) in PAGES.items():
        for action in actions:
            apps.get_model("wagtailcore", "GroupPagePermission").objects.create(
                group=group[name], page=page_of(apps, page), permission=permission(apps, "wagtailcore", "page", action)
            )
    for name, actions in FILES.items():
        for action in actions:
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.create(
                group=group[name], collection=root, permission=permission(apps, "wagtaildocs", "document", action)
            )
    for names, table in ((("staff", "administrator"), KEPT), (("administrator",), RUN)):
        for (app_label, model), actions in table.items():
            for name in names:
                group[name].permissions.add(*(permission(apps, app_label, model, action) for action in actions))
    hand_over_review(apps, ["staff", "school_head", "administrator"])
    apps.get_model("auth", "Group").objects.filter(name__in=["Moderators", "Editors"], user=None).delete()


def hand_over_review(apps, names):
    groups = apps.get_model("auth", "Group").objects.filter(name__in=names)
    for task in apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name=REVIEW):
        task.groups.set(groups)


def revoke(apps, schema_editor):
    make_group = apps.get_model("auth", "Group").objects.get_or_create
    for name in ("Moderators", "Editors"):
        make_group(name=name)
    hand_over_review(apps, ["Moderators"])
    for name in ENTER:
        group, _ = make_group(name=name)
        group.permissions.clear()
        apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(group=group).delete()
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(group=group).delete()


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_site_tree"), ("wagtailadmin", "0001_create_admin_access_permissions"), ("wagtaildocs", "0014_alter_document_file_size")]
    operations = [migrations.RunPython(grant, revoke)]
