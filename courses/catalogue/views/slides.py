"""The slides of a deck as a page to read: each with its picture and its words, for teachers with the speaker's notes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from courses.catalogue import domain
from courses.catalogue.errors import REASONS
from courses.catalogue.models import Reading, ReadingPage
from courses.catalogue.rules.readings import Reason
from courses.catalogue.views.readings import heading_of, place_of, readable


@require_safe
def slides(request: HttpRequest, pk: int) -> HttpResponse:
    """For htmx the slides alone; inside a frame of the course editor without the frame of the site."""
    document, is_public = readable(request, pk)
    with_notes = domain.may_see_notes(request.user, document)
    reading = domain.reading_of(document)
    context = {"document": document, "reading": reading, "with_notes": with_notes, **body_of(reading, with_notes)}
    place = place_of(document, is_public)
    response = render(request, template_of(request), {**context, "place": place, "heading": heading_of(document, place)})
    if with_notes or not is_public:
        add_never_cache_headers(response)
    return response


def template_of(request: HttpRequest) -> str:
    if getattr(request, "htmx", False):
        return "courses/catalogue/slides_body.html"
    return "courses/catalogue/slides_framed.html" if "framed" in request.GET else "courses/catalogue/slides.html"


def body_of(reading: Reading | None, with_notes: bool) -> dict[str, Any]:
    """What `slides_body.html` shows: the slides, or why there are none."""
    found = domain.slides_of(reading, with_notes=with_notes) if reading is not None and reading.how else []
    reason = REASONS.get(Reason(reading.reason), "") if reading is not None and reading.reason else ""
    return {"slides": [shown(*three) for three in zip([None, *found], found, [*found[1:], None], strict=False)], "reason": reason}


def shown(before: ReadingPage | None, page: ReadingPage, after: ReadingPage | None) -> dict[str, Any]:
    """A slide for the template, with the numbers of those beside it. Its HTML was made by `reading.deck`, which lets no mark of the file through."""
    ways = {"before": before.number if before else None, "after": after.number if after else None}
    return {"page": page, "number": page.number, "title": page.title, "words": SafeString(page.html), **ways}
