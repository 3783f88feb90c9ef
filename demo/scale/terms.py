"""Twelve terms: ten that are over, one running, one that can be picked."""

from __future__ import annotations

from datetime import datetime, timedelta

from college.models import Term
from demo.seeding import places

PAST = 10
HALF = timedelta(weeks=26)


def terms(now: datetime) -> list[Term]:
    """From the oldest to the next; the last three are those of the demo college."""
    recent = places.terms(now)
    past = recent["past"]
    return [*(_earlier(past, number) for number in range(PAST - 1, 0, -1)), past, recent["running"], recent["next"]]


def _earlier(past: Term, number: int) -> Term:
    back = HALF * number
    facts = {
        "starts_on": past.starts_on - back,
        "ends_on": past.ends_on - back,
        "selection_opens_at": past.selection_opens_at - back,
        "selection_closes_at": past.selection_closes_at - back,
    }
    return Term.objects.get_or_create(name=f"{facts['starts_on']:%Y年%m月} 学期", defaults=facts)[0]
