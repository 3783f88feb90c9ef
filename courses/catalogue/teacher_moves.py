"""What moves in this room when two rows of one teacher become one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import pgettext_lazy
from wagtail.models import Revision

from college import caching
from college.models import Teacher
from college.teacher_merging import Mover, moving
from courses.catalogue.models import CoursePage, CourseTeacher
from courses.catalogue.models.topics import TopicPerson


def _count(gone: Teacher) -> int:
    return CourseTeacher.objects.filter(teacher=gone).count()


def _move(kept: Teacher, gone: Teacher, now: datetime) -> None:
    """A course that both teach keeps the first of the two links. Drafts and old versions name the same person by her new key."""
    pages = set(CourseTeacher.objects.filter(teacher=gone).values_list("page_id", flat=True))
    both = CourseTeacher.objects.filter(teacher=kept, page__in=pages).values_list("page_id", flat=True)
    CourseTeacher.objects.filter(teacher=gone, page__in=list(both)).delete()
    CourseTeacher.objects.filter(teacher=gone).update(teacher=kept)
    for revision in _revisions_naming(gone):
        revision.content["course_teachers"] = _renamed(revision.content.get("course_teachers", []), kept.pk, gone.pk)
        revision.save(update_fields=["content"])
    caching.changed(*(caching.course(pk) for pk in pages), caching.LISTS)


def _revisions_naming(gone: Teacher) -> Any:
    """The saved states of courses whose text names the key; few, and found without reading the others."""
    saved = Revision.page_revisions.filter(object_id__in=[str(pk) for pk in CoursePage.objects.values_list("pk", flat=True)])
    return saved.annotate(written=Cast("content", TextField())).filter(written__contains=f'"teacher": {gone.pk}')


def _renamed(links: list[dict[str, Any]], kept: int, gone: int) -> list[dict[str, Any]]:
    seen: set[int] = set()
    renamed = [{**link, "teacher": kept if link.get("teacher") == gone else link.get("teacher")} for link in links]
    return [link for link in renamed if not (link["teacher"] in seen or seen.add(link["teacher"]))]  # type: ignore[func-returns-value]


COURSES = Mover("courses", pgettext_lazy("moves with a teacher", "courses"), ("courses.courseteacher.teacher",), _count, _move)
TOPICS = moving("topics", pgettext_lazy("moves with a teacher", "research topics"), TopicPerson)
