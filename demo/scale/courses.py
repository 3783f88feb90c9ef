"""Course pages in thousands: real pages of the tree, complete as the gate demands, written straight into their two tables."""

from __future__ import annotations

from datetime import datetime
from random import Random
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db.models import F
from wagtail.models import Page

from college.models import School
from courses.catalogue.models import CourseDocument, CourseIndexPage, CoursePage, CourseTeacher, Module, ModuleCourse, Unit
from demo import content, files
from demo.scale.bulk import Table
from demo.scale.titles import THEMES, CourseText, texts

DECK = "大规模课件"
PAGE = (
    *("id", "path", "depth", "numchild", "translation_key", "locale_id", "title", "draft_title", "slug", "content_type_id", "live"),
    *("has_unpublished_changes", "url_path", "seo_title", "show_in_menus", "search_description", "expired", "locked"),
    *("first_published_at", "last_published_at", "latest_revision_created_at"),
)
COURSE = ("page_ptr_id", "school_id", "short_title", "summary", "goals", "outline", "lesson_plan", "handout", "slides_id")
MINUTES = 90


class Tables:
    """The tables that a course needs."""

    def __init__(self) -> None:
        self.page = Table(Page, *PAGE)
        self.course = Table(CoursePage, *COURSE, after=self.page)
        self.teacher = Table(CourseTeacher, "id", "sort_order", "page_id", "teacher_id", after=self.course)
        self.unit = Table(Unit, "id", "sort_order", "page_id", "title", "summary", "format", "minutes", "design", after=self.course)
        self.module = Table(ModuleCourse, "id", "sort_order", "module_id", "course_id", after=self.course)
        self.unit_key, self.teacher_key, self.module_key = self.unit.next_key(), self.teacher.next_key(), self.module.next_key()

    def close(self) -> None:
        for table in (self.page, self.course, self.teacher, self.unit, self.module):
            table.close()


class Place:
    """Where new pages hang: below the course list, after its last child."""

    def __init__(self) -> None:
        self.parent = CourseIndexPage.objects.get()
        last = self.parent.get_children().order_by("path").last()
        self.step = Page._str2int(last.path[-Page.steplen :]) if last else 0
        self.kind = ContentType.objects.get_for_model(CoursePage).pk
        self.key = Table(Page, "id").next_key()

    def row(self, number: int, title: str, slug: str, now: datetime, random: Random) -> tuple[object, ...]:
        path = Page._get_path(self.parent.path, self.parent.depth + 1, self.step + 1 + number)
        url = f"{self.parent.url_path}{slug}/"
        common = (title, title, slug, self.kind, True, False, url, "", False, "", False, False, now, now, now)
        return (self.key + number, path, self.parent.depth + 1, 0, UUID(int=random.getrandbits(128), version=4), self.parent.locale_id, *common)


def courses(count: int, schools: dict[str, School], teachers: dict[str, list[int]], now: datetime, random: Random) -> dict[int, tuple[int, ...]]:
    """So many live courses; the keys of their units by the key of the page."""
    place, tables, deck, module = Place(), Tables(), _deck(), _modules(schools)
    units: dict[int, tuple[int, ...]] = {}
    for number, text in enumerate(texts(count, random)):
        key = place.key + number
        tables.page.add(*place.row(number, text.title, f"guimo-{key}", now, random))
        school = schools[text.school].pk
        tables.course.add(key, school, text.theme[:6], text.summary, text.goals, text.outline, "<p>每讲三步：看、做、说。</p>", text.handout, deck)
        tables.teacher.add(tables.teacher_key + number, 0, key, random.choice(teachers[text.school]))
        tables.module.add(tables.module_key + number, number, module[text.theme], key)
        units[key] = _units(tables, key, text)
    tables.close()
    CourseIndexPage.objects.filter(pk=place.parent.pk).update(numchild=F("numchild") + count)
    return units


def _units(tables: Tables, page: int, text: CourseText) -> tuple[int, ...]:
    keys = tuple(range(tables.unit_key, tables.unit_key + len(text.units)))
    for order, (key, title) in enumerate(zip(keys, text.units, strict=True)):
        tables.unit.add(key, order, page, title[:120], "", Unit.Format.LECTURE.value, MINUTES, "[]")
    tables.unit_key += len(keys)
    return keys


def _modules(schools: dict[str, School]) -> dict[str, int]:
    """A module for each theme: its key by its name."""
    for order, (code, name) in enumerate((code, name) for code, names in THEMES.items() for name in names):
        Module.objects.get_or_create(name=name, defaults={"slug": f"guimo-{order}", "school": schools[code], "order": order})
    return dict(Module.objects.values_list("name", "pk"))


def _deck() -> int:
    """One real PPT for all: measuring needs complete courses, not ten thousand files."""
    found = CourseDocument.objects.filter(title=DECK).first()
    if found is None:
        data = files.deck(next(iter(content.courses())))
        found = CourseDocument.objects.create(title=DECK, file=ContentFile(data, name="guimo.pptx"), file_size=len(data))
    return int(found.pk)
