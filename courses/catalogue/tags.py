"""Template tags of this room."""

from typing import Any

from django import template
from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from college.tags import length_words
from courses.catalogue.errors import PARTS
from courses.catalogue.models import CourseDocument, CoursePage
from courses.catalogue.reading.places import address_of
from courses.catalogue.rules.readiness import Part, says_something

register = template.Library()
ICONS = {
    Part.OUTLINE: "list-bullets",
    Part.HANDOUT: "article",
    Part.SLIDES: "presentation-chart",
    Part.TEACHER: "chalkboard-teacher",
    Part.LESSON_PLAN: "lock-simple",
}  # in the order of the page: what learners can open comes first


@register.simple_tag
def course_counts() -> dict[str, str]:
    """For each school's code how many courses it has, in words. One query."""
    counted = CoursePage.objects.live().order_by().values("school__code").annotate(n=Count("pk")).values_list("school__code", "n")
    return {code: ngettext("%d course", "%d courses", n) % n for code, n in counted if code}


@register.filter
def has_words(html: str) -> bool:
    """Whether a rich text field says anything that can be seen."""
    return says_something(html)


@register.filter
def file_words(document: CourseDocument) -> str:
    """What a download is, in words: “PPT, 12 pages, 1.4 MB”. Pages only where they are known."""
    kind = {"docx": "Word", "pptx": "PPT", "pdf": "PDF", "xlsx": "Excel", "txt": pgettext("kind of file", "Text")}.get(document.kind, document.kind.upper())
    size = pgettext("size of a file", "%(number)s MB") % {"number": f"{max(0.1, (document.get_file_size() or 0) / 1024 / 1024):.1f}"}
    return pgettext("between the entries of a list", ", ").join([kind, *([pages(document)] if document.slide_count else []), size])


def pages(document: CourseDocument) -> str:
    return ngettext("%(count)d page", "%(count)d pages", document.slide_count or 0) % {"count": document.slide_count or 0}


@register.simple_tag
def course_length(units: list[Any]) -> str:
    """How long a course is: “5 units, 7 hours 30 minutes”; "" without units."""
    if not units:
        return ""
    return ngettext("%(count)d unit, %(length)s", "%(count)d units, %(length)s", len(units)) % {
        "count": len(units),
        "length": length_words(60 * sum(unit.minutes for unit in units)),
    }


@register.simple_tag
def five_ones(page: CoursePage, teachers: list[Any], units: list[Any], base: str = "") -> list[dict[str, Any]]:
    """The five ones as `components/five_ones.html` takes them. Of the lesson plan it only says that it is there.

    `base`: the address of the course's page, where what stands on it is looked at from another one.
    """
    there = page.readiness().there
    details = {
        Part.OUTLINE: (course_length(units) or _("what is taught"), *place_of(page.outline, page.outline_file, f"{base}#outline-text", _("Read the outline"))),
        Part.HANDOUT: (_("to take home"), *place_of(page.handout, page.handout_file, f"{base}#handout-text", _("Read the handout"))),
        Part.SLIDES: (pages(page.slides) if page.slides and page.slides.slide_count else "", *slides_at(page.slides)),
        Part.TEACHER: (pgettext("between the entries of a list", ", ").join(teacher.name for teacher in teachers), f"{base}#teachers", _("See the teacher")),
        Part.LESSON_PLAN: (_("for the teachers"), "", ""),
    }
    return [slot(part, part in there, *details[part]) for part in ICONS]


def slot(part: Part, ready: bool, detail: str, url: str, link: str) -> dict[str, Any]:
    return {"name": capfirst(str(PARTS[part])), "icon": ICONS[part], "detail": detail, "ready": ready, "url": url if ready else "", "link": link}


def slides_at(document: CourseDocument | None) -> tuple[str, str]:
    """Where the PPT is looked at, else downloaded."""
    address = address_of(document)
    return (address, _("See the PPT here")) if address else place_of("", document, "", "")


def place_of(prose: str, document: CourseDocument | None, anchor: str, words: str) -> tuple[str, str]:
    """Where a part is read: on the page when it is written there, else at the page of its file, else as a download."""
    if says_something(prose):
        return anchor, words
    if page := address_of(document):
        return page, words or _("Read here")
    return (document.url, _("Download")) if document else ("", "")
