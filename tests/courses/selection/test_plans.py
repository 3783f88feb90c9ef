"""The plan of a term: what is kept, what is refused and in which row, and how a late draw puts the next round off."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from college.errors import NotAllowed
from college.models import Duty
from college.roles import Role
from courses.selection import domain
from courses.selection.domain.plans import BadLimit, BadRounds, LimitSealed, NoClasses, planned
from courses.selection.models import Draw, Round
from courses.selection.rules.plans import PLAN, Fault, Plan, Planned, faults
from courses.selection.rules.rounds import Kind, Window, after_draws, picking_window
from tests.factories import rounds
from tests.factories import selection as make
from tests.factories.selection import NOW

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
END = NOW + 60 * DAY
WISHES = Planned(Kind.WISHES, NOW + DAY, NOW + 8 * DAY, beacon="双色球第 2026080 期", beacon_at=NOW + 9 * DAY)
PICKS = Planned(Kind.FIRST_COME, NOW + 10 * DAY, NOW + 11 * DAY, 60)
DROPS = Planned(Kind.ADD_DROP, NOW + 12 * DAY, NOW + 20 * DAY)
WHOLE = (WISHES, PICKS, DROPS)


def found(wanted, there=(), sealed=(), now: datetime = NOW) -> set[tuple[int, Fault]]:
    plan = Plan(wanted, {one.id: one for one in there}, frozenset(sealed), END)
    return {(one.row, one.fault) for one in faults(plan, now)}


@pytest.mark.parametrize(
    ("wanted", "wrong"),
    [
        (WHOLE, set()),
        ((), set()),
        ((DROPS, PICKS, WISHES), set()),
        ((replace(WISHES, closes_at=NOW), PICKS), {(0, Fault.ENDS_BEFORE)}),
        ((WISHES, replace(PICKS, opens_at=NOW + 7 * DAY)), {(1, Fault.OVERLAPS)}),
        ((WISHES, replace(PICKS, opens_at=NOW + 9 * DAY)), {(1, Fault.BEFORE_DRAW)}),
        ((PICKS, DROPS, replace(DROPS, opens_at=NOW + 10.5 * DAY)), {(2, Fault.OVERLAPS), (1, Fault.OVERLAPS)}),
        ((replace(PICKS, opens_at=NOW - 2 * DAY, closes_at=NOW - DAY),), {(0, Fault.OVER_ALREADY)}),
        ((replace(DROPS, closes_at=END + DAY),), {(0, Fault.AFTER_TERM)}),
        ((replace(PICKS, spread=601),), {(0, Fault.SPREAD)}),
        ((replace(WISHES, beacon=" ", beacon_at=None), PICKS), {(0, Fault.NO_BEACON), (0, Fault.NO_BEACON_TIME)}),
        ((replace(WISHES, beacon_at=NOW + 8 * DAY), PICKS), {(0, Fault.BEACON_EARLY)}),
        ((PICKS, replace(WISHES, opens_at=NOW + 12 * DAY, closes_at=NOW + 13 * DAY, beacon_at=NOW + 14 * DAY)), {(PLAN, Fault.NOTHING_AFTER)}),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_row_by_row(wanted, wrong):
    assert found(wanted) == wrong


RUNNING, NEXT = replace(WISHES, id=1), replace(PICKS, id=2)


@pytest.mark.parametrize(
    ("change", "moment", "wrong"),
    [
        ({}, 2, set()),
        ({"closes_at": NOW + 8.5 * DAY}, 2, set()),
        ({"beacon": "双色球第 2026081 期", "beacon_at": NOW + 9.5 * DAY}, 2, set()),
        ({"closes_at": NOW + 9 * DAY, "beacon_at": NOW + 9.5 * DAY}, 2, set()),
        ({"closes_at": NOW + 7 * DAY}, 2, {(0, Fault.ENDS_EARLIER)}),
        ({"closes_at": NOW + 8.9 * DAY}, 8.5, {(0, Fault.IS_OVER)}),
        ({"opens_at": NOW + 1.5 * DAY}, 2, {(0, Fault.HAS_BEGUN)}),
        ({"opens_at": NOW + 1.5 * DAY}, 0.5, set()),
        ({"beacon": "别的数", "beacon_at": NOW + 8.5 * DAY}, 2, {(0, Fault.BEACON_SOONER)}),
        ({"beacon": "别的数", "beacon_at": NOW + 9.1 * DAY}, 9.2, {(0, Fault.BEACON_KNOWN)}),
    ],
)
def test_of_a_round_that_has_begun_only_a_later_end_and_a_later_value_are_kept(change, moment, wrong):
    assert found([replace(RUNNING, **change), NEXT], [RUNNING, NEXT], now=NOW + moment * DAY) == wrong


def test_what_is_sealed_or_begun_stays():
    assert found([NEXT], [RUNNING, NEXT], now=NOW + 2 * DAY) == {(PLAN, Fault.REMOVED)}
    later = replace(RUNNING, beacon_at=NOW + 9.5 * DAY)
    assert found([later, NEXT], [RUNNING, NEXT], sealed={1}, now=NOW + 8.5 * DAY) == {(0, Fault.IS_SEALED)}


FIRST = Window(NOW, NOW + DAY, Kind.FIRST_COME, 60)


@pytest.mark.parametrize(
    ("drawn", "now", "begins"),
    [
        (-DAY, -HOUR, timedelta()),
        (None, -HOUR, timedelta()),
        (None, -HOUR / 10, HOUR / 2),
        (None, 2 * HOUR, 2.5 * HOUR),
        (HOUR / 12, HOUR, HOUR / 2),
        (-HOUR / 60, HOUR, timedelta()),
        (None, 30 * HOUR, 24 * HOUR),
    ],
)
def test_a_round_waits_for_the_draw_before_it(drawn, now, begins):
    [one] = after_draws([FIRST], [(NOW - 2 * DAY, None if drawn is None else NOW + drawn)], NOW + now)
    assert one == replace(FIRST, opens_at=NOW + begins)
    assert picking_window([one], NOW + now) == (None if begins == DAY else one)  # not even for a second before its draw


class TestSaving:
    pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

    @pytest.fixture
    def term(self):
        offering = make.offering(make.course(), capacity=2)
        return offering.term

    @pytest.fixture
    def staff(self):
        return make.person("office", Role.STAFF)

    def saved(self, term, staff, wanted=WHOLE, now=NOW, limit=2):
        return domain.save_plan(term_id=term.pk, limit=limit, rounds=wanted, by=staff, now=now)

    def kept(self, plan):
        draws = {one.round_id: one for one in Draw.objects.filter(round__plan=plan)}
        return [planned(one, draws.get(one.pk)) for one in plan.rounds.order_by("opens_at")]

    def test_a_plan_is_kept_whole_and_the_terms_window_follows(self, term, staff):
        plan = self.saved(term, staff)
        assert [replace(one, id=None) for one in self.kept(plan)] == list(WHOLE)
        term.refresh_from_db()
        assert (term.selection_opens_at, term.selection_closes_at, term.selection_spread) == (PICKS.opens_at, PICKS.closes_at, 60)
        # rounds change places, one goes, one becomes another kind; those that stay keep their numbers
        wishes, picks, drops = self.kept(plan)
        moved = replace(picks, opens_at=wishes.opens_at, closes_at=wishes.closes_at)
        later = replace(drops, opens_at=picks.opens_at, closes_at=picks.closes_at, kind=Kind.FIRST_COME)
        self.saved(term, staff, (later, moved), limit=3)
        assert self.kept(plan) == [moved, later]
        assert not Draw.objects.exists()
        plan.refresh_from_db()
        assert plan.offline_limit == 3

    def test_what_cannot_be_kept_changes_nothing(self, term, staff):
        plan = self.saved(term, staff)
        before = self.kept(plan)
        with pytest.raises(BadRounds) as refusal:
            self.saved(term, staff, [replace(before[0], closes_at=NOW), *before[1:]])
        assert [(one.row, one.field) for one in refusal.value.found] == [(0, "closes_at")]
        with pytest.raises(BadLimit):
            self.saved(term, staff, limit=21)
        with pytest.raises(NoClasses):
            self.saved(make.term(), staff)
        for other in (make.person("wang"), make.person("teacher", Role.TEACHER)):
            with pytest.raises(NotAllowed):
                self.saved(term, other)
        assert self.kept(plan) == before

    def test_the_limit_of_a_sealed_list_waits_for_its_draw(self, term, staff):
        plan = self.saved(term, staff)
        made = Round.objects.get(plan=plan, kind="wishes")
        domain.save_wishes(round_id=made.pk, learner=make.person("wang"), offerings=[term.offerings.get().pk], now=NOW + DAY)
        domain.seal(round_id=made.pk, now=WISHES.closes_at)
        with pytest.raises(LimitSealed):
            self.saved(term, staff, self.kept(plan), now=WISHES.closes_at, limit=3)
        assert domain.turn_windows(now=PICKS.opens_at) == 1  # nobody has drawn yet
        term.refresh_from_db()
        assert term.selection_opens_at == PICKS.opens_at + HOUR / 2

    def test_a_value_that_is_named_later_puts_the_next_round_off(self, term, staff):
        made = self.saved(term, staff).rounds.get(kind="wishes")
        domain.save_wishes(round_id=made.pk, learner=make.person("wang"), offerings=[term.offerings.get().pk], now=NOW + DAY)
        domain.name_beacon(round_id=made.pk, beacon="后一期", beacon_at=PICKS.opens_at + 2 * HOUR, by=staff, now=WISHES.beacon_at)
        assert domain.turn_windows(now=WISHES.beacon_at) == 1
        term.refresh_from_db()
        assert term.selection_opens_at == PICKS.opens_at + 2.5 * HOUR
        wishes, picks, drops = self.kept(made.plan)  # and what is left of the next round can be made longer
        self.saved(term, staff, (wishes, replace(picks, closes_at=picks.closes_at + HOUR), drops), now=PICKS.opens_at + HOUR)
        with pytest.raises(BadRounds):
            self.saved(term, staff, (wishes, replace(picks, id=None), drops), now=WISHES.beacon_at)

    def test_a_plan_for_one_school_is_nobodys(self, term, staff):
        rounds.plan(term)
        scoped = make.person("scoped", Role.STAFF)
        Duty.objects.create(user=scoped, role=Role.STAFF.value, school=term.offerings.get().course.school, valid_from=NOW.date())
        with pytest.raises(NotAllowed):
            self.saved(term, scoped)
