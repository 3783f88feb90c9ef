"""People for whom somebody acts, as lists and pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from college.choosing import BIGGEST_KEY
from courses.selection.models import Enrolment, Helping, WaitlistEntry


@dataclass(frozen=True)
class News:
    """Somebody whom I help, and how many classes of terms that go on she has and waits for."""

    helping: Helping
    seats: int
    waits: int


def with_news(helps: Iterable[Helping], now: datetime) -> list[News]:
    """Two queries, whatever their number."""
    rows, today = list(helps), timezone.localtime(now).date()
    elders = [row.elder_id for row in rows]
    seats = _counted(Enrolment, Enrolment.State.ENROLLED, elders, today)
    waits = _counted(WaitlistEntry, WaitlistEntry.State.WAITING, elders, today)
    return [News(row, seats.get(row.elder_id, 0), waits.get(row.elder_id, 0)) for row in rows]


def _counted(model: type[Enrolment] | type[WaitlistEntry], state: str, people: list[int], today: object) -> dict[int, int]:
    rows = model.objects.filter(learner__in=people, state=state, offering__term__ends_on__gte=today).order_by()
    return dict(rows.values("learner").annotate(n=Count("pk")).values_list("learner", "n"))


def number(typed: str) -> int:
    """A row's number as a form sends it; 0, which is nobody's, for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 20 and int(typed) <= BIGGEST_KEY else 0
