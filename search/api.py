"""The API of this room: what anybody may find, as a program reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema

from college.api import Refusal, whoever
from college.errors import NotFound
from college.limits import rate_limited
from college.models import Teacher
from college.rules import audience
from courses.catalogue.models import CoursePage
from courses.evaluation.api import ScoreOut, score_out
from courses.evaluation.domain import current_score, scores_of_teachers
from courses.evaluation.models import ScoreSnapshot
from courses.selection.listing import Shown, show, viewer
from courses.selection.models import Offering
from courses.selection.rules import GROUPS
from search import curriculum, domain, listings
from search.documents import seats, text
from search.forms import Chosen
from search.queries import EVERYBODY, PAGE_LIMIT, PAGE_SIZE
from search.queries import Query as SearchQuery
from search.rules import QUERY_LIMIT, normal

router = Router(tags=["catalogue"])
REFUSALS = {422: Refusal, 429: Refusal}

AudienceCode = StrEnum("AudienceCode", [(code.upper(), code) for code in (*audience.tidy(audience.KNOWN), EVERYBODY)])  # type: ignore[misc]
type Id = Annotated[int, Path(ge=1, le=2**63 - 1)]
Number = Annotated[int, Query(ge=1, le=PAGE_LIMIT, description="Page, counted from 1")]
Words = Annotated[str, Query(max_length=QUERY_LIMIT, description="Words that must all be found")]
Schools = Annotated[list[Literal["party", "gov", "elder", "citizen"]], Query(description="Codes of schools, any of them")]
Ids = Annotated[list[Annotated[int, Query(ge=1, le=2**63 - 1)]], Query(description="Primary keys, any of them")]
Audience = Annotated[list[AudienceCode], Query(description="With classes for people of any of these roles; `all`: for everybody")]
Open = Annotated[bool, Query(description="Only with seats that can be picked now")]


class Found(Schema):
    """One result. `highlight` is HTML: escaped text with `<mark>` around what was looked for."""

    kind: Literal["course", "teacher", "offering"]
    id: int
    title: str
    url: str
    highlight: str
    school: str
    open_seats: int


class FoundPage(Schema):
    """One page of results; `degraded` when the search server does not answer and the database does in its place."""

    count: int
    page: int
    pages: int
    degraded: bool
    results: list[Found]


class Named(Schema):
    """Something with a name that can be asked for by its id."""

    id: int
    name: str


class SchoolOut(Schema):
    code: str
    name: str


class CourseOut(Schema):
    """A course in a list, with the class that can be joined soonest, in words."""

    id: int
    title: str
    url: str
    summary: str
    school: str
    when: str
    where: str
    capacity: int
    taken: int
    waiting: int
    score: float | None
    raters: int


class CoursePageOut(Schema):
    count: int
    page: int
    pages: int
    results: list[CourseOut]


class UnitOut(Schema):
    title: str
    summary: str
    format: str
    minutes: int


class LessonOut(Schema):
    number: int
    title: str
    starts_at: datetime
    ends_at: datetime


class KeptSeats(Schema):
    """Seats that a draw keeps: for people of 80 and older and disabled people, for neighbours of the venue, for people who never had a class before."""

    reserve: int
    neighbour: int
    newcomer: int


class OfferingOut(Schema):
    """A class: when, where, and how many seats. `open` says whether it can be picked now, `audience` by people with which roles (codes; empty:
    everybody), `for_whom` the same in words. Ages are those of the year in which the term begins; `needs_courses` are titles of courses to be completed
    first; `rules` says all of it in words. `reasons` are the codes that `pick` would refuse with, the strongest first: for whoever asks with a token or
    is signed in, else those of the class alone."""

    id: int
    title: str
    url: str
    course: int
    school: str
    term: Named
    venue: Named | None
    room: str
    teacher: Named
    mode: Literal["onsite", "online", "both"]
    state: Literal["open", "closed", "cancelled"]
    open: bool
    capacity: int
    seats_taken: int
    audience: list[str]
    for_whom: str
    age_from: int | None
    age_to: int | None
    needs_pledge: bool
    needs_courses: list[str]
    kept_seats: KeptSeats
    rules: list[str]
    reasons: list[str]
    lessons: list[LessonOut]


class OfferingPageOut(Schema):
    count: int
    page: int
    pages: int
    results: list[OfferingOut]


class CourseDetail(Schema):
    """A course with its public parts. The lesson plan (教案) is for teachers and is not here."""

    id: int
    title: str
    url: str
    summary: str
    goals: list[str]
    outline: str
    school: SchoolOut | None
    teachers: list[Named]
    units: list[UnitOut]
    offerings: list[OfferingOut]
    score: ScoreOut | None


class TeacherOut(Schema):
    id: int
    name: str
    title: str
    bio: str
    url: str
    schools: list[SchoolOut]
    courses: list[Named]
    score: ScoreOut | None


class TeacherPageOut(Schema):
    count: int
    page: int
    pages: int
    results: list[TeacherOut]


class MapPartOut(Schema):
    """A place on the map: `demand` is seats taken and people waiting; `score` is null while fewer than five people have rated."""

    at: str
    kind: Literal["school", "module", "course", "lesson"]
    name: str
    size: int
    demand: int
    waiting: int
    seats: int
    asked: int
    score: float | None
    raters: int


class MapLevelOut(Schema):
    """One level of the curriculum map. Its parts can be asked for by their `at`; `more` counts those on later pages."""

    at: str
    kind: Literal["college", "school", "module", "course"]
    name: str
    page: int
    more: int
    parts: list[MapPartOut]


@router.get("/search", operation_id="searchAll", response={200: FoundPage, **REFUSALS}, summary="Find courses, teachers and classes")
def search_all(
    request: HttpRequest,
    q: Words = "",
    kind: Literal["course", "teacher", "offering"] | None = None,
    role: Audience = [],  # noqa: B006
    page: Number = 1,
) -> dict[str, Any]:
    rate_limited(request, "search")
    asked = SearchQuery(text=normal(q), kinds=(kind,) if kind else (), filters={"audience": tuple(role)} if role else {}, page=page)
    answer = domain.find(asked)
    results = [{name: getattr(hit, name) for name in Found.model_fields if name != "id"} | {"id": hit.object_id} for hit in answer.hits]
    return {"count": answer.count, "page": answer.page, "pages": answer.pages, "degraded": answer.degraded, "results": results}


@router.get("/courses", operation_id="listCourses", response={200: CoursePageOut, **REFUSALS}, summary="Courses, filtered and sorted")
def list_courses(
    request: HttpRequest,
    q: Words = "",
    school: Schools = [],  # noqa: B006 (ninja copies defaults)
    venue: Ids = [],  # noqa: B006
    teacher: Ids = [],  # noqa: B006
    term: Ids = [],  # noqa: B006
    open: Open = False,
    sort: Literal["soon", "title"] = "soon",
    page: Number = 1,
) -> dict[str, Any]:
    rate_limited(request, "api")
    chosen, now = _chosen(q, school, venue, teacher, term, open, sort), timezone.now()
    found = listings.ordered(listings.courses(chosen, now), sort, now)
    return _page(found, page, lambda pages: listings.rows(pages, now, request))


@router.get(
    "/courses/{course_id}", operation_id="getCourse", response={200: CourseDetail, 404: Refusal, **REFUSALS}, summary="One course with its units and classes"
)
def get_course(request: HttpRequest, course_id: Id) -> dict[str, Any]:
    rate_limited(request, "api")
    page = CoursePage.objects.live().public().filter(pk=course_id).select_related("school").prefetch_related("units", "course_teachers__teacher").first()
    if page is None:
        raise NotFound
    now = timezone.now()
    return {
        "id": page.pk,
        "title": page.title,
        "url": page.get_url(request) or "",
        "summary": page.summary,
        "goals": [line.strip() for line in page.goals.splitlines() if line.strip()],
        "outline": text.of_prose(page.outline),
        "school": page.school,
        "teachers": [link.teacher for link in page.course_teachers.all()],
        "units": list(page.units.all()),
        "offerings": _offerings(listings.offerings(Chosen(), now, course=page.pk), now, request),
        "score": score_out(current_score(page)),
    }


@router.get("/teachers", operation_id="listTeachers", response={200: TeacherPageOut, **REFUSALS}, summary="The pool of teachers")
def list_teachers(request: HttpRequest, school: Schools = [], page: Number = 1) -> dict[str, Any]:  # noqa: B006
    rate_limited(request, "api")
    return _page(listings.teachers(school), page, _teachers)


@router.get("/curriculum", operation_id="curriculumMap", response={200: MapLevelOut, 404: Refusal, **REFUSALS}, summary="One level of the curriculum map")
def curriculum_map(request: HttpRequest, at: Annotated[str, Query(max_length=200)] = "", page: Number = 1) -> dict[str, Any]:
    rate_limited(request, "api")
    level = curriculum.level(at, page=page, request=request)
    parts = [{name: getattr(part, name) for name in ("at", "kind", "name", "size")} | asdict(part.figures) for part in level.parts]
    return {**{name: getattr(level, name) for name in ("at", "kind", "name", "page", "more")}, "parts": parts}


@router.get("/offerings", operation_id="listOfferings", response={200: OfferingPageOut, **REFUSALS}, summary="Classes of terms that have not ended")
def list_offerings(
    request: HttpRequest,
    course: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
    school: Schools = [],  # noqa: B006
    venue: Ids = [],  # noqa: B006
    teacher: Ids = [],  # noqa: B006
    term: Ids = [],  # noqa: B006
    open: Open = False,
    page: Number = 1,
) -> dict[str, Any]:
    rate_limited(request, "api")
    now = timezone.now()
    found = listings.offerings(_chosen("", school, venue, teacher, term, open), now, course=course)
    return _page(found, page, lambda offerings: _offerings(offerings, now, request))


def _chosen(q: str, school: list[str], venue: list[int], teacher: list[int], term: list[int], open: bool, sort: str = "soon") -> Chosen:
    numbers = {"venue": venue, "teacher": teacher, "term": term}
    filters = {"school": tuple(school), **{name: tuple(map(str, values)) for name, values in numbers.items()}}
    return Chosen(text=normal(q), filters={name: values for name, values in filters.items() if values}, open_only=open, sort=sort)


def _page(found: QuerySet, number: int, draw: Any) -> dict[str, Any]:
    """One page of a queryset. Beyond the last page there is nothing, which is no error."""
    paginator = Paginator(found, PAGE_SIZE)
    results = draw(paginator.page(number).object_list) if number <= paginator.num_pages else []
    return {"count": paginator.count, "page": number, "pages": paginator.num_pages, "results": results}


def _offerings(found: Iterable[Offering], now: datetime, request: HttpRequest) -> list[dict[str, Any]]:
    return [_offering(shown, now, request) for shown in show(found, viewer(whoever(request), now), now)]


def _offering(shown: Shown, now: datetime, request: HttpRequest) -> dict[str, Any]:
    one = shown.offering
    return {
        "id": one.pk,
        "title": str(one),
        "url": f"{one.course.get_url(request) or ''}#offering-{one.pk}",
        "course": one.course_id,
        "school": one.course.school.code if one.course.school else "",
        "term": one.term,
        "venue": one.venue,
        "room": one.room.name if one.room else "",
        "teacher": one.teacher,
        "mode": one.mode,
        "state": one.state,
        "open": seats.is_open(one, now) and one.seats_free > 0,
        "capacity": one.capacity,
        "seats_taken": one.seats_taken,
        "audience": one.audience,
        "for_whom": one.audience_words,
        "age_from": one.age_from,
        "age_to": one.age_to,
        "needs_pledge": one.needs_pledge,
        "needs_courses": list(shown.needed),
        "kept_seats": {group: getattr(one, f"kept_{group}") for group in GROUPS},
        "rules": shown.rules,
        "reasons": [reason.value for reason in shown.against],
        "lessons": [{"number": n.number, "title": n.shown_title, "starts_at": n.starts_at, "ends_at": n.ends_at} for n in one.lessons.all()],
    }


def _teachers(found: Any) -> list[dict[str, Any]]:
    people = list(found)
    scores = scores_of_teachers(one.pk for one in people)
    return [_teacher(one, scores.get(one.pk)) for one in people]


def _teacher(one: Teacher, score: ScoreSnapshot | None) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": one.name,
        "title": one.title,
        "bio": one.bio,
        "url": one.get_absolute_url(),
        "schools": list(one.schools.all()),
        "courses": [{"id": link.page.pk, "name": link.page.title} for link in one.public_links],
        "score": score_out(score),
    }
