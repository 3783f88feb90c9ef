"""The arithmetic of the report: requirement, state, bands, working days, order of names, cells and codes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from college.cells import FORMULA, ONE_LINE
from college.rules.names import order_of
from courses.credits.rules.chart import FLOOR, TOP, chart, labels
from courses.credits.rules.report import (
    LOWEST,
    NOTHING,
    Amounts,
    Span,
    State,
    band_of,
    check_code,
    earliest_for_committee,
    in_credits,
    missing,
    need_of,
    percent,
    safe_cell,
    state_of,
    working_days,
)

WORKER, LEAD = Amounts(2800, 2000, 1200), Amounts(1600, 3000, 0)
amounts = st.builds(Amounts, *[st.integers(0, 20_000)] * 3)


def span(first: str, last: str, need: Amounts = WORKER) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last), need)


@pytest.mark.parametrize(
    ("spans", "need"),
    [
        ([], NOTHING),
        ([span("2020-01-01", "2030-01-01")], WORKER),
        ([span("2026-01-01", "2026-12-31")], WORKER),
        ([span("2020-01-01", "2025-12-31")], NOTHING),  # another year
        ([span("2020-01-01", "2030-01-01"), span("2020-01-01", "2030-01-01", LEAD)], Amounts(2800, 3000, 1200)),  # both: the higher, not the sum
        ([span("2026-07-02", "2026-12-31")], Amounts(1400, 1000, 600)),  # 183 of 365 days, rounded down to quarters
        ([span("2026-01-01", "2026-07-01"), span("2026-07-02", "2026-12-31", LEAD)], Amounts(2175, 2500, 575)),  # one after the other
        ([span("2026-01-01", "2026-12-31"), span("2026-07-02", "2026-12-31", LEAD)], Amounts(2800, 2500, 1200)),
        ([span("2026-12-31", "2026-12-31")], NOTHING),  # a day of it is less than a quarter credit
    ],
)
def test_what_somebody_needs(spans: list[Span], need: Amounts):
    assert need_of(spans, 2026) == need


@given(amounts, st.lists(st.tuples(st.integers(0, 364), st.integers(0, 364)), min_size=1, max_size=4))
def test_parts_of_a_year_never_need_more_than_the_whole(need: Amounts, days: list[tuple[int, int]]):
    first = date(2026, 1, 1)
    spans = [Span(first + timedelta(days=min(pair)), first + timedelta(days=max(pair)), need) for pair in days]
    assert all(part <= whole for part, whole in zip(need_of(spans, 2026), need, strict=True))


@pytest.mark.parametrize(
    ("earned", "exempt", "state"),
    [
        (WORKER, False, State.MET),
        (Amounts(2799, 9000, 9000), False, State.UNMET),  # more of one kind does not stand for another
        (Amounts(9000, 9000, 0), False, State.UNMET),
        (Amounts(0, 0, 0), True, State.EXEMPT),
        (Amounts(-100, 9000, 9000), False, State.UNMET),
    ],
)
def test_states(earned: Amounts, exempt: bool, state: State):
    assert state_of(earned, WORKER, exempt=exempt) is state


def test_nothing_needed_is_no_requirement():
    assert state_of(WORKER, NOTHING, exempt=False) is State.NO_RULE


@given(amounts, amounts)
def test_met_is_a_hundred_per_cent_and_nothing_missing(earned: Amounts, need: Amounts):
    state = state_of(earned, need, exempt=False)
    share = percent(earned, need)
    assert 0 <= share <= 100
    assert (state is State.UNMET) == (share < 100) == (missing(earned, need) != NOTHING)
    more = Amounts(earned.required + 100_000, earned.elective, earned.project)
    assert percent(more, need) >= share  # but never beyond the whole
    assert LOWEST[band_of(share)] <= share


@pytest.mark.parametrize(
    ("first", "until", "days"),
    [
        ("2026-06-15", "2026-06-15", 0),
        ("2026-06-15", "2026-06-16", 1),  # Monday to Tuesday
        ("2026-06-19", "2026-06-22", 1),  # Friday to Monday
        ("2026-06-20", "2026-06-22", 0),  # a weekend
        ("2026-06-15", "2026-06-29", 10),
    ],
)
def test_working_days(first: str, until: str, days: int):
    assert working_days(date.fromisoformat(first), date.fromisoformat(until)) == days


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_committee_waits_ten_working_days_and_not_longer(first: date):
    earliest = earliest_for_committee(first)
    assert working_days(first, earliest) == 10
    assert working_days(first, earliest - timedelta(days=1)) == 9


def test_names_stand_where_people_look_for_them():
    expected = [
        "阿卜杜热西提·麦麦提敏",
        "安福喜",
        "Anna",
        "丁喆",
        "高玉珍",
        "韩梅",
        "𠮷田文",
        "单志强",
        "王秀兰",
        "㐂多吉",
        "曾国强",
        "张明",
        "赵明",
        "周慧芳",
        "左建军",
    ]
    assert sorted(expected, key=order_of) == expected


@given(st.text())
def test_every_name_has_a_place(name: str):
    assert order_of(name)[1] == name


@pytest.mark.parametrize(("hundredths", "text"), [(0, "0"), (25, "0.25"), (150, "1.5"), (2000, "20"), (-50, "−0.5"), (100_000, "1000")])
def test_amounts_in_words(hundredths: int, text: str):
    assert in_credits(hundredths) == text


@given(st.text())
def test_no_cell_begins_as_a_formula(text: str):
    safe = safe_cell(text)
    assert not safe.startswith(FORMULA)
    assert len(safe.splitlines()) <= 1 or {"\x1c", "\x1d", "\x1e"} & set(safe)
    assert safe.removeprefix("'").endswith(text.translate(ONE_LINE).removeprefix("'"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", " =1", "＝1", "\u00a0=1", "\ufeff=1", "\u200b=1", "\u202e=1", "\xad=1", "\x07=1"])
def test_what_could_be_one_gets_an_apostrophe(text: str):
    assert safe_cell(text) == f"'{text.translate(ONE_LINE)}"


def test_a_code_changes_with_every_cell():
    rows = [("王秀兰", "2000"), ("𠮷田文", "0")]
    assert check_code(rows) == check_code(iter(rows))
    assert len({check_code(rows), check_code(rows[::-1]), check_code(rows[:1]), check_code([("王秀兰", "2001"), rows[1]])}) == 4


@given(st.lists(st.integers(0, 20_000), min_size=len(LOWEST), max_size=len(LOWEST)))
def test_the_drawing_stays_in_its_frame(bands: list[int]):
    drawn = chart(bands)
    assert [bar.number for bar in drawn.bars] == bands
    assert all(TOP - 0.2 <= bar.y <= FLOOR and abs(bar.y + bar.height - FLOOR) < 0.2 for bar in drawn.bars)
    assert 1 <= len(drawn.ticks) <= 6
    assert (drawn.met, drawn.unmet) == (bands[-1], sum(bands[:-1]))
    assert labels()[0] == "0–19%"
