"""Learning through the API: where a replay is, what was watched of it (times are seconds of the original recording), and the check."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.decorators import decorate_view
from pydantic import ConfigDict, Field

from college.api import Refusal, limit, refuse, signed_in
from courses.learning import domain, rules
from courses.learning.domain import Player, Progress
from media.domain import ShownSlide

router = Router(tags=["learning"])

MAX_BODY = 32 * 1024
MAX_INTERVALS = 200
BIGGEST_ID = 2**63 - 1
REFUSALS = {401: Refusal, 403: Refusal, 404: Refusal, 422: Refusal, 429: Refusal}

Seconds = Annotated[float, Field(allow_inf_nan=False)]
Interval = Annotated[list[Seconds], Field(min_length=2, max_length=2)]


class CaptionOut(Schema):
    """One caption file (WebVTT)."""

    language: str
    label: str
    url: str


class PlaybackOut(Schema):
    """Signed addresses that end at `expires_at` (empty: not there, or not yet), and how far the person is.

    `session` is null for teachers and staff: nothing is counted.
    """

    lesson: int
    title: str
    kind: str
    hls: str
    mp4: str
    poster: str
    thumbnails: str
    chapters: str
    grows: bool
    captions: list[CaptionOut]
    duration: float
    position: float
    watched: list[tuple[int, int]]
    seconds: int
    total: int
    session: UUID | None
    expires_at: datetime


class MomentOut(Schema):
    """A slide as it was shown, from `begins` to `ends` in seconds: its words, the deck's page (from 1) where it is one, and a signed picture."""

    begins: float
    ends: float
    page: int | None
    title: str
    text: str
    picture: str


class HeartbeatIn(Schema):
    """What was played since the last beat. `sequence` grows by one each time; a repeated one changes nothing."""

    model_config = ConfigDict(extra="forbid")

    session: UUID
    sequence: Annotated[int, Field(ge=1, le=2_147_483_647)]
    intervals: Annotated[list[Interval], Field(max_length=MAX_INTERVALS)]
    position: Annotated[Seconds, Field(ge=0, le=10_000_000)]
    rate: Seconds = 1.0


class HeartbeatOut(Schema):
    """The seconds watched so far as [start, end) ranges, their number, and how many of them are new."""

    watched: list[tuple[int, int]]
    seconds: int
    total: int
    position: float
    sequence: int
    gained: int


def small_body(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse a body that no player sends, before it is read."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        size = request.META.get("CONTENT_LENGTH") or "0"
        if not size.isdigit() or int(size) > MAX_BODY:
            return refuse(request, "too_big", _("That is too much data."), 413)
        return view(request, *args, **kwargs)

    return checked


@router.get(
    "/lessons/{int:lesson_id}/playback",
    operation_id="playback",
    auth=signed_in,
    response={200: PlaybackOut, 409: Refusal, **REFUSALS},
    summary="Open the replay of a lesson",
)
def playback(request: HttpRequest, lesson_id: int, session: UUID | None = None) -> dict[str, Any]:
    """Opens a player, or with `session` gives an open one fresh addresses. Time before a player is opened does not count as watched."""
    limit(request)
    now, lesson = timezone.now(), domain.find_lesson(lesson_id=lesson_id)
    if session is None:
        player = domain.open_session(learner=request.user, lesson=lesson, now=now)
    else:
        player = domain.reopen_session(session_key=session, learner=request.user, lesson=lesson, now=now)
    return {"lesson": lesson.pk, "title": lesson.shown_title, **_playback(player)}


@router.get(
    "/lessons/{int:lesson_id}/moments",
    operation_id="recordingMoments",
    auth=signed_in,
    response={200: list[MomentOut], 409: Refusal, **REFUSALS},
    summary="What was shown in a recording, and when",
)
def moments(request: HttpRequest, lesson_id: int) -> list[dict[str, Any]]:
    """The slides of a replay for whoever may watch it, in the order shown; an empty list where none were found."""
    limit(request)
    now, lesson = timezone.now(), domain.find_lesson(lesson_id=lesson_id)
    return [_moment(slide) for slide in domain.slides_of(learner=request.user, lesson=lesson, now=now)]


def _moment(slide: ShownSlide) -> dict[str, Any]:
    page = None if slide.page is None else slide.page + 1
    shown = {"begins": slide.begins_ms / 1000, "ends": slide.ends_ms / 1000, "page": page}
    return {**shown, "title": slide.title, "text": slide.text, "picture": slide.picture_url}


def _playback(player: Player) -> dict[str, Any]:
    played, progress = player.playback, player.progress
    return {
        "kind": played.kind,
        "hls": played.hls_url,
        "mp4": played.mp4_url,
        "poster": played.poster_url,
        "thumbnails": played.thumbnails_url,
        "chapters": played.chapters_url,
        "grows": played.grows,
        "captions": [{"language": language, "label": label, "url": url} for language, label, url in played.captions],
        "duration": played.duration_ms / 1000,
        "session": player.session.pk if player.session else None,
        "expires_at": played.expires_at,
        **_progress(progress),
    }


def _progress(progress: Progress) -> dict[str, Any]:
    return {"watched": progress.spans, "seconds": progress.seconds, "total": progress.total, "position": progress.position_ms / 1000}


@router.post(
    "/heartbeat",
    operation_id="heartbeat",
    auth=signed_in,
    response={200: HeartbeatOut, 413: Refusal, **REFUSALS},
    summary="Tell what was played",
)
@decorate_view(small_body)
def heartbeat(request: HttpRequest, body: HeartbeatIn) -> dict[str, Any]:
    """Counts distinct seconds, never more than real time allows (at most double speed), over all open players of a person together."""
    limit(request)
    progress = domain.beat(
        session_key=body.session,
        learner=request.user,
        sequence=body.sequence,
        intervals=body.intervals,
        position=body.position,
        rate=body.rate,
        now=timezone.now(),
    )
    return {**_progress(progress), "sequence": progress.sequence, "gained": progress.gained}


# ---- the check


class ChoiceOut(Schema):
    id: int
    text: str


class QuestionOut(Schema):
    """A question of the paper: `kind` is single (one answer) or multiple. Which answers are right is not told."""

    id: int
    kind: str
    text: str
    choices: list[ChoiceOut]


class PaperOut(Schema):
    """The try under way. `answers` are those saved so far, by the question's id as text."""

    attempt: UUID
    offering: int
    number: int
    questions: list[QuestionOut]
    answers: dict[str, list[int]]


Picked = Annotated[list[Annotated[int, Field(ge=1, le=BIGGEST_ID)]], Field(max_length=rules.MOST_CHOICES)]


class AnswersIn(Schema):
    """The whole paper: for each question's id (as text) the ids of the picked choices."""

    model_config = ConfigDict(extra="forbid")

    attempt: UUID
    answers: Annotated[dict[Annotated[str, Field(max_length=20)], Picked], Field(max_length=rules.MOST_QUESTIONS)]


class CheckResult(Schema):
    """How many questions were answered right, and whether the course is completed now. `tries_left` can still be opened."""

    attempt: UUID
    passed: bool
    right: int
    total: int
    completed: bool
    tries_left: int


@router.post(
    "/offerings/{int:offering_id}/check/open",
    operation_id="openCheck",
    auth=signed_in,
    response={200: PaperOut, 409: Refusal, **REFUSALS},
    summary="Open the check of a class",
)
def open_check(request: HttpRequest, offering_id: int) -> dict[str, Any]:
    """Opens a try, or gives the one under way. Refused with one of: not_enrolled, not_published, locked, tries_used, passed_already, completed_already."""
    limit(request)
    attempt = domain.open_check(learner=request.user, offering_id=_known(offering_id), now=timezone.now())
    return {"attempt": attempt.pk, "offering": offering_id, "number": attempt.number, "questions": attempt.paper, "answers": attempt.answers}


@router.post(
    "/offerings/{int:offering_id}/check",
    operation_id="submitCheck",
    auth=signed_in,
    response={200: CheckResult, 409: Refusal, 413: Refusal, **REFUSALS},
    summary="Hand the check in",
)
@decorate_view(small_body)
def submit_check(request: HttpRequest, offering_id: int, body: AnswersIn) -> dict[str, Any]:
    """Marks the paper. Handing in again changes nothing and answers the same. Refused with one of: attempt_unknown, unknown_answer, answers_missing."""
    limit(request)
    attempt = domain.find_attempt(learner=request.user, key=body.attempt, offering_id=_known(offering_id))
    result = domain.submit_check(learner=request.user, key=attempt.pk, answers=body.answers, now=timezone.now())
    return {
        "attempt": attempt.pk,
        "passed": result.passed,
        "right": result.right,
        "total": result.total,
        "completed": result.completed,
        "tries_left": result.tries_left,
    }


def _known(offering_id: int) -> int:
    """A number beyond the database's is no class, rather than an error of the database."""
    return offering_id if 0 < offering_id <= BIGGEST_ID else 0
