"""Offerings: announced ones of findable courses, until their term ends."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from courses.catalogue.models import CoursePage
from courses.selection.models import Offering
from search.documents import seats, text
from search.models import Entry
from search.queries import Document, Key


def visible(now: datetime) -> QuerySet[Offering]:
    return seats.current(now).filter(course__in=CoursePage.objects.live().public()).annotate(source_at=F("updated_at"))


def from_db(ids: Collection[int], now: datetime) -> list[Document]:
    offerings = visible(now).filter(pk__in=ids).select_related("course__school", "term", "venue", "teacher")
    return [_document(offering, now) for offering in offerings]


def _document(offering: Offering, now: datetime) -> Document:
    course, school = offering.course, offering.course.school
    return Document(
        kind=Entry.Kind.OFFERING.value,
        object_id=offering.pk,
        title=f"{course.title} {offering.label}".strip(),
        summary=course.summary,
        line=text.line([offering.term.name, offering.teacher.name, *seats.venue_names([offering])]),
        url=f"{course.get_url() or ''}#offering-{offering.pk}",
        school=school.code if school else "",
        facets={**seats.facets([offering]), "school": (school.code,) if school else ()},
        open_seats=seats.open_seats([offering], now),
        source_at=offering.source_at,
        seats_taken=offering.seats_taken,
        changes_at=seats.changes_at([offering], now),
        indexed_at=now,
    )


def stale(now: datetime) -> QuerySet[Offering, int]:
    """A pick may change the seats and nothing else, so both the time of change and the seats are compared."""
    entry = Entry.objects.filter(
        kind=Entry.Kind.OFFERING,
        object_id=OuterRef("pk"),
        withdrawn=False,
        source_at=OuterRef("updated_at"),
        seats_taken=OuterRef("seats_taken"),
    )
    newer = Q(venue__updated_at__gt=OuterRef("indexed_at")) | Q(term__updated_at__gt=OuterRef("indexed_at"))
    outdated = Exists(Offering.objects.filter(newer, pk=OuterRef("object_id")))
    return visible(now).filter(~Exists(entry.exclude(outdated))).values_list("pk", flat=True)


def around(ids: Collection[int]) -> set[Key]:
    rows = Offering.objects.filter(pk__in=ids).values_list("course_id", "teacher_id")
    return {key for course, teacher in rows for key in (("course", course), ("teacher", teacher))}
