"""What offerings say about whoever offers them: where, when, by whom, and how many seats can be picked at this moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from courses.selection.models import Offering
from search.queries import EVERYBODY


def current(now: datetime) -> QuerySet[Offering]:
    """Announced offerings of terms that have not ended, with the names that are shown."""
    today = timezone.localdate(now)
    return Offering.objects.announced().filter(term__ends_on__gte=today).select_related("term", "venue", "teacher").order_by("term__starts_on", "pk")


def facets(offerings: Iterable[Offering]) -> dict[str, tuple[str, ...]]:
    """Ids by filter; an offering online has no venue."""
    offerings = list(offerings)
    return {
        "venue": tuple({str(offering.venue_id) for offering in offerings if offering.venue_id}),
        "teacher": tuple({str(offering.teacher_id) for offering in offerings}),
        "term": tuple({str(offering.term_id) for offering in offerings}),
        "audience": tuple({code for offering in offerings for code in offering.audience or (EVERYBODY,)}),
    }


def venue_names(offerings: Iterable[Offering]) -> list[str]:
    return [offering.venue.name for offering in offerings if offering.venue]


def is_open(offering: Offering, now: datetime) -> bool:
    term = offering.term
    return offering.state == Offering.State.OPEN and term.selection_opens_at <= now < term.selection_closes_at


def open_seats(offerings: Iterable[Offering], now: datetime) -> int:
    return sum(offering.seats_free for offering in offerings if is_open(offering, now))


def changes_at(offerings: Iterable[Offering], now: datetime) -> datetime | None:
    """The next moment at which the clock alone changes what is said here."""
    moments = (moment for offering in offerings for moment in _moments(offering))
    return min((moment for moment in moments if moment > now), default=None)


def _moments(offering: Offering) -> tuple[datetime, datetime, datetime]:
    term = offering.term
    over = timezone.make_aware(datetime.combine(term.ends_on + timedelta(days=1), time()))
    return term.selection_opens_at, term.selection_closes_at, over
