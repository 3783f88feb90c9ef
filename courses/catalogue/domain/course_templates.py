"""Begin a course from a template."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from college.errors import NotAllowed, NotFound
from college.models import Teacher
from courses.catalogue.models import CourseIndexPage, CoursePage, CourseTeacher, CourseTemplate, Unit

COPIED = ("title", "summary", "format", "minutes", "practice_minutes", "activity", "design", "sort_order")


def start_course(*, template_id: int, title: str, key: UUID, by: Any) -> CoursePage:
    """A draft with the template's outline, lesson plan and lessons, owned by `by`. `key` comes with the form: sent twice it makes one course.

    Raises NotFound without such a template, NotAllowed for somebody who may not add courses.
    """
    template = CourseTemplate.objects.filter(pk=template_id).first()
    if template is None:
        raise NotFound
    with transaction.atomic():
        index = CourseIndexPage.objects.select_for_update(of=("self",)).get()
        if not index.permissions_for_user(by).can_add_subpage():
            raise NotAllowed
        slug = f"course-{key.hex[:12]}"
        there = CoursePage.objects.child_of(index).filter(slug=slug, owner=by).first()
        return there or _draft(template, index, title.strip() or template.name, slug, by)


def _draft(template: CourseTemplate, index: CourseIndexPage, title: str, slug: str, by: Any) -> CoursePage:
    page = CoursePage(title=title, slug=slug, owner=by, outline=template.outline, lesson_plan=template.lesson_plan, live=False)
    page.course_teachers = teacher_links(by)
    page.units = [Unit(**{name: getattr(unit, name) for name in COPIED}) for unit in template.units.all()]
    index.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    return page


def teacher_links(by: Any) -> list[CourseTeacher]:
    """Most people begin a course that they teach themselves."""
    teacher = Teacher.objects.filter(user=by).first()
    return [CourseTeacher(teacher=teacher)] if teacher else []
