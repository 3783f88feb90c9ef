"""Rules on plain values: no course waits for itself, and no minute counts twice."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue.rules.hours import Activity, Hours, Planned
from courses.catalogue.rules.prerequisites import path_back

GRAPHS = st.dictionaries(st.integers(0, 7), st.sets(st.integers(0, 7), max_size=4), max_size=8)
LESSONS = st.lists(
    st.integers(1, 600).flatmap(lambda minutes: st.builds(Planned, st.just(minutes), st.integers(0, minutes), st.sampled_from(Activity))), max_size=12
)


@pytest.mark.parametrize(
    "needs, way",
    [
        ({}, ()),
        ({1: [2], 2: [3]}, ()),
        ({1: [1]}, (1, 1)),
        ({1: [2], 2: [1]}, (1, 2, 1)),
        ({1: [2, 4], 2: [3], 3: [1], 4: [1]}, (1, 4, 1)),  # the shortest
        ({1: [2], 2: [3], 3: [2]}, ()),  # a circle elsewhere is none of this course's
    ],
)
def test_the_way_back(needs, way):
    assert path_back(needs, 1) == way


def reaches(needs, start):
    """The long way round, as a check: everything that can be reached."""
    found, todo = set(), [start]
    while todo:
        for one in needs.get(todo.pop(), ()):
            if one not in found:
                found.add(one)
                todo.append(one)
    return found


@given(GRAPHS, st.integers(0, 7))
def test_a_way_is_found_exactly_when_there_is_one(needs, start):
    way = path_back(needs, start)
    assert bool(way) == (start in reaches(needs, start))
    assert all(after in needs[before] for before, after in pairwise(way))
    assert not way or way[0] == way[-1] == start


@given(LESSONS)
def test_every_minute_counts_once(lessons):
    hours = Hours.of(lessons)
    assert hours.theory + hours.practice == hours.total == sum(lesson.minutes for lesson in lessons) == sum(hours.by_activity.values())
    assert hours.theory >= 0
    assert set(hours.by_activity) == set(Activity)


@pytest.mark.parametrize("practice", [-1, 91])
def test_practice_is_a_part_of_the_lesson(practice):
    with pytest.raises(ValueError, match="part of the lesson"):
        Planned(90, practice)
