"""The API of draws: what anybody may know of one, and, for who is signed in, what became of her own wishes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import AwareDatetime

from college.api import Refusal, limit, signed_in
from courses.selection import rounds_shown
from courses.selection.api import BIGGEST_ID
from courses.selection.api_wishes import OneWish, one_wish
from courses.selection.models import Draw, Round


def anybody(request: HttpRequest) -> bool:
    """Who is not signed in sees what is public."""
    return True


REFUSALS = {404: Refusal, 422: Refusal, 429: Refusal}
PUBLIC = ("beacon", "beacon_at", "sealed_at", "drawn_at", "list_sha256", "secret_sha256", "beacon_value")
router = Router(tags=["selection"], auth=[*signed_in, anybody])


class Otherwise(Schema):
    """Drawn seats of a class that could not be given on the day of the draw; `reason` is an outcome of a wish."""

    title: str
    reason: str
    seats: int


class Counts(Schema):
    """`seats`: in the list. `given`: drawn. `ranks`: drawn seats by rank of wish, from the first on. `instead`: next wishes of people who lost a seat."""

    people: int
    wishes: int
    seats: int | None = None
    given: int | None = None
    without: int | None = None
    ranks: list[int] = []
    instead: int | None = None


class DrawResult(Schema):
    """A draw as it stands. Hashes are empty until the list is closed, secret and value until the draw; `file` and `check` are addresses.

    `stage`: coming, running, closing, late (another public value is to be named), sealed, ready or drawn. `code`: my name in the list; `mine`: my wishes.
    """

    round: int
    term: str
    stage: str
    opens_at: AwareDatetime
    closes_at: AwareDatetime
    beacon: str
    beacon_at: AwareDatetime
    sealed_at: AwareDatetime | None
    drawn_at: AwareDatetime | None
    list_sha256: str
    secret_sha256: str
    secret: str
    beacon_value: str
    file: str | None
    check: str | None
    counts: Counts
    otherwise: list[Otherwise]
    code: str
    mine: list[OneWish]


@router.get("/rounds/{round_id}/draw", operation_id="drawResult", response={200: DrawResult, **REFUSALS}, summary="What a draw gave, and how to check it")
def draw_result(request: HttpRequest, round_id: int) -> DrawResult:
    """For everybody; who is signed in also gets her own wishes with what became of them."""
    limit(request)
    found = Round.objects.select_related("plan__term", "draw").filter(pk=round_id if 0 < round_id <= BIGGEST_ID else 0, kind=Round.Kind.WISHES).first()
    if found is None:
        raise Http404
    draw, stage = found.draw, rounds_shown.stage_of(found, found.draw, timezone.now())
    ballot = rounds_shown.mine(found, request.user)
    return DrawResult(
        round=found.pk,
        term=found.plan.term.name,
        stage=stage.value,
        opens_at=found.opens_at,
        closes_at=found.closes_at,
        **_published(draw),
        counts=_counts(found, draw, stage),
        otherwise=[Otherwise(title=one.title, reason=one.reason.value, seats=one.number) for one in rounds_shown.changes(draw)],
        code=ballot.code if ballot else "",
        mine=[one_wish(one) for one in sorted(ballot.wishes.all(), key=lambda one: one.rank)] if ballot else [],
    )


def _published(draw: Draw) -> dict[str, Any]:
    """What is told when: nothing of the list before it is closed, and the secret not before the draw."""
    sealed, drawn = draw.sealed_at is not None, draw.drawn_at is not None
    values: dict[str, Any] = {name: getattr(draw, name) for name in PUBLIC}
    return values | {
        "secret": draw.secret if drawn else "",
        "file": reverse("selection:draw_file", args=[draw.round_id]) if sealed else None,
        "check": f"{reverse('selection:check_draw')}?round={draw.round_id}" if drawn else None,
    }


def _counts(found: Round, draw: Draw, stage: rounds_shown.Stage) -> Counts:
    if stage is rounds_shown.Stage.COMING:
        return Counts(people=0, wishes=0)
    told = draw.summary
    drawn = {name: told.get(name) for name in ("seats", "given", "instead")} | {"without": told.get("nothing"), "ranks": told.get("ranks", [])}
    return Counts(**rounds_shown.numbers(found), **drawn)
