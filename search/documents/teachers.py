"""Teachers: everybody in the public pool, with the names of what she teaches."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet

from college.models import Teacher
from courses.catalogue.models import CoursePage, CourseTeacher
from courses.selection.models import Offering
from search.documents import seats, text
from search.models import Entry
from search.queries import Document, Key


def visible(now: datetime) -> QuerySet[Teacher]:
    return Teacher.objects.annotate(source_at=F("updated_at"))


def from_db(ids: Collection[int], now: datetime) -> list[Document]:
    public = CourseTeacher.objects.filter(page__in=CoursePage.objects.live().public()).select_related("page").order_by("page__title")
    teachers = (
        visible(now)
        .filter(pk__in=ids)
        .prefetch_related(
            "schools",
            Prefetch("course_links", public, to_attr="public_links"),
            Prefetch("offerings", seats.current(now), to_attr="current_offerings"),
        )
    )
    return [_document(teacher, now) for teacher in teachers]


def _document(teacher: Teacher, now: datetime) -> Document:
    offerings, schools = teacher.current_offerings, [school.code for school in teacher.schools.all()]
    return Document(
        kind=Entry.Kind.TEACHER.value,
        object_id=teacher.pk,
        title=teacher.name,
        summary=teacher.title,
        body=text.body([teacher.bio, *(link.page.title for link in teacher.public_links)]),
        line=text.line(seats.venue_names(offerings)),
        url=teacher.get_absolute_url(),
        school=schools[0] if schools else "",
        facets={**seats.facets(offerings), "school": tuple(schools), "teacher": (str(teacher.pk),)},
        open_seats=seats.open_seats(offerings, now),
        source_at=teacher.source_at,
        changes_at=seats.changes_at(offerings, now),
        indexed_at=now,
    )


def stale(now: datetime) -> QuerySet[Teacher, int]:
    entry = Entry.objects.filter(kind=Entry.Kind.TEACHER, object_id=OuterRef("pk"), withdrawn=False, source_at=OuterRef("updated_at"))
    return Teacher.objects.filter(~Exists(entry)).values_list("pk", flat=True)


def around(ids: Collection[int]) -> set[Key]:
    courses = CourseTeacher.objects.filter(teacher_id__in=ids).values_list("page_id", flat=True)
    offerings = Offering.objects.filter(teacher_id__in=ids).values_list("pk", flat=True)
    return {("course", pk) for pk in courses} | {("offering", pk) for pk in offerings}
