"""Groups proposed on plain values: tables for what counts before what, properties for what must hold whatever people answer."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from courses.selection.rules.class_groups import EVEN, NOWHERE, Group, Person, Why, price, propose

LOW, HIGH = Group(1, 3, 0, 1), Group(2, 3, 2, 9)


def where(people, groups):
    return {key: place.group for key, place in propose(people, groups).items()}


def test_people_sit_at_their_level():
    people = [Person("a", 0), Person("b", 1), Person("c", 2), Person("d", 5)]
    assert where(people, [LOW, HIGH]) == {"a": 1, "b": 1, "c": 2, "d": 2}
    assert propose(people, [LOW, HIGH])["a"].why == (Why.LEVEL,)


def test_a_full_level_sends_the_nearest_on():
    people = [Person("a", 0), Person("b", 0), Person("c", 0), Person("d", 1)]
    assert where(people, [LOW, HIGH]) == {"a": 1, "b": 1, "c": 1, "d": 2}
    assert propose(people, [LOW, HIGH])["d"].why == (Why.NEAREST_LEVEL,)


def test_a_time_that_suits_counts_more_than_the_level_and_a_clash_is_never_proposed():
    assert where([Person("a", 0, suits=frozenset({2}))], [LOW, HIGH]) == {"a": 2}
    assert where([Person("a", 0, barred=frozenset({1}))], [LOW, HIGH]) == {"a": 2}
    assert propose([Person("a", 0, barred=frozenset({1, 2}))], [LOW, HIGH])["a"] == propose([Person("a", barred=frozenset({1, 2}))], [LOW, HIGH])["a"]
    assert propose([Person("a", 0, barred=frozenset({1, 2}))], [LOW, HIGH])["a"].why == (Why.CLASH,)


def test_groups_of_one_level_are_equally_full_and_who_can_stays():
    one, other = Group(1, 10, 0, 9), Group(2, 10, 0, 9)
    people = [Person(f"p{number}", 3, at=frozenset({1})) for number in range(5)] + [Person(f"q{number}", 3, at=frozenset({2})) for number in range(3)]
    found = where(people, [one, other])
    assert sorted(found.values()) == [1] * 4 + [2] * 4
    assert all(found[f"q{number}"] == 2 for number in range(3))


def test_who_said_nothing_and_moves_for_the_balance_reads_that():
    people = [Person(f"p{number}", at=frozenset({1})) for number in range(6)]
    found = propose(people, [Group(1, 6, 0, 9), Group(2, 6, 0, 9)])
    assert {(place.group, place.why) for place in found.values()} == {(1, (Why.STAYS,)), (2, (Why.EVEN,))}


def test_a_small_group_gets_its_share_only():
    found = where([Person(f"p{number}") for number in range(12)], [Group(1, 5, 0, 9), Group(2, 15, 0, 9)])
    assert sorted(found.values()).count(1) == 3


def test_somebody_gives_way_so_that_nobody_is_left_out():
    """The first could sit in both, the second in one only."""
    groups = [Group(1, 1, 0, 9), Group(2, 1, 0, 9)]
    assert where([Person("a"), Person("b", barred=frozenset({2}))], groups) == {"a": 2, "b": 1}
    found = propose([Person("a", barred=frozenset({2})), Person("b", barred=frozenset({2}))], groups)
    assert found["b"].group is None
    assert found["b"].why == (Why.NO_ROOM,)


def test_who_was_put_somewhere_by_hand_stays_there_whatever_she_answered():
    people = [Person("a", 0), Person("b", 0), Person("c", 0), Person("z", 9, barred=frozenset({1}), fixed=1)]
    found = propose(people, [LOW, HIGH])
    assert found["z"].group == 1
    assert found["z"].why == (Why.BY_HAND,)


# ---- whatever people answer

some_groups = st.frozensets(st.integers(1, 3))
persons = st.lists(st.tuples(st.none() | st.integers(0, 4), some_groups, some_groups, some_groups), max_size=5).map(
    lambda parts: [Person(f"p{number}", *part) for number, part in enumerate(parts)]
)
offered = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=3).map(
    lambda parts: [Group(number, seats, low, low + more) for number, (seats, low, more) in enumerate(parts, start=1)]
)


def cost(people, groups, places):
    """The price of a whole proposal, None when it is none."""
    by_id, total, filled = {group.id: group for group in groups}, 0, dict.fromkeys((group.id for group in groups), 0)
    for person, at in zip(people, places, strict=True):
        if at is None:
            total += NOWHERE
            continue
        if (hers := price(person, by_id[at])) is None or filled[at] >= by_id[at].seats:
            return None
        total += hers + EVEN * (2 * filled[at] + 1) // by_id[at].seats
        filled[at] += 1
    return total


@given(persons, offered)
@settings(max_examples=150, deadline=None)
def test_no_other_proposal_is_better(people, groups):
    """Compared with every possible one."""
    found = propose(people, groups)
    ours = cost(people, groups, [found[person.key].group for person in people])
    every = (cost(people, groups, places) for places in product([None, *(group.id for group in groups)], repeat=len(people)))
    assert ours == min(one for one in every if one is not None)


@given(persons, offered, st.randoms())
@settings(max_examples=50, deadline=None)
def test_neither_who_answered_first_nor_the_order_of_the_groups_changes_anything(people, groups, chance):
    once = propose(people, groups)
    chance.shuffle(people)
    chance.shuffle(groups)
    assert propose(people, groups) == once


def test_two_hundred_people_take_a_moment():
    people = [Person(f"p{number:03}", number % 5, frozenset({number % 6 + 1, number % 4 + 1})) for number in range(200)]
    found = propose(people, [Group(number, 40, number % 3, number % 3 + 2) for number in range(1, 7)])
    assert all(place.group is not None for place in found.values())
