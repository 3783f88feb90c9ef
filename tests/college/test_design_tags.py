"""How we write dates, lengths and seats."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.paginator import Paginator
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from college import tags
from college.models import User


def test_a_day_names_its_year_only_when_it_is_another():
    this_year = timezone.localdate().year
    with translation.override("zh-hans"):
        assert tags.short_day(date(2019, 6, 21)).replace(tags.WORD_JOINER, "") == "2019年6月21日（周五）"
        assert tags.short_day(date(this_year, 6, 21)).startswith("6月21日（")
        assert tags.short_day(None) == "—"


def test_a_day_is_the_college_s_own_day():
    with translation.override("zh-hans"):
        assert "6月22日" in tags.short_day(datetime(2019, 6, 21, 18, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (1878, "31分 18秒", "31 minutes 18 seconds"),
        (60, "1分", "1 minute"),
        (3900, "1小时 5分", "1 hour 5 minutes"),
        (3601, "1小时", "1 hour"),
        (0, "0秒", "0 seconds"),
        (None, "—", "—"),
    ],
)
def test_a_length_in_words(seconds, chinese, english):
    with translation.override("zh-hans"):
        assert tags.length_words(seconds) == chinese.replace(" ", "")
    with translation.override("en"):
        assert tags.length_words(seconds) == english


@pytest.mark.parametrize(("seconds", "shown"), [(1122, "18:42"), (3909, "1:05:09"), (0, "0:00"), (None, "—")])
def test_a_position(seconds, shown):
    assert tags.position(seconds) == shown


def test_a_range_of_hours_has_an_en_dash():
    assert tags.clock_range(time(14, 0), time(15, 30)).replace(tags.WORD_JOINER, "") == "14:00–15:30"


def test_a_range_of_hours_and_a_weekday_stay_on_one_line():
    assert tags.clock_range(time(14, 0), time(15, 30)) == "14:00–\u206015:30"
    with translation.override("zh-hans"):
        assert "（周\u2060五）" in tags.short_day(date(2019, 6, 21))
    with translation.override("en"):
        assert "(Fri)" in tags.short_day(date(2019, 6, 21))


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 60))
def test_there_is_one_chair_a_seat(capacity, taken, kept):
    chairs = tags.chairs(capacity, taken, min(kept, capacity))["chairs"]
    kinds = [chair.kind for chair in chairs]
    assert len(chairs) == capacity
    assert kinds.count("taken") == min(taken, capacity)
    assert len({(chair.x, chair.y) for chair in chairs}) == capacity


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_bar_is_never_wider_than_its_track(part, whole):
    assert 0 <= tags.share(part, whole) <= 100
    assert 0 <= float(tags.thousandths(part, whole)) <= 1000


def test_a_long_pager_has_gaps():
    assert tags.page_numbers(Paginator(range(480), 10).page(9)) == [1, "…", 8, 9, 10, "…", 48]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 MicroMessenger/8.0", "WeChat · phone or tablet"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0", "Edge · computer"),
        ("", "Unknown browser · computer"),
    ],
)
def test_a_device_has_a_name_that_people_use(agent, name):
    with translation.override("en"):
        assert tags.device_name(agent) == name


@pytest.mark.parametrize(
    ("username", "name", "said"),
    [("+8619900001234", "", ""), ("+8619900001234", "王秀兰", "王秀兰"), ("wang", "", "wang"), ("wang", "王秀兰", "王秀兰")],
)
def test_nobody_is_called_by_a_phone_number(username, name, said):
    assert tags.called(User(username=username, display_name=name)) == said


@pytest.mark.parametrize(
    ("label", "chinese", "english"), [("邮箱", "邮箱：", "邮箱: "), ("讲得明白吗？", "讲得明白吗？", "讲得明白吗？"), ("Clear?", "Clear? ", "Clear? ")]
)
def test_one_mark_stands_between_a_field_and_what_is_wrong_with_it(label, chinese, english):
    with translation.override("zh-hans"):
        assert tags.before_error(label) == chinese
    with translation.override("en"):
        assert tags.before_error(label) == english
