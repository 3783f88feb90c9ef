"""Whole pages kept for people who are signed in: one for each situation, not one for each person.

What a learner sees of a course differs from what her neighbour sees in the name and the number of new notices at the head, in the token of its
forms, and in how she stands to its classes. The first three are holes that are filled in for each answer, as are those that rooms leave
(`members.hole`); the last is a value that costs a few small queries (`situations.py`).
So a page is drawn once for all who stand the same way, without the person: a stand-in takes her place, and where it is asked for more than its
roles, all who stand so get it drawn as before, for each alone. What drops a kept page is the same as for strangers (`caching.py`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.html import conditional_escape, escape
from django.utils.translation import gettext as _
from wagtail.views import serve

from college import caching, situations
from college.caching import awaited, is_good, shown_on, stamped
from college.members import BELL, NAME, TOKEN, Hole, Member, filled_in, holes_of
from college.page_cache import KNOWN, LONGEST_ADDRESS, everybody_may_see, seconds_good, whole_address
from college.people_tags import bell
from college.roles import roles_of
from college.tags import called

PLACES = 2**16  # so many that hot pages do not push out each other; in memory those that nobody asks for make room first (see `env.page_cache`)
View = Callable[..., Any]


@dataclass(frozen=True)
class Kept:
    """A page with its holes, for one address, set of roles and situation (`of`), with the stamps it was drawn with."""

    of: str
    content: bytes
    headers: tuple[tuple[str, str], ...]
    stamps: dict[str, int]
    holes: tuple[Hole, ...] = ()
    personal: bool = False  # for who stands so the page asks for the person herself: nothing is kept


@dataclass(frozen=True)
class Plan:
    """What the pages at an address depend on, as far as was seen."""

    address: str
    questions: tuple[situations.Question, ...]


class MemberPagesMiddleware:
    """Stands last, so that everything else about the person (session, second factor) is settled when it answers in place of the page's view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]) -> HttpResponse | None:
        if not (view is serve or getattr(view, "for_members", False)) or not reads_plainly(request):
            return None
        address = whole_address(request)
        page = known(request, address)
        if page is None:
            at = _place("plan", address)
            page = awaited(at, lambda exact: known(request, address, exact=exact))
            if page is None:
                return drawn_once(at, lambda: drawn(request, address, lambda: view(request, *args, **kwargs)))
        return None if page.personal else filled(page, request)


def known(request: HttpRequest, address: str, *, exact: bool = False) -> Kept | None:
    """The page that is kept for this person, where there is one."""
    plan: Plan | None = _get("plan", address)
    return kept_page(request, plan, exact=exact) if plan is not None and plan.address == address else None


def drawn_once[Answer](at: str, draw: Callable[[], Answer]) -> Answer:
    try:
        return draw()
    finally:
        caching.drawn(at)


def reads_plainly(request: HttpRequest) -> bool:
    """A signed-in person follows a link of ours, and no message waits to be shown to her."""
    if not settings.PAGE_CACHE_SECONDS or request.method != "GET" or len(request.get_full_path()) > LONGEST_ADDRESS:
        return False
    if "HTTP_HX_REQUEST" in request.META or "HTTP_AUTHORIZATION" in request.META or not KNOWN.issuperset(request.GET):
        return False
    return bool(request.user.is_authenticated) and not len(get_messages(request))


def kept_page(request: HttpRequest, plan: Plan, *, exact: bool = False) -> Kept | None:
    """The page for how this person stands now, where there is one and nothing on it has changed."""
    now, asked = timezone.now(), situations.answers(request)
    for question in plan.questions:
        if question not in asked:
            asked[question] = situations.answer(question, request.user, now)
    whose = situation(request, plan)
    page: Kept | None = _get("member", whose)
    return page if page is not None and page.of == whose and is_good(page.stamps, _place("member", whose), exact=exact) else None


def situation(request: HttpRequest, plan: Plan) -> str:
    """Everything that a page was drawn from, but for what the stamps tell."""
    asked = situations.answers(request)
    stands = [repr((question, asked[question])) for question in plan.questions]
    return "\n".join([plan.address, ",".join(sorted(roles_of(request.user))), *stands])


def drawn(request: HttpRequest, address: str, view: View) -> HttpResponse | None:
    """The page drawn without the person, and kept; None where that cannot be done, and the view draws it for her."""
    begun, before = time.time_ns(), request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    response = without_person(request, view)
    plan = Plan(address, tuple(sorted(situations.answers(request))))  # with those of an earlier plan, which were asked before
    whose = situation(request, plan)
    if response is None or request.META.get("CSRF_COOKIE_NEEDS_UPDATE") != before or not may_be_kept(request, response):
        _set("plan", address, plan, settings.PAGE_CACHE_SECONDS)
        _set("member", whose, Kept(whose, b"", (), {}, personal=True), settings.PAGE_CACHE_SECONDS)
        return None
    found = stamped(request, begun)
    page = Kept(whose, response.content, tuple(response.headers.items()), found or {}, tuple(holes_of(request)))
    if found is not None:
        _set("plan", address, plan, seconds_good())
        _set("member", whose, page, seconds_good())
        caching.keeps(_place("plan", address))
    return filled(page, request)


def without_person(request: HttpRequest, view: View) -> HttpResponse | None:
    """What the view answers to somebody of whom only the roles are known. An error here is left to the view, which meets it again."""
    person, member = request.user, Member(roles_of(request.user))
    request.person, request.user = person, member  # type: ignore[attr-defined, assignment]
    try:
        response = view()
        answer: HttpResponse = response.render() if hasattr(response, "render") else response
    except Exception:
        return None
    finally:
        request.user = person
    return None if member.asked_for else answer


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return bool(shown_on(request)) and everybody_may_see(request, response)


def filled(page: Kept, request: HttpRequest) -> HttpResponse:
    """The page with what is the person's own in its places. No query: the number of new notices came with her roles."""
    content = page.content.replace(BELL.encode(), bell(request.user).encode())
    for mark, text in filled_in(page.holes, request.user).items():
        content = content.replace(mark.encode(), conditional_escape(text).encode())
    if NAME.encode() in content:
        content = content.replace(NAME.encode(), escape(called(request.user) or _("My account")).encode())
    if TOKEN.encode() in content:
        content = content.replace(TOKEN.encode(), get_token(request).encode())
    headers = {name: value for name, value in page.headers if name != "Content-Length"}
    return HttpResponse(content, headers=headers)


def _get(kind: str, of: str) -> Any:
    return caches["pages"].get(_place(kind, of))


def _set(kind: str, of: str, value: Any, seconds: float | None) -> None:
    caches["pages"].set(_place(kind, of), value, timeout=seconds)


def _place(kind: str, of: str) -> str:
    return f"{kind}:{int(blake2b(of.encode('utf-8', 'surrogateescape'), digest_size=8).hexdigest(), 16) % PLACES}"
