"""How a person stands to the classes of one course, as a plain value from which the course's page is drawn (see `college/situations.py`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Count, DateTimeField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from college.compiled import Compiled, Given
from college.roles import KEEPERS, is_keeper
from courses.catalogue.models.scope import is_scoped
from courses.selection.listing import STRANGER, Viewer, codes_of
from courses.selection.models import Enrolment, Lesson, Offering, WaitlistEntry
from courses.selection.rules import Slot

NAME = "selection.course"
ID, MOMENT = BigIntegerField(), DateTimeField()


@dataclass(frozen=True)
class ToCourse:
    """Her classes of the course, places in their queues as (class, place), lessons elsewhere at the time of one here, and what she looks after."""

    enrolled: tuple[int, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    held: tuple[tuple[Slot, str], ...] = ()
    signed_in: bool = False
    keeps: bool = False
    teaches: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()  # of her roles those for whom a class of the course is

    @property
    def viewer(self) -> Viewer:
        return Viewer(frozenset(self.enrolled), dict(self.places), self.held, True, frozenset(self.codes)) if self.signed_in else STRANGER


@Compiled
def _SEATS() -> Any:
    mine = Enrolment.objects.filter(learner=Given("person", ID), state=Enrolment.State.ENROLLED, offering__course=Given("course", ID))
    return mine.order_by("offering").values_list("offering")


@Compiled
def _PLACES() -> Any:
    before = WaitlistEntry.objects.filter(offering=OuterRef("offering"), state=WaitlistEntry.State.WAITING)
    before = before.filter(Q(joined_at__lt=OuterRef("joined_at")) | Q(joined_at=OuterRef("joined_at"), pk__lte=OuterRef("pk")))
    count = before.order_by().values("offering").annotate(n=Count("pk")).values("n")
    entries = WaitlistEntry.objects.filter(learner=Given("person", ID), state=WaitlistEntry.State.WAITING, offering__course=Given("course", ID))
    return entries.annotate(place=Coalesce(Subquery(count), 1)).order_by("offering").values_list("offering", "place")


@Compiled
def _ELSEWHERE() -> Any:
    here = Lesson.objects.filter(offering__course=Given("course", ID), starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at"))
    held = Lesson.objects.filter(offering__enrolments__learner=Given("person", ID), offering__enrolments__state=Enrolment.State.ENROLLED)
    coming = held.filter(ends_at__gt=Given("now", MOMENT)).exclude(offering__state=Offering.State.CANCELLED)
    meeting = coming.filter(Exists(here.exclude(offering=OuterRef("offering"))))
    return meeting.order_by("starts_at", "pk").values_list("starts_at", "ends_at", "offering", "offering__course__title")


@Compiled
def _MARKED() -> Any:
    """The classes of the course that she teaches, and those that are for some people only."""
    marked = Offering.objects.filter(Q(teacher__user=Given("person", ID)) | ~Q(audience=[]), course=Given("course", ID))
    return marked.order_by("pk").values_list("pk", "teacher__user", "audience")


def _codes(person: Any, audiences: Iterable[Collection[str]]) -> tuple[str, ...]:
    """Her roles are asked for only where a class is for some."""
    wanted = {code for audience in audiences for code in audience}
    return tuple(sorted(wanted & codes_of(person))) if wanted else ()


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
    marked = _MARKED.rows(**of)
    return ToCourse(
        enrolled=tuple(offering for (offering,) in _SEATS.rows(**of)),
        places=tuple((offering, place) for offering, place in _PLACES.rows(**of)),
        held=tuple((Slot(starts, ends, offering), title) for starts, ends, offering, title in _ELSEWHERE.rows(**of, now=now)),
        signed_in=True,
        keeps=is_keeper(person) and not is_scoped(person, *KEEPERS),
        teaches=tuple(sorted({*(offering for offering, teacher, _audience in marked if teacher == person.pk), *_kept(person, course)})),
        codes=_codes(person, (audience for _offering, _teacher, audience in marked)),
    )
