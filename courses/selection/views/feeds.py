"""One's lessons in the calendar of a phone: the page with the address, and the address itself."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from college.errors import NotFound
from college.models import Venue
from college.roles import is_keeper
from courses.selection import calendars, domain
from courses.selection.models import CalendarFeed, Offering
from courses.selection.whom import acting_of, for_her, learner_of, outside

LARGEST_ID = 18  # digits of a row's number


@require_safe
@never_cache
@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """My address, with a code to point a phone at; for the office also those of the venues."""
    mine = CalendarFeed.objects.filter(owner=learner_of(request), revoked_at__isnull=True).first()
    venues = _venues(request) if acting_of(request).role is None and is_keeper(request.user) else []
    context = {"mine": _addresses(request, mine) if mine else None, "venues": venues}
    return render(request, "courses/selection/calendar.html", context)


def _venues(request: HttpRequest) -> list[tuple[Venue, dict[str, str] | None]]:
    live = {feed.venue_id: feed for feed in CalendarFeed.objects.filter(venue__isnull=False, revoked_at__isnull=True)}
    return [(venue, _addresses(request, live[venue.pk]) if venue.pk in live else None) for venue in Venue.objects.order_by("tier", "name")]


def _addresses(request: HttpRequest, feed: CalendarFeed) -> dict[str, str]:
    """`webcal` is what opens the calendar of most phones by itself."""
    address = request.build_absolute_uri(outside("selection:feed", feed.token))
    return {"address": address, "webcal": f"webcal:{address.partition(':')[2]}"}


@require_POST
@login_required
def new_feed(request: HttpRequest) -> HttpResponse:
    _verb(request, domain.What.FEED, domain.new_feed)
    messages.success(request, _("Here is the address. An earlier one no longer works."))
    return redirect("selection:calendar")


@require_POST
@login_required
def end_feed(request: HttpRequest) -> HttpResponse:
    if _verb(request, domain.What.FEED_END, domain.end_feed):
        messages.success(request, _("The address no longer works. What phones have read already disappears from them when they look again."))
    return redirect("selection:calendar")


def _verb[T](request: HttpRequest, what: domain.What, verb: Callable[..., T]) -> T:
    """At the desk only her own address is made or ended, and that is written down."""
    venue = _venue_id(request)
    if venue is not None and acting_of(request).role is not None:
        raise NotFound
    return for_her(request, what, verb, changed=bool, desk_only=True)(by=learner_of(request), venue_id=venue, now=timezone.now())


def _venue_id(request: HttpRequest) -> int | None:
    """The venue that was asked for; None for one's own. 0, which is none, for nonsense."""
    told = request.POST.get("venue", "")
    return (int(told) if told.isdecimal() and len(told) <= LARGEST_ID else 0) if told else None


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar file. The address is the key: programs bring no cookie."""
    now, found = timezone.now(), domain.feed_by_token(token)
    title = found.venue.name if found.venue else pgettext("title of a calendar", "My lessons")

    def address(offering: Offering) -> str:
        return request.build_absolute_uri(outside("selection:offering", offering.pk))

    content = calendars.calendar(title, domain.lessons_of_feed(found, now), now, address)
    headers = {"Cache-Control": "private, max-age=300", "X-Robots-Tag": "noindex", "Content-Disposition": 'inline; filename="calendar.ics"'}
    return HttpResponse(content, content_type=calendars.TYPE, headers=headers)
