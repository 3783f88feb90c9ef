"""When a class can be rated: from the end of its last lesson to the end of a day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from courses.evaluation.domain.eligibility import policy_at
from courses.evaluation.domain.sealing import new_key
from courses.evaluation.models import RatingWindow
from courses.selection.models import Lesson, Offering

LONGEST = timedelta(days=92)  # no policy allows more days; older classes are not looked at again and again


def open_windows(*, now: datetime) -> list[RatingWindow]:
    """Open the window of every class whose last lesson has ended; done before, or too long ago, changes nothing. The windows opened.

    Two at once open one window each: the loser of the race finds it there.
    """
    lately = Lesson.objects.filter(ends_at__lte=now, ends_at__gt=now - LONGEST).values("offering")
    waiting = Offering.objects.filter(pk__in=lately, rating_window__isnull=True).exclude(state=Offering.State.CANCELLED)
    due = waiting.annotate(ended_at=Max("lessons__ends_at")).filter(ended_at__lte=now).order_by("pk").values_list("pk", "ended_at")
    return [window for pk, ended_at in list(due) if (window := _open(pk, ended_at, now)) is not None]


@transaction.atomic
def _open(offering_id: int, opens_at: datetime, now: datetime) -> RatingWindow | None:
    policy = policy_at(opens_at)
    closes_at = end_of_day(opens_at, policy.window_days) if policy else opens_at
    if closes_at <= now:  # nobody could rate any more
        return None
    facts = {"opens_at": opens_at, "closes_at": closes_at, "key": new_key()}
    window, created = RatingWindow.objects.get_or_create(offering_id=offering_id, defaults=facts)
    return window if created else None


def end_of_day(moment: datetime, days: int) -> datetime:
    """The midnight in the college's zone that ends the day so many days after a moment's day."""
    zone = timezone.get_default_timezone()
    day = moment.astimezone(zone).date() + timedelta(days=days + 1)
    return datetime.combine(day, time(0), zone)
