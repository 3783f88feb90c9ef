"""Template tags for the slides of courses."""

from __future__ import annotations

from typing import Any

from django import template

from courses.catalogue import domain
from courses.catalogue.models import CourseDocument

register = template.Library()
STRIP = 4  # slides on the course page


@register.inclusion_tag("courses/catalogue/slide_strip.html")
def slide_strip(document: CourseDocument | None) -> dict[str, Any]:
    """The first slides of a course's deck, which lead to all of them. One query."""
    slides = domain.first_slides(document, STRIP)
    return {"document": document, "slides": slides, "more": max(0, ((document.slide_count or 0) if document else 0) - len(slides))}
