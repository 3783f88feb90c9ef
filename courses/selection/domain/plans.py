"""The plan of a term and its rounds: the term's own window is always that of the round in which seats are taken now or next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from college.errors import Invalid, NotAllowed, NotFound
from college.models import Term, User
from college.roles import KEEPERS, is_keeper
from courses.catalogue.models.scope import is_scoped
from courses.selection.domain.events import rounds_changed
from courses.selection.models import Ballot, Draw, Offering, Round, SelectionPlan
from courses.selection.rules.plans import PLAN, Fault, Found, Plan, Planned, faults
from courses.selection.rules.rounds import Kind, Window, after_draws, closed_window, held_or_expected, picking_window

KEPT = ("selection_opens_at", "selection_closes_at", "selection_spread")
LIMITS = range(1, 21)
NOT_YET = datetime(8000, 1, 1, tzinfo=UTC)  # where rounds stand for a moment while they change places, so that none meets another
SAID = {
    Fault.ENDS_BEFORE: _("A round must end after it begins."),
    Fault.OVERLAPS: _("Two rounds cannot run at one time. This one begins before another one has ended."),
    Fault.OVER_ALREADY: _("This round would be over already."),
    Fault.AFTER_TERM: _("A round must end before the term does."),
    Fault.SPREAD: _("At most 600 seconds."),
    Fault.NO_BEACON: _("Please name the public value that decides the draw."),
    Fault.NO_BEACON_TIME: _("Please say when the public value becomes known."),
    Fault.BEACON_EARLY: _("The public value must become known after the round has ended: else somebody could send wishes that fit it."),
    Fault.BEACON_KNOWN: _("This value is known already, so it cannot decide a draw. Please name a later one."),
    Fault.BEFORE_DRAW: _("This round begins before the draw can be held. Let it begin after the public value is known."),
    Fault.HAS_BEGUN: _("This round has begun. Only its end may still be moved, to a later time."),
    Fault.ENDS_EARLIER: _("This round has begun. It may end later, but not earlier: people count on the time that they were told."),
    Fault.IS_OVER: _("This round is over."),
    Fault.BEACON_SOONER: _("This round has begun. Its public value may only be exchanged for one that becomes known later."),
    Fault.IS_SEALED: _("The list of wishes is closed, and its public value stands in it. It cannot be changed any more."),
    Fault.REMOVED: _("A round that has begun cannot be taken out."),
    Fault.NOTHING_AFTER: _("After a round of wishes there must be one in which the seats that are left are taken."),
}


class NoSuchTerm(NotFound):
    """There is no such term."""


class NoClasses(Invalid):
    code = "no_classes"
    message = _("This term has no classes yet. Please make the classes first, then plan how they are picked.")


class BadLimit(Invalid):
    code = "bad_limit"
    message = _("Somebody may have at least one class and at most 20.")


class LimitSealed(Invalid):
    code = "limit_sealed"
    message = _("A list of wishes is closed and waits for its draw. The limit stands in it, so it can be changed after the draw.")


class BadRounds(Invalid):
    """Rounds that cannot be kept; `found` says row by row what is wrong."""

    code = "bad_rounds"
    message = _("These rounds cannot be kept. Please look at what is marked.")

    def __init__(self, found: Sequence[Found]) -> None:
        super().__init__(SAID[found[0].fault] if len(found) == 1 and found[0].row == PLAN else None)
        self.found = found


def must_plan(user: User) -> None:
    """A plan is the whole college's. Raises NotAllowed for everybody but administrators and staff of all four schools."""
    if not may_plan(user):
        raise NotAllowed


def may_plan(user: User) -> bool:
    return bool(user.is_authenticated and is_keeper(user) and not is_scoped(user, *KEEPERS))


def save_plan(*, term_id: int, limit: int, rounds: Sequence[Planned], by: User, now: datetime) -> SelectionPlan:
    """Keep a term's plan whole: its limit, and these rounds instead of those that were there; the term's window follows.

    Rounds with an `id` are those that are there. Raises NotAllowed, NoSuchTerm, NoClasses, BadLimit, LimitSealed, and BadRounds with all faults.
    """
    must_plan(by)
    term = _term(term_id, limit)
    with transaction.atomic():
        SelectionPlan.objects.get_or_create(term=term, defaults={"offline_limit": limit})
        plan = SelectionPlan.objects.select_for_update(of=("self",), no_key=True).get(term=term)
        there = {one.pk: one for one in Round.objects.select_for_update(of=("self",)).filter(plan=plan).order_by("pk")}
        _must_hold(plan, limit, rounds, there, now)
        _write(plan, rounds, there, now)
        SelectionPlan.objects.filter(pk=plan.pk).update(offline_limit=limit, updated_at=now)
        plan = SelectionPlan.objects.select_related("term").get(pk=plan.pk)
        keep_window(plan=plan, now=now)
        log(instance=plan, action="courses.selection_plan", user=by, data={"limit": limit, "rounds": len(rounds)})
        rounds_changed()
    return plan


def _term(term_id: int, limit: int) -> Term:
    term = Term.objects.filter(pk=term_id).first()
    if term is None:
        raise NoSuchTerm
    if limit not in LIMITS:
        raise BadLimit
    if not Offering.objects.filter(term=term).exclude(state=Offering.State.CANCELLED).exists():
        raise NoClasses
    return term


def _must_hold(plan: SelectionPlan, limit: int, rounds: Sequence[Planned], there: Mapping[int, Round], now: datetime) -> None:
    draws = {one.round_id: one for one in Draw.objects.filter(round__plan=plan)}
    sealed = frozenset(pk for pk, draw in draws.items() if draw.sealed_at is not None)
    if limit != plan.offline_limit and any(draws[pk].drawn_at is None for pk in sealed):
        raise LimitSealed
    known = [one if one.id in there else Planned(one.kind, one.opens_at, one.closes_at, one.spread, one.beacon, one.beacon_at) for one in rounds]
    before = {pk: planned(one, draws.get(pk)) for pk, one in there.items()}
    if found := faults(Plan(known, before, sealed, _last_moment(plan.term)), now):
        raise BadRounds(found)


def _last_moment(term: Term) -> datetime:
    return timezone.make_aware(datetime.combine(term.ends_on + timedelta(days=1), time()))


def planned(one: Round, draw: Draw | None) -> Planned:
    """A round that is there, as a plain value."""
    value = Planned(Kind(one.kind), one.opens_at, one.closes_at, one.spread, id=one.pk)
    return value if draw is None else Planned(value.kind, one.opens_at, one.closes_at, one.spread, draw.beacon, draw.beacon_at, one.pk)


def _write(plan: SelectionPlan, rounds: Sequence[Planned], there: Mapping[int, Round], now: datetime) -> None:
    kept = {one.id for one in rounds}
    for pk, one in there.items():
        if pk not in kept:
            Draw.objects.filter(round=one).delete()
            one.delete()
        elif one.opens_at > now:
            Round.objects.filter(pk=pk).update(opens_at=NOT_YET + timedelta(days=pk), closes_at=NOT_YET + timedelta(days=pk, hours=1))
    for wanted in rounds:
        _write_one(plan, wanted, there.get(wanted.id or 0))


def _write_one(plan: SelectionPlan, wanted: Planned, there: Round | None) -> None:
    one = there or Round(plan=plan)
    one.kind, one.opens_at, one.closes_at, one.spread = wanted.kind, wanted.opens_at, wanted.closes_at, wanted.spread
    one.save()
    if not wanted.is_wishes:
        Draw.objects.filter(round=one).delete()
        return
    named = {"beacon": wanted.beacon.strip(), "beacon_at": wanted.beacon_at}
    if not Draw.objects.filter(round=one, sealed_at=None).update(**named):
        Draw.objects.get_or_create(round=one, defaults=named)


# ---- the term's window


def windows_of(plan: SelectionPlan, now: datetime) -> list[Window]:
    """The rounds of a plan as plain values, in order of time, as they really begin: after the draws that come before them."""
    rounds = [Window(one.opens_at, one.closes_at, Kind(one.kind), one.spread if one.kind == Round.Kind.FIRST_COME else 0) for one in plan.rounds.all()]
    wished = Exists(Ballot.objects.filter(round=OuterRef("round")))  # where nobody wished for anything, nothing is drawn
    draws = Draw.objects.filter(wished, round__plan=plan).values_list("round__closes_at", "drawn_at", "beacon_at")
    return after_draws(rounds, [(ended, held_or_expected(drawn, known, now)) for ended, drawn, known in draws], now)


def keeps_window(term: Term) -> bool:
    """Whether a plan keeps the window of a term."""
    return SelectionPlan.objects.filter(term=term).exists()


def keep_window(*, plan: SelectionPlan, now: datetime) -> bool:
    """Write the running or next picking round into the term, or that nothing is picked where there is none; whether anything has changed.
    Whatever asks for a term's window needs to know no rounds."""
    with transaction.atomic():
        term = Term.objects.select_for_update(of=("self",), no_key=True).get(pk=plan.term_id)
        before = Window(term.selection_opens_at, term.selection_closes_at, Kind.FIRST_COME, term.selection_spread)
        window = picking_window(windows_of(plan, now), now) or closed_window(before, now)
        wanted = (window.opens_at, window.closes_at, window.spread)
        if wanted == tuple(getattr(term, name) for name in KEPT):
            return False
        for name, value in zip(KEPT, wanted, strict=True):
            setattr(term, name, value)
        term.save(update_fields=[*KEPT, "updated_at"])
    return True


def is_drawn(term_id: int, now: datetime) -> bool:
    """Whether a draw has given the seats of a term, and no round of wishes is still to come. One query."""
    wishes = Round.objects.filter(plan__term=term_id, kind=Round.Kind.WISHES)
    states = list(wishes.values_list("closes_at", "draw__drawn_at"))
    return any(drawn_at for _closes, drawn_at in states) and all(closes_at <= now for closes_at, _drawn in states)


def turn_windows(*, now: datetime) -> int:
    """Move on the windows of all terms that have not ended; the number of those that moved. Doing it twice changes nothing."""
    plans = SelectionPlan.objects.filter(term__ends_on__gte=now.date()).prefetch_related("rounds")
    return sum(keep_window(plan=plan, now=now) for plan in plans)
