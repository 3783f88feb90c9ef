"""The five ones as plain data."""

from html import escape
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue.rules.readiness import FIVE, Part, Readiness, says_something

WRITTEN = {Part.OUTLINE: "<p>大纲</p>", Part.LESSON_PLAN: "<p>教案</p>", Part.HANDOUT: "<p>讲义</p>"}


def complete(**given):
    return Readiness.of(**{"prose": WRITTEN, "files": {Part.SLIDES}, "teachers": 1, "school": True, **given})


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p></p>",
        "<p> </p>",
        "<p>&nbsp;</p>",
        "<p>\u3000</p>",
        "<p>&#8203;</p>",
        "<hr/>",
        "<ul><li></li></ul>",
        "\n\t",
        "<h3><b></b></h3>",
        "<p>\u200b\ufeff</p>",
    ],
)
def test_empty_prose_says_nothing(html):
    assert not says_something(html)


@pytest.mark.parametrize("html", ["<p>讲</p>", "大纲", "<ul><li>1</li></ul>", "<p>&lt;</p>", "<p>㐂</p>", "<p>𠮷</p>"])
def test_one_visible_character_says_something(html):
    assert says_something(html)


@given(st.text())
def test_escaped_text_says_something_exactly_when_it_can_be_seen(text):
    visible = any(category(sign)[0] not in "CZ" for sign in text)
    assert says_something(f"<p>{escape(text)}</p>") == visible


def test_a_complete_course_misses_nothing():
    assert complete().complete
    assert complete().missing == ()


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"prose": {**WRITTEN, Part.OUTLINE: "<p> </p>"}}, (Part.OUTLINE,)),
        ({"prose": {**WRITTEN, Part.LESSON_PLAN: ""}}, (Part.LESSON_PLAN,)),
        ({"prose": {**WRITTEN, Part.HANDOUT: ""}}, (Part.HANDOUT,)),
        ({"files": set()}, (Part.SLIDES,)),
        ({"teachers": 0}, (Part.TEACHER,)),
        ({"school": False}, (Part.SCHOOL,)),
        ({"prose": {}, "files": set(), "teachers": 0, "school": False}, tuple(Part)),
    ],
)
def test_what_is_missing_is_named_in_order(given, missing):
    assert complete(**given).missing == missing


@pytest.mark.parametrize("part", [Part.OUTLINE, Part.LESSON_PLAN, Part.HANDOUT])
def test_a_file_stands_for_the_text(part):
    assert complete(prose={**WRITTEN, part: ""}, files={Part.SLIDES, part}).complete


@given(st.sets(st.sampled_from(list(Part))))
def test_missing_and_there_are_the_whole(there):
    readiness = Readiness(frozenset(there))
    assert set(readiness.missing) | there == set(Part)
    assert not set(readiness.missing) & there
    assert [part for part, _ in readiness.slots] == list(FIVE)
    assert all(filled == (part in there) for part, filled in readiness.slots)
