"""The web pages of course files. Whoever may not read a file finds no page and no picture of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from courses.catalogue import domain
from courses.catalogue.errors import PARTS, REASONS
from courses.catalogue.models import CourseDocument, CoursePage, Reading, ReadingPage, ReadingPicture
from courses.catalogue.reading.places import address_of
from courses.catalogue.reading.showing import paper_of
from courses.catalogue.rules.readiness import Part
from courses.catalogue.rules.readings import Reason

FILES = {Part.OUTLINE: "outline_file", Part.LESSON_PLAN: "lesson_plan_file", Part.HANDOUT: "handout_file", Part.SLIDES: "slides"}
PICTURE_SECONDS = 60 * 60  # how long a browser keeps a picture of a public file


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file belongs: its course, which part of it this is, and the parts that can be read before and after it."""

    course: CoursePage | None = None
    part: str = ""
    before: tuple[str, str] | None = None  # words, address
    after: tuple[str, str] | None = None


@require_safe
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a file; for htmx its body alone; inside a frame of the course editor without the frame of the site."""
    document, is_public = readable(request, pk)
    reading = domain.reading_of(document)
    place = place_of(document, is_public)
    context = {"document": document, "reading": reading, **body_of(document, reading), "place": place, "heading": heading_of(document, place)}
    response = render(request, template_of(request), context)
    if not is_public:
        add_never_cache_headers(response)
    return response


def template_of(request: HttpRequest) -> str:
    if getattr(request, "htmx", False):
        return "courses/catalogue/reading_body.html"
    return "courses/catalogue/reading_framed.html" if "framed" in request.GET else "courses/catalogue/reading.html"


def body_of(document: CourseDocument, reading: Reading | None) -> dict[str, Any]:
    """What `reading_body.html` shows: the paper, or that it is being prepared, or why there is none."""
    paper = paper_of(document, reading) if reading and reading.how else None
    reason = REASONS[Reason(reading.reason)] if reading and reading.reason else ""
    is_expected = not reading.is_final if reading else bool(document.extracted_at is None and address_of(document))
    return {"paper": paper, "reason": reason, "pending": is_expected and paper is None}


@require_safe
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """A picture inside a Word or PDF file."""
    document, is_public = readable(request, pk)
    row = get_object_or_404(ReadingPicture, reading__sha256=hash_or_404(document), number=number)
    return sent(request, row.file, is_public)


@require_safe
def page_picture(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The picture of a page of a PDF, or of a slide."""
    document, is_public = readable(request, pk)
    row = get_object_or_404(ReadingPage.objects.exclude(picture=""), reading__sha256=hash_or_404(document), number=number)
    return sent(request, row.thumbnail if "small" in request.GET and row.thumbnail else row.picture, is_public)


def readable(request: HttpRequest, pk: int) -> tuple[CourseDocument, bool]:
    """The document and whether everybody may read it; to those who may not, it does not exist."""
    document = get_object_or_404(CourseDocument, pk=pk)
    is_public = domain.is_public(document)
    if not (is_public or domain.may_read(request.user, document)):
        raise Http404("There is no such file for this person.")
    return document, is_public


def hash_or_404(document: CourseDocument) -> str:
    if not document.sha256:
        raise Http404("This file has not been read yet.")
    return document.sha256


def sent(request: HttpRequest, file: Any, is_public: bool) -> HttpResponseBase:
    """A picture by its random name, which never stands for another one."""
    etag = f'"{file.name.rsplit("/", 1)[-1]}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponseBase = HttpResponse(status=304)
    else:
        try:
            response = FileResponse(file.open("rb"), content_type="image/webp")
        except FileNotFoundError:
            raise Http404("The picture is not in its place.") from None
    response["ETag"] = etag
    response["Content-Security-Policy"] = "default-src 'none'"
    if is_public:
        patch_cache_control(response, private=True, max_age=PICTURE_SECONDS)
    else:
        add_never_cache_headers(response)
    return response


def place_of(document: CourseDocument, is_public: bool) -> Place:
    """The course to which the reader came from: a live one first. Nothing is said of drafts to others than those who may read the file."""
    courses = CoursePage.objects.filter(domain.using(document, *FILES.values())).select_related(*FILES.values()).order_by("-live", "pk")
    course = (courses.live().public() if is_public else courses).first()
    if course is None:
        return Place()
    mine = next(part for part, name in FILES.items() if getattr(course, f"{name}_id") == document.pk and not (is_public and part is Part.LESSON_PLAN))
    shown = [part for part in FILES if part is not Part.LESSON_PLAN or mine is Part.LESSON_PLAN]
    there = [part for part in shown if part is mine or address_of(getattr(course, FILES[part]))]
    at = there.index(mine)
    links = [(words(part), address_of(getattr(course, FILES[part]))) for part in there]
    return Place(course, words(mine), links[at - 1] if at else None, links[at + 1] if at + 1 < len(links) else None)


def heading_of(document: CourseDocument, place: Place) -> str:
    """The file's title; below the course's title without saying that again."""
    if place.course is None:
        return str(document.title)
    rest = document.title.removeprefix(place.course.title).strip(" 　-—–_·:：")
    return str(rest or place.part)


def words(part: Part) -> str:
    return capfirst(str(PARTS[part]))
