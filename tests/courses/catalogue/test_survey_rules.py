"""What may be answered, what is counted, and that no hidden number can be worked out."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from courses.catalogue.rules import questions, results, suppression, tallies
from courses.catalogue.rules.questions import BadAnswers, Ballot, Kind, Problem, Question, pack, sound, unpack
from courses.catalogue.rules.suppression import FEWEST, Shown, hide, joined

ASKED = (
    Question("q1", Kind.PLACE, "小区", options=("甲", "乙", "丙")),
    Question("q2", Kind.SINGLE, "时间", options=("白天", "晚上")),
    Question("q3", Kind.SEVERAL, "想学", options=("急救", "书法", "合唱"), most=2),
    Question("q4", Kind.SCALE, "够用", options=("不", "够"), required=False),
    Question("q5", Kind.RANK, "先做", options=("停车", "电梯", "助餐", "绿化"), required=False),
    Question("q6", Kind.TEXT, "还有", required=False),
)
WORDS = st.text("0123\x00\n\ud800好…²🙂 ", max_size=6)
GOOD = {"q1": "2", "q2": 1, "q3": ["1", "0"], "q4": "4", "q5": ["3", "0"], "q6": " 好\r\n的 "}


# ---- answers


def test_good_answers_are_taken_in_one_form() -> None:
    assert sound(ASKED, GOOD) == {"q1": 2, "q2": 1, "q3": [0, 1], "q4": 4, "q5": [3, 0], "q6": "好\n的"}
    assert sound(ASKED, {"q1": "0", "q2": "0", "q3": ["2"]}) == {"q1": 0, "q2": 0, "q3": [2]}


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("q1", "", Problem.MISSING),
        ("q1", "3", Problem.UNKNOWN),
        ("q1", "²", Problem.UNKNOWN),
        ("q2", True, Problem.UNKNOWN),
        ("q2", "1e1", Problem.UNKNOWN),
        ("q3", [], Problem.MISSING),
        ("q3", ["0", "1", "2"], Problem.TOO_MANY),
        ("q3", ["0", "0"], Problem.TWICE),
        ("q4", "5", Problem.UNKNOWN),
        ("q5", ["0", "1", "2", "3"], Problem.TOO_MANY),
        ("q5", ["1", "1"], Problem.TWICE),
        ("q6", "长" * 301, Problem.TOO_LONG),
        ("q6", "长" * 10_000, Problem.TOO_LONG),
        ("q6", "……", Problem.NO_WORDS),
    ],
)
def test_what_cannot_be_taken_says_why(key: str, value: object, problem: Problem) -> None:
    with pytest.raises(BadAnswers) as refused:
        sound(ASKED, {**GOOD, key: value})
    assert refused.value.problems == {key: problem}


@given(st.dictionaries(st.sampled_from([question.key for question in ASKED]), st.none() | st.integers() | WORDS | st.lists(WORDS | st.integers())))
@settings(max_examples=60)
def test_whatever_is_sent_is_taken_whole_or_refused(given_answers: dict[str, object]) -> None:
    try:
        answers = sound(ASKED, given_answers)
    except BadAnswers:
        return
    assert unpack(pack(Ballot(answers, "a" * 16))).answers == answers


def test_every_sealed_answer_is_equally_long_and_the_longest_fits() -> None:
    widest = {f"q{number}": "𠮷" * questions.LONGEST_TEXT for number in range(1, 1 + questions.MOST_TEXTS)}
    numbers = {f"q{number}": list(range(questions.MOST_OPTIONS)) for number in range(1 + questions.MOST_TEXTS, 1 + questions.MOST_QUESTIONS)}
    longest = Ballot({**widest, **numbers}, "f" * 16)
    assert unpack(pack(longest)) == longest
    assert len(pack(longest)) == len(pack(Ballot({}))) == questions.BLOCK


# ---- counting


def test_counts_are_sums_by_neighbourhood() -> None:
    said = [{"q1": 0, "q2": 1, "q3": [0, 2], "q5": [1, 0]}, {"q1": 0, "q2": 1, "q3": [2], "q4": 4}, {"q1": 2, "q2": 0, "q3": [1], "q5": [1]}]
    counts = tallies.tally(ASKED, said)
    assert counts["sizes"] == [2, 0, 1, 0]
    assert counts["tables"]["q3"] == [[1, 0, 2, 0], [0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
    assert counts["tables"]["q4"][0] == [0, 0, 0, 0, 1, 1]
    assert counts["points"]["q5"] == [2, 6, 0, 0]
    assert tallies.add(tallies.tally(ASKED, said[:1]), tallies.tally(ASKED, said[1:])) == counts
    assert tallies.add(counts, tallies.nothing(ASKED)) == counts


def test_only_many_answers_of_one_device_are_doubtful() -> None:
    few, many = [Ballot({"q2": 0}, "few")] * 5, [Ballot({"q2": 1}, "many")] * 6
    found = tallies.batches([*few, Ballot({"q2": 0}), *many])
    assert {batch: len(answers) for batch, answers in found.items()} == {"": 6, "many": 6}


# ---- hiding

TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from((0, 1, 2, 3, 4, 5, 6, 9, 17)), min_size=width, max_size=width).filter(lambda row: sum(row) >= FEWEST), min_size=1, max_size=4
    )
)


@given(TABLES)
@settings(max_examples=150)
@example([[4, 4, 4], [50, 0, 9]])
@example([[5, 0], [0, 5]])
@example([[4, 1, 30], [4, 2, 30], [2, 30, 4]])
def test_no_hidden_number_follows_from_what_is_shown(table: list[list[int]]) -> None:
    """The attacker knows the table as it is shown, the people of each row, and linear algebra."""
    shown = hide(table)
    assert all(value is None or value >= FEWEST for row in [shown.sums, *shown.cells] for value in row)
    equations, unknown = _known(table, shown)
    for cell in unknown:
        assert not _determined(equations, cell), (table, shown, cell)


def _known(table: list[list[int]], shown: Shown) -> tuple[list[dict[tuple[int, int], int]], list[tuple[int, int]]]:
    """What the attacker knows as equations over the hidden cells and sums (those in row -1); only their left sides matter."""
    cells = shown.cells or [[None] * len(table[0]) for _row in table]
    hidden = {(row, column) for row, line in enumerate(cells) for column, value in enumerate(line) if value is None}
    hidden |= {(-1, column) for column, value in enumerate(shown.sums) if value is None}
    rows = [{cell: 1 for cell in hidden if cell[0] == row} for row in range(len(table))]
    columns = [{cell: -1 if cell[0] < 0 else 1 for cell in hidden if cell[1] == column} for column in range(len(table[0]))]
    return [*rows, *columns], sorted(hidden)


def _determined(equations: list[dict[tuple[int, int], int]], cell: tuple[int, int]) -> bool:
    """Whether a combination of the equations is this one cell."""
    names = sorted({name for equation in equations for name in equation})
    names.remove(cell)
    lines = [[Fraction(equation.get(name, 0)) for name in names] + [Fraction(equation.get(cell, 0))] for equation in equations]
    for column in range(len(names)):
        pivot = next((line for line in lines if line[column]), None)
        if pivot is None:
            continue
        lines.remove(pivot)
        lines = [[a - b * line[column] / pivot[column] for a, b in zip(line, pivot, strict=True)] if line[column] else line for line in lines]
    return any(line[-1] for line in lines)


@given(st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2).filter(lambda row: sum(row) >= FEWEST), min_size=1, max_size=2))
@settings(max_examples=60)
def test_nobody_narrows_a_hidden_number_by_trying_all_tables(table: list[list[int]]) -> None:
    """The attacker also knows that no number is negative, and tries every table that looks the same."""
    shown = hide(table)
    possible = [other for other in _tables_like(table) if _looks_like(other, shown, table)]
    for row, line in enumerate(shown.cells):
        for column, value in enumerate(line):
            seen = [other[row][column] for other in possible]
            assert value is not None or max(seen) - min(seen) >= FEWEST


def _tables_like(table: list[list[int]]) -> Iterator[list[list[int]]]:
    """All tables with the same people in each row."""
    sizes = [sum(row) for row in table]
    for firsts in product(*(range(size + 1) for size in sizes)):
        yield [[first, size - first] for first, size in zip(firsts, sizes, strict=True)]


def _looks_like(other: list[list[int]], shown: Shown, table: list[list[int]]) -> bool:
    lines = [shown.sums, *shown.cells]
    theirs = [[sum(column) for column in zip(*other, strict=True)], *(other if shown.cells else [])]
    return all(value is None or value == own for line, row in zip(lines, theirs, strict=True) for value, own in zip(line, row, strict=True))


def test_a_table_without_small_numbers_is_shown_whole() -> None:
    assert hide([[20, 8], [9, 30]]) == Shown([29, 38], [[20, 8], [9, 30]])


def test_a_small_cell_takes_a_cycle_with_it_and_no_more() -> None:
    shown = hide([[20, 3, 17], [30, 12, 8], [9, 6, 5]])
    assert shown.sums == [59, 21, 30]
    assert sum(value is None for row in shown.cells for value in row) == 4


def test_a_group_of_few_is_never_shown_alone() -> None:
    assert joined([12, 3, 0, 2, 9]) == [[0], [4], [1, 3]]
    assert joined([12, 3, 0, 1, 9]) == [[0], [1, 3, 4]]
    assert joined([2, 1]) == []
    with pytest.raises(ValueError, match="joined"):
        hide([[2, 1]])


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8))
def test_everybody_is_in_one_group_of_at_least_five(sizes: list[int]) -> None:
    groups = joined(sizes)
    assert all(sum(sizes[place] for place in group) >= FEWEST for group in groups)
    assert sum(sizes[place] for group in groups for place in group) == (sum(sizes) if groups else 0)


# ---- results


def test_results_show_what_may_be_shown_and_a_need_takes_no_hidden_number() -> None:
    said = [{"q1": 0, "q2": 0, "q3": [0]}] * 9 + [{"q1": 1, "q2": 1, "q3": [0]}] * 8 + [{"q1": 1, "q2": 1, "q3": [1]}] * 6 + [{"q1": 2, "q2": 0, "q3": [1]}]
    found = results.results(ASKED, tallies.tally(ASKED, said))
    assert found["people"] == 24
    assert found["groups"] == [{"places": [1], "size": 14}, {"places": [0, 2], "size": 10}]
    assert results.asked(found, "q3", 0) == 17
    assert results.asked(found, "q3", 0, 0) is None or results.asked(found, "q3", 0, 0) == 8
    assert results.asked(found, "q3", 2) is None
    assert results.asked(found, "q9", 0) is None
    assert results.asked(found, "q3", 0, 7) is None


def test_fewer_than_five_answers_show_nothing() -> None:
    assert results.results(ASKED, tallies.tally(ASKED, [{"q1": 0, "q2": 0, "q3": [0]}] * 4)) == {"people": 0, "groups": [], "questions": {}}


def test_a_question_without_neighbourhoods_has_sums_only() -> None:
    asked = ASKED[1:2]
    found = results.results(asked, tallies.tally(asked, [{"q2": 0}] * 9 + [{"q2": 1}] * 8))
    assert (found["groups"], found["questions"]["q2"]) == ([], {"sums": [9, 8], "cells": [], "points": []})
    assert suppression.FEWEST == 5
