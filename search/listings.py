"""Lists that filter and sort across rooms, straight from the rooms' own tables: what is shown here is never older than the page itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from college.models import Teacher
from courses.catalogue.models import CoursePage, CourseTeacher
from courses.evaluation.domain import score_of, scores_of_courses
from courses.evaluation.models import ScoreSnapshot
from courses.selection import times
from courses.selection.models import Lesson, Offering, WaitlistEntry
from courses.selection.rules import Slot, rhythm
from search.backends.chosen import embedded
from search.documents import seats
from search.forms import Chosen
from search.models import Entry
from search.queries import Query, counted


@dataclass(frozen=True, slots=True)
class Row:
    """A course as a row or card of a list, with the class that can be joined soonest."""

    id: int
    url: str
    title: str
    slug: str
    code: str
    school: str
    short: str
    summary: str
    when: str = ""
    where: str = ""
    line: str = ""
    capacity: int = 0
    taken: int = 0
    waiting: int = 0
    note: str = ""  # instead of seats
    score: Decimal | None = None  # published, with the number of raters
    raters: int = 0


# ---- which


def courses(chosen: Chosen, now: datetime, *, without: str = "") -> QuerySet[CoursePage]:
    """Published courses that fit; one class must fit all of venue, term and seats at once. `without` leaves out one filter."""
    pages = CoursePage.objects.live().public()
    if chosen.text:
        pages = pages.filter(pk__in=embedded.object_ids(Query(text=chosen.text, kinds=("course",))))
    if (codes := chosen.filters.get("school")) and without != "school":
        pages = pages.filter(school__code__in=codes)
    if (teachers := chosen.filters.get("teacher")) and without != "teacher":
        pages = pages.filter(pk__in=CourseTeacher.objects.filter(teacher__in=teachers).values("page"))
    offerings = _offerings(chosen, now, without)
    return pages if offerings is None else pages.filter(pk__in=offerings.values("course"))


def _offerings(chosen: Chosen, now: datetime, without: str = "") -> QuerySet[Offering] | None:
    """The classes that the filters allow, None when they allow any, or none at all."""
    wanted = {name: chosen.filters[name] for name in ("venue", "term") if name in chosen.filters and name != without}
    open_only = chosen.open_only and without != "open"
    if not wanted and not open_only and chosen.reached is None:
        return None
    found = _current(now, open_only).filter(**{f"{name}__in": values for name, values in wanted.items()})
    return found if chosen.reached is None else found.filter(venue__in=chosen.reached)


def _current(now: datetime, open_only: bool) -> QuerySet[Offering]:
    current = Offering.objects.filter(pk__in=seats.current(now).order_by().values("pk"))
    return current.filter(pk__in=Offering.objects.open_at(now).filter(seats_taken__lt=F("capacity")).values("pk")) if open_only else current


def counts(chosen: Chosen, now: datetime) -> dict[str, dict[str, int]]:
    """How many courses each choice would leave: one query for each filter."""
    rows: list[tuple[str, str, int]] = []
    by_school = courses(chosen, now, without="school").order_by().values_list("school__code").annotate(number=Count("pk"))
    rows += [("school", code, number) for code, number in by_school if code]
    for name in ("venue", "term"):
        offered = _offerings(chosen, now, without=name)
        offered = _current(now, False) if offered is None else offered
        offered = offered.filter(course__in=courses(chosen, now, without=name)).order_by()
        rows += [(name, str(pk), number) for pk, number in offered.values_list(name).annotate(number=Count("course", distinct=True)) if pk]
    taught = CourseTeacher.objects.filter(page__in=courses(chosen, now, without="teacher")).order_by()
    rows += [("teacher", str(pk), number) for pk, number in taught.values_list("teacher").annotate(number=Count("page"))]
    rows.append(("open", "1", courses(replace(chosen, open_only=True), now).count()))
    return counted(rows)


def counts_of_venues(now: datetime) -> dict[int, int]:
    """How many published courses are held at each venue, by its key; one query."""
    held = _current(now, False).filter(course__in=CoursePage.objects.live().public(), venue__isnull=False).order_by()
    return dict(held.values_list("venue").annotate(number=Count("course", distinct=True)))


def offerings(chosen: Chosen, now: datetime, course: int | None = None) -> QuerySet[Offering]:
    """Announced classes of findable courses in terms that have not ended, those that begin first in front."""
    found = seats.current(now).filter(course__in=CoursePage.objects.live().public())
    if course is not None:
        found = found.filter(course=course)
    for name, path in (("school", "course__school__code"), ("venue", "venue"), ("teacher", "teacher"), ("term", "term")):
        if values := chosen.filters.get(name):
            found = found.filter(**{f"{path}__in": values})
    if chosen.reached is not None:
        found = found.filter(venue__in=chosen.reached)
    if chosen.open_only:
        found = found.filter(pk__in=_current(now, True).values("pk"))
    return found.select_related("term__selection_plan", "venue", "room", "teacher", "course__school").prefetch_related("lessons__unit")


def teachers(codes: Sequence[str] = ()) -> QuerySet[Teacher]:
    """The pool in the order of pinyin, each with her published courses as `public_links`."""
    key = Entry.objects.filter(kind=Entry.Kind.TEACHER, object_id=OuterRef("pk")).values("sort_key")[:1]
    public = CourseTeacher.objects.filter(page__in=CoursePage.objects.live().public()).select_related("page__school").order_by("page__title")
    found = Teacher.objects.annotate(sort_key=Subquery(key)).order_by(F("sort_key").asc(nulls_last=True), "name", "pk")
    if codes:
        found = found.filter(pk__in=Teacher.schools.through.objects.filter(school__code__in=codes).values("teacher"))
    return found.prefetch_related("schools", Prefetch("course_links", public, to_attr="public_links"))


# ---- in which order


def ordered(pages: QuerySet[CoursePage], sort: str, now: datetime) -> QuerySet[CoursePage]:
    """Starting soon: the next lesson first, courses without a class last. By name: in the order of pinyin."""
    key = Entry.objects.filter(kind=Entry.Kind.COURSE, object_id=OuterRef("pk")).values("sort_key")[:1]
    pages = pages.annotate(sort_key=Subquery(key))
    if sort == "title":
        return pages.order_by(F("sort_key").asc(nulls_last=True), "title", "pk")
    lessons = Lesson.objects.filter(offering__course=OuterRef("pk"), ends_at__gt=now).exclude(offering__state=Offering.State.CANCELLED)
    soonest = lessons.order_by().values("offering__course").annotate(first=Min("starts_at")).values("first")
    return pages.annotate(next_lesson=Subquery(soonest)).order_by(F("next_lesson").asc(nulls_last=True), "sort_key", "title", "pk")


# ---- drawn how


def rows(pages: QuerySet[CoursePage], now: datetime, request: Any = None) -> list[Row]:
    """Courses as rows, in the order of the queryset, with a constant number of queries."""
    waiting = Count("waitlist", filter=Q(waitlist__state=WaitlistEntry.State.WAITING))
    current = seats.current(now).annotate(waiting=waiting).select_related("room").prefetch_related("lessons")
    found = pages.select_related("school").prefetch_related(
        Prefetch("offerings", current, to_attr="current_offerings"),
        Prefetch("course_teachers", CourseTeacher.objects.select_related("teacher").order_by("sort_order")),
    )
    scores = scores_of_courses(page.pk for page in found)
    return [_row(page, now, request, scores.get(page.pk)) for page in found]


def _row(page: CoursePage, now: datetime, request: Any, score: ScoreSnapshot | None) -> Row:
    offering = best(page.current_offerings, now)
    people = text_of(link.teacher.name for link in page.course_teachers.all())
    facts: dict[str, Any] = {"line": people, "where": people, "note": _("No class at the moment")}
    if offering is not None:
        when = timetable(offering)
        facts = {
            "when": when,
            "where": text_of([place(offering), offering.teacher.name]),
            "line": text_of([offering.teacher.name, when]),
            "capacity": offering.capacity,
            "taken": offering.seats_taken,
            "waiting": offering.waiting,
        }
    return Row(
        id=page.pk,
        url=page.get_url(request) or "",
        title=page.title,
        slug=page.slug,
        code=page.school.code if page.school else "",
        school=page.school.name if page.school else "",
        short=page.short_title,
        summary=page.summary,
        score=score_of(score).mean if score else None,
        raters=score.answers if score else 0,
        **facts,
    )


def best(found: Sequence[Offering], now: datetime) -> Offering | None:
    """The class to show: one that can be picked, rather one that is full, rather any; of these the first."""
    return min(found, key=lambda one: (not seats.is_open(one, now), one.seats_free < 1), default=None)


def timetable(offering: Offering) -> str:
    slots = [Slot(lesson.starts_at, lesson.ends_at, offering.pk) for lesson in offering.lessons.all()]
    return times.timetable(rhythm(slots, timezone.get_current_timezone()), slots)


def place(offering: Offering) -> str:
    """The venue and its room; the mode of a class online."""
    if offering.venue is None:
        return str(offering.get_mode_display())
    return f"{offering.venue.name} {offering.room.name}" if offering.room else offering.venue.name


def text_of(names: Iterable[str]) -> str:
    return " · ".join(name for name in names if name)
