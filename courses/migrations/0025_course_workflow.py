"""The workflow of courses with its four stages, on the list of courses; and the versions that were published before versions were counted."""

from django.db import migrations

*STAGE_NAMES, WORKFLOW = "研发", "试讲", "评审", "推广", "课程四步"
TASKS = tuple(zip(("developtask", "trialtask", "reviewtask", "releasetask"), STAGE_NAMES))
PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
FILES = ("outline_file", "lesson_plan_file", "handout_file", "slides")


def make(apps, schema_editor):
    workflow, made = apps.get_model("wagtailcore", "Workflow").objects.get_or_create(name=WORKFLOW)
    for order, (model, name) in enumerate(TASKS):
        kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="courses", model=model)
        tasks = apps.get_model("courses", model).objects
        task = tasks.first() or tasks.create(name=name, content_type=kind)
        apps.get_model("wagtailcore", "WorkflowTask").objects.get_or_create(workflow=workflow, task_id=task.pk, defaults={"sort_order": order})
    for page in apps.get_model("courses", "CourseIndexPage").objects.all():
        apps.get_model("wagtailcore", "WorkflowPage").objects.get_or_create(page_id=page.pk, defaults={"workflow": workflow})


def unmake(apps, schema_editor):
    states = apps.get_model("wagtailcore", "TaskState").objects
    for model, _name in TASKS:
        for task in apps.get_model("courses", model).objects.all():
            states.filter(task_id=task.pk).delete()
            task.delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).delete()


def number(apps, schema_editor):
    """One version for each revision that the log says was published, and for each that is live, in order of time."""
    for course in apps.get_model("courses", "CoursePage").objects.all():
        if not apps.get_model("courses", "CourseVersion").objects.filter(course=course).exists():
            write(apps, course, published(apps, course))


def published(apps, course):
    """(revision, when, by whom), oldest first."""
    log = apps.get_model("wagtailcore", "PageLogEntry").objects.filter(page_id=course.pk, action__in=PUBLISHED, revision__isnull=False)
    found = {}
    for entry in log.order_by("timestamp", "pk"):
        found.setdefault(entry.revision_id, (entry.revision, entry.timestamp, entry.user_id))
    if course.live and course.live_revision_id and course.live_revision_id not in found:
        found[course.live_revision_id] = (course.live_revision, course.last_published_at or course.live_revision.created_at, course.live_revision.user_id)
    return sorted(found.values(), key=lambda one: one[1])


def write(apps, course, found):
    documents = apps.get_model("courses", "CourseDocument").objects
    for place, (revision, when, by) in enumerate(found, 1):
        version = apps.get_model("courses", "CourseVersion").objects.create(
            course=course, number=place, revision=revision, published_at=when, published_by_id=by
        )
        for part in FILES:
            pk = revision.content.get(part)
            if pk and documents.filter(pk=pk).exists():
                apps.get_model("courses", "VersionFile").objects.create(version=version, document_id=pk, part=part)


def nothing(apps, schema_editor):
    """The rows go with their table."""


class Migration(migrations.Migration):
    dependencies = [("courses", "0024_stages_and_versions")]
    operations = [migrations.RunPython(make, unmake), migrations.RunPython(number, nothing)]
