"""When pages change by themselves, for those that keep them (`college/page_cache.py`): rounds begin and end."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from courses.selection.models import Round


def between(now: datetime, latest: datetime) -> list[datetime]:
    """The moments after `now`, at most at `latest`, at which a round begins or ends. One query."""
    turning = Round.objects.filter(Q(opens_at__gt=now, opens_at__lte=latest) | Q(closes_at__gt=now, closes_at__lte=latest))
    return [moment for pair in turning.values_list("opens_at", "closes_at") for moment in pair if now < moment <= latest]
