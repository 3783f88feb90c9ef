"""Template tags: how the lessons of a course are taught, how long it is by kind, and what is needed first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from college import caching
from college.tags import length_words
from courses.catalogue.models import CourseDocument, CoursePage, Prerequisite, Unit
from courses.catalogue.rules.hours import Activity, Hours

register = template.Library()


@register.simple_tag
def course_hours(units: Iterable[Unit]) -> list[str]:
    """How a course is split, in words: theory and practice, then the kinds of activity. A split of one part only is not worth a line."""
    hours = Hours.of(unit.planned for unit in units)
    kinds = {_("Theory"): hours.theory, _("Practice"): hours.practice}
    names = {Activity.LEARN: pgettext("kind of activity", "learning"), Activity.ENJOY: pgettext("kind of activity", "joy")}
    names[Activity.SERVE] = pgettext("kind of activity", "service")
    activities = {names[kind]: minutes for kind, minutes in hours.by_activity.items()}
    return [split_words(split) for split in (kinds, activities) if sum(minutes > 0 for minutes in split.values()) > 1]


def split_words(split: dict[str, int]) -> str:
    parts = [_("%(name)s %(length)s") % {"name": name, "length": length_words(60 * minutes)} for name, minutes in split.items() if minutes]
    return " · ".join(parts)


@register.inclusion_tag("courses/catalogue/course_designs.html")
def course_designs(units: list[Unit]) -> dict[str, Any]:
    """The lessons that have a design, each with its number."""
    designed = [(number, unit) for number, unit in enumerate(units, start=1) if unit.design]
    return {"designed": designed}


@register.simple_tag
def readings(files: Any) -> list[CourseDocument]:
    """The files of a case that are still there."""
    return [document for document in files or [] if document is not None]


@register.inclusion_tag("courses/catalogue/course_order.html", takes_context=True)
def course_order(context: template.Context, page: CoursePage) -> dict[str, Any]:
    """What should be learnt before a course, and what it leads to: published courses only. One query."""
    links = Prerequisite.objects.filter(Q(page=page) | Q(needs=page)).select_related("page", "needs").order_by("sort_order", "pk")
    before = [link.needs for link in links if link.page_id == page.pk]
    after = [link.page for link in links if link.needs_id == page.pk]
    caching.shows(context.get("request"), *(caching.course(one.pk) for one in (*before, *after)))
    return {"before": addresses(before, context), "after": addresses(after, context)}


def addresses(pages: list[CoursePage], context: template.Context) -> list[tuple[str, str]]:
    """(title, address) of those that are published."""
    return [(page.title, page.get_url(context.get("request")) or "") for page in pages if page.live]
