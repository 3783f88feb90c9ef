"""What a new college begins with: the front page and the list of courses, the rights of the roles, the stages of a course, the first policies, and five
templates to begin a course with."""

import json
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, override

from courses.migrations import _rights

TEMPLATES = Path(__file__).with_name("course_templates.json")
SINCE = date(2020, 1, 1)
POLICIES = {  # for a college that has decided nothing yet; staff may follow them up with others
    "CompletionPolicy": {"attendance_percent": 80, "unlock_percent": 60, "pass_percent": 60, "tries": 3},
    "EvaluationPolicy": {"window_days": 14, "minimum_answers": 5, "eligible_percent": 50},
}
WAGTAILS_REVIEW, REVIEW = "Moderators approval", "上线前审核"  # Wagtail's migrations give it an English name, which nothing translates
*STAGE_NAMES, WORKFLOW = "研发", "试讲", "评审", "推广", "课程四步"
TASKS = tuple(zip(("developtask", "trialtask", "reviewtask", "releasetask"), STAGE_NAMES))


def make(apps, schema_editor):
    plant(apps)
    _rights.give(apps)
    hand_over_review(apps, WAGTAILS_REVIEW, REVIEW, ("staff", "school_head", "administrator"))
    apps.get_model("auth", "Group").objects.filter(name__in=["Moderators", "Editors"], user=None).delete()
    for model, values in POLICIES.items():
        apps.get_model("courses", model).objects.get_or_create(valid_from=SINCE, defaults=values)
    make_templates(apps)
    make_workflow(apps)


def unmake(apps, schema_editor):
    """What lies in our own tables goes with them."""
    unmake_workflow(apps)
    for name in ("Moderators", "Editors"):
        apps.get_model("auth", "Group").objects.get_or_create(name=name)
    hand_over_review(apps, REVIEW, WAGTAILS_REVIEW, ("Moderators",))
    _rights.take(apps)
    uproot(apps)


def add_page(apps, app_label, model_name, parent, number, slug, title):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app_label, model=model_name)
    page = apps.get_model(app_label, model_name).objects.create(
        title=title,
        draft_title=title,
        slug=slug,
        path=f"{parent.path}{number:04d}",
        depth=parent.depth + 1,
        url_path=f"{parent.url_path}{slug}/",
        content_type=kind,
        locale=apps.get_model("wagtailcore", "Locale").objects.first(),
    )
    parent.numchild += 1
    parent.save(update_fields=["numchild"])
    return page


def plant(apps):
    """The front page as the site's root, and the list of courses below it. Wagtail's welcome page goes."""
    pages, site = apps.get_model("wagtailcore", "Page").objects, apps.get_model("wagtailcore", "Site")
    root = pages.get(depth=1)
    welcome = pages.filter(depth=2).first()
    with override(settings.LANGUAGE_CODE):
        home = add_page(apps, "college", "homepage", root, 2, "front", settings.WAGTAIL_SITE_NAME)
        add_page(apps, "courses", "courseindexpage", home, 1, "courses", gettext("Courses"))
    site.objects.filter(is_default_site=True).update(root_page=home.pk, site_name=settings.WAGTAIL_SITE_NAME)
    if welcome:
        welcome.delete()
        root.numchild -= 1
        root.save(update_fields=["numchild"])


def uproot(apps):
    pages, site = apps.get_model("wagtailcore", "Page").objects, apps.get_model("wagtailcore", "Site")
    root = pages.get(depth=1)
    welcome = add_page(apps, "wagtailcore", "page", root, 1, "home", "Welcome to your new Wagtail site!")
    site.objects.filter(is_default_site=True).update(root_page=welcome.pk, site_name="")
    apps.get_model("courses", "CourseIndexPage").objects.all().delete()
    apps.get_model("college", "HomePage").objects.all().delete()
    root.numchild = pages.filter(depth=2).count()
    root.save(update_fields=["numchild"])


def hand_over_review(apps, old, new, names):
    """The review of pages says what it is, and those do it who have these roles."""
    for task in apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name=old):
        task.groups.set(apps.get_model("auth", "Group").objects.filter(name__in=names))
    for model in ("Workflow", "Task"):
        apps.get_model("wagtailcore", model).objects.filter(name=old).update(name=new)


def make_templates(apps):
    template, unit = apps.get_model("courses", "CourseTemplate").objects, apps.get_model("courses", "TemplateUnit").objects
    for given in json.loads(TEMPLATES.read_text(encoding="utf-8")):
        lessons = given.pop("units")
        made = template.create(**given)
        for order, lesson in enumerate(lessons):
            unit.create(template=made, sort_order=order, **{**lesson, "design": json.dumps(lesson["design"])})


def make_workflow(apps):
    """The four stages, on the list of courses."""
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=WORKFLOW)
    for order, (model, name) in enumerate(TASKS):
        kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="courses", model=model)
        task = apps.get_model("courses", model).objects.create(name=name, content_type=kind)
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task_id=task.pk, sort_order=order)
    for page in apps.get_model("courses", "CourseIndexPage").objects.all():
        apps.get_model("wagtailcore", "WorkflowPage").objects.create(page_id=page.pk, workflow=workflow)


def unmake_workflow(apps):
    states = apps.get_model("wagtailcore", "TaskState").objects
    for model, _name in TASKS:
        for task in apps.get_model("courses", model).objects.all():
            states.filter(task_id=task.pk).delete()
            task.delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).delete()
