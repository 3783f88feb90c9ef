"""Asking for a course: names are given and taken back by people, and the office makes a class of it, extends it, or declines it with a reason.

The request's row is locked before its names are counted, after the person: two who give the last name at once come one after the other.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from college import notices
from college.errors import DomainError, Invalid, NotFound
from college.models import Neighbourhood, User, Venue
from college.roles import KEEPERS, is_keeper
from courses.catalogue.models import CoursePage, Need
from courses.catalogue.models.scope import of_her_schools
from courses.selection import times
from courses.selection.domain.acting import may_act_for
from courses.selection.domain.locks import lock_learner
from courses.selection.models import CourseRequest, Offering, RequestName
from courses.selection.rules import requests as rules

State = CourseRequest.State


class AskedAlready(DomainError):
    """The same course is asked for at the same place; `request` is that one."""

    code = "asked_already"
    message = gettext_lazy("Somebody has asked for this course here already. Please add your name there.")

    def __init__(self, request: CourseRequest | None = None) -> None:
        self.request = request
        super().__init__()


class AsksEnough(DomainError):
    code = "asks_enough"
    message = gettext_lazy("You have asked for several courses already. When one of them is settled, you can ask for another.")


class NotCollecting(DomainError):
    code = "not_collecting"
    message = gettext_lazy("No names are collected here any more.")


class BadRequest(Invalid):
    code = "bad_request_for_course"
    message = gettext_lazy("Please check the course, the place, the number of names and the day.")


class Settled(DomainError):
    code = "request_settled"
    message = gettext_lazy("This has been settled already.")


# ---- people


def ask(
    *,
    title: str,
    course: CoursePage | None,
    neighbourhood: Neighbourhood | None,
    venue: Venue | None,
    words: str,
    until: date,
    needed: int,
    by: User,
    now: datetime,
) -> CourseRequest:
    """Ask for a course, with one's own name as the first. Raises AskedAlready, AsksEnough, BadRequest."""
    wanted = course.title if course else " ".join(title.split())
    if not wanted or not (neighbourhood or venue) or not rules.may_last(until, _day(now)) or not rules.FEWEST <= needed <= rules.MOST:
        raise BadRequest
    values = {"course": course, "neighbourhood": neighbourhood, "venue": venue, "words": words.strip()[:200], "until": until, "needed": needed}
    with transaction.atomic():
        lock_learner(by.pk)
        if CourseRequest.objects.open().filter(asked_by=by).count() >= rules.LIVE_OF_ONE and not is_keeper(by):
            raise AsksEnough
        request = _created(title=wanted[:60], asked_by=by, asked_at=now, **values)
        RequestName.objects.create(request=request, person=by, added_at=now)
    return request


def _created(**values: Any) -> CourseRequest:
    try:
        with transaction.atomic():
            return CourseRequest.objects.create(**values)
    except IntegrityError as error:
        same = CourseRequest.objects.open().filter(title__iexact=values["title"], neighbourhood=values["neighbourhood"], venue=values["venue"])
        raise AskedAlready(same.first()) from error


def sign(*, request_id: int, person: User, now: datetime, by: User | None = None) -> CourseRequest:
    """Give a name; again: nothing changes. `by`: who does it for her. Raises NotCollecting, NotFound, NotHers for whoever may not act for her."""
    with transaction.atomic():
        _may(by, person)
        lock_learner(person.pk)
        request = _held(request_id)
        if not request.takes_names(_day(now)):
            raise NotCollecting
        _name, request.changed = RequestName.objects.get_or_create(request=request, person=person, defaults={"added_by": by, "added_at": now})
        settle_count(request)
    return request


def unsign(*, request_id: int, person: User, now: datetime, by: User | None = None) -> CourseRequest:
    """Take one's name back; who never gave it changes nothing. `by` as for `sign`. Raises NotFound, NotHers, Settled once a class was made of it or it
    was declined."""
    with transaction.atomic():
        _may(by, person)
        lock_learner(person.pk)
        request = _held(request_id)
        if request.state not in (State.COLLECTING, State.REACHED):
            raise Settled
        request.changed = request.names.filter(person=person).delete()[0] > 0
        settle_count(request)
    return request


def _may(by: User | None, person: User) -> None:
    """The desk and the office for somebody on paper, and her helpers."""
    if by is not None:
        may_act_for(actor=by, learner_id=person.pk)


def settle_count(request: CourseRequest) -> None:
    """Enough names or not enough; the row is held."""
    enough = rules.has_enough(request.needed, request.names.count())
    state = State.REACHED if enough else State.COLLECTING
    if request.state in (State.COLLECTING, State.REACHED) and request.state != state:
        request.state = state
        request.save(update_fields=["state"])


def _held(request_id: int) -> CourseRequest:
    found = CourseRequest.objects.select_for_update(of=("self",), no_key=True).select_related("neighbourhood", "venue").filter(pk=request_id).first()
    if found is None:
        raise NotFound
    return found


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()


# ---- the office


def kept_by(user: Any) -> Q:
    """The requests that somebody of the office settles: those of her schools' courses, and those for a course that nobody has yet."""
    return of_her_schools(user, *KEEPERS, way="course__")


def request_to_settle(*, request_id: int, by: User) -> CourseRequest:
    """Raises NotFound for others than the office of the course's school."""
    found = CourseRequest.objects.with_names().select_related("course", "neighbourhood", "venue", "offering__course", "need")
    if not is_keeper(by) or (request := found.filter(kept_by(by), pk=request_id).first()) is None:
        raise NotFound
    return request


def _to_settle(request_id: int, by: User, *states: str) -> CourseRequest:
    request_to_settle(request_id=request_id, by=by)
    request = _held(request_id)
    if request.state not in states:
        raise Settled
    return request


def extend(*, request_id: int, until: date, needed: int, by: User, now: datetime) -> CourseRequest:
    """Collect names until another day, for another number of them; also what had too few. Raises BadRequest, Settled, NotFound."""
    if not rules.may_last(until, _day(now)) or not rules.FEWEST <= needed <= rules.MOST:
        raise BadRequest
    with transaction.atomic():
        request = _to_settle(request_id, by, State.COLLECTING, State.REACHED, State.LAPSED)
        request.until, request.needed, request.state, request.settled_at = until, needed, State.COLLECTING, None
        try:
            with transaction.atomic():
                request.save(update_fields=["until", "needed", "state", "settled_at"])
        except IntegrityError as error:  # it had too few, and was asked for anew meanwhile
            raise AskedAlready from error
        settle_count(request)
        log(instance=request, action="courses.request_extend", user=by)
    return request


def decline(*, request_id: int, reason: str, by: User, now: datetime) -> CourseRequest:
    """Say why there will be no class; all who gave their names are told. Raises BadRequest without a reason, Settled, NotFound."""
    if not (words := reason.strip()[:300]):
        raise BadRequest
    with transaction.atomic():
        request = _to_settle(request_id, by, State.COLLECTING, State.REACHED, State.LAPSED)
        _settle(request, State.DECLINED, now, reason=words)
        _tell(request, "request_declined", request.get_absolute_url(), now, _declined)
        log(instance=request, action="courses.request_decline", user=by)
    return request


def schedule(*, request_id: int, offering: Offering, by: User, now: datetime) -> CourseRequest:
    """A class was made of it: all who gave their names are told when it can be picked. Raises Settled, NotFound."""
    with transaction.atomic():
        request = _to_settle(request_id, by, State.COLLECTING, State.REACHED, State.LAPSED)
        if not Offering.objects.kept_by(by).filter(pk=offering.pk).exists():
            raise NotFound
        _settle(request, State.SCHEDULED, now, offering=offering)
        if Offering.objects.open_at(now).filter(pk=offering.pk).exists():
            tell_opening(request.pk, now)
        else:
            _tell(request, "request_scheduled", _page_of(offering), now, _scheduled)
        log(instance=request, action="courses.request_schedule", user=by)
    return request


def make_need(*, request_id: int, by: User) -> Need:
    """Enter it among the needs of the neighbourhood, with the number of names as it is now. Raises Settled when it is there already, NotFound."""
    with transaction.atomic():
        counted = request_to_settle(request_id=request_id, by=by).names_count
        request = _held(request_id)
        if request.need_id is not None:
            raise Settled
        evidence = _("Asked for by name: %(count)s people, %(place)s") % {"count": counted, "place": request.place}
        need = Need.objects.create(
            title=request.title, evidence=evidence[:300], neighbourhood=str(request.neighbourhood or request.venue)[:60], asked=counted, raised_by=by
        )
        CourseRequest.objects.filter(pk=request.pk).update(need=need)
        log(instance=need, action="wagtail.create", user=by)
    return need


def _settle(request: CourseRequest, state: str, now: datetime, **values: Any) -> None:
    request.state, request.settled_at = state, now
    for name, value in values.items():
        setattr(request, name, value)
    request.save(update_fields=["state", "settled_at", *values])


# ---- telling


def _people(request: CourseRequest) -> Collection[int]:
    return list(request.names.values_list("person", flat=True))


def _tell(request: CourseRequest, kind: str, link: str, now: datetime, say: Any) -> None:
    notices.tell(_people(request), kind=kind, text=partial(say, request), link=link, now=now)


def _page_of(offering: Offering) -> str:
    return reverse("selection:offering", args=[offering.pk])


def _names(request: CourseRequest) -> dict[str, str]:
    return {"course": request.title, "place": request.place}


def _declined(request: CourseRequest) -> str:
    return _("“%(course)s” for %(place)s, for which you gave your name, will not be held: %(reason)s") % {**_names(request), "reason": request.reason}


def _scheduled(request: CourseRequest) -> str:
    assert request.offering
    opens = times.moment(request.offering.term.selection_opens_at)
    words = _("“%(course)s” for %(place)s, for which you gave your name, gets a class: %(class)s. You can pick it from %(opens)s; we will remind you.")
    return words % {**_names(request), "class": request.offering, "opens": opens}


def _opened(request: CourseRequest) -> str:
    return _("“%(course)s” for %(place)s, for which you gave your name, can be picked now. Press here to take a seat.") % _names(request)


def tell_opening(request_id: int, now: datetime) -> bool:
    """Once: the class can be picked. Whoever else tells it in this moment comes second."""
    with transaction.atomic():
        if not CourseRequest.objects.filter(pk=request_id, state=State.SCHEDULED, opening_told_at=None).update(opening_told_at=now):
            return False
        request = CourseRequest.objects.select_related("offering", "neighbourhood", "venue").get(pk=request_id)
        assert request.offering
        _tell(request, "request_opened", _page_of(request.offering), now, _opened)
    return True


def turn(*, now: datetime) -> int:
    """What the clock does: requests whose last day is over with too few names end, and classes that can be picked are told. How many of both."""
    over = CourseRequest.objects.filter(state=State.COLLECTING, until__lt=_day(now))
    ended = sum(_lapse(pk, now) for pk in list(over.values_list("pk", flat=True)))
    scheduled = CourseRequest.objects.filter(state=State.SCHEDULED, opening_told_at=None, offering__in=Offering.objects.open_at(now))
    return ended + sum(tell_opening(pk, now) for pk in list(scheduled.values_list("pk", flat=True)))


def _lapse(request_id: int, now: datetime) -> bool:
    with transaction.atomic():
        request = _held(request_id)
        if request.state != State.COLLECTING or request.takes_names(_day(now)):
            return False
        _settle(request, State.LAPSED, now)
        _tell(request, "request_lapsed", request.get_absolute_url(), now, _lapsed)
    return True


def _lapsed(request: CourseRequest) -> str:
    return _("“%(course)s” for %(place)s, for which you gave your name, found too few people. You can ask for it again.") % _names(request)


def waiting(user: Any) -> int:
    """How many requests with enough names wait for this office."""
    return CourseRequest.objects.filter(kept_by(user), state=State.REACHED).count()


def counted() -> Any:
    """Open requests with their names counted, those with most names first."""
    related = CourseRequest.objects.open().select_related("neighbourhood", "venue")
    return related.with_names().order_by(F("names_count").desc(), "-asked_at", "-pk")
