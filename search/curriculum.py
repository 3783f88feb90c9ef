"""The curriculum as a map (课程体系): school, module, course, lesson, one level at a time, with demand, seats and score of each.

A place is written as its way from the top: "" is the college, "elder" a school, "elder/jiben" a module in it ("elder/-" what stands in no
module), "elder/jiben/12" a course. Only the level that is looked at is counted, by a constant number of queries, whatever the number of courses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from college.errors import NotFound
from college.models import School
from college.tags import length_words
from courses.catalogue.models import CoursePage, Module, ModuleCourse, Need
from search.map_figures import NOTHING, Figures, Sums, by_course, together

NO_MODULE = "-"
COURSES_SHOWN = 40  # tiles that an eye can still tell apart; the rest is a page further on
INSIDE = 8  # tiles shown within a tile
Tiles = tuple[tuple[str, int, str], ...]


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
    inside: Tiles = ()  # name, size and tone of the largest tiles within


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
        here = {"school": self.school, "module_links__module": self.module, "module_links__isnull": self.bare or None}
        return CoursePage.objects.live().public().filter(**{name: value for name, value in here.items() if value is not None}).order_by()

    @property
    def keys(self) -> QuerySet[Any] | None:
        """The keys of all that is in the same module or school, drafts and other schools' courses among them, as they are found with the least work."""
        if self.module:
            return ModuleCourse.objects.filter(module=self.module).order_by().values("course_id")
        return CoursePage.objects.filter(school=self.school).order_by().values("pk") if self.school else None

    @property
    def ways(self) -> list[Place]:
        """The places on the way from the top down to this one."""
        above = [Place(), Place(self.school), Place(self.school, self.module, self.bare)]
        return [*above[: len(self.steps) - 1], self]

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
    place = _place(at)
    return _level(place, _known(place), page, request)


def way_down(at: str, *, page: int = 1, request: HttpRequest | None = None) -> list[Level]:
    """The levels from the top down to a place, which is the last; everything is counted once. Raises NotFound."""
    place = _place(at)
    known = by_course(None)
    return [*(_level(above, known, 1, request) for above in place.ways[:-1]), _level(place, known, page, request)]


def _place(at: str) -> Place:
    if "\x00" in at:
        raise NotFound
    return Place.of(at)


def _known(place: Place) -> Mapping[int, Sums]:
    return {} if place.course else by_course(place.keys)


def _level(place: Place, known: Mapping[int, Sums], page: int, request: HttpRequest | None) -> Level:
    """`known`: the sums of the courses there, perhaps of others too."""
    trail = tuple(place.steps)
    name, way = trail[-1]
    if place.course:
        return Level(way, "course", name, trail, _lessons(place.course, way), url=place.course.get_url(request) or "")
    if place.module or place.bare:
        parts, more = _courses(place, way, page, known)
        return Level(way, "module", name, trail, parts, page=page, more=more)
    parts = _modules(place, place.school, known) if place.school else _schools(place, known)
    return Level(way, "school" if place.school else "college", name, trail, parts)


# ---- the four levels


def _schools(place: Place, known: Mapping[int, Sums]) -> list[Part]:
    rows = list(place.courses().values_list("pk", "school_id", "module_links__module_id"))
    school_of = {course: school for course, school, _module in rows}
    sums, counted = together(((school, course) for course, school in school_of.items()), known), Counter(school_of.values())
    inside = _tiles(rows, known)
    return _sorted(
        Part(code, "school", name, sums[key].demand, sums[key].figures(), _at(code), code, _courses_words(counted[key]), "", inside[key])
        for key, code, name in School.objects.values_list("pk", "code", "name")
        if key in counted
    )


def _modules(place: Place, school: School, known: Mapping[int, Sums]) -> list[Part]:
    rows = list(place.courses().values_list("module_links__module__slug", "pk"))
    sums, counted = together(rows, known), Counter(slug for slug, _course in rows)
    inside = _largest(rows, known)
    asked, names = _asked(), dict(Module.objects.values_list("slug", "name"))
    return _sorted(
        Part(
            way := f"{school.code}/{slug or NO_MODULE}",
            "module",
            names[slug] if slug else _("Other courses"),
            sums[slug].demand,
            sums[slug].figures(asked.get(slug, 0)),
            _at(way),
            school.code,
            _courses_words(number),
            "",
            inside[slug],
        )
        for slug, number in counted.items()
        if slug is None or slug in names
    )


def _courses(place: Place, way: str, page: int, known: Mapping[int, Sums]) -> tuple[list[Part], int]:
    """One page of courses, the most wanted first, and how many come after it."""
    keys, start = _by_demand(place.courses().values_list("pk", flat=True), known), (page - 1) * COURSES_SHOWN
    shown = keys[start : start + COURSES_SHOWN]
    rows = CoursePage.objects.filter(pk__in=shown).order_by().annotate(lessons=Count("units")).values_list("pk", "title", "school__code", "lessons")
    found = {row[0]: row[1:] for row in rows}
    return [_course(f"{way}/{key}", known.get(key, NOTHING).figures(), *found[key]) for key in shown if key in found], max(0, len(keys) - start - len(shown))


def _course(way: str, figures: Figures, title: str, code: str | None, lessons: int) -> Part:
    within = ngettext("%d lesson", "%d lessons", lessons) % lessons if lessons else ""
    return Part(way, "course", title, figures.demand, figures, _at(way), code or "", within)


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


# ---- what is seen within a tile


def _tiles(rows: Iterable[tuple[int, int | None, int | None]], known: Mapping[int, Sums]) -> Mapping[int | None, Tiles]:
    """The modules most wanted within each school, from rows of (course, school, module)."""
    wanted: Counter[tuple[int | None, int]] = Counter()
    for course, school, module in rows:
        if module is not None:
            wanted[school, module] += known.get(course, NOTHING).demand
    names = dict(Module.objects.values_list("pk", "name"))
    found: dict[int | None, Tiles] = defaultdict(tuple)
    for (school, module), demand in sorted(wanted.items(), key=lambda one: (-one[1], one[0][1])):
        if len(found[school]) < INSIDE and module in names:
            found[school] += ((names[module], demand, ""),)
    return found


def _largest(rows: Iterable[tuple[str | None, int]], known: Mapping[int, Sums]) -> Mapping[str | None, Tiles]:
    """The courses most wanted within each module. One query, for their titles."""
    courses: dict[str | None, list[int]] = defaultdict(list)
    for slug, course in rows:
        courses[slug].append(course)
    largest = {slug: _by_demand(some, known, INSIDE) for slug, some in courses.items()}
    titles = dict(CoursePage.objects.filter(pk__in={course for some in largest.values() for course in some}).values_list("pk", "title"))
    return {slug: tuple((titles[key], known.get(key, NOTHING).demand, "") for key in some if key in titles) for slug, some in largest.items()}


def _by_demand(courses: Iterable[int], known: Mapping[int, Sums], most: int | None = None) -> list[int]:
    def order(key: int) -> tuple[int, int]:
        return -known.get(key, NOTHING).demand, key

    return sorted(courses, key=order) if most is None else nsmallest(most, courses, key=order)


def _asked() -> dict[str | None, int]:
    """How many people asked for what each module answers."""
    return dict(Need.objects.filter(module__isnull=False).order_by().values_list("module__slug").annotate(asked=Sum("asked")))


def score_words(figures: Figures) -> str:
    """The score as it is said: “4.6 (38 raters)”, or that there are too few."""
    if figures.score is None:
        return _("not enough ratings yet")
    return ngettext("%(score)s (%(n)d person rated)", "%(score)s (%(n)d people rated)", figures.raters) % {"score": figures.score, "n": figures.raters}
