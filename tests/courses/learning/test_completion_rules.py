"""Who has completed, when the check opens, how a paper is marked: tables, and properties over everything that can be counted."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.learning import rules
from courses.learning.rules import Basis, CheckState, Marked, Policy, Share, Sitting

POLICY = Policy(attendance_percent=80, unlock_percent=60, pass_percent=60, tries=3)
PUBLISHED, PASSED = Sitting(published=True), Sitting(published=True, tries_used=1, passed=True)
percents = st.integers(1, 100)


def share(planned: int, attended: int = 0, covered: int = 0, *, called: int | None = None) -> Share:
    """The first `attended` lessons were attended, the last `covered` ones watched."""
    lessons = frozenset(range(planned))
    come, seen = frozenset(range(attended)), frozenset(range(planned - covered, planned))
    return Share(lessons, lessons, frozenset(range(called if called is not None else attended)), come, seen)


@pytest.mark.parametrize(
    "planned, attended, covered, sitting, basis",
    [
        (5, 4, 0, PUBLISHED, Basis.ATTENDANCE),
        (5, 3, 5, PUBLISHED, None),  # watching alone only unlocks
        (5, 0, 5, PUBLISHED, None),
        (5, 0, 5, PASSED, Basis.CHECK),
        (5, 4, 0, PASSED, Basis.ATTENDANCE),
        (6, 4, 0, PUBLISHED, None),  # 66.7%
        (6, 5, 0, PUBLISHED, Basis.ATTENDANCE),
        (1, 1, 0, PUBLISHED, Basis.ATTENDANCE),
        (0, 0, 0, PASSED, None),  # no lessons are planned yet
        (5, 0, 0, Sitting(), None),
    ],
)
def test_what_completes(planned: int, attended: int, covered: int, sitting: Sitting, basis: Basis | None) -> None:
    assert rules.completed_by(share(planned, attended, covered), POLICY, sitting) is basis


@pytest.mark.parametrize(
    "planned, attended, covered, sitting, state",
    [
        (5, 2, 1, PUBLISHED, CheckState.OPEN),  # three of five, one way or the other
        (5, 2, 0, PUBLISHED, CheckState.LOCKED),
        (5, 5, 5, Sitting(), CheckState.NONE),
        (5, 3, 0, Sitting(published=True, tries_used=3), CheckState.USED_UP),
        (5, 3, 0, Sitting(published=True, tries_used=2), CheckState.OPEN),
        (5, 0, 0, Sitting(published=False, is_open=True), CheckState.OPEN),  # what was begun can be finished
        (5, 3, 0, PASSED, CheckState.PASSED),
        (0, 0, 0, PUBLISHED, CheckState.LOCKED),
    ],
)
def test_when_the_check_is_open(planned: int, attended: int, covered: int, sitting: Sitting, state: CheckState) -> None:
    assert rules.check_state(share(planned, attended, covered), POLICY, sitting) is state


def test_a_lesson_that_was_attended_and_watched_counts_once():
    both = Share(frozenset({1, 2, 3}), frozenset(), frozenset(), frozenset({1, 2}), frozenset({1, 2}))
    assert rules.checklist(both, POLICY, PUBLISHED).unlock.have == 2
    assert (both.attended_percent, both.covered_percent, both.either_percent) == (66, 66, 66)


def test_what_can_no_longer_be_reached_says_so():
    """Four of five are wanted; after two lists without her only three are left."""
    assert not rules.checklist(share(5, 0, called=2), POLICY, PUBLISHED).attend.reachable
    assert rules.checklist(share(5, 0, called=1), POLICY, PUBLISHED).attend.reachable


@given(percents, st.integers(0, 200), st.integers(0, 200))
def test_needed_is_the_smallest_number_that_is_enough(percent: int, total: int, have: int) -> None:
    exact = Fraction(percent * total, 100)
    assert (have >= rules.needed(percent, total)) is (have >= exact)
    if total > 0 and have <= total:
        assert rules.enough(frozenset(range(have)), frozenset(range(total)), percent) is (have >= exact)


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)), percents, percents, st.booleans())
def test_more_evidence_never_takes_anything_away(planned: set, attended: set, more: set, wanted: int, unlock: int, passed: bool) -> None:
    policy = Policy(wanted, unlock, 60, 3)
    sitting = Sitting(published=True, passed=passed)
    less = Share(frozenset(planned), attended=frozenset(attended & planned))
    richer = Share(frozenset(planned), attended=frozenset((attended | more) & planned))
    if rules.completed_by(less, policy, sitting):
        assert rules.completed_by(richer, policy, sitting)
    assert rules.is_unlocked(richer, policy) or not rules.is_unlocked(less, policy)
    assert rules.completed_by(Share(frozenset(planned), covered=frozenset(more & planned)), policy, Sitting(published=True)) is None


# ---- marking

ONE, SEVERAL = Marked("1", frozenset({1, 2, 3}), frozenset({2}), False), Marked("2", frozenset({4, 5, 6}), frozenset({4, 6}), True)


@pytest.mark.parametrize(
    "question, picked, right",
    [(ONE, [2], True), (ONE, [1], False), (ONE, [], False), (SEVERAL, [4, 6], True), (SEVERAL, [4], False), (SEVERAL, [4, 5, 6], False)],
)
def test_right_is_all_right_ones_and_no_wrong_one(question: Marked, picked: list[int], right: bool) -> None:
    assert rules.is_right(question, picked) is right


@pytest.mark.parametrize(
    "question, picked, sound",
    [(ONE, [1, 2], False), (ONE, [9], False), (ONE, [1], True), (ONE, [], True), (SEVERAL, [4, 5, 6], True), (SEVERAL, [4, 4], False), (SEVERAL, [1], False)],
)
def test_what_can_be_picked(question: Marked, picked: list[int], sound: bool) -> None:
    assert rules.is_sound(question, picked) is sound


@given(st.integers(1, 30), st.data(), percents)
def test_the_pass_mark_is_exact(total: int, data: st.DataObject, percent: int) -> None:
    right = data.draw(st.integers(0, total))
    paper = [Marked(str(number), frozenset({0, 1}), frozenset({1}), False) for number in range(total)]
    mark = rules.grade(paper, {str(number): [1 if number < right else 0] for number in range(total)}, percent)
    assert (mark.right, mark.total) == (right, total)
    assert mark.passed is (Fraction(right, total) >= Fraction(percent, 100))


def test_missing_answers_are_named_and_wrong():
    assert rules.unanswered([ONE, SEVERAL], {"1": [2]}) == [2]
    assert rules.grade([ONE, SEVERAL], {"1": [2]}, 60) == rules.Mark(1, 2, False)
    assert not rules.grade([], {}, 60).passed


@pytest.mark.parametrize(
    "choices, several, complete",
    [
        ([True, False], False, True),
        ([True, True], False, False),
        ([True, True], True, True),
        ([False, False], True, False),
        ([True], False, False),
        ([True, *[False] * 6], False, False),
    ],
)
def test_which_questions_can_be_asked(choices: list[bool], several: bool, complete: bool) -> None:
    assert rules.is_complete(choices, several) is complete
