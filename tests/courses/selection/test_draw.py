"""The draw on plain values: tables for what was decided, properties for what must hold whatever the wishes are."""

from hypothesis import given, settings
from hypothesis import strategies as st

from courses.selection.rules import draw as rules
from courses.selection.rules.draw import OPEN, Ballot, Fate, Option, Terms, Wish, draw, fates, fitted, meet, places

GROUPS = ("reserve", "newcomer")
SEED = "00" * 32
LIMIT = 2


def wishes(*options, groups=()):
    return tuple(Wish(option, frozenset(groups)) for option in options)


def in_order(*, wish, seats, seed=SEED):
    """People who all have these wishes, in the order of the draw, so that a table can say who comes first."""
    return [Ballot(person, wishes(*wish)) for person in places([f"p{number}" for number in range(seats)], seed)]


def got(seats, option):
    return [seat.person for seat in seats if seat.option == option]


# ---- the order


def test_the_order_depends_on_the_seed_alone():
    people = [f"p{number}" for number in range(50)]
    assert places(people, SEED) == places(reversed(people), SEED)
    assert places(people, SEED) != places(people, "11" * 32)
    assert places(["p0", "p1", "p2", "p3"], SEED) == ["p2", "p1", "p0", "p3"]  # the same on every machine, for good


def test_the_seed_needs_all_three():
    assert rules.seed_of("a", "b", "c") == "ea7fb08b7a2dc4619ffb7c7bb38d95a2047935fa165d71b12efd3852a2e6d0cc"
    assert len({rules.seed_of(*parts) for parts in (("a", "b", "c"), ("x", "b", "c"), ("a", "x", "c"), ("a", "b", "x"))}) == 4


# ---- rounds


def test_everybodys_first_wish_comes_before_anybodys_second_and_the_second_round_begins_at_the_end():
    line = in_order(wish=(1, 2), seats=4)
    first, second, third, fourth = (ballot.person for ballot in line)
    seats = draw([Option(1, 2), Option(2, 3)], line, Terms(LIMIT), SEED)
    assert [(seat.person, seat.option) for seat in seats] == [(first, 1), (second, 1), (fourth, 2), (third, 2), (second, 2)]


def test_a_class_at_the_same_time_and_a_class_over_the_limit_are_passed_over():
    options = [Option(1, 9, times=((0, 60),)), Option(2, 9, times=((59, 90),)), Option(3, 9, times=((60, 90),)), Option(4, 9), Option(5, 9, counts=False)]
    ballot = Ballot("li", wishes(1, 2, 3, 4, 5))
    seats = draw(options, [ballot], Terms(LIMIT), SEED)
    assert [seat.option for seat in seats] == [1, 3, 5]
    assert fates(options, ballot, [1, 3, 5], LIMIT) == {2: Fate.CLASH, 4: Fate.LIMIT}


def test_an_exception_from_the_limit_is_for_one_class_alone():
    options = [Option(number, 9) for number in range(1, 6)]
    ballot = Ballot("li", wishes(1, 2, 3, 4), holds=(5,), beyond=frozenset({3}))
    assert [seat.option for seat in draw(options, [ballot], Terms(LIMIT), SEED)] == [1, 3]
    assert fates(options, ballot, [1, 3], LIMIT) == {2: Fate.LIMIT, 4: Fate.LIMIT}


def test_two_classes_of_one_course_are_another_chance_and_never_two_seats():
    options = [Option(1, 0, course=7), Option(2, 9, course=7), Option(3, 9, course=7), Option(4, 9, course=8)]
    ballot = Ballot("li", wishes(1, 2, 3, 4))
    assert [seat.option for seat in draw(options, [ballot], Terms(LIMIT), SEED)] == [2, 4]
    assert fates(options, ballot, [2, 4], LIMIT) == {1: Fate.SAME_COURSE, 3: Fate.SAME_COURSE}
    assert draw(options, [Ballot("li", wishes(2), holds=(1,))], Terms(LIMIT), SEED) == []


def test_what_somebody_has_already_counts():
    options = [Option(1, 0, times=((0, 60),)), Option(2, 9, times=((30, 90),)), Option(3, 9), Option(4, 9)]
    assert [seat.option for seat in draw(options, [Ballot("li", wishes(2, 3, 4), holds=(1,))], Terms(LIMIT), SEED)] == [3]


# ---- groups


def test_kept_seats_go_to_their_group_first_and_members_stand_for_the_open_ones_too():
    line = in_order(wish=(1,), seats=6)
    line[4:] = [Ballot(ballot.person, wishes(1, groups=["newcomer"])) for ballot in line[4:]]
    seats = draw([Option(1, 3, {"newcomer": 1})], line, Terms(LIMIT, GROUPS), SEED)
    assert [(seat.person, seat.group) for seat in seats] == [(line[4].person, "newcomer"), (line[0].person, OPEN), (line[1].person, OPEN)]


def test_what_is_kept_for_people_who_do_not_come_is_open_at_once():
    line = in_order(wish=(1,), seats=3)
    assert got(draw([Option(1, 2, {"reserve": 2})], line, Terms(LIMIT, GROUPS), SEED), 1) == [line[0].person, line[1].person]


def test_what_is_still_kept_at_the_end_is_opened():
    """The only newcomer who wished for class 1 takes class 2 at the same time."""
    line = in_order(wish=(1,), seats=2)
    newcomer = Ballot("new", wishes(2, 1, groups=["newcomer"]))
    options = [Option(1, 1, {"newcomer": 1}, times=((0, 60),)), Option(2, 1, times=((0, 60),))]
    seats = draw(options, [*line, newcomer], Terms(LIMIT, GROUPS), SEED)
    assert got(seats, 2) == ["new"]
    assert len(got(seats, 1)) == 1
    assert got(seats, 1) != ["new"]


def test_when_quotas_cannot_all_be_met_the_last_named_is_given_up_first():
    option = Option(1, 5, {"newcomer": 4, "reserve": 3})
    assert fitted(option, GROUPS) == {"reserve": 3, "newcomer": 2}
    assert fitted(option, tuple(reversed(GROUPS))) == {"newcomer": 4, "reserve": 1}
    assert fitted(Option(1, 5), GROUPS) == {"reserve": 0, "newcomer": 0}


def test_times_meet_when_they_have_a_minute_in_common():
    weekly = tuple((week * 100, week * 100 + 50) for week in range(4))
    assert meet(weekly, ((349, 360),))
    assert not meet(weekly, ((350, 360),))
    assert not meet(weekly, ((50, 100), (150, 200)))
    assert not meet(weekly, ())


# ---- whatever the wishes are

starts = st.integers(0, 20)
option_parts = st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 3), st.lists(starts, max_size=2), st.booleans(), st.integers(0, 3))


@st.composite
def drawings(drawn_from):
    parts = drawn_from(st.lists(option_parts, min_size=1, max_size=6))
    options = [
        Option(number, seats, {"reserve": reserve, "newcomer": newcomer}, tuple((start * 3, start * 3 + 3) for start in sorted(set(times))), counts, course)
        for number, (seats, reserve, newcomer, times, counts, course) in enumerate(parts)
    ]
    numbers, ballots = range(len(options)), []
    for person in range(drawn_from(st.integers(0, 12))):
        wanted = drawn_from(st.lists(st.sampled_from(numbers), unique=True, max_size=5))
        groups = drawn_from(st.frozensets(st.sampled_from(GROUPS)))
        holds = drawn_from(st.lists(st.sampled_from(numbers), unique=True, max_size=1))
        wished = [one for one in wanted if one not in holds]
        beyond = drawn_from(st.frozensets(st.sampled_from(wished), max_size=1)) if wished else frozenset()
        ballots.append(Ballot(f"p{person}", wishes(*wished, groups=groups), tuple(holds), beyond))
    return options, ballots


@given(drawings(), st.sampled_from(["00" * 32, "5a" * 32]))
@settings(max_examples=150)
def test_whatever_the_wishes_no_seat_too_many_no_clash_no_limit_broken_and_no_seat_left_for_somebody_who_could_sit_in_it(case, seed):
    options, ballots = case
    by_id, seats = {option.id: option for option in options}, draw(options, ballots, Terms(LIMIT, GROUPS), seed)
    assert len({(seat.person, seat.option) for seat in seats}) == len(seats)
    for option in options:
        assert len(got(seats, option.id)) <= option.seats
        for group in GROUPS:
            assert sum(seat.option == option.id and seat.group == group for seat in seats) <= option.kept[group]
    for ballot in ballots:
        mine = [by_id[seat.option] for seat in seats if seat.person == ballot.person]
        assert {one.id for one in mine} <= {wish.option for wish in ballot.wishes}
        had = [*mine, *(by_id[one] for one in ballot.holds)]
        assert not any(meet(one.times, other.times) for one in mine for other in had if one.id != other.id)
        assert not any(one.course and one.course == other.course for one in mine for other in had if one.id != other.id)
        assert sum(one.counts for one in mine) == 0 or sum(one.counts and one.id not in ballot.beyond for one in had) <= LIMIT
        for option, fate in fates(options, ballot, [one.id for one in mine], LIMIT).items():
            assert fate != Fate.FULL or len(got(seats, option)) == by_id[option].seats


@given(drawings(), st.randoms())
@settings(max_examples=50)
def test_neither_the_order_of_the_list_nor_who_came_first_changes_a_seat(case, chance):
    options, ballots = case
    once = draw(options, ballots, Terms(LIMIT, GROUPS), SEED)
    chance.shuffle(ballots)
    chance.shuffle(options)
    assert draw(options, ballots, Terms(LIMIT, GROUPS), SEED) == once


@given(drawings())
@settings(max_examples=50)
def test_members_of_a_group_get_at_least_the_seats_kept_for_them_when_enough_of_them_could_sit(case):
    """Of one class alone, where nothing else is in the way."""
    options, ballots = case
    option = Option(0, options[0].seats, options[0].kept)
    alone = [Ballot(ballot.person, wishes(0, groups=ballot.wishes[0].groups if ballot.wishes else ())) for ballot in ballots]
    seats, terms = draw([option], alone, Terms(LIMIT, GROUPS), SEED), Terms(LIMIT, GROUPS)
    for group, kept in fitted(option, terms.groups).items():
        members = {ballot.person for ballot in alone if group in ballot.wishes[0].groups}
        assert len(members.intersection(got(seats, 0))) >= min(kept, len(members))
