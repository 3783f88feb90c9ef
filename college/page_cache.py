"""Whole pages kept for visitors who are not signed in. What drops them is in `caching.py`.

The packages that were looked at drop by address or by nothing but age: wagtail-cache purges a page's own address when that page is published,
but knows neither the seats nor the score on it, nor the lists that show it, and stands behind the session in the stack.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from college.caching import awaited, drawn, is_good, keeps, shown_on, stamped
from college.models import Term
from college.modes import CHOICES, chosen

LONGEST_ADDRESS = 300  # in characters; longer ones are made up, and would fill the memory
KNOWN = frozenset({"page", "school", "kind", "venue", "teacher", "term", "open", "sort", "at"})  # what our own links ask; words to search for are never kept
PLACES = 256  # for pages that can be asked for in endless ways; they push out each other, never a page that is asked for plainly
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")  # who brings one gets a page drawn for her
NOT_FOR_ALL = ("private", "no-store")


@dataclass(frozen=True)
class Kept:
    """A page as it was answered, with the stamps it was drawn with."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    stamps: dict[str, int]
    address: str = ""  # see `whole_address`

    def answer(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse(b"" if request.method == "HEAD" else self.content, headers=dict(self.headers))
        response.kept = True  # type: ignore[attr-defined]
        return response


class PageCacheMiddleware:
    """Stands before everything that costs: a kept page needs no session, no query, no template."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not asks_for_what_all_see(request):
            return self.get_response(request)
        address = whole_address(request)
        at = key(request, address)
        kept = known(at, address) or awaited(at, lambda exact: known(at, address, exact=exact))
        if kept is not None:
            return kept.answer(request)
        try:
            return self.drawn(request, at, address)
        finally:
            drawn(at)

    def drawn(self, request: HttpRequest, at: str, address: str) -> HttpResponse:
        """The page made anew, and kept unless something on it changed meanwhile: it may show the state of before."""
        begun = time.time_ns()
        response = self.get_response(request)
        if not shown_on(request) or not everybody_may_see(request, response):
            return response
        found = stamped(request, begun)
        if found is not None:
            kept = Kept(response.content, tuple(response.headers.items()), found, address)
            caches["pages"].set(at, kept, timeout=seconds_good())
            keeps(at)
        return response


def known(at: str, address: str, *, exact: bool = False) -> Kept | None:
    """The page that is kept there for this address, where it may be given out, or (`exact`) is up to date."""
    kept: Kept | None = caches["pages"].get(at)
    return kept if kept is not None and kept.address == address and is_good(kept.stamps, at, exact=exact) else None


def seconds_good() -> float:
    """How long a page that is drawn now may be kept."""
    now = timezone.now()
    return max(0, (good_until(now) - now).total_seconds())


def asks_for_what_all_see(request: HttpRequest) -> bool:
    """Plain reading by somebody who brings nothing of her own: no session, no message waiting, no token, no request for a part of a page."""
    if not settings.PAGE_CACHE_SECONDS or request.method not in ("GET", "HEAD") or len(request.get_full_path()) > LONGEST_ADDRESS:
        return False
    if not asks_as_our_links_do(request):
        return False
    personal = any(name in request.COOKIES for name in PERSONAL_COOKIES)
    return not (personal or "HTTP_AUTHORIZATION" in request.META or "HTTP_HX_REQUEST" in request.META)


def everybody_may_see(request: HttpRequest, response: Any) -> bool:
    """No page with a form's token (it comes with a cookie), none made for one person, none that says no."""
    if request.method != "GET" or response.status_code != 200 or response.streaming or response.cookies:
        return False
    return not any(word in response.get("Cache-Control", "") for word in NOT_FOR_ALL)


def asks_as_our_links_do(request: HttpRequest) -> bool:
    """False for what nobody links to: a page without any difference would be kept again for every made-up word behind its address."""
    asked = request.META.get("QUERY_STRING", "")
    pairs = [pair.partition("=") for pair in asked.split("&")] if asked else []
    return all(name in KNOWN or (name, value) == ("q", "") for name, _is, value in pairs)  # a form sends the empty box along


def whole_address(request: HttpRequest) -> str:
    """One page in one language and mode, as one host name and scheme was asked for it."""
    modes = [chosen(request, name) for name in sorted(CHOICES)]
    return "\n".join([request.scheme or "", _host(request), *modes, request.get_full_path()])


def _host(request: HttpRequest) -> str:
    return str(request.META.get("HTTP_HOST", "")).lower()


def key(request: HttpRequest, address: str) -> str:
    """Where a page is kept. Only addresses that we have made ourselves have a place each: without a question, on the port that we listen on."""
    digest = blake2b(address.encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()
    port = _host(request).rpartition("]")[2].partition(":")[2]
    plain = not request.META.get("QUERY_STRING") and port in ("", request.META.get("SERVER_PORT"))
    return f"page:{digest}" if plain else f"page:place:{int(digest, 16) % PLACES}"


Turns = Callable[[datetime, datetime], Iterable[datetime]]
_turns: list[Turns] = []


def turns_at(turns: Turns) -> None:
    """A room says what else changes by itself: `turns(now, latest)` answers the moments between the two. Called once, when the rooms are wired."""
    _turns.append(turns)


def good_until(now: datetime) -> datetime:
    """What changes by itself: the day, which terms can be picked, and what rooms name. Nothing is kept longer than PAGE_CACHE_SECONDS."""
    latest = now + timedelta(seconds=settings.PAGE_CACHE_SECONDS)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    turns = Term.objects.filter(Q(selection_opens_at__range=(now, latest)) | Q(selection_closes_at__range=(now, latest)))
    moments = [moment for pair in turns.values_list("selection_opens_at", "selection_closes_at") for moment in pair if moment > now]
    return min(latest, midnight, *moments, *(moment for named in _turns for moment in named(now, latest)))
