"""How a person stands to the classes of one course, as a plain value from which its page and theirs are drawn (see `college/situations.py`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import BigIntegerField, Case, DateField, DateTimeField, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from college import members, situations
from college.compiled import Compiled, Given, Row
from college.models import User
from college.roles import KEEPERS, is_keeper
from courses.catalogue.models.scope import is_scoped
from courses.selection import progress
from courses.selection.domain import ruled
from courses.selection.domain.eligibility import unmet_of_one
from courses.selection.domain.standing import counted_titles
from courses.selection.domain.waiving import exception_for
from courses.selection.listing import STRANGER, Viewer, open_for_selection, places
from courses.selection.models import Ballot, Enrolment, Lesson, Offering, WaitlistEntry, Wish
from courses.selection.rules import Reason, Slot
from courses.selection.wishing import Listed

NAME, LIMIT, EXCEPTION = "selection.course", "selection.limit", "selection.exception"
HAS, UNMET = "selection.has", "selection.unmet"
NOTHING, WISHED, SOMETHING = "nothing", "wished", "something"
A_PAGE = 12  # classes on one's selection
ID, MOMENT = BigIntegerField(), DateTimeField()


@dataclass(frozen=True)
class ToCourse:
    """Her classes of the course, places in their queues as (class, place), seats held for her as (class, until), lessons elsewhere at the time of one
    here, and what she looks after."""

    enrolled: tuple[int, ...] = ()
    seats: tuple[tuple[int, int, int], ...] = ()  # as in `Viewer`
    places: tuple[tuple[int, int], ...] = ()
    offers: tuple[tuple[int, datetime], ...] = ()
    held: tuple[tuple[Slot, str], ...] = ()
    signed_in: bool = False
    keeps: bool = False
    teaches: tuple[int, ...] = ()
    unmet: tuple[tuple[int, tuple[Reason, ...]], ...] = ()  # (class, which of its rules she does not meet), never by how much
    wishes: tuple[tuple[int, int, tuple[tuple[int, int], ...]], ...] = ()  # (round that runs, how many, her places for classes of the course)

    @property
    def viewer(self) -> Viewer:
        if not self.signed_in:
            return STRANGER
        unmet = {offering: frozenset(reasons) for offering, reasons in self.unmet}
        wishes = {round_id: Listed(used, dict(ranks)) for round_id, used, ranks in self.wishes}
        return Viewer(frozenset(self.enrolled), frozenset(self.seats), dict(self.places), dict(self.offers), self.held, True, unmet, wishes=wishes)


@Compiled
def _HERS() -> Any:
    """Her seats in the course as (0, class, its term or 0 where it is cancelled, course), her wishes in rounds that run as (round, class, place, course)."""
    none, seats = Value(0, ID), Enrolment.objects.filter(learner=Given("person", ID), state=Enrolment.State.ENROLLED, offering__course=Given("course", ID))
    running = Wish.objects.filter(ballot__learner=Given("person", ID), ballot__round__opens_at__lte=Given("now", MOMENT))
    running = running.filter(ballot__round__closes_at__gt=Given("now", MOMENT)).order_by()
    wishes = running.values_list("ballot__round", "offering", "rank", "offering__course")
    term = Case(When(offering__state=Offering.State.CANCELLED, then=none), default="offering__term", output_field=ID)
    return seats.order_by().values_list(none, "offering", term, "offering__course").union(wishes, all=True).order_by()


@Compiled
def _PLACES() -> Any:
    entries = WaitlistEntry.objects.filter(learner=Given("person", ID), state=WaitlistEntry.State.WAITING, offering__course=Given("course", ID))
    return places(entries).order_by("offering").values_list("offering", "place", "until")


@Compiled
def _ELSEWHERE() -> Any:
    here = Lesson.objects.filter(offering__course=Given("course", ID), starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at"))
    held = Lesson.objects.filter(offering__enrolments__learner=Given("person", ID), offering__enrolments__state=Enrolment.State.ENROLLED)
    coming = held.filter(ends_at__gt=Given("now", MOMENT)).exclude(offering__state=Offering.State.CANCELLED)
    meeting = coming.filter(Exists(here.exclude(offering=OuterRef("offering"))))
    return meeting.order_by("starts_at", "pk").values_list("starts_at", "ends_at", "offering", "offering__course__title")


def _wishes(hers: Iterable[Row], course: int) -> tuple[tuple[int, int, tuple[tuple[int, int], ...]], ...]:
    """Of her other wishes only how many there are: that is all the page says of them."""
    rows = sorted(row for row in hers if row[0])
    rounds = {round_id: sum(row[0] == round_id for row in rows) for round_id, *_rest in rows}
    here = {round_id: tuple((offering, rank) for of, offering, rank, at in rows if (of, at) == (round_id, course)) for round_id in rounds}
    return tuple((round_id, used, here[round_id]) for round_id, used in rounds.items())


@Compiled
def _MARKED() -> Any:
    """The classes of the course that she teaches, and those of terms that have not ended that ask something of people, with what of her they ask."""
    ruled_ones = ruled.RULED & Q(term__ends_on__gte=Given("day", DateField()))
    marked = Offering.objects.filter(Q(teacher__user=Given("person", ID)) | ruled_ones, course=Given("course", ID))
    return marked.order_by("pk").values_list("pk", "teacher__user", *ruled.columns("person"))


def _unmet(person: Any, marked: Iterable[Row], now: datetime) -> tuple[tuple[int, tuple[Reason, ...]], ...]:
    """No query where no class asks for roles or other courses, and nothing stands against her."""
    found = {row[0]: ruled.unmet(ruled.read(row[0], row[2:]), person.pk, row[2:], now) for row in marked}
    return tuple((pk, tuple(sorted(reasons))) for pk, reasons in found.items() if reasons)


def _kept(person: Any, course: int) -> tuple[int, ...]:
    """The classes of the course that the office of one school keeps; asked of the database only for it."""
    if not is_scoped(person, *KEEPERS):
        return ()
    return tuple(Offering.objects.kept_by(person).filter(course=course).order_by("pk").values_list("pk", flat=True))


def to_course(person: Any, course: int, now: datetime) -> ToCourse:
    """Four queries for somebody who is signed in, none for a stranger."""
    if not person.is_authenticated:
        return ToCourse()
    of = {"person": person.pk, "course": course}
    hers, marked, waits = _HERS.rows(**of, now=now), _MARKED.rows(**of, day=timezone.localtime(now).date()), _PLACES.rows(**of)
    return ToCourse(
        enrolled=tuple(sorted(offering for round_id, offering, *_rest in hers if not round_id)),
        seats=tuple(sorted((offering, of_course, term) for round_id, offering, term, of_course in hers if not round_id and term)),
        places=tuple((offering, place) for offering, place, _until in waits),
        offers=tuple((offering, until) for offering, _place, until in waits if until and until > now),
        held=tuple((Slot(starts, ends, offering), title) for starts, ends, offering, title in _ELSEWHERE.rows(**of, now=now)),
        signed_in=True,
        wishes=_wishes(hers, course),
        keeps=is_keeper(person) and not is_scoped(person, *KEEPERS),
        teaches=tuple(sorted({*(row[0] for row in marked if row[1] == person.pk), *_kept(person, course)})),
        unmet=_unmet(person, marked, now),
    )


@dataclass(frozen=True)
class Waived:
    """What the office has left out of account for her: the rules by their codes, why, by whom (a name) and when."""

    reasons: tuple[str, ...]
    why: str
    by: str
    at: datetime


def exception_at(person: Any, offering: int, now: datetime) -> Waived | None:
    """At one class; one query. None where nothing is left out."""
    found = exception_for(offering, person) if person.is_authenticated else None
    return Waived(tuple(found.reasons), found.why, found.by.get_full_name(), found.at) if found else None


def limit_at(person: Any, offering: int, now: datetime) -> tuple[str, ...]:
    """The titles of her classes that count towards the limit of one class's term. Two queries."""
    return tuple(counted_titles(Offering.objects.select_related("term__selection_plan").get(pk=offering), person.pk))


def has(person: Any, _key: int, now: datetime) -> str:
    """What somebody has in terms that have not ended: something (a seat, a place in a queue, a wish in a round that runs), wishes in rounds that are over
    alone, or nothing, as most who wait for a round. One query."""
    if not person.is_authenticated:
        return NOTHING
    lasting = timezone.localtime(now).date()
    seats = Enrolment.objects.filter(learner=OuterRef("pk"), state=Enrolment.State.ENROLLED, offering__term__ends_on__gte=lasting)
    waits = WaitlistEntry.objects.filter(learner=OuterRef("pk"), state=WaitlistEntry.State.WAITING)
    lists = Ballot.objects.filter(learner=OuterRef("pk"), round__plan__term__ends_on__gte=lasting)
    running = Ballot.objects.filter(learner=OuterRef("pk"), round__opens_at__lte=now, round__closes_at__gt=now)
    asked = User.objects.filter(pk=person.pk).values_list(Exists(seats) | Exists(waits) | Exists(running), Exists(lists))
    something, wished = asked.get()
    return SOMETHING if something else WISHED if wished else NOTHING


def open_page(number: int | str | None, now: datetime, but: Iterable[int] = ()) -> Page[Offering]:
    """One page of what can be picked or wished for now, without some."""
    return Paginator(open_for_selection(now).exclude(pk__in=but), A_PAGE).get_page(number)


def unmet_on(person: Any, page: int, now: datetime) -> tuple[tuple[int, tuple[Reason, ...]], ...]:
    """Of the classes on that page for somebody who has nothing yet: which of their rules she does not meet. A few queries for any number."""
    found = unmet_of_one(open_page(page, now), person.pk, now)
    return tuple((pk, tuple(sorted(reasons))) for pk, reasons in sorted(found.items()) if reasons)


def fresh(unmet: Iterable[tuple[int, tuple[Reason, ...]]]) -> Viewer:
    """Somebody who has nothing yet."""
    return Viewer(signed_in=True, unmet={offering: frozenset(reasons) for offering, reasons in unmet})


def register() -> None:
    """Called once, when the rooms are wired."""
    situations.register(NAME, to_course)
    situations.register(EXCEPTION, exception_at)
    situations.register(LIMIT, limit_at)
    situations.register(HAS, has)
    members.fills(progress.STANDINGS, progress.standings_of)
    situations.register(UNMET, unmet_on)
