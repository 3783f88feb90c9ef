"""A class that is cancelled after its draw: whoever has a seat in it gets, at once, her next wish that has room and has not begun, and is told.

At once, not as an offer: it is what the draw would have given her, and nobody loses it by not reading. She can give it back like any seat. Where the
class that she has got like this is cancelled as well, she is led on in the same way.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, Min, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext

from college import notices
from courses.selection.domain.events import announce
from courses.selection.domain.locks import lock_learners, lock_offering
from courses.selection.domain.standing import standing
from courses.selection.models import Enrolment, Offering, WaitlistEntry, Wish


def drawn_into(offering_id: int) -> dict[int, list[int]]:
    """By learner who was drawn into the class, or has it in place of one that was cancelled, her wishes without a seat, the dearest first. Two queries."""
    drawn = Wish.objects.filter(outcome=Wish.Outcome.SEAT)
    kept = {"ballot__learner__enrolments__offering": F("offering"), "ballot__learner__enrolments__state": Enrolment.State.ENROLLED}
    lost = drawn.filter(**kept, ballot=OuterRef("ballot"), offering__state=Offering.State.CANCELLED).exclude(offering=offering_id)
    in_place = Q(ballot__round__draw__drawn_at__isnull=False) & Exists(lost)
    seats = Wish.objects.filter(Q(outcome=Wish.Outcome.SEAT) | in_place, offering=offering_id, ballot__learner__is_active=True)
    held = seats.filter(ballot__learner__enrolments__offering=offering_id, ballot__learner__enrolments__state=Enrolment.State.ENROLLED)
    ballots = dict(held.values_list("ballot", "ballot__learner"))
    hers: dict[int, list[int]] = {learner: [] for learner in ballots.values()}
    others = Wish.objects.filter(ballot__in=ballots).exclude(outcome=Wish.Outcome.SEAT).order_by("ballot", "rank")
    for ballot, offering in others.values_list("ballot", "offering"):
        hers[ballots[ballot]].append(offering)
    return hers


def hold_next(offering_id: int) -> dict[int, list[int]]:
    """`drawn_into`, with the people and then all the classes held in the order of their numbers; before the class is cancelled."""
    lock_learners(drawn_into(offering_id))
    hers = drawn_into(offering_id)
    for one in sorted({offering_id, *(offering for line in hers.values() for offering in line)}):
        lock_offering(one)
    return hers


def give_next(*, offering_id: int, hers: dict[int, list[int]], now: datetime) -> int:
    """After the class is cancelled; how many people got a seat in their next wish."""
    given = 0
    for learner, offerings in sorted(hers.items()):
        found = next((one for one in offerings if _can_have(one, learner, now)), None)
        if found is not None:
            _give(found, learner, now)
            given += 1
    return given


def _can_have(offering_id: int, learner: int, now: datetime) -> bool:
    offering = Offering.objects.annotate(begins=Min("lessons__starts_at")).select_related("course").get(pk=offering_id)
    if not offering.course.live or (offering.begins is not None and offering.begins <= now):
        return False
    if WaitlistEntry.objects.filter(offering=offering, state=WaitlistEntry.State.WAITING).exists():
        return False  # others wait for that seat
    facts = standing(offering_id=offering_id, learner_id=learner, now=now).facts
    return not (facts.cancelled or facts.closed or facts.enrolled or facts.same_course or facts.clashes or facts.unmet) and facts.seats_free > 0


def _give(offering_id: int, learner: int, now: datetime) -> None:
    Enrolment.objects.create(offering_id=offering_id, learner_id=learner, picked_at=now)
    Offering.objects.filter(pk=offering_id).update(seats_taken=F("seats_taken") + 1)
    course = Offering.objects.values_list("course__title", flat=True).get(pk=offering_id)
    notices.tell(
        [learner],
        kind="next_wish",
        text=lambda: (
            gettext("Since your class was cancelled, you have a seat in your next wish, “%(course)s”. If you do not want it, give it back.")
            % {"course": course}
        ),
        link=reverse("selection:offering", args=[offering_id]),
        now=now,
    )
    announce(offering_id)
