"""Plans of selection with their rounds."""

from datetime import datetime, timedelta

from college.models import Term
from courses.selection.models import Draw, Round, SelectionPlan
from tests.factories.selection import NOW

DAY = timedelta(days=1)


def plan(term: Term, limit: int = 2) -> SelectionPlan:
    return SelectionPlan.objects.get_or_create(term=term, defaults={"offline_limit": limit})[0]


def a_round(of: SelectionPlan, kind: str, opens_at: datetime, days: float = 1, **fields: object) -> Round:
    return Round.objects.create(plan=of, kind=kind, opens_at=opens_at, closes_at=opens_at + days * DAY, **fields)


def wishing(of: SelectionPlan, opens_at: datetime = NOW - DAY, days: float = 7) -> Round:
    """A round of wishes that runs at NOW, with its draw named for the day after it ends."""
    made = a_round(of, Round.Kind.WISHES, opens_at, days)
    Draw.objects.create(round=made, beacon="双色球第2026001期", beacon_at=made.closes_at + DAY)
    return made
