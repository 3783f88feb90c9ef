"""The arithmetic of ratings: packing, screening, batches that no difference can open, and scores."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.evaluation import rules
from courses.evaluation.rules import Ballot, Closed, Score

answer_rows = st.lists(st.tuples(*[st.integers(1, 5)] * 6), min_size=5, max_size=60)


@settings(max_examples=40)
@given(st.tuples(*[st.integers(1, 5)] * 6), st.text(max_size=300))
def test_a_ballot_comes_back_as_it_was_and_every_block_is_as_long_as_any_other(answers, text):
    ballot = Ballot(answers, rules.tidy(text))
    block = rules.pack(ballot)
    assert rules.unpack(block) == ballot
    assert len(block) == rules.BLOCK


def test_what_is_too_long_is_never_cut():
    with pytest.raises(ValueError):
        rules.pack(Ballot((5,) * 6, "𠮷" * 400))


@pytest.mark.parametrize("value", [None, 0, 6, -1, "5", "x", 4.0, True, 2**70, [3]])
def test_an_answer_is_a_whole_number_from_one_to_five(value):
    with pytest.raises(rules.BadAnswers) as refused:
        rules.sound_answers({**dict.fromkeys(rules.ITEMS, 3), "engaging": value})
    assert refused.value.items == ("engaging",)


def test_missing_answers_are_named_in_order():
    with pytest.raises(rules.BadAnswers) as refused:
        rules.sound_answers({"clear": 5, "effective": 4})
    assert refused.value.items == ("relevant", "engaging", "interactive", "materials")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("打我电话 13912345678", False),
        ("电话139 1234 5678", False),
        ("一三九一二三四五六七八", False),
        ("１３９－１２３４－５６７８", False),
        ("身份证340111195001010011", False),
        ("写信到 xiulan@example.cn", False),
        ("写信到 xiulan＠example．cn", False),
        ("我是王秀兰", True),
        ("我是 王 秀 兰 。", True),
        ("我是LI-Min的邻居", True),
    ],
)
def test_words_that_may_name_somebody_are_held(text, names):
    assert rules.names_somebody(text, ["王秀兰", "李敏", "Li Min"])
    assert rules.names_somebody(text, []) is not names


@pytest.mark.parametrize("text", ["讲得清楚", "第3讲最好，下午2点有点晚", "2026年再来", "敏捷，秀气，兰花", "<b>好</b>", "10分", ""])
def test_plain_words_pass(text):
    assert not rules.names_somebody(text, ["王秀兰", "李敏", "兰", ""])


def test_pictures_alone_say_nothing():
    assert not rules.says_something("👍👍！")
    assert rules.says_something("好👍")
    assert rules.tidy("  好\r\n的\x00\x07 ") == "好\n的"


@given(st.lists(st.integers(), max_size=30), st.integers())
def test_shuffling_keeps_everything_and_follows_its_source(things, seed):
    mixed = rules.shuffled(things, Random(seed))
    assert sorted(mixed) == sorted(things)
    assert mixed == rules.shuffled(things, Random(seed))


# ---- what is shown together


def test_a_class_with_enough_is_a_batch_by_itself():
    assert rules.join(Closed(9, 5), [Closed(1, 4)], 5) == [9]
    assert rules.join(Closed(9, 38), [], 5) == [9]


def test_small_classes_wait_for_each_other():
    assert rules.join(Closed(1, 4), [], 5) == []
    assert rules.join(Closed(2, 1), [Closed(1, 4)], 5) == [1, 2]
    assert rules.join(Closed(3, 0), [Closed(1, 2), Closed(2, 2)], 5) == []


def test_no_policy_can_ask_for_fewer_than_five():
    assert rules.join(Closed(1, 3), [], 2) == []


classes = st.lists(st.tuples(st.integers(0, 12), st.sampled_from("AB"), st.sampled_from("xy")), min_size=1, max_size=9)


@settings(deadline=None, max_examples=100)
@given(classes)
def test_no_combination_of_published_sums_shows_fewer_than_five_people(closed):
    """The attack of somebody who keeps every score that was ever published, of courses and teachers, and every class result, and who may
    add and subtract them with any factors: what he can isolate is a vector over classes in their span, and none has a support of 1-4 answers."""
    batches, published = _college(closed)
    answers = [number for number, _course, _teacher in closed]
    rows = _reduced([[Fraction(key in sum_) for key in range(len(closed))] for sum_ in published])
    for chosen in _small_sets(answers):
        outside = [place for place in range(len(closed)) if place not in chosen]
        if not outside:
            continue
        # A combination that lives on `chosen` alone exists when the rows lose rank outside of it.
        assert _rank([[row[place] for place in outside] for row in rows]) == len(rows), (chosen, batches)


def _college(closed):
    """Classes close one after the other; the batches, and every set of classes whose sum anybody ever sees."""
    batches, published = [], []
    waiting: dict[tuple[str, str], list[Closed]] = {}
    shown: dict[str, set[int]] = {}
    for key, (answers, course, teacher) in enumerate(closed):
        pair = waiting.setdefault((course, teacher), [])
        together = rules.join(Closed(key, answers), pair, 5)
        if not together:
            pair.append(Closed(key, answers))
            continue
        waiting[course, teacher] = [one for one in pair if one.key not in together]
        batches.append(together)
        published.append(set(together))  # the teacher's result
        for thing in (course, teacher):
            shown[thing] = shown.get(thing, set()) | set(together)
            published.append(set(shown[thing]))
    return batches, published


def _small_sets(answers):
    """Sets of classes with one to four answers in all."""
    some = [place for place, number in enumerate(answers) if 0 < number < 5]
    for size in range(1, min(4, len(some)) + 1):
        for chosen in combinations(some, size):
            if sum(answers[place] for place in chosen) < 5:
                yield set(chosen) | {place for place, number in enumerate(answers) if number == 0}


def _reduced(rows):
    """The same span in independent rows."""
    done = []
    for row in rows:
        if _rank([*done, row]) > len(done):
            done.append(row)
    return done


def _rank(rows):
    rows, rank = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((place for place in range(rank, len(rows)) if rows[place][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for place in range(len(rows)):
            if place != rank and rows[place][column]:
                factor = rows[place][column] / rows[rank][column]
                rows[place] = [a - factor * b for a, b in zip(rows[place], rows[rank], strict=True)]
        rank += 1
    return rank


def test_the_attack_finds_what_a_careless_rule_would_show():
    """The same attack on sums that hold a small class beside a big one, which its teacher sees alone: it succeeds, so it is one."""
    published = [{0, 1}, {1}]
    rows = _reduced([[Fraction(key in sum_) for key in range(2)] for sum_ in published])
    assert _rank([[row[1]] for row in rows]) < len(rows)


# ---- scores


@settings(max_examples=30)
@given(answer_rows, answer_rows)
def test_counts_add_up_whatever_the_order_of_closes(some, more):
    assert rules.add(rules.tally(some), rules.tally(more)) == rules.tally([*more, *some]) == rules.add(rules.add({}, rules.tally(more)), rules.tally(some))


@settings(max_examples=30)
@given(answer_rows)
def test_a_score_stays_within_its_scale(rows):
    score = Score(len(rows), len(rows) + 3, rules.tally(rows))
    low, high = score.band
    assert 1 <= low <= score.mean <= high <= 5
    assert sum(score.distribution) == 6 * len(rows)
    assert score.exact_mean * 6 * len(rows) == pytest.approx(sum(map(sum, rows)))
    assert isinstance(score.mean, Decimal)
    assert rules.mean_of_points(rules.points(score.counts), len(rows)) == score.mean


def test_a_score_in_figures():
    rows = [(5, 5, 4, 5, 4, 5)] * 30 + [(3, 4, 4, 5, 4, 5)] * 8
    score = Score(38, 52, rules.tally(rows))
    assert (score.mean, score.band, score.rate) == (Decimal("4.6"), (Decimal("4.4"), Decimal("4.7")), 73)
    assert score.means["clear"] == Decimal("4.6")
    assert score.distribution == [0, 0, 8, 84, 136]
    assert score.is_enough


@pytest.mark.parametrize(
    ("answers", "eligible", "enough"), [(16, 20, True), (15, 20, False), (37, 50, False), (38, 50, True), (51, 102, True), (50, 102, False), (6, 5, True)]
)
def test_small_classes_need_more_of_their_people_to_be_compared(answers, eligible, enough):
    assert Score(answers, eligible, {}).is_enough is enough


def test_half_is_rounded_up_as_people_do():
    assert rules.one_decimal(Decimal("4.25")) == Decimal("4.3")
    assert rules.one_decimal(Decimal("4.35")) == Decimal("4.4")
