"""Every file that is there becomes the first version of itself, and is of the kind for which a course uses it."""

from django.db import migrations

KINDS = (("lesson_plan", "lesson_plan_file"), ("outline", "outline_file"), ("handout", "handout_file"), ("slides", "slides"))  # of several, the first


def keep(apps, schema_editor):
    document, version, course = (apps.get_model("courses", name) for name in ("CourseDocument", "DocumentVersion", "CoursePage"))
    kept = version.objects.values("document")
    for row in document.objects.exclude(pk__in=kept).iterator(chunk_size=500):
        version.objects.create(
            document=row, number=1, file=row.file.name, size=row.file_size or 0, sha256=row.sha256, at=row.created_at, by_id=row.uploaded_by_user_id
        )
    for purpose, field in reversed(KINDS):
        document.objects.filter(pk__in=course.objects.filter(**{f"{field}__isnull": False}).values(field)).update(purpose=purpose)


class Migration(migrations.Migration):
    dependencies = [("courses", "0016_library")]
    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
