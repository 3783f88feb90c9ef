"""How one learner stands to one offering, read fresh, and the refusal that follows from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NoReturn

from django.conf import settings
from django.db.models import BigIntegerField, DateTimeField, Exists, OuterRef
from django.utils.crypto import salted_hmac

from college.compiled import Answer, Compiled, Given, Row, one_journey
from college.models import Term
from courses.selection.domain import refusals, ruled
from courses.selection.domain.eligibility import counting, needed_first
from courses.selection.domain.locks import ask_learner, must_be_there
from courses.selection.models import Enrolment, Lesson, Offering, WaitlistEntry
from courses.selection.rules import Clash, Facts, Reason, Slot, first_clash, reasons_against
from courses.selection.rules.waiting_room import own_start

PLAIN = {
    Reason.CANCELLED: refusals.OfferingCancelled,
    Reason.CLOSED: refusals.OfferingClosed,
    Reason.ALREADY_IN: refusals.AlreadyEnrolled,
    Reason.SAME_COURSE: refusals.SameCourse,
    Reason.NOT_FOR_HER: refusals.NotForYou,
    Reason.AGE_UNKNOWN: refusals.AgeUnknown,
    Reason.TOO_YOUNG: refusals.TooYoung,
    Reason.TOO_OLD: refusals.TooOld,
    Reason.COURSE_MISSING: refusals.CourseMissing,
    Reason.PLEDGE_MISSING: refusals.PledgeMissing,
    Reason.CLASH: refusals.SelectionRefused,
    Reason.LIMIT: refusals.LimitReached,
    Reason.FULL: refusals.OfferingFull,
}
BESIDE = ("state", "capacity", "seats_taken")
ID, MOMENT = BigIntegerField(), DateTimeField()


@Compiled
def _ASKED() -> Any:
    mine = Enrolment.objects.filter(offering=OuterRef("pk"), learner=Given("learner", ID), state=Enrolment.State.ENROLLED)
    waits = WaitlistEntry.objects.filter(offering=OuterRef("pk"), learner=Given("learner", ID), state=WaitlistEntry.State.WAITING)
    held = Enrolment.objects.filter(learner=Given("learner", ID), state=Enrolment.State.ENROLLED).exclude(offering__state=Offering.State.CANCELLED)
    twin = held.filter(offering__course=OuterRef("course"), offering__term=OuterRef("term")).exclude(offering=OuterRef("pk"))
    asked = Offering.objects.filter(pk=Given("offering", ID), course__live=True).order_by()
    return asked.values_list(*ruled.columns("learner"), *BESIDE, "course__title", Exists(mine), Exists(waits), Exists(twin))


@Compiled
def _LESSONS() -> Any:
    return Lesson.objects.filter(offering=Given("offering", ID)).order_by().values_list("starts_at", "ends_at")


@Compiled
def _TIMES() -> Any:
    """Of the lessons of the class, and of those to come of the learner's other classes: one question, since each costs a pick as much as a rule."""
    own = Lesson.objects.filter(offering=Given("offering", ID)).order_by().values_list("starts_at", "ends_at", "offering")
    held = Lesson.objects.filter(offering__enrolments__learner=Given("learner", ID), offering__enrolments__state=Enrolment.State.ENROLLED)
    coming = held.filter(ends_at__gt=Given("now", MOMENT)).exclude(offering__state=Offering.State.CANCELLED).exclude(offering=Given("offering", ID))
    return own.union(coming.order_by().values_list("starts_at", "ends_at", "offering"), all=True).order_by()


@dataclass(frozen=True)
class Standing:
    """Everything that decides about a pick. `clash_course` names the course held at the time of the clash."""

    offering: Offering
    learner_id: int
    facts: Facts
    waiting: bool
    clash: Clash | None
    clash_course: str


def standing(*, offering_id: int, learner_id: int, now: datetime) -> Standing:
    """Read how a learner stands to an offering of a published course. Raises NotYourClass when there is none."""
    with one_journey():
        answers = _asked(offering_id, learner_id, now)
    return _standing(offering_id, learner_id, now, *answers)


def held_standing(*, offering_id: int, learner_id: int, now: datetime) -> Standing:
    """The same while the learner's account is held, see `locks.lock_learner`; both on one journey to the database."""
    with one_journey():
        held = ask_learner(learner_id)
        answers = _asked(offering_id, learner_id, now)
    must_be_there(held)
    return _standing(offering_id, learner_id, now, *answers)


def _asked(offering_id: int, learner_id: int, now: datetime) -> tuple[Answer, Answer]:
    return _ASKED.ask(offering=offering_id, learner=learner_id), _TIMES.ask(offering=offering_id, learner=learner_id, now=now)


def _standing(offering_id: int, learner_id: int, now: datetime, found: Answer, times: Answer) -> Standing:
    offering, (is_mine, is_waited_for, has_twin), unmet = _offering(offering_id, learner_id, now, found.rows())
    lessons = [Slot(*row) for row in times.rows()]
    slots = [slot for slot in lessons if slot.offering == offering_id]
    clash = first_clash([slot for slot in slots if slot.ends_at > now], [slot for slot in lessons if slot.offering != offering_id])
    opens_at, clashes = start_of(offering, learner_id, now), clash is not None
    facts = facts_of(offering, slots, enrolled=is_mine, clashes=clashes, same_course=has_twin, now=now, unmet=unmet, opens_at=opens_at)
    return Standing(offering, learner_id, facts, is_waited_for, clash, _title(clash.held.offering) if clash else "")


def _offering(offering_id: int, learner_id: int, now: datetime, found: list[Row]) -> tuple[Offering, tuple[bool, bool, bool], frozenset[Reason]]:
    """The offering with its term and its course's title; whether the learner has it, waits for it, has another class of the course; which rules she does
    not meet."""
    if not found:
        raise refusals.NotYourClass
    row = found[0]
    *beside, title, is_mine, is_waited_for, has_twin = row[ruled.WIDTH :]
    offering = ruled.read(offering_id, row, **dict(zip(BESIDE, beside, strict=True)))
    offering.course_title = title
    return offering, (bool(is_mine), bool(is_waited_for), bool(has_twin)), ruled.unmet(offering, learner_id, row, now)


def slots_of_offering(offering_id: int) -> list[Slot]:
    """In no order: putting them in one would join four tables."""
    return [Slot(starts, ends, offering_id) for starts, ends in _LESSONS.rows(offering=offering_id)]


def _title(offering_id: int) -> str:
    return Offering.objects.values_list("course__title", flat=True).get(pk=offering_id)


def facts_of(
    offering: Offering,
    lessons: Iterable[Slot],
    *,
    enrolled: bool,
    clashes: bool,
    now: datetime,
    same_course: bool = False,
    unmet: frozenset[Reason] = frozenset(),
    opens_at: datetime | None = None,
) -> Facts:
    """The facts of an offering whose term is loaded; `opens_at` is her own start. An offering without lessons is planned, not over."""
    ends = [slot.ends_at for slot in lessons]
    opens_at = opens_at or offering.term.selection_opens_at
    return Facts(
        cancelled=offering.state == Offering.State.CANCELLED,
        closed=offering.state == Offering.State.CLOSED,
        over=bool(ends) and max(ends) <= now,
        opens_at=opens_at,
        closes_at=offering.term.selection_closes_at,
        seats_free=offering.seats_free,
        enrolled=enrolled,
        clashes=clashes,
        unmet=unmet,
        own_start=opens_at != offering.term.selection_opens_at,
        same_course=same_course,
    )


def start_of(offering: Offering, learner: int | None, now: datetime) -> datetime:
    """From when a learner may pick in the running or next window; None: when it opens for the first."""
    term = offering.term
    if learner is None or not is_spread(term, now):
        return term.selection_opens_at
    return own_start_of(learner, term.pk, term.selection_opens_at, term.selection_spread)


def is_spread(term: Term, now: datetime) -> bool:
    """Whether the running or next window has own starts that are not over."""
    return bool(term.selection_spread) and now < term.selection_opens_at + timedelta(seconds=term.selection_spread)


def own_start_of(learner: int, term: int, opens_at: datetime, spread: int) -> datetime:
    """That of one learner in a window that opens so and spreads starts over so many seconds."""
    return own_start(_secret(settings.SECRET_KEY), opens_at, spread, term, learner)


@cache
def _secret(key: str) -> bytes:
    """Of the waiting room alone, so that nothing which is signed elsewhere says anything about it."""
    return salted_hmac("courses.selection.waiting_room", "", secret=key, algorithm="sha256").digest()


def held_slots(learner_ids: Iterable[int], now: datetime) -> dict[int, list[tuple[Slot, str]]]:
    """The lessons still to come of the classes that learners hold, each with its course's title, by learner; one query."""
    held: dict[int, list[tuple[Slot, str]]] = {learner: [] for learner in learner_ids}
    rows = (
        Lesson.objects.filter(offering__enrolments__learner__in=held, offering__enrolments__state=Enrolment.State.ENROLLED, ends_at__gt=now)
        .exclude(offering__state=Offering.State.CANCELLED)
        .order_by()
        .values_list("offering__enrolments__learner", "starts_at", "ends_at", "offering", "offering__course__title")
    )
    for learner, starts, ends, offering, title in rows:
        held[learner].append((Slot(starts, ends, offering), title))
    return held


def with_twin(offering: Offering, learners: Collection[int]) -> set[int]:
    """Who of the learners has another class of the course in the same term. One query, none for nobody."""
    held = Enrolment.objects.filter(learner__in=learners, state=Enrolment.State.ENROLLED).exclude(offering__state=Offering.State.CANCELLED)
    twins = held.filter(offering__course=offering.course_id, offering__term=offering.term_id).exclude(offering=offering)
    return set(twins.values_list("learner", flat=True)) if learners else set()


def clash_with(wanted: list[Slot], held: list[tuple[Slot, str]], offering_id: int) -> tuple[Clash | None, str]:
    """The first clash with another offering's lessons, and that course's title."""
    others = {slot: title for slot, title in held if slot.offering != offering_id}
    clash = first_clash(wanted, others)
    return clash, others[clash.held] if clash else ""


def refusal_of(reason: Reason, facts: Facts, clash: Clash | None, clash_course: str) -> refusals.SelectionRefused:
    """The refusal of a reason, in words that fit this offering and this learner."""
    if reason is Reason.NOT_OPEN_YET:
        return refusals.NotYourStart(facts.opens_at) if facts.own_start else refusals.NotOpenYet(facts.opens_at)
    if reason is Reason.CLOSED and facts.over:
        return refusals.Over()
    if reason is Reason.CLASH and clash is not None:
        return refusals.TimeClash(clash_course, clash.held)
    return PLAIN[reason]()


def refuse(found: Standing, reason: Reason) -> NoReturn:
    """Raise the refusal with what this class and this learner need to know."""
    offering = found.offering
    needed = needed_first([offering]).get(offering.course_id, {}) if reason is Reason.COURSE_MISSING else {}
    counted = counted_titles(offering, found.learner_id) if reason is Reason.LIMIT else ()
    said = told(reason, offering, needed=needed.values(), counted=counted)
    raise said or refusal_of(reason, found.facts, found.clash, found.clash_course)


def told(reason: Reason, offering: Offering, *, needed: Iterable[str] = (), counted: Iterable[str] = ()) -> refusals.SelectionRefused | None:
    """The refusal of a rule, with the class's own words; None where the general one says all. No query.

    `needed`: titles of the courses to be completed first; `counted`: of her classes that count towards the limit.
    """
    if reason is Reason.NOT_FOR_HER:
        return refusals.NotForYou(offering.audience)
    if reason in (Reason.TOO_YOUNG, Reason.TOO_OLD):
        return (refusals.TooYoung if reason is Reason.TOO_YOUNG else refusals.TooOld)(offering.age_words)
    if reason is Reason.COURSE_MISSING:
        return refusals.CourseMissing(needed)
    return refusals.LimitReached(counted) if reason is Reason.LIMIT else None


def counted_titles(offering: Offering, learner_id: int) -> list[str]:
    """The courses of her classes that count towards the limit of the term. Two queries."""
    mine = {one for _learner, _term, one in counting([learner_id], [offering.term_id])}
    return list(Offering.objects.filter(pk__in=mine).order_by("pk").values_list("course__title", flat=True))


def must_be_free(found: Standing, now: datetime) -> None:
    """Raise the strongest reason against a pick, if there is one."""
    against = reasons_against(found.facts, now)
    if against:
        refuse(found, against[0])
