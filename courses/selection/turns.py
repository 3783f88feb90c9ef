"""When pages change by themselves, for those that keep them (`college/page_cache.py`): rounds begin and end, and public values become known."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from courses.selection.models import Round


def between(now: datetime, latest: datetime) -> list[datetime]:
    """The moments after `now`, at most at `latest`, at which a round begins or ends, or the public value of one is known. One query."""
    fields = ("opens_at", "closes_at", "draw__beacon_at")
    opens, closes, known = (Q(**{f"{name}__gt": now, f"{name}__lte": latest}) for name in fields)
    turning = Round.objects.filter(opens | closes | known)
    return [moment for one in turning.values_list(*fields) for moment in one if moment and now < moment <= latest]
