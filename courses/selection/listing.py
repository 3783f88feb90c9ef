"""Offerings as pages show them to one viewer: time, place, seats, and what she can do. Four queries for any number of offerings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext

from college.models import Term
from courses.selection import times, words
from courses.selection.domain.eligibility import has_rules, limit_of, needed_first, unmet_of_one
from courses.selection.domain.refusals import SelectionRefused
from courses.selection.domain.standing import clash_with, facts_of, held_slots, is_spread, refusal_of, start_of, told
from courses.selection.models import Enrolment, FreedSeat, Lesson, Offering, OfferingQuerySet, Round, SeatOffer, WaitlistEntry
from courses.selection.rules import Clash, Facts, Reason, Rhythm, Slot, may_wait, reasons_against, rhythm
from courses.selection.rules.waitlist import drops_without_mark_until
from courses.selection.wishing import Listed, Wishing, is_drawn, rounds_of, wishes_of, wishing_of

NEAR = timedelta(hours=1)
LONG_TEXTS = ("course__outline", "course__lesson_plan", "course__handout")


def with_everything(offerings: OfferingQuerySet) -> OfferingQuerySet:
    """Load with each offering what `show` needs: course, school, term, place, teacher, lessons, the length of its queue, and the seats on their way."""
    waiting = WaitlistEntry.objects.filter(offering=OuterRef("pk"), state=WaitlistEntry.State.WAITING)
    length = Subquery(waiting.order_by().values("offering").annotate(n=Count("pk")).values("n"))
    live = FreedSeat.objects.filter(offering=OuterRef("pk"), state__in=FreedSeat.LIVE)
    freed = Subquery(live.order_by().values("offering").annotate(n=Count("pk")).values("n"))
    counted = offerings.annotate(queue_length=Coalesce(length, 0), seats_on_the_way=Coalesce(freed, 0))
    counted = counted.select_related("course__school", "term__selection_plan", "venue", "room", "teacher")
    rounds = Prefetch("term__selection_plan__rounds", Round.objects.select_related("draw").order_by("opens_at"))
    return counted.defer(*LONG_TEXTS).prefetch_related("lessons", rounds)


@dataclass(frozen=True)
class Viewer:
    """What one person has: offerings with a seat, places in queues by offering, the lessons still to come, and which rules of classes she does not meet.

    `offers` says, by offering, until when a seat is held for her. `unmet` is by offering; where it was not asked for, `person` is when classes are shown.
    Who is neither, a stranger, is shown what is offered, and the rules are looked at when she picks.
    """

    enrolled: frozenset[int] = frozenset()
    seats: frozenset[tuple[int, int, int]] = frozenset()  # those of `enrolled` that are not cancelled, as (class, course, term)
    places: Mapping[int, int] = field(default_factory=dict)
    offers: Mapping[int, datetime] = field(default_factory=dict)
    held: tuple[tuple[Slot, str], ...] = ()
    signed_in: bool = False
    unmet: Mapping[int, frozenset[Reason]] = field(default_factory=dict)
    person: Any = None
    wishes: Mapping[int, Listed] = field(default_factory=dict)  # by round
    begun: frozenset[int] = frozenset()  # where `person` is not known: the terms in which her own start has come


STRANGER = Viewer()


def viewer(user: Any, now: datetime, wishes: Mapping[int, Listed] | None = None) -> Viewer:
    """Four queries for somebody who is signed in, three where her wishes are known, none for a stranger."""
    if not user.is_authenticated:
        return STRANGER
    rows = Enrolment.objects.filter(learner=user, state=Enrolment.State.ENROLLED)
    mine = list(rows.values_list("offering", "offering__course", "offering__term", "offering__state"))
    seats = frozenset((one, course, term) for one, course, term, state in mine if state != Offering.State.CANCELLED)
    held = tuple(held_slots([user.pk], now)[user.pk])
    wished = wishes_of(user.pk, now) if wishes is None else wishes
    return Viewer(frozenset(row[0] for row in mine), seats, *waits_of(user, now), held, True, person=user, wishes=wished)


def waits_of(user: Any, now: datetime) -> tuple[dict[int, int], dict[int, datetime]]:
    """The person's place in each queue she stands in, from 1, and until when a seat is held for her there. One query."""
    rows = list(places(WaitlistEntry.objects.filter(learner=user, state=WaitlistEntry.State.WAITING)).values_list("offering", "place", "until"))
    return {offering: place for offering, place, _until in rows}, {offering: until for offering, _place, until in rows if until and until > now}


def places(entries: QuerySet[WaitlistEntry]) -> QuerySet[WaitlistEntry]:
    """Waiting entries, each with its `place` in line and with `until`, the end of the offer that she has."""
    before = WaitlistEntry.objects.filter(offering=OuterRef("offering"), state=WaitlistEntry.State.WAITING)
    before = before.filter(Q(joined_at__lt=OuterRef("joined_at")) | Q(joined_at=OuterRef("joined_at"), pk__lte=OuterRef("pk")))
    number = before.order_by().values("offering").annotate(n=Count("pk")).values("n")
    held = SeatOffer.objects.filter(offering=OuterRef("offering"), learner=OuterRef("learner"), state=SeatOffer.State.OPEN)
    return entries.annotate(place=Coalesce(Subquery(number), 1), until=Subquery(held.order_by().values("lapses_at")[:1]))


@dataclass(frozen=True)
class Shown:
    """One offering for one viewer. `against` are the reasons why she cannot pick it; `place` is hers in its queue, `held_until` the end of her offer."""

    offering: Offering
    slots: tuple[Slot, ...]
    enrolled: bool
    place: int | None
    held_until: datetime | None
    against: tuple[Reason, ...]
    waitable: bool
    clash: Clash | None
    clash_course: str
    facts: Facts
    signed_in: bool
    starts_in: int | str = 0  # milliseconds until she may pick it
    near: bool = False  # whether that is within the hour
    start: str = ""  # her own start in words, on a page that several people get
    needed: tuple[str, ...] = ()  # titles of the courses to be completed first
    counted: tuple[str, ...] = ()  # titles of what counts towards the limit, where one page asks for it
    wishing: Wishing | None = None  # while a round of wishes runs in its term

    @property
    def rounds(self) -> list[Round]:
        """The rounds of its term, in order."""
        return rounds_of(self.offering.term)

    @property
    def wish_refusal(self) -> SelectionRefused | None:
        """Why it cannot be wished for, in words."""
        against = self.wishing.against if self.wishing else ()
        return self._said(against[0]) if against else None

    @property
    def rhythm(self) -> Rhythm | None:
        return rhythm(self.slots, timezone.get_current_timezone())

    @property
    def when(self) -> str:
        return times.timetable(self.rhythm, self.slots)

    @property
    def where(self) -> str:
        return place_of(self.offering)

    @property
    def waiting(self) -> int:
        """How many people stand in the queue."""
        return int(self.offering.queue_length)  # type: ignore[attr-defined]  # `with_everything` adds it

    @property
    def on_the_way(self) -> int:
        """How many seats count as taken and are nobody's yet: offered to people who wait, or at rest until their hour."""
        return int(self.offering.seats_on_the_way)  # type: ignore[attr-defined]  # `with_everything` adds it

    @property
    def pickable(self) -> bool:
        return not self.against

    @property
    def unmarked_until(self) -> datetime | None:
        """Until when a drop leaves no mark; None where it never leaves one."""
        return drops_without_mark_until([slot.starts_at for slot in self.slots])

    @property
    def full(self) -> bool:
        return self.offering.seats_free < 1

    @property
    def waits_for_start(self) -> bool:
        """Whether nothing but her own start is still to come."""
        return self.reason == Reason.NOT_OPEN_YET and self.facts.own_start

    @property
    def soon(self) -> bool:
        """Whether that is so near that the page counts down to it, and picks by itself if she wishes."""
        return self.waits_for_start and self.near

    @property
    def over(self) -> bool:
        return self.facts.over

    @property
    def reason(self) -> str:
        """The code of the strongest reason, empty when there is none."""
        return self.against[0].value if self.against else ""

    @property
    def refusal(self) -> SelectionRefused | None:
        """The strongest reason in words."""
        return self._said(self.against[0]) if self.against else None

    def _said(self, reason: Reason) -> SelectionRefused:
        return told(reason, self.offering, needed=self.needed, counted=self.counted) or refusal_of(reason, self.facts, self.clash, self.clash_course)

    @property
    def rules(self) -> list[str]:
        """What the class asks of people, a sentence each."""
        return words.rules(self.offering, self.needed)

    @property
    def rules_in_short(self) -> list[str]:
        return words.in_short(self.offering)

    @property
    def is_for_her(self) -> bool | None:
        """Whether she meets the rules of the class; None where it has none or nobody is signed in."""
        return not self.facts.unmet if self.signed_in and has_rules(self.offering) else None

    @property
    def giving_up(self) -> str:
        """What becomes of kept seats."""
        return words.order_of_giving_up()

    @property
    def kept(self) -> list[str]:
        """Which of its seats a draw keeps for whom."""
        return words.kept(self.offering)


def with_counted(shown: Shown, counted: Callable[[], Iterable[str]]) -> Shown:
    """The same; where she has as many classes as she may, with their titles. They are asked for only there."""
    return replace(shown, counted=tuple(counted())) if shown.reason == Reason.LIMIT else shown


def limits(terms: Iterable[Term], picked: Iterable[Shown]) -> list[tuple[Term, int, int]]:
    """Of the terms with a plan: how many of her classes count, and how many may. No query where the plans are loaded."""
    counted = Counter(one.offering.term_id for one in picked if limit_of(one.offering) is not None and one.offering.state != Offering.State.CANCELLED)
    plans = ((term, getattr(term, "selection_plan", None)) for term in terms)
    return [(term, counted[term.pk], plan.offline_limit) for term, plan in plans if plan is not None]


def place_of(offering: Offering) -> str:
    """Where an offering meets: “venue · room”, or that it is online."""
    if offering.venue is None:
        return gettext("Online")
    return f"{offering.venue.name} · {offering.room.name}" if offering.room else offering.venue.name


def show(offerings: Iterable[Offering], who: Viewer, now: datetime) -> list[Shown]:
    """Offerings loaded by `with_everything`, as this viewer sees them. No query but for classes that ask something of people, and a few for any number."""
    listed = list(offerings)
    unmet = who.unmet if who.person is None else unmet_of_one(listed, who.person.pk, now)
    needed = needed_first(listed)
    return [_shown(one, who, now, unmet.get(one.pk, frozenset()), tuple(needed.get(one.course_id, {}).values())) for one in listed]


def _shown(offering: Offering, who: Viewer, now: datetime, unmet: frozenset[Reason], needed: tuple[str, ...]) -> Shown:
    slots = tuple(Slot(lesson.starts_at, lesson.ends_at, offering.pk) for lesson in offering.lessons.all())
    clash, course = clash_with([slot for slot in slots if slot.ends_at > now], list(who.held), offering.pk)
    is_hers, clashes, opens_at = offering.pk in who.enrolled, clash is not None, _start(offering, who, now)
    same_course = any(one != offering.pk and of == [offering.course_id, offering.term_id] for one, *of in who.seats)
    facts = facts_of(offering, slots, enrolled=is_hers, clashes=clashes, same_course=same_course, now=now, unmet=unmet, opens_at=opens_at)
    waitable = may_wait(facts, now, drawn=is_drawn(offering.term, now))  # also while its round is to come: what counts then is that it is full
    return Shown(
        offering=offering,
        slots=slots,
        enrolled=is_hers,
        place=who.places.get(offering.pk),
        held_until=who.offers.get(offering.pk),
        against=tuple(one for one in reasons_against(facts, now) if not (waitable and one is Reason.NOT_OPEN_YET)),
        waitable=waitable,
        clash=clash,
        clash_course=course,
        facts=facts,
        signed_in=who.signed_in,
        needed=needed,
        starts_in=milliseconds(facts.opens_at, now),
        near=facts.opens_at - now < NEAR,
        wishing=wishing_of(offering, who.wishes, facts, now),
    )


def milliseconds(until: datetime, now: datetime) -> int:
    """Whole ones that are left; 0 once it is over."""
    return max(0, ceil((until - now).total_seconds() * 1000))


def _start(offering: Offering, who: Viewer, now: datetime) -> datetime:
    """Her own start; of somebody who stands for several, the end of the minute in which it comes."""
    term = offering.term
    if who.person is None and who.signed_in and is_spread(term, now) and term.pk not in who.begun:
        return term.selection_opens_at + timedelta(seconds=term.selection_spread)
    return start_of(offering, getattr(who.person, "pk", None), now)


def current_of_course(course_id: int, now: datetime) -> OfferingQuerySet:
    """The announced offerings of a course in terms that have not ended."""
    today = timezone.localtime(now).date()
    return with_everything(Offering.objects.announced()).filter(course=course_id, term__ends_on__gte=today).order_by("term__starts_on", "pk")


def sorted_out(shown: Iterable[Shown], now: datetime) -> dict[str, list[Shown]]:
    """Three lists of a course's classes: `mine` (a seat or a place in the queue), `open` (to be picked now or later), `settled` (no longer)."""
    lists: dict[str, list[Shown]] = {"mine": [], "open": [], "settled": []}
    for one in shown:
        settled = one.offering.state != Offering.State.OPEN or (one.facts.closes_at <= now and one.wishing is None)
        lists["mine" if one.enrolled or one.place else "settled" if settled else "open"].append(one)
    return lists


def open_for_selection(now: datetime) -> OfferingQuerySet:
    """Everything that can be picked now, or wished for: classes with free seats first, then by course."""
    running = Round.objects.filter(kind=Round.Kind.WISHES, opens_at__lte=now, closes_at__gt=now).values("plan__term")
    wishable = Offering.objects.announced().filter(state=Offering.State.OPEN, term__in=running)
    chosen = with_everything(Offering.objects.filter(Q(pk__in=Offering.objects.open_at(now).values("pk")) | Q(pk__in=wishable.values("pk"))))
    return chosen.order_by(Case(When(seats_taken__gte=F("capacity"), then=1), default=0), "course__school__order", "course__title", "pk")


def next_lesson(offering: Offering, now: datetime) -> Lesson | None:
    """The first lesson that has not ended; from the loaded lessons."""
    coming = [lesson for lesson in offering.lessons.all() if lesson.ends_at > now]
    return min(coming, key=lambda lesson: lesson.starts_at) if coming else None


def of_learner(user: Any, who: Viewer, now: datetime) -> tuple[list[Shown], list[Shown]]:
    """What a learner has and what she waits for, in terms that have not ended. Two queries."""
    today = timezone.localtime(now).date()
    wanted = Offering.objects.filter(pk__in={*who.enrolled, *who.places}, term__ends_on__gte=today)
    shown = show(with_everything(wanted).order_by("term__starts_on", F("course__title").asc(), "pk"), who, now)
    return [one for one in shown if one.enrolled], [one for one in shown if one.place]
