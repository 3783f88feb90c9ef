"""Template tags of this room."""

import json
from typing import Any

from django import template
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import ngettext

from college.models import Teacher, Venue
from courses.catalogue.models import CoursePage
from courses.selection.models import Offering
from search import curriculum, listings
from search.forms import Chosen
from search.models import Entry

register = template.Library()


@register.inclusion_tag("search/new_offerings.html", takes_context=True)
def new_offerings(context: template.Context, limit: int = 4) -> dict[str, Any]:
    """Courses that can be picked now, those whose class was set up last in front. A constant number of queries."""
    now = timezone.now()
    open_now = Offering.objects.open_at(now).values("pk")
    pages = CoursePage.objects.live().public().filter(offerings__in=open_now)
    newest = Max("offerings__created_at", filter=Q(offerings__in=open_now))
    return {"rows": listings.rows(pages.annotate(newest=newest).order_by("-newest", "pk")[:limit], now, context.get("request"))}


@register.filter
def kind_name(kind: str) -> str:
    """Course, teacher, class: what a result is."""
    return str(Entry.SINGULAR[kind])


@register.filter
def named(code: str, names: dict[str, str]) -> str:
    """The name that a code stands for."""
    return names.get(code, code)


@register.filter
def course_titles(teacher: Teacher) -> str:
    """The published courses of a teacher whose links were prefetched as `public_links`."""
    return " · ".join(link.page.title for link in teacher.public_links[:3])


@register.inclusion_tag("search/classes_at.html", takes_context=True)
def classes_at(context: template.Context, venue: Venue, limit: int = 6) -> dict[str, Any]:
    """The courses with a class at a venue, those that begin first in front. A constant number of queries."""
    now = timezone.now()
    held = listings.courses(Chosen(filters={"venue": (str(venue.pk),)}), now)
    return {"venue": venue, "rows": listings.rows(listings.ordered(held, "soon", now)[:limit], now, context.get("request"))}


@register.simple_tag
def venue_courses() -> dict[int, str]:
    """For each venue's key how many courses are held there now or soon, in words. One query."""
    found = listings.counts_of_venues(timezone.now())
    return {pk: ngettext("%d course now", "%d courses now", number) % number for pk, number in found.items()}


@register.filter
def counted(key: int, words: dict[int, str]) -> str:
    """The words that stand for a key, "" where none do."""
    return words.get(key, "")


@register.filter
def score_said(figures: curriculum.Figures) -> str:
    """A score of the map in words."""
    return curriculum.score_words(figures)


@register.filter
def branch(branches: dict[str, curriculum.Level] | None, way: str) -> curriculum.Level | None:
    """The level at a way, where the tree is open there."""
    return branches.get(way) if branches else None


@register.filter
def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
