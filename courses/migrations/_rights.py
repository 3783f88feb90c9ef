"""What the roles may do in the admin with courses and all around them. Learners, desk, assessors and committee do not enter it.

A teacher's group may only add courses; that she edits and publishes her own is said by `CoursePage.permissions_for_user`.
"""

from college.migrations._first import ALL, SEE, grant, permission, revoke

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
    ("courses", "seatoffer"): SEE,  # made by the verbs alone
    ("courses", "grouping"): ALL,
    ("courses", "waiver"): ("add", "view"),
    ("courses", "courserequest"): SEE,
    ("courses", "coursetemplate"): ALL,
    ("courses", "module"): ALL,
    ("courses", "need"): ALL,
    ("courses", "survey"): ALL,
    ("courses", "topic"): ALL,
    ("courses", "surveywords"): ("change", "view"),  # looked at, never written
    ("courses", "comment"): ("change", "view"),
    ("courses", "completionpolicy"): ("add", "change", "view"),  # what has counted once is followed by another, never deleted
    ("courses", "evaluationpolicy"): ("add", "change", "view"),
    ("courses", "ruleset"): ALL,  # published ones are refused by the views, the verbs and the database
    ("courses", "requirement"): ALL,
    ("courses", "requiredcourse"): ALL,
    ("courses", "membercategory"): ALL,
    ("courses", "membership"): ALL,
    ("courses", "exemption"): ("add", "delete", "view"),  # approving is a verb, deleting takes a proposal back
    ("courses", "reportyear"): ("add", "change", "view"),
    ("courses", "reversalrequest"): ("add", "view"),
}
RUN = {  # what administrators keep beside it
    ("college", "user"): ALL,
    ("auth", "group"): ALL,
    ("wagtailcore", "site"): ALL,
    ("wagtailcore", "collection"): ("add", "change", "delete"),
    ("wagtailcore", "workflow"): ("add", "change", "delete"),
    ("wagtailcore", "task"): ("add", "change", "delete"),
}
LOOKED_AT = ("exemption", "reversalrequest", "module", "need", "survey", "topic", "coursetemplate", "waiver", "courserequest")  # by heads of a school
RIGHTS = {"staff": KEPT, "administrator": KEPT | RUN, "school_head": {("courses", model): SEE for model in LOOKED_AT}}


def give(apps):
    group = {row.name: row for row in apps.get_model("auth", "Group").objects.all()}
    pages, root = apps.get_model("wagtailcore", "Page").objects, apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    enter = apps.get_model("auth", "Permission").objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    choose = permission(apps, "wagtailimages", "image", "choose")  # Wagtail's own migration gives it to whoever enters, but found nobody yet
    for name in ENTER:
        group[name].permissions.add(enter, choose)
    for name, (page, actions) in PAGES.items():
        place = pages.get(depth=1) if page == "root" else pages.get(slug=page)
        for action in actions:
            apps.get_model("wagtailcore", "GroupPagePermission").objects.create(
                group=group[name], page=place, permission=permission(apps, "wagtailcore", "page", action)
            )
    for name, actions in FILES.items():
        for chosen in (*(permission(apps, "wagtaildocs", "document", action) for action in actions), choose):
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.create(group=group[name], collection=root, permission=chosen)
    grant(apps, RIGHTS)


def take(apps):
    groups = apps.get_model("auth", "Group").objects.filter(name__in=ENTER)
    for group in groups:
        group.permissions.remove(*group.permissions.filter(codename__in=("access_admin", "choose_image")))
    for model in ("GroupPagePermission", "GroupCollectionPermission"):
        apps.get_model("wagtailcore", model).objects.filter(group__in=groups).delete()
    revoke(apps, RIGHTS)
