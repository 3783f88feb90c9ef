"""Two accounts of one person: her seats, places in queues and offers. Of two seats in one class one stays; the other goes to the queue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from college.merging import Move, Mover
from courses.selection import asking, exceptions, wished, with_others
from courses.selection.domain.handing_on import free_seat
from courses.selection.domain.locks import lock_offering
from courses.selection.domain.offers import let_go
from courses.selection.models import CalendarFeed, Enrolment, GroupAnswer, GroupPlace, KeptAnswer, SeatOffer, WaitlistEntry


def hold(move: Move) -> None:
    """All seats of both, by their numbers: what is completed, rated or booked for a seat holds it first."""
    list(Enrolment.objects.filter(learner__in=[move.kept, move.gone]).order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))


def move(move: Move) -> dict[str, int]:
    offered = SeatOffer.objects.filter(learner__in=[move.kept, move.gone], state=SeatOffer.State.OPEN).values_list("offering_id", flat=True)
    for offering_id in sorted({*twice(move), *offered}):
        lock_offering(offering_id)
    for offering_id in sorted(twice(move)):
        Enrolment.objects.filter(offering=offering_id, learner=move.gone, state=Enrolment.State.ENROLLED).update(
            state=Enrolment.State.DROPPED, dropped_at=move.now
        )
        free_seat(offering_id, move.now)
    CalendarFeed.objects.filter(owner=move.gone).delete()  # her phone asks for the one address that the account which stays has
    KeptAnswer.objects.filter(account=move.gone).delete()  # nobody asks again with them
    for table in (GroupAnswer, GroupPlace):  # of two answers the one of the account that stays counts
        table.objects.filter(learner=move.gone, grouping__in=table.objects.filter(learner=move.kept).values_list("grouping", flat=True)).delete()
        table.objects.filter(learner=move.gone).update(learner=move.kept)
    seats = Enrolment.objects.filter(learner=move.gone).update(learner=move.kept)
    places = _places(move)
    _offers(move)
    return {"seats": seats, "places": places, **with_others.moved(move), **exceptions.moved(move), **wished.moved(move), **asking.moved(move)}


def twice(move: Move) -> set[int]:
    """The classes in which both accounts have a seat."""
    seats = Enrolment.objects.filter(state=Enrolment.State.ENROLLED)
    mine = set(seats.filter(learner=move.kept).values_list("offering_id", flat=True))
    return mine & set(seats.filter(learner=move.gone).values_list("offering_id", flat=True))


def pairs(move: Move) -> list[tuple[int, int]]:
    """(seat that stays, seat that goes) in those classes; for upper rooms, whose rows hang on seats."""
    seats = Enrolment.objects.filter(state=Enrolment.State.ENROLLED, offering__in=twice(move))
    stay = dict(seats.filter(learner=move.kept).values_list("offering_id", "pk"))
    go = dict(seats.filter(learner=move.gone).values_list("offering_id", "pk"))
    return [(stay[offering], go[offering]) for offering in sorted(stay)]


def _places(move: Move) -> int:
    """In one queue she stands once, at the earlier place; for a class in which she has a seat, not at all."""
    waiting = WaitlistEntry.objects.filter(state=WaitlistEntry.State.WAITING)
    mine = {entry.offering_id: entry for entry in waiting.filter(learner=move.kept)}
    for entry in waiting.filter(learner=move.gone, offering__in=list(mine)):
        twin = mine[entry.offering_id]
        WaitlistEntry.objects.filter(pk=twin.pk).update(joined_at=min(twin.joined_at, entry.joined_at))
        WaitlistEntry.objects.filter(pk=entry.pk).update(state=WaitlistEntry.State.LEFT, settled_at=move.now)
    moved = WaitlistEntry.objects.filter(learner=move.gone).update(learner=move.kept)
    seated = Enrolment.objects.filter(learner=move.kept, state=Enrolment.State.ENROLLED).values("offering")
    waiting.filter(learner=move.kept, offering__in=list(seated.values_list("offering", flat=True))).update(
        state=WaitlistEntry.State.PROMOTED, settled_at=move.now
    )
    return moved


def _offers(move: Move) -> None:
    """A seat is held for her once in a class, and not where she has one; what was offered along one chain to both was offered to her."""
    open_ones = SeatOffer.objects.filter(state=SeatOffer.State.OPEN)
    both = open_ones.filter(learner=move.gone, offering__in=open_ones.filter(learner=move.kept).values("offering"))
    for offering_id in sorted(both.values_list("offering_id", flat=True)):
        let_go(offering_id, move.gone.pk, move.now)
    hers, twins = SeatOffer.objects.filter(learner=move.kept), SeatOffer.objects.filter(learner=move.gone)
    open_twins = list(twins.filter(state=SeatOffer.State.OPEN).values_list("seat_id", flat=True))
    hers.filter(seat__in=open_twins).delete()
    twins.filter(seat__in=list(hers.values_list("seat_id", flat=True))).delete()
    twins.update(learner=move.kept)
    seated = Enrolment.objects.filter(learner=move.kept, state=Enrolment.State.ENROLLED).values("offering")
    for offering_id in sorted(open_ones.filter(learner=move.kept, offering__in=seated).values_list("offering_id", flat=True)):
        let_go(offering_id, move.kept.pk, move.now)


MOVER = Mover(
    "selection",
    move,
    {"seats": _("Seats in classes"), "places": _("Places in queues"), **with_others.WORDS, **exceptions.WORDS, **wished.WORDS, **asking.WORDS},
    order=110,
    hold=hold,
)
