"""Which seconds count: the arithmetic by properties, the credit rule by attacks."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.learning import rules

NOW = datetime(2026, 6, 16, 9, 0, tzinfo=UTC)
spans = st.lists(st.tuples(st.integers(-50, 400), st.integers(-50, 400)), max_size=12)
numbers = st.floats(allow_nan=True, allow_infinity=True) | st.integers(-(10**30), 10**30)
claims = st.lists(st.tuples(numbers, numbers) | st.tuples(st.floats(0, 700), st.floats(0, 700)), max_size=10)


def seconds_of(items: object) -> set[int]:
    return {second for start, end in items for second in range(start, end)}  # type: ignore[attr-defined]


@given(spans, spans)
def test_merge_is_the_union_in_whatever_order(one: list, other: list) -> None:
    assert rules.merge(one, other) == rules.merge(other, one)
    assert seconds_of(rules.merge(one, other)) == seconds_of(one) | seconds_of(other)


@given(spans, spans, spans)
def test_merge_is_associative_and_idempotent(a: list, b: list, c: list) -> None:
    assert rules.merge(rules.merge(a, b), c) == rules.merge(a, rules.merge(b, c)) == rules.merge(a, b, c)
    assert rules.merge(rules.merge(a), rules.merge(a)) == rules.merge(a)


@given(spans)
def test_merged_spans_are_sorted_disjoint_and_do_not_touch(items: list) -> None:
    merged = rules.merge(items)
    assert all(start < end for start, end in merged)
    assert all(earlier[1] < later[0] for earlier, later in pairwise(merged))
    assert rules.length(merged) == len(seconds_of(items))


@given(spans, spans, st.integers(0, 300))
def test_difference_clip_missing_and_prefix_agree_with_sets(items: list, taken: list, total: int) -> None:
    assert seconds_of(rules.difference(items, taken)) == seconds_of(items) - seconds_of(taken)
    inside = rules.clip(items, total)
    assert seconds_of(inside) == seconds_of(items) & set(range(total))
    assert seconds_of(rules.missing(inside, total)) == set(range(total)) - seconds_of(items)
    assert rules.length(rules.missing(inside, total)) + rules.length(inside) == total
    assert sorted(seconds_of(rules.prefix(inside, 7))) == sorted(seconds_of(inside))[:7]


@given(claims, st.integers(0, 600))
def test_a_claim_is_never_more_than_the_recording(claim: list, total: int) -> None:
    assert seconds_of(rules.sound_claim(claim, total)) <= set(range(total))


beats = st.lists(
    st.tuples(st.floats(0, 90), claims, st.sampled_from([1.0, 1.25, 1.5, 2.0, 16.0, inf, nan, -3.0])),
    max_size=12,
)


@given(beats)
def test_coverage_only_grows_and_is_bounded_by_real_time(sent: list) -> None:
    """Whatever is claimed, however often: never more than double the time since the player was opened, and the slack once."""
    seen: tuple[rules.Span, ...] = ()
    now, credited_until = NOW, NOW
    for pause, claim, rate in sent:
        now += timedelta(seconds=pause)
        credit = rules.credit(seen=seen, claim=claim, total=600, rate=rate, credited_until=credited_until, now=now)
        assert seconds_of(seen) <= seconds_of(credit.spans)
        assert rules.length(credit.spans) - rules.length(seen) == credit.gained
        assert credit.credited_until >= credited_until
        seen, credited_until = credit.spans, credit.credited_until
    assert rules.length(seen) <= ((now - NOW) + rules.SLACK).total_seconds() * rules.MAX_RATE + 0.01


@given(st.lists(st.floats(5, 20), min_size=1, max_size=30), st.floats(0, 50))
def test_an_honest_learner_loses_nothing(pauses: list[float], start: float) -> None:
    """Played without a break at normal speed, beats at uneven times: every whole second counts."""
    seen: tuple[rules.Span, ...] = ()
    place, run, now, credited_until = start, start, NOW, NOW
    for pause in pauses:
        place, now = place + pause, now + timedelta(seconds=pause)
        credit = rules.credit(seen=seen, claim=[(run, place)], total=10_000, rate=1.0, credited_until=credited_until, now=now)
        seen, credited_until, run = credit.spans, credit.credited_until, float(int(place))
    assert rules.length(seen) >= int(place) - start - 1
    assert len(seen) == 1


def credit(claim: list, *, waited: float = 15, seen: list | None = None, rate: float = 1.0, total: int = 600) -> rules.Credit:
    return rules.credit(seen=seen or [], claim=claim, total=total, rate=rate, credited_until=NOW, now=NOW + timedelta(seconds=waited))


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        pytest.param([(0, 15)], [(0, 15)], id="played"),
        pytest.param([(0.2, 14.9)], [(0, 15)], id="nearly whole seconds"),
        pytest.param([(0.4, 14.6)], [(1, 14)], id="broken seconds at the ends do not count"),
        pytest.param([(0, 600)], [(0, 17)], id="more than the time that passed: a prefix"),
        pytest.param([(590, 9_000)], [(590, 600)], id="beyond the end"),
        pytest.param([(700, 800)], [], id="wholly beyond the end"),
        pytest.param([(10, 5)], [], id="reversed"),
        pytest.param([(-20, -5)], [], id="negative"),
        pytest.param([(-20, 5)], [], id="begins before the beginning"),
        pytest.param([(nan, 5), (0, nan)], [], id="not a number"),
        pytest.param([(0, inf)], [], id="without end"),
        pytest.param([(3, 3)], [], id="empty"),
        pytest.param([(1, 2, 3)], [], id="not a pair"),
        pytest.param([("0", "9")], [], id="text"),
        pytest.param([(0, 6), (4, 10), (0, 10)], [(0, 10)], id="overlapping"),
        pytest.param([(0, 2), (590, 592)], [(0, 2), (590, 592)], id="two places"),
    ],
)
def test_what_of_a_claim_counts(claim: list, expected: list) -> None:
    assert list(credit(claim).spans) == expected


def test_speed_counts_up_to_double() -> None:
    assert credit([(0, 600)], rate=1.5).gained == 25
    assert credit([(0, 600)], rate=2).gained == credit([(0, 600)], rate=16).gained == credit([(0, 600)], rate=inf).gained + 17 == 34


def test_slack_is_given_once() -> None:
    """A thousand beats in one moment bring what one brings."""
    first = credit([(0, 600)], waited=0)
    assert first.gained == 2
    again = rules.credit(seen=first.spans, claim=[(0, 600)], total=600, rate=1, credited_until=first.credited_until, now=NOW)
    assert again.gained == 0


def test_what_was_seen_before_costs_no_time() -> None:
    """A beat whose answer was lost is told again, together with what was played since: nothing of it is lost."""
    assert credit([(0, 30)], waited=15, seen=[(0, 15)]).spans == ((0, 30),)


def test_a_clock_that_runs_backwards_brings_nothing() -> None:
    assert credit([(0, 600)], waited=-60).gained == 0
    assert credit([(0, 600)], waited=-60).credited_until == NOW


def test_an_idle_player_leaves_time_to_the_others() -> None:
    assert credit([], waited=15).credited_until == NOW


def test_time_without_network_counts_up_to_an_hour() -> None:
    assert credit([(0, 6_000)], waited=1_800, total=9_000).gained == 1_802
    assert credit([(0, 60_000)], waited=86_400, total=90_000).gained == 3_602


@pytest.mark.parametrize(("ms", "total"), [(0, 0), (400, 1), (1_000, 1), (10_080, 10), (2_920_999, 2_920)])
def test_the_last_broken_second_is_left_out(ms: int, total: int) -> None:
    assert rules.whole_seconds(ms) == total


@pytest.mark.parametrize(
    ("position", "duration", "expected"),
    [
        (0, 60_000, 0),
        (18_000, 60_000, 18_000),
        (56_999, 60_000, 56_999),
        (57_000, 60_000, 0),
        (60_000, 60_000, 0),
        (2_914_999, 2_920_000, 2_914_999),
        (2_915_000, 2_920_000, 0),
    ],
)
def test_going_on_begins_anew_at_the_end(position: int, duration: int, expected: int) -> None:
    assert rules.resume_ms(position, duration) == expected


@pytest.mark.parametrize(("position", "expected"), [(0, 0), (18.5, 18_500), (99, 60_000), (-4, 0), (nan, 0), (inf, 0), (1e300, 60_000)])
def test_positions_stay_in_the_recording(position: float, expected: int) -> None:
    assert rules.sound_position_ms(position, 60_000) == expected


def test_covered_at_eighty_percent() -> None:
    assert rules.is_covered(80, 100)
    assert not rules.is_covered(79, 100)
    assert not rules.is_covered(0, 0)


def test_crumbs_are_not_named() -> None:
    assert rules.gaps_to_name([(0, 10), (13, 50)], 60) == ((50, 60),)
    assert rules.gaps_to_name([], 3) == ((0, 3),)


@pytest.mark.parametrize(("asked", "expected"), [("42", 42), ("", 7), ("0", 0), ("-1", 7), ("99", 7), ("x", 7), ("²", 7), ("9" * 400, 7), ("1.5", 7)])
def test_an_address_may_name_the_second(asked: str, expected: int) -> None:
    assert rules.start_second(asked, 7, 60) == expected
