"""A draft of a course from dropped files, in one transaction: a second click finds the course that the first one made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from college.errors import NotAllowed
from college.models import School, Teacher, User
from courses.catalogue.domain.drops import drop_document, may_begin, mine
from courses.catalogue.errors import CannotMakeCourses, CourseLocked
from courses.catalogue.models import CourseDocument, CourseIndexPage, CourseMaterial, CoursePage, CourseTeacher, Drop, DroppedFile, Unit
from courses.catalogue.rules.naming import LONGEST_UNIT, MOST_UNITS, Lesson
from courses.catalogue.rules.readiness import Part
from courses.catalogue.rules.recognising import PARTS

FIELDS = {Part.OUTLINE: "outline_file", Part.LESSON_PLAN: "lesson_plan_file", Part.HANDOUT: "handout_file", Part.SLIDES: "slides"}
USUAL_MINUTES = 90


@dataclass(frozen=True, slots=True)
class Plan:
    """What the teacher has settled. `parts` and `materials` name dropped files by key; `instead` those for which the college's own is taken."""

    title: str
    school: School | None = None
    parts: dict[Part, int] = field(default_factory=dict)
    materials: Sequence[int] = ()
    instead: dict[int, CourseDocument] = field(default_factory=dict)
    lessons: Sequence[Lesson] = ()


def make(*, drop_id: int, by: User, plan: Plan, now: datetime) -> CoursePage:
    """The draft with its files, its lessons and its teacher. Raises NotFound, CannotMakeCourses, NotAllowed, CourseLocked."""
    mine(drop_id=drop_id, by=by)
    with transaction.atomic():
        drop = Drop.objects.select_for_update(of=("self",)).get(pk=drop_id)
        if drop.done_at and drop.made:
            return drop.made
        rows = {row.pk: row for row in drop.files.select_related("document") if row.document_id}
        page = _draft_of(drop.into, by) if drop.into else _new_draft(by, plan)
        _fill(page, plan, rows)
        if drop.into is None:
            _index(by).add_child(instance=page)
        page.save_revision(user=by, log_action=True)
        _settle(plan, rows)
        drop.made, drop.done_at, drop.touched_at = page, now, now
        drop.save(update_fields=["made", "done_at", "touched_at"])
    return page


def _index(by: User) -> CourseIndexPage:
    if not may_begin(by):
        raise CannotMakeCourses
    return CourseIndexPage.objects.get()


def _new_draft(by: User, plan: Plan) -> CoursePage:
    page = CoursePage(title=plan.title, school=plan.school, owner=by, live=False)
    teacher = Teacher.objects.filter(user=by).first()
    if teacher is not None:
        page.course_teachers = [CourseTeacher(teacher=teacher)]
    return page


def _draft_of(course: CoursePage, by: User) -> CoursePage:
    """The newest draft of a course that is there."""
    permissions = course.permissions_for_user(by)
    if not permissions.can_edit():
        raise NotAllowed
    if permissions.page_locked():
        raise CourseLocked
    draft: CoursePage = course.get_latest_revision_as_object()
    return draft


def _fill(page: CoursePage, plan: Plan, rows: dict[int, DroppedFile]) -> None:
    for part in PARTS:
        if plan.parts.get(part) in rows:
            setattr(page, FIELDS[part], _document(rows[plan.parts[part]], plan))
    there = {link.document_id for link in page.materials.all()} | {getattr(page, f"{name}_id") for name in FIELDS.values()}
    new = [_document(rows[key], plan) for key in plan.materials if key in rows]
    added = [CourseMaterial(document=document) for document in new if document.pk not in there]
    if added:
        page.materials = [*page.materials.all(), *added]
    if plan.lessons and not page.units.all():
        page.units = [
            Unit(title=lesson.title[:LONGEST_UNIT], minutes=lesson.minutes or USUAL_MINUTES, sort_order=place)
            for place, lesson in enumerate(plan.lessons[:MOST_UNITS])
        ]


def _document(row: DroppedFile, plan: Plan) -> CourseDocument:
    assert row.document is not None
    return plan.instead.get(row.pk, row.document)


def _settle(plan: Plan, rows: dict[int, DroppedFile]) -> None:
    """Files are of the kind as which they are used now; a copy of what the college has is not kept."""
    for part, key in plan.parts.items():
        row = rows.get(key)
        if row is not None and row.document and key not in plan.instead:
            row.document.purpose = part.value
            row.document.shared = row.document.shared and part is not Part.LESSON_PLAN
            row.document.save(update_fields=["purpose", "shared"])
    for key in plan.instead:
        if key in rows:
            copy = rows[key].document
            rows[key].delete()
            drop_document(copy)
