"""The pages: what a visitor sees, with how many queries, and that no address breaks them."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courses.selection.models import Offering
from search import indexing
from tests.factories import selection as make

pytestmark = [pytest.mark.django_db]


def offered(title: str = "智能手机零基础", **given: Any) -> Offering:
    """A class that can be picked at this moment."""
    now = timezone.now()
    page = given.pop("page", None) or make.course(title, school_code=given.pop("school_code", "elder"))
    offering = make.offering(page, term=make.term(now=now), **given)
    make.lessons(offering, first=now + timezone.timedelta(days=40))
    return offering


def index() -> None:
    indexing.sweep(now=timezone.now())


def text_of(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("word", ["智能手机", "手机"])
def test_a_word_inside_a_sentence_is_found_and_marked(client: Client, word: str) -> None:
    page = make.course("从零学起")
    page.outline = "<p>课程介绍智能手机的使用方法。</p>"
    page.summary = "慢慢学"
    page.save()
    index()
    seen = text_of(client, f"/search/?q={word}")
    assert f"<mark>{word}</mark>" in seen
    assert page.get_url() in seen


def test_tabs_and_filters_count_and_narrow(client: Client) -> None:
    first, second = offered("书法入门"), offered("书法提高", school_code="citizen")
    index()
    everything = text_of(client, "/search/?q=书法&kind=course")
    assert "书法入门".replace("书法", "<mark>书法</mark>") in everything
    narrowed = text_of(client, f"/search/?q=书法&kind=course&venue={first.venue_id}")
    assert "<mark>书法</mark>入门" in narrowed
    assert "<mark>书法</mark>提高" not in narrowed
    assert 'class="tag tag--remove"' in narrowed
    assert str(second.venue) in narrowed, "the other venue can still be chosen"


def test_a_text_that_is_too_long_is_said_and_kept(client: Client) -> None:
    seen = text_of(client, "/search/?q=" + "a" * 501)
    assert 'id="q-error"' in seen
    assert "a" * 501 in seen


def test_a_course_must_have_one_class_that_fits_all_filters(client: Client) -> None:
    """Seats at one place and none at the other: asked for seats at the other, the course is not in the list."""
    full = offered("书法", capacity=1)
    make.full(full)
    make.offering(full.course, term=full.term, capacity=9)
    assert "course-row" in text_of(client, "/courses/?open=1")
    assert "course-row" in text_of(client, f"/courses/?venue={full.venue_id}")
    assert "course-row" not in text_of(client, f"/courses/?open=1&venue={full.venue_id}")


def test_courses_show_the_class_that_can_be_joined(client: Client) -> None:
    offering = offered("书法", capacity=36, teacher=make.teacher("方砚秋"))
    seen = text_of(client, "/courses/")
    assert offering.venue.name in seen
    assert "方砚秋" in seen
    assert "36" in seen


def test_a_draft_is_in_no_list(client: Client) -> None:
    page = make.course("秘密草稿", live=False)
    make.offering(page, teacher=make.teacher("李敏"))
    index()
    for address in ("/courses/", "/search/?q=秘密", "/teachers/", "/"):
        assert "秘密草稿" not in text_of(client, address)


def test_a_teacher_has_her_courses_and_classes(client: Client) -> None:
    teacher = make.teacher("欧阳方砚秋")
    teacher.bio = "退休美术老师。<b>"
    teacher.save()
    offering = offered("书法", teacher=teacher)
    seen = text_of(client, teacher.get_absolute_url())
    assert "退休美术老师。&lt;b&gt;" in seen
    assert f"#offering-{offering.pk}" in seen
    assert client.get("/teachers/nobody/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/search/?q=手机", 7), ("/courses/", 24), ("/teachers/", 6)])
def test_lists_take_a_constant_number_of_queries(client: Client, address: str, queries: int, number: int, django_assert_num_queries: Any) -> None:
    for _ in range(number):
        offered()
    index()
    client.get(address)  # the site's root path and content types are kept from now on
    with django_assert_num_queries(queries):
        client.get(address)
