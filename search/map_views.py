"""The curriculum map: a picture, a tree and a table of the same, one level at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from college import caching
from college.errors import NotFound
from search import curriculum

FURTHEST = 1000  # pages of one level; a number beyond it is made up
LEGEND = ("4", "3", "2", "1", "none")


@caching.for_members
def curriculum_map(request: HttpRequest) -> HttpResponse:
    """The whole page, with the tree opened down to where one is."""
    levels = _asked(request, curriculum.way_down)
    return render(request, "search/map.html", {**_context(levels[-1]), "branches": {one.at: one for one in levels}, "root": levels[0]})


@caching.for_members
def map_level(request: HttpRequest) -> HttpResponse:
    """One level alone, which takes the place of the one before; with it what the tree shows there."""
    here = _level(request)
    return render(request, "search/map_level.html", {**_context(here), "with_branch": here.page == 1})


@caching.for_members
def map_branch(request: HttpRequest) -> HttpResponse:
    """What the tree shows below one of its lines."""
    here = _level(request)
    return render(request, "search/map_branch.html", {"level": here, "branches": {}, "here": None})


def _level(request: HttpRequest) -> curriculum.Level:
    return _asked(request, curriculum.level)


def _asked[Answer](request: HttpRequest, answer: Callable[..., Answer]) -> Answer:
    """What `answer` says of the place and page in the address."""
    caching.shows(request, caching.LISTS)
    number = request.GET.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    try:
        return answer(request.GET.get("at", "")[:200], page=max(1, min(page, FURTHEST)), request=request)
    except NotFound as missing:
        raise Http404("There is nothing at this place of the map.") from missing


def _context(here: curriculum.Level) -> dict[str, Any]:
    return {
        "level": here,
        "here": here.at,
        "crumbs": [(name, "" if way == here.at else address(way)) for name, way in here.trail],
        "up": here.trail[-2][1] if len(here.trail) > 1 else None,
        "next": address(here.at, here.page + 1) if here.more else "",
        "previous": address(here.at, here.page - 1) if here.page > 1 else "",
        "legend": [(tone, legend_words(tone)) for tone in LEGEND],
    }


def legend_words(tone: str) -> str:
    return {"4": _("4.5 and more"), "3": _("4 to 4.5"), "2": _("3.5 to 4"), "1": _("under 3.5"), "none": _("not enough ratings yet")}[tone]


def address(way: str, page: int = 1) -> str:
    asked = {"at": way, **({"page": page} if page > 1 else {})}
    return f"{reverse('search:map')}?{urlencode({name: value for name, value in asked.items() if value}, safe='/')}".rstrip("?")
