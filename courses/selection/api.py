"""The API of this room: pick, drop, answer an offer, and what I have."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, cast

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Router, Schema
from pydantic import AwareDatetime

from college.api import Refusal, limit, signed_in
from college.models import User
from courses.selection import domain, listing
from courses.selection.keys import SHAPE, body_of, header_key
from courses.selection.listing import Shown
from courses.selection.models import Enrolment, Lesson, WaitlistEntry
from courses.selection.pressing import pressed

router = Router(tags=["selection"], auth=signed_in)
REFUSALS = {401: Refusal, 403: Refusal, 404: Refusal, 409: Refusal, 422: Refusal, 429: Refusal}
BIGGEST_ID = 2**63 - 1
SAME = "The same key within 24 hours gets the same answer, and nothing is done twice; with another request it is refused (422 key_reused)."
Key = Annotated[str | None, Header(alias="Idempotency-Key", pattern=SHAPE, description=SAME)]


class Seat(Schema):
    """A seat taken or given back: `state` is enrolled or dropped."""

    offering: int
    state: str
    picked_at: AwareDatetime
    dropped_at: AwareDatetime | None


class Place(Schema):
    """A place in a queue: `state` is waiting."""

    offering: int
    state: str
    joined_at: AwareDatetime


class NextLesson(Schema):
    id: int
    title: str
    starts_at: AwareDatetime
    ends_at: AwareDatetime


class MyCourse(Schema):
    """An offering that I have (`enrolled`) or wait for (`waiting`, with my place in line, from 1). `offer_until`: a seat is held for me until then."""

    offering: int
    title: str
    url: str
    term: str
    teacher: str
    venue: str
    state: str
    offering_state: str
    place: int | None
    offer_until: AwareDatetime | None
    next_lesson: NextLesson | None


class MyCourses(Schema):
    count: int
    results: list[MyCourse]


def _person(request: HttpRequest) -> User:
    """Who is signed in, which `signed_in` has made sure of."""
    return cast(User, request.user)


def _known(offering_id: int) -> int:
    """A number beyond the database's is no offering, rather than an error of the database."""
    return offering_id if 0 < offering_id <= BIGGEST_ID else 0


@router.post("/offerings/{offering_id}/pick", operation_id="pick", response={200: Seat, **REFUSALS}, summary="Take a seat")
def pick(request: HttpRequest, offering_id: int, idempotency_key: Key = None) -> Seat:
    """Refused with one of: offering_cancelled, offering_closed, not_open_yet, already_enrolled, same_course, not_for_you, age_unknown,
    too_young, too_old, course_missing, pledge_missing, time_clash, limit_reached, offering_full."""
    return _seat(_once(domain.pick, request, offering_id))


@router.post("/offerings/{offering_id}/drop", operation_id="drop", response={200: Seat, **REFUSALS}, summary="Give a seat back")
def drop(request: HttpRequest, offering_id: int, idempotency_key: Key = None) -> Seat:
    """The seat is offered to the first in line. Refused with not_enrolled or offering_over."""
    return _seat(_once(domain.drop, request, offering_id))


@router.post("/offerings/{offering_id}/offer/accept", operation_id="acceptOffer", response={200: Seat, **REFUSALS}, summary="Take the seat that is held for me")
def accept_offer(request: HttpRequest, offering_id: int, idempotency_key: Key = None) -> Seat:
    """Refused with one of: no_offer, offer_lapsed, already_enrolled, offering_cancelled, offering_closed (it is over), same_course, not_for_you,
    time_clash."""
    return _seat(_once(domain.accept_offer, request, offering_id))


@router.post("/offerings/{offering_id}/offer/decline", operation_id="declineOffer", response={200: Place, **REFUSALS}, summary="Let the seat go to the next")
def decline_offer(request: HttpRequest, offering_id: int, idempotency_key: Key = None) -> Place:
    """My place in the queue stays. Refused with no_offer or offer_lapsed."""
    entry = _once(domain.decline_offer, request, offering_id)
    return Place(offering=entry.offering_id, state=entry.state, joined_at=entry.joined_at)


def _once[T: (Enrolment, WaitlistEntry)](verb: Callable[..., T], request: HttpRequest, offering_id: int) -> T:
    limit(request)
    pressed(request)
    who, asked = _person(request), {"key": header_key(request), "body": body_of(request)}
    return domain.once(verb, account=who, offering_id=_known(offering_id), learner=who, now=timezone.now(), **asked)


def _seat(enrolment: Enrolment) -> Seat:
    return Seat(offering=enrolment.offering_id, state=enrolment.state, picked_at=enrolment.picked_at, dropped_at=enrolment.dropped_at)


@router.get("/me/courses", operation_id="myCourses", response={200: MyCourses, 401: Refusal, 429: Refusal}, summary="What I have and what I wait for")
def my_courses(request: HttpRequest) -> MyCourses:
    """Terms that have not ended. Replays: see `playback`."""
    limit(request)
    now = timezone.now()
    picked, waited = listing.of_learner(request.user, listing.viewer(request.user, now), now)
    prefetch_related_objects([one.offering for one in [*picked, *waited]], "lessons__unit")  # a lesson is named after its unit
    results = [_course(request, one, "enrolled", now) for one in picked] + [_course(request, one, "waiting", now) for one in waited]
    return MyCourses(count=len(results), results=results)


def _course(request: HttpRequest, shown: Shown, state: str, now: datetime) -> MyCourse:
    offering = shown.offering
    return MyCourse(
        offering=offering.pk,
        title=offering.course.title,
        url=offering.course.get_url(request) or "",
        term=offering.term.name,
        teacher=offering.teacher.name,
        venue=shown.where,
        state=state,
        offering_state=offering.state,
        place=shown.place,
        offer_until=shown.held_until,
        next_lesson=_lesson(listing.next_lesson(offering, now)),
    )


def _lesson(lesson: Lesson | None) -> NextLesson | None:
    return NextLesson(id=lesson.pk, title=lesson.shown_title, starts_at=lesson.starts_at, ends_at=lesson.ends_at) if lesson else None
