"""Template tags for the web pages of course files."""

from __future__ import annotations

from typing import Any

from django import template

from courses.catalogue import domain
from courses.catalogue.models import CourseDocument, CoursePage
from courses.catalogue.reading.places import address_of, pattern_of
from courses.catalogue.reading.showing import paper_of
from courses.catalogue.rules.readiness import says_something
from courses.catalogue.rules.readings import Kind

register = template.Library()
FOLD_AT = 1200  # characters that stand open on the course page: about two screens of a phone


@register.filter
def read_address(document: CourseDocument | None) -> str:
    """Where a file can be read on the site; "" where its kind cannot."""
    return address_of(document)


@register.simple_tag
def read_pattern(field: str) -> str:
    """The address of a file's page for scripts of the editor, which put the file's key in place of 0; "" while its kind has none."""
    return pattern_of(Kind.PPTX if field == "slides" else Kind.DOCX)


@register.simple_tag
def paper_texts(page: CoursePage) -> dict[str, Any]:
    """What the page shows of outline and handout where they are given as files only: {"outline": paper, "handout": paper}. Three queries at most."""
    wanted = {name: getattr(page, f"{name}_file") for name in ("outline", "handout") if not says_something(getattr(page, name))}
    readings = domain.readings_of(wanted.values())
    ready = {name: document for name, document in wanted.items() if document and document.pk in readings and readings[document.pk].how}
    return {name: paper_of(document, readings[document.pk], top=3, fold_at=FOLD_AT) for name, document in ready.items()}
