"""Secret addresses for calendar programs: made, changed for another, ended, and what stands in them."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from college.errors import NotFound
from college.models import User, Venue
from college.roles import is_keeper
from courses.selection.domain.locks import lock_learner
from courses.selection.models import CalendarFeed, Enrolment, Lesson

BYTES = 32  # of chance in an address
PAST = timedelta(days=60)  # lessons that ended earlier are left out


class NoFeed(NotFound):
    """The address does not exist, was ended, or is of an account that was closed: nobody learns which."""


def new_feed(*, by: User, venue_id: int | None = None, now: datetime) -> CalendarFeed:
    """An address for one's own lessons, or, for the office, those at a venue. The one before ends. Raises NoFeed where there is no such venue."""
    with transaction.atomic():
        end_feed(by=by, venue_id=venue_id, now=now)
        whose = {"owner": by} if venue_id is None else {"venue_id": venue_id}
        return CalendarFeed.objects.create(token=secrets.token_urlsafe(BYTES), created_at=now, **whose)


def end_feed(*, by: User, venue_id: int | None = None, now: datetime) -> int:
    """End the address: programs that read it get nothing from now on. How many were ended, 0 or 1."""
    with transaction.atomic():
        return _live(by, venue_id).update(revoked_at=now)


def _live(by: User, venue_id: int | None) -> QuerySet[CalendarFeed]:
    """The live address, held through its owner's or venue's row, so that two new ones come one after the other."""
    live = CalendarFeed.objects.filter(revoked_at__isnull=True)
    if venue_id is None:
        lock_learner(by.pk)
        return live.filter(owner=by)
    if not is_keeper(by) or not Venue.objects.select_for_update(of=("self",), no_key=True).filter(pk=venue_id).exists():
        raise NoFeed
    return live.filter(venue=venue_id)


def feed_by_token(token: str) -> CalendarFeed:
    """Raises NoFeed."""
    live = CalendarFeed.objects.filter(Q(owner__isnull=True) | Q(owner__is_active=True), revoked_at__isnull=True, token=token)
    feed = live.select_related("owner", "venue").first()
    if feed is None:
        raise NoFeed
    return feed


def lessons_of_feed(feed: CalendarFeed, now: datetime) -> list[Lesson]:
    """The lessons that she attends or teaches, or that are held at the venue, by time; those that were cancelled too. One query."""
    wanted = Q(offering__venue=feed.venue_id) | Q(room__venue=feed.venue_id) if feed.owner_id is None else _hers(feed.owner_id)
    lessons = Lesson.objects.filter(wanted, ends_at__gt=now - PAST).select_related(
        "offering__course", "offering__venue", "offering__room", "offering__teacher", "room__venue", "unit"
    )
    return list(lessons.order_by("starts_at", "pk"))


def _hers(owner: int) -> Q:
    seats = Enrolment.objects.filter(learner=owner, state=Enrolment.State.ENROLLED).values("offering")
    return Q(offering__in=seats) | Q(offering__teacher__user=owner)
