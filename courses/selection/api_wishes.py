"""The API of a round of wishes: what I wish for, written whole each time, and what became of it."""

from __future__ import annotations

from typing import cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from college.api import Refusal, limit, signed_in
from college.models import User
from courses.selection import domain
from courses.selection.api import BIGGEST_ID, REFUSALS
from courses.selection.models import Ballot, Round, Wish
from courses.selection.pressing import crowded
from courses.selection.rules.wishes import version_of

router = Router(tags=["selection"], auth=signed_in)


class Wanted(Schema):
    """`offerings`: the classes that I wish for, the dearest first. `version`: of the list that I saw; left out, whatever is there is replaced."""

    offerings: list[int] = Field(max_length=100)
    version: str | None = Field(default=None, max_length=200)


class OneWish(Schema):
    """`outcome`: empty until it is drawn, then seat or why there is none; `group`: for whom the seat was kept, empty for an open one."""

    rank: int
    offering: int
    title: str
    outcome: str
    group: str


class Wishes(Schema):
    """My list in a round. `code` is my name in the public list, empty without wishes; `version` goes with the next change."""

    round: int
    term: str
    opens_at: AwareDatetime
    closes_at: AwareDatetime
    drawn_at: AwareDatetime | None
    version: str
    code: str
    wishes: list[OneWish]


class MyWishes(Schema):
    count: int
    results: list[Wishes]


@router.put("/rounds/{round_id}/wishes", operation_id="applyWishes", response={200: Wishes, 400: Refusal, **REFUSALS}, summary="Say which classes I wish for")
def apply_wishes(request: HttpRequest, round_id: int, wanted: Wanted) -> Wishes:
    """The whole list each time, so doing it twice changes nothing; an empty one takes it back. When it came within the round does not matter.

    Refused with one of: wishes_closed, bad_wishes, wishes_changed (the list is not the one of `version` any more), class_not_offered, or why one of
    the classes cannot be wished for: offering_cancelled, offering_closed, already_enrolled, not_for_you …
    """
    limit(request)
    crowded(request)
    wished = [_known(one) for one in wanted.offerings]
    domain.save_wishes(round_id=_known(round_id), learner=_person(request), offerings=wished, now=timezone.now(), version=wanted.version)
    return _wishes(Round.objects.select_related("plan__term", "draw").get(pk=round_id), _ballots(request).filter(round=round_id).first())


@router.get("/me/wishes", operation_id="myWishes", response={200: MyWishes, 401: Refusal, 429: Refusal}, summary="What I wish for, and what became of it")
def my_wishes(request: HttpRequest) -> MyWishes:
    """Rounds of wishes that run, with or without a list of mine, and those of terms that have not ended in which I wished for something."""
    limit(request)
    now = timezone.now()
    rounds = Round.objects.filter(kind=Round.Kind.WISHES, opens_at__lte=now, plan__term__ends_on__gte=timezone.localtime(now).date())
    mine = {ballot.round_id: ballot for ballot in _ballots(request).filter(round__in=rounds)}
    found = rounds.select_related("plan__term", "draw").order_by("opens_at", "pk")
    results = [_wishes(one, mine.get(one.pk)) for one in found if one.closes_at > now or one.pk in mine]
    return MyWishes(count=len(results), results=results)


def _person(request: HttpRequest) -> User:
    """Who is signed in, which `signed_in` has made sure of."""
    return cast(User, request.user)


def _known(number: int) -> int:
    """A number beyond the database's is nothing that exists, rather than an error of the database."""
    return number if 0 < number <= BIGGEST_ID else 0


def _ballots(request: HttpRequest) -> QuerySet[Ballot]:
    return Ballot.objects.filter(learner=_person(request)).prefetch_related("wishes__offering__course")


def _wishes(of: Round, ballot: Ballot | None) -> Wishes:
    wishes = sorted(ballot.wishes.all(), key=lambda one: one.rank) if ballot else []
    return Wishes(
        round=of.pk,
        term=of.plan.term.name,
        opens_at=of.opens_at,
        closes_at=of.closes_at,
        drawn_at=of.draw.drawn_at if hasattr(of, "draw") else None,
        version=version_of([one.offering_id for one in wishes]),
        code=ballot.code if ballot else "",
        wishes=[one_wish(one) for one in wishes],
    )


def one_wish(of: Wish) -> OneWish:
    return OneWish(rank=of.rank, offering=of.offering_id, title=of.offering.course.title, outcome=of.outcome, group=of.group)
