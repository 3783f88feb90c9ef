"""The decisions of selection, by tables and by properties."""

from datetime import UTC, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.selection.rules import (
    DayPart,
    Facts,
    Reason,
    Slot,
    against_waiting,
    day_part,
    first_clash,
    may_wait,
    position,
    reasons_against,
    rhythm,
    weekly_slots,
)

NOON = datetime(2026, 6, 16, 12, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def slot(start: int, end: int, offering: int = 0) -> Slot:
    return Slot(NOON + timedelta(minutes=start), NOON + timedelta(minutes=end), offering)


slots = st.builds(lambda start, length, offering: slot(start, start + length, offering), st.integers(0, 300), st.integers(1, 120), st.integers(0, 3))


@pytest.mark.parametrize(
    ("wanted", "held", "meets"),
    [
        ((0, 90), (90, 180), False),  # one begins when the other ends
        ((0, 90), (89, 180), True),
        ((0, 90), (30, 60), True),  # within
        ((30, 60), (0, 90), True),
        ((0, 90), (0, 90), True),
        ((0, 90), (200, 290), False),
    ],
)
def test_two_lessons_meet_when_they_share_a_minute(wanted, held, meets):
    assert (first_clash([slot(*wanted)], [slot(*held)]) is not None) is meets


@given(st.lists(slots, max_size=12), st.lists(slots, max_size=12))
def test_a_clash_is_found_exactly_when_a_pair_meets_and_it_is_the_earliest(wanted, held):
    clash = first_clash(wanted, held)
    pairs = [(one, other) for one, other in product(wanted, held) if one.meets(other)]
    assert (clash is None) == (pairs == [])
    if clash is not None:
        assert (clash.wanted, clash.held) == min(pairs)


@given(slots, slots)
def test_meeting_is_mutual(one, other):
    assert one.meets(other) == other.meets(one)


def facts(**changes) -> Facts:
    free = {
        "cancelled": False,
        "closed": False,
        "over": False,
        "opens_at": NOON - timedelta(days=1),
        "closes_at": NOON + timedelta(days=1),
        "seats_free": 1,
        "enrolled": False,
        "clashes": False,
    }
    return Facts(**{**free, **changes})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"cancelled": True}, Reason.CANCELLED),
        ({"closed": True}, Reason.CLOSED),
        ({"over": True}, Reason.CLOSED),
        ({"closes_at": NOON}, Reason.CLOSED),
        ({"opens_at": NOON + timedelta(seconds=1)}, Reason.NOT_OPEN_YET),
        ({"enrolled": True}, Reason.ALREADY_IN),
        ({"same_course": True}, Reason.SAME_COURSE),
        ({"clashes": True}, Reason.CLASH),
        ({"seats_free": 0}, Reason.FULL),
    ],
)
def test_each_fact_is_a_reason_of_its_own(changes, reason):
    assert reasons_against(facts(**changes), NOON) == [reason]


def test_a_free_seat_in_an_open_offering_can_be_taken_from_the_first_second():
    assert reasons_against(facts(opens_at=NOON), NOON) == []


@given(st.fixed_dictionaries({name: st.booleans() for name in ("cancelled", "closed", "over", "enrolled", "same_course", "clashes")}), st.integers(0, 2))
def test_the_strongest_reason_comes_first(changes, seats_free):
    against = reasons_against(facts(**changes, seats_free=seats_free), NOON)
    assert against == sorted(against, key=list(Reason).index)


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, False),  # pick it instead
        ({"seats_free": 0}, True),
        ({"clashes": True}, True),
        ({"seats_free": 0, "clashes": True}, True),
        ({"seats_free": 0, "closed": True}, True),  # a seat may still be freed
        ({"closed": True}, True),  # it may be opened again
        ({"closes_at": NOON}, True),
        ({"closed": True, "clashes": True}, True),
        ({"seats_free": 0, "over": True}, False),
        ({"over": True}, False),
        ({"seats_free": 0, "cancelled": True}, False),
        ({"seats_free": 0, "enrolled": True}, False),
        ({"seats_free": 0, "same_course": True}, False),  # she drops the other one first
        ({"closed": True, "same_course": True}, False),
        ({"seats_free": 0, "opens_at": NOON + timedelta(days=1)}, False),
    ],
)
def test_where_a_queue_is_kept(changes, kept):
    assert may_wait(facts(**changes), NOON) is kept


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"closed": True, "same_course": True}, Reason.SAME_COURSE),  # not that the waitlist is open to her
        ({"closed": True, "enrolled": True}, Reason.ALREADY_IN),
        ({"closed": True, "unmet": frozenset({Reason.LIMIT, Reason.PLEDGE_MISSING})}, Reason.PLEDGE_MISSING),
        ({"over": True, "same_course": True}, Reason.CLOSED),
        ({"opens_at": NOON + timedelta(days=1)}, Reason.NOT_OPEN_YET),
    ],
)
def test_whoever_may_not_wait_hears_what_bars_the_queue(changes, reason):
    assert against_waiting(facts(**changes), NOON) == reason


def test_places_in_the_queue_count_from_one():
    assert [position([7, 3, 9], learner) for learner in (7, 3, 9, 4)] == [1, 2, 3, None]


@given(st.integers(1, 20), st.integers(10, 600), st.sets(st.integers(0, 10)))
def test_weekly_lessons_keep_their_weekday_and_clock_and_share_one_rhythm(number, minutes, skipped):
    first = datetime(2026, 9, 8, 14, 0, tzinfo=SHANGHAI)
    made = weekly_slots(first, [minutes] * number, skipped)
    assert len(made) == number
    assert {(one.starts_at - first).days // 7 for one in made}.isdisjoint(skipped)
    shared = rhythm(made, SHANGHAI)
    assert shared is not None
    assert (shared.weekday, shared.begins, shared.lessons) == (1, time(14), number)


def test_an_irregular_offering_has_no_rhythm():
    assert rhythm([slot(0, 90), slot(60 * 25, 60 * 26)], SHANGHAI) is None
    assert rhythm([], SHANGHAI) is None


@pytest.mark.parametrize(
    ("at", "part"),
    [
        (time(8), DayPart.MORNING),
        (time(11, 59), DayPart.MORNING),
        (time(12), DayPart.AFTERNOON),
        (time(17, 59), DayPart.AFTERNOON),
        (time(18), DayPart.EVENING),
    ],
)
def test_the_three_parts_of_a_day(at, part):
    assert day_part(at) is part
