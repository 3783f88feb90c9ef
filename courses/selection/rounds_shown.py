"""Rounds as pages and programs show them: where each stands, and how many want which class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.selection.models import Ballot, Draw, Offering, Round, SelectionPlan, Wish
from courses.selection.rules.settling import Lost


class Stage(StrEnum):
    """Where a round stands. `LATE`: its list was not closed before the public value was known. `EMPTY`: nobody wished for anything."""

    COMING = "coming"
    RUNNING = "running"
    CLOSING = "closing"
    LATE = "late"
    SEALED = "sealed"
    READY = "ready"
    DRAWN = "drawn"
    EMPTY = "empty"
    OVER = "over"


def stage_of(found: Round, draw: Draw | None, now: datetime) -> Stage:
    """`draw` is None for a round in which seats are taken at once. Its plan and term must be loaded, or cost a query each."""
    if now < found.begins_at:
        return Stage.COMING
    if now < found.closes_at:
        return Stage.RUNNING
    if draw is None:
        return Stage.OVER
    if draw.drawn_at is not None:
        return Stage.DRAWN
    if draw.sealed_at is None:
        return Stage.CLOSING if now < draw.beacon_at else Stage.LATE
    return Stage.SEALED if now < draw.beacon_at else Stage.READY


@dataclass(frozen=True)
class Wanted:
    """How much a class is wanted: people who wish for it, and for whom it is the dearest wish; `got` seats of the draw that people have now."""

    offering: Offering
    people: int
    firsts: int
    got: int

    @property
    def share(self) -> int:
        """Seats for each hundred applicants, at most 100."""
        return min(100, round(100 * self.offering.capacity / self.people)) if self.people else 100


def draw_of(found: Round) -> Draw | None:
    """The draw of a loaded round; None where it has none."""
    return getattr(found, "draw", None) if found.kind == Round.Kind.WISHES else None


def plans(now: datetime) -> QuerySet[SelectionPlan]:
    """The plans of terms that have not ended, and those that were drawn, the newest first, with their rounds. Three queries."""
    rounds = Prefetch("rounds", Round.objects.select_related("draw").order_by("opens_at"))
    lasting = Q(term__ends_on__gte=now.date()) | Q(rounds__draw__drawn_at__isnull=False)
    return SelectionPlan.objects.filter(lasting, rounds__isnull=False).distinct().select_related("term").prefetch_related(rounds).order_by("-term__starts_on")


def numbers(found: Round) -> dict[str, int]:
    """How many people wish, and for how much. Two queries."""
    return {"people": Ballot.objects.filter(round=found).count(), "wishes": Wish.objects.filter(ballot__round=found).count()}


def wanted_classes(found: Round) -> QuerySet[Offering]:
    """The classes of a round, the most wanted first. `people` and `firsts` are counted with each."""
    wishes = Wish.objects.filter(ballot__round=found, offering=OuterRef("pk")).order_by().values("offering")
    people = Coalesce(Subquery(wishes.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)
    firsts = Coalesce(Subquery(wishes.filter(rank=1).annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)
    offered = Offering.objects.filter(term=found.plan.term_id, course__live=True).annotate(people=people, firsts=firsts)
    listed = offered.filter(Q(state=Offering.State.OPEN) | Q(people__gt=0))
    return listed.select_related("course", "venue").order_by(F("people").desc(), "course__title", "pk")


def show(found: Round, offerings: Sequence[Any]) -> list[Wanted]:
    """Rows of a page of `wanted_classes`, with the seats that the draw gave. One query, none before the draw."""
    got = _got(found, [one.pk for one in offerings]) if getattr(draw_of(found), "drawn_at", None) else {}
    return [Wanted(one, one.people, one.firsts, got.get(one.pk, 0)) for one in offerings]


def _got(found: Round, offerings: list[int]) -> dict[int, int]:
    seats = Wish.objects.filter(ballot__round=found, offering__in=offerings, outcome=Wish.Outcome.SEAT)
    return dict(seats.order_by().values("offering").annotate(n=Count("pk")).values_list("offering", "n"))


@dataclass(frozen=True)
class Change:
    """Drawn seats of one class that could not be given, with the reason (a value of `Lost`)."""

    title: str
    reason: Lost
    number: int


def changes(draw: Draw) -> list[Change]:
    """What was otherwise on the day of the draw than when the list was closed. One query, none where nothing was."""
    rows = [(offering, Lost(reason), number) for offering, reason, number in draw.summary.get("changes", ())]
    titles = {pk: str(one) for pk, one in Offering.objects.select_related("course").in_bulk({row[0] for row in rows}).items()} if rows else {}
    return [Change(titles.get(offering, str(offering)), reason, number) for offering, reason, number in rows]


def mine(found: Round, user: Any) -> Ballot | None:
    """One's own wishes in a round, with what became of them. Two queries for somebody who is signed in."""
    if not user.is_authenticated:
        return None
    return Ballot.objects.filter(round=found, learner=user).prefetch_related("wishes__offering__course").first()
