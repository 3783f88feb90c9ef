"""Courses: every published one that no view restriction hides. The lesson plan (教案) is for teachers and staff: no word of it is indexed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from courses.catalogue.models import CourseDocument, CoursePage, CourseTeacher
from courses.selection.models import Offering
from search.documents import seats, text
from search.models import Entry
from search.queries import Document, Key

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_FILES = ("outline_file", "handout_file", "slides")  # those whose text anybody may find


def visible(now: datetime) -> QuerySet[CoursePage]:
    return CoursePage.objects.live().public().annotate(source_at=Coalesce(F("last_published_at"), Value(LONG_AGO)))


def from_db(ids: Collection[int], now: datetime) -> list[Document]:
    pages = (
        visible(now)
        .filter(pk__in=ids)
        .select_related("school", *_FILES)
        .prefetch_related(
            "units",
            Prefetch("course_teachers", CourseTeacher.objects.select_related("teacher").order_by("sort_order")),
            Prefetch("offerings", seats.current(now), to_attr="current_offerings"),
        )
    )
    return [_document(page, now) for page in pages]


def _document(page: CoursePage, now: datetime) -> Document:
    offerings = page.current_offerings
    teachers = [link.teacher for link in page.course_teachers.all()]
    facets = seats.facets(offerings)
    return Document(
        kind=Entry.Kind.COURSE.value,
        object_id=page.pk,
        title=page.title,
        summary=page.summary,
        body=text.body(_texts(page)),
        line=text.line([*(teacher.name for teacher in teachers), *seats.venue_names(offerings)]),
        url=page.get_url() or "",
        school=page.school.code if page.school else "",
        facets={
            **facets,
            "school": (page.school.code,) if page.school else (),
            "teacher": (*facets["teacher"], *(str(teacher.pk) for teacher in teachers)),
        },
        open_seats=seats.open_seats(offerings, now),
        source_at=page.source_at,
        changes_at=seats.changes_at(offerings, now),
        indexed_at=now,
    )


def _texts(page: CoursePage) -> Iterator[str]:
    yield page.goals
    yield text.of_prose(page.outline)
    for unit in page.units.all():
        yield unit.title
        yield unit.summary
    yield text.of_prose(page.handout)
    yield from (file.text for file in _files(page))


def _files(page: CoursePage) -> list[CourseDocument]:
    """The files of the public parts; one that serves as lesson plan too stays out."""
    files = [getattr(page, name) for name in _FILES]
    return [file for file in files if file is not None and file.pk != page.lesson_plan_file_id]


def stale(now: datetime) -> QuerySet[CoursePage, int]:
    entry = Entry.objects.filter(kind=Entry.Kind.COURSE, object_id=OuterRef("pk"), withdrawn=False, source_at=OuterRef("source_at"))
    newer = Q(school__updated_at__gt=OuterRef("indexed_at"))
    for name in _FILES:
        newer |= Q(**{f"{name}__extracted_at__gt": OuterRef("indexed_at")})
    outdated = Exists(CoursePage.objects.filter(newer, pk=OuterRef("object_id")))
    return visible(now).filter(~Exists(entry.exclude(outdated))).values_list("pk", flat=True)


def around(ids: Collection[int]) -> set[Key]:
    offerings = Offering.objects.filter(course_id__in=ids).values_list("pk", flat=True)
    teachers = CourseTeacher.objects.filter(page_id__in=ids).values_list("teacher_id", flat=True)
    return {("offering", pk) for pk in offerings} | {("teacher", pk) for pk in teachers}
