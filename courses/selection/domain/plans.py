"""The plan of a term and its rounds: the term's own window is always that of the round in which seats are taken now or next."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from college.models import Term
from courses.selection.models import Round, SelectionPlan
from courses.selection.rules.rounds import Kind, Window, picking_window

KEPT = ("selection_opens_at", "selection_closes_at", "selection_spread")


def windows_of(plan: SelectionPlan) -> list[Window]:
    """The rounds of a plan as plain values, in order of time."""
    return [Window(one.opens_at, one.closes_at, Kind(one.kind), one.spread if one.kind == Round.Kind.FIRST_COME else 0) for one in plan.rounds.all()]


def keep_window(*, plan: SelectionPlan, now: datetime) -> bool:
    """Write the running or next picking round into the term; whether anything has changed. Whatever asks for a term's window needs to know no rounds."""
    with transaction.atomic():
        term = Term.objects.select_for_update(no_key=True).get(pk=plan.term_id)
        window = picking_window(windows_of(plan), now)
        wanted = (window.opens_at, window.closes_at, window.spread) if window else None
        if wanted is None or wanted == tuple(getattr(term, name) for name in KEPT):
            return False
        for name, value in zip(KEPT, wanted, strict=True):
            setattr(term, name, value)
        term.save(update_fields=[*KEPT, "updated_at"])
    return True


def turn_windows(*, now: datetime) -> int:
    """Move on the windows of all terms that have not ended; the number of those that moved. Doing it twice changes nothing."""
    plans = SelectionPlan.objects.filter(term__ends_on__gte=now.date()).prefetch_related("rounds")
    return sum(keep_window(plan=plan, now=now) for plan in plans)
