"""Pictures that are drawn, and the page of samples."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from college.covers import LATTICES, cover_svg


def cover(request: HttpRequest, school: str, slug: str) -> HttpResponse:
    """The cover of a course: the same for ever, so browsers may keep it for ever."""
    if school not in LATTICES:
        raise Http404
    return HttpResponse(cover_svg(slug, school), content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=31536000, immutable"})


def components(request: HttpRequest) -> HttpResponse:
    return render(request, "college/components.html")
