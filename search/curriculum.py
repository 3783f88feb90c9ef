"""The curriculum as a map (课程体系): school, module, course, lesson, one level at a time, with demand, seats and score of each.

A place is written as its way from the top: "" is the college, "elder" a school, "elder/jiben" a module in it ("elder/-" what stands in no
module), "elder/jiben/12" a course. Only the level that is looked at is counted, by a constant number of queries, whatever the number of courses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Window
from django.db.models.functions import Coalesce, RowNumber
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from college.errors import NotFound
from college.models import School
from college.tags import length_words
from courses.catalogue.models import CoursePage, Module, Need, Unit
from courses.evaluation.models import ScoreSnapshot
from courses.evaluation.rules import Score
from courses.selection.models import Offering, WaitlistEntry

NO_MODULE = "-"
COURSES_SHOWN = 60  # tiles that an eye can still tell apart; the rest is a page further on
INSIDE = 8  # tiles shown within a tile
SCHOOL, MODULE = "course__school__code", "course__module_links__module__slug"
TONES = ((Decimal("4.5"), "4"), (Decimal("4"), "3"), (Decimal("3.5"), "2"), (Decimal("0"), "1"))  # least score, colour


@dataclass(frozen=True, slots=True)
class Figures:
    """What the rooms know of one place. `demand`: seats taken and people waiting; `raters` 0 and no score while too few have answered."""

    demand: int = 0
    waiting: int = 0
    seats: int = 0
    score: Decimal | None = None
    raters: int = 0
    asked: int = 0  # by the surveys, of a module

    @property
    def tone(self) -> str:
        """The colour's number, 1 to 4, or "none" while there is no score."""
        return "none" if self.score is None else next(tone for least, tone in TONES if self.score >= least)


@dataclass(frozen=True, slots=True)
class Part:
    """A place within the one that is looked at: `at` its way, `url` where it leads, `parts` how many are within, in words `within`."""

    at: str
    kind: str  # school, module, course, lesson, rest
    name: str
    size: int  # what the area stands for: demand, of a lesson its minutes
    figures: Figures
    url: str = ""
    code: str = ""
    within: str = ""
    note: str = ""
    inside: tuple[tuple[str, int, str], ...] = ()  # name, size and tone of the largest tiles within


@dataclass(frozen=True, slots=True)
class Level:
    """One level: the place, the way to it as (name, way), and its parts, the largest first."""

    at: str
    kind: str
    name: str
    trail: tuple[tuple[str, str], ...]
    parts: list[Part] = field(default_factory=list)
    page: int = 1
    more: int = 0  # parts on later pages
    url: str = ""  # of a course


@dataclass(frozen=True, slots=True)
class Place:
    """A way, taken apart. Raises NotFound when it leads nowhere."""

    school: School | None = None
    module: Module | None = None
    bare: bool = False  # what stands in no module
    course: CoursePage | None = None

    @classmethod
    def of(cls, at: str) -> Place:
        steps = at.split("/") if at else []
        if len(steps) > 3 or (len(steps) == 3 and not (steps[2].isascii() and steps[2].isdigit() and len(steps[2]) < 19)):
            raise NotFound
        school = _first(School.objects.filter(code=steps[0])) if steps else None
        bare = len(steps) > 1 and steps[1] == NO_MODULE
        module = _first(Module.objects.filter(slug=steps[1])) if len(steps) > 1 and not bare else None
        place = cls(school, module, bare)
        return cls(school, module, bare, _first(place.courses().filter(pk=int(steps[2])))) if len(steps) == 3 else place

    def courses(self) -> QuerySet[CoursePage]:
        """The published courses here."""
        pages = CoursePage.objects.live().public()
        if self.school:
            pages = pages.filter(school=self.school)
        if self.module:
            pages = pages.filter(module_links__module=self.module)
        return pages.filter(module_links__isnull=True) if self.bare else pages

    @property
    def steps(self) -> list[tuple[str, str]]:
        """(name, way) of each step down to here."""
        steps = [(_("The college"), "")]
        if self.school:
            steps.append((self.school.name, self.school.code))
        if self.school and (self.module or self.bare):
            steps.append((self.module.name if self.module else _("Other courses"), f"{self.school.code}/{self.module.slug if self.module else NO_MODULE}"))
        if self.course:
            steps.append((self.course.title, f"{steps[-1][1]}/{self.course.pk}"))
        return steps


def _first(found: QuerySet[Any]) -> Any:
    one = found.first()
    if one is None:
        raise NotFound
    return one


def level(at: str, *, page: int = 1, request: HttpRequest | None = None) -> Level:
    """What is within a place. Raises NotFound."""
    if "\x00" in at:
        raise NotFound
    place = Place.of(at)
    trail = tuple(place.steps)
    name, way = trail[-1]
    if place.course:
        return Level(way, "course", name, trail, _lessons(place.course, way), url=place.course.get_url(request) or "")
    if place.module or place.bare:
        parts, more = _courses(place, way, page, request)
        return Level(way, "module", name, trail, parts, page=page, more=more)
    parts = _modules(place) if place.school else _schools()
    return Level(way, "school" if place.school else "college", name, trail, parts)


# ---- the four levels


def _schools() -> list[Part]:
    pages = CoursePage.objects.live().public()
    figures, counted, inside = _figures(pages, SCHOOL), _counted(pages, "school__code"), _inside_schools(pages)
    return _sorted(
        Part(code, "school", name, figures[code].demand, figures[code], _at(code), code, _courses_words(counted[code]), "", inside[code])
        for code, name in School.objects.values_list("code", "name")
        if code in counted
    )


def _modules(place: Place) -> list[Part]:
    assert place.school is not None
    pages, code = place.courses(), place.school.code
    figures, counted, inside = _figures(pages, MODULE), _counted(pages, "module_links__module__slug"), _inside_modules(pages)
    modules: dict[str | None, str] = {**dict(Module.objects.values_list("slug", "name")), None: _("Other courses")}
    asked = _asked()
    return _sorted(
        Part(
            way := f"{code}/{slug or NO_MODULE}",
            "module",
            modules[slug],
            figures[slug].demand,
            _with_asked(figures[slug], asked.get(slug or "", 0)),
            _at(way),
            code,
            _courses_words(number),
            "",
            inside[slug],
        )
        for slug, number in counted.items()
        if slug in modules
    )


def _courses(place: Place, way: str, page: int, request: HttpRequest | None) -> tuple[list[Part], int]:
    """One page of courses, the most wanted first, and how many come after it."""
    pages, start = place.courses(), (page - 1) * COURSES_SHOWN
    total = pages.count()
    shown = list(_by_demand(pages).select_related("school").annotate(lessons=_lesson_count())[start : start + COURSES_SHOWN])
    figures = _figures(CoursePage.objects.filter(pk__in=[one.pk for one in shown]), "course")
    return [_course(one, figures[one.pk], way) for one in shown], max(0, total - start - len(shown))


def _course(one: Any, figures: Figures, way: str) -> Part:
    below = f"{way}/{one.pk}"
    lessons = ngettext("%d lesson", "%d lessons", one.lessons) % one.lessons if one.lessons else ""
    return Part(below, "course", one.title, figures.demand, figures, _at(below), one.school.code if one.school else "", lessons)


def _lessons(course: CoursePage, way: str) -> list[Part]:
    """The planned lessons, in their order, as large as they are long."""
    code = course.school.code if course.school else ""
    return [
        Part(f"{way}/{number}", "lesson", unit.title, unit.minutes, Figures(), "", code, length_words(60 * unit.minutes), unit.get_format_display())
        for number, unit in enumerate(course.units.all(), start=1)
    ]


def _sorted(parts: Iterable[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: (-part.size, part.at))


def _at(way: str) -> str:
    return f"{reverse('search:map')}?at={way}"


def _courses_words(number: int) -> str:
    return ngettext("%d course", "%d courses", number) % number


# ---- figures from the rooms below


def _figures(pages: QuerySet[CoursePage], path: str) -> Mapping[Any, Figures]:
    """Demand, seats and score by `path`, which leads from something that has a course to what they are counted for. Three queries."""
    keys = pages.order_by().values("pk")
    held = _held(keys).values(path).annotate(taken=Sum("seats_taken"), seats=Sum("capacity"))
    waiting = WaitlistEntry.objects.filter(state=WaitlistEntry.State.WAITING, offering__course__in=keys).exclude(offering__state=Offering.State.CANCELLED)
    queues = dict(waiting.order_by().values_list(f"offering__{path}").annotate(people=Count("pk")))
    scores = _scores(ScoreSnapshot.objects.filter(is_current=True, course__in=keys).order_by().values_list(path, "answers", "eligible", "counts"))
    found: dict[Any, Figures] = defaultdict(Figures)
    taken = {row[path]: (row["taken"], row["seats"]) for row in held}
    for key in {*taken, *queues, *scores}:
        seats_taken, seats = taken.get(key, (0, 0))
        score = scores.get(key)
        in_line = queues.get(key, 0)
        found[key] = Figures(seats_taken + in_line, in_line, seats, score.mean if score else None, score.answers if score else 0)
    return found


def _held(courses: Any) -> QuerySet[Offering]:
    """The classes of these courses that were not called off."""
    return Offering.objects.exclude(state=Offering.State.CANCELLED).filter(course__in=courses).order_by()


def _scores(rows: Iterable[tuple[Any, int, int, dict[str, list[int]]]]) -> dict[Any, Score]:
    """Published scores together: every answer counts the same. Each of them stands on five people or more, so their sum does."""
    answers: dict[Any, int] = defaultdict(int)
    eligible: dict[Any, int] = defaultdict(int)
    counts: dict[Any, dict[str, list[int]]] = {}
    for key, answered, could, items in rows:
        answers[key] += answered
        eligible[key] += could
        sums = counts.setdefault(key, {})
        for item, row in items.items():
            sums[item] = [one + other for one, other in zip(sums[item], row, strict=True)] if item in sums else list(row)
    return {key: Score(answers[key], eligible[key], counts[key]) for key in answers}


def _counted(pages: QuerySet[CoursePage], path: str) -> dict[Any, int]:
    return dict(pages.order_by().values_list(path).annotate(number=Count("pk")))


def _asked() -> dict[str, int]:
    """How many people asked for what each module answers."""
    return {slug: asked for slug, asked in Need.objects.order_by().values_list("module__slug").annotate(asked=Sum("asked")) if slug}


def _with_asked(figures: Figures, asked: int) -> Figures:
    return Figures(figures.demand, figures.waiting, figures.seats, figures.score, figures.raters, asked)


def _demand() -> Coalesce:
    held = Offering.objects.filter(course=OuterRef("pk")).exclude(state=Offering.State.CANCELLED).order_by().values("course")
    return Coalesce(Subquery(held.annotate(sum=Sum("seats_taken")).values("sum"), output_field=IntegerField()), 0)


def _by_demand(pages: QuerySet[CoursePage]) -> QuerySet[CoursePage]:
    return pages.annotate(demand=_demand()).order_by("-demand", "pk")


def _lesson_count() -> Coalesce:
    units = Unit.objects.filter(page=OuterRef("pk")).order_by().values("page").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(units, output_field=IntegerField()), 0)


def _inside_schools(pages: QuerySet[CoursePage]) -> Mapping[Any, tuple[tuple[str, int, str], ...]]:
    """The modules within each school. One query."""
    held = _held(pages.order_by().values("pk")).filter(course__module_links__isnull=False)
    rows = held.values_list(SCHOOL, "course__module_links__module__name").annotate(taken=Sum("seats_taken")).order_by("-taken")
    found: dict[Any, tuple[tuple[str, int, str], ...]] = defaultdict(tuple)
    for code, name, taken in rows:
        if len(found[code]) < INSIDE:
            found[code] += ((name, taken, ""),)
    return found


def _inside_modules(pages: QuerySet[CoursePage]) -> Mapping[Any, tuple[tuple[str, int, str], ...]]:
    """The courses most wanted within each module. One query."""
    place = Window(RowNumber(), partition_by="module_links__module__slug", order_by=[F("demand").desc(), F("pk").asc()])
    rows = pages.order_by().annotate(demand=_demand(), place=place).filter(place__lte=INSIDE).order_by("place")
    found: dict[Any, tuple[tuple[str, int, str], ...]] = defaultdict(tuple)
    for slug, title, demand in rows.values_list("module_links__module__slug", "title", "demand"):
        found[slug] += ((title, demand, ""),)
    return found


def score_words(figures: Figures) -> str:
    """The score as it is said: “4.6 (38 raters)”, or that there are too few."""
    if figures.score is None:
        return _("not enough ratings yet")
    return ngettext("%(score)s (%(n)d person rated)", "%(score)s (%(n)d people rated)", figures.raters) % {"score": figures.score, "n": figures.raters}
