"""Five templates to begin a course with, which the office may change, and who keeps them. Those that somebody has changed stay when this is undone."""

import json
from importlib import import_module
from pathlib import Path

from django.db import migrations

FIRST = Path(__file__).with_name("course_templates.json")
ALL, SEE = ("add", "change", "delete", "view"), ("view",)
GRANTED = {"staff": ALL, "administrator": ALL, "school_head": SEE}

permission = import_module("courses.migrations.0003_permissions").permission


def make(apps, schema_editor):
    template, unit = apps.get_model("courses", "CourseTemplate"), apps.get_model("courses", "TemplateUnit")
    for given in json.loads(FIRST.read_text(encoding="utf-8")):
        lessons = given.pop("units")
        made, is_new = template.objects.get_or_create(name=given["name"], defaults=given)
        for order, lesson in enumerate(lessons if is_new else ()):
            unit.objects.create(template=made, sort_order=order, **{**lesson, "design": json.dumps(lesson["design"])})
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.add(*(permission(apps, "courses", "coursetemplate", action) for action in GRANTED[group.name]))


def unmake(apps, schema_editor):
    for given in json.loads(FIRST.read_text(encoding="utf-8")):
        apps.get_model("courses", "CourseTemplate").objects.filter(name=given["name"], outline=given["outline"], lesson_plan=given["lesson_plan"]).delete()
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.remove(*group.permissions.filter(content_type__app_label="courses", content_type__model="coursetemplate"))


class Migration(migrations.Migration):
    dependencies = [("courses", "0022_course_templates")]
    operations = [migrations.RunPython(make, unmake)]
