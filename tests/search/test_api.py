"""The public API of this room: operations, shapes, refusals."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from search import indexing
from tests.factories import selection as make

pytestmark = [pytest.mark.django_db]


def get(client: Client, path: str, status: int = 200) -> Any:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == status, answer.content[:300]
    return answer.json()


@pytest.fixture
def offering() -> Any:
    made = make.offering(make.course("智能手机零基础", units=2), term=make.term(now=timezone.now()), teacher=make.teacher("方砚秋"), capacity=5)
    make.lessons(made)
    indexing.sweep(now=timezone.now())
    return made


def test_search_all(client: Client, offering: Any) -> None:
    answer = get(client, "/search?q=手机&kind=course&page=1")
    assert answer["count"] == 1
    (result,) = answer["results"]
    assert result["kind"] == "course"
    assert result["title"] == "智能手机零基础"
    assert result["url"] == offering.course.get_url()
    assert "highlight" in result
    assert {result["kind"] for result in get(client, "/search?q=手机")["results"]} == {"course", "teacher", "offering"}
    assert get(client, "/search?q=手机&page=400")["results"] == []


def test_courses(client: Client, offering: Any) -> None:
    answer = get(client, f"/courses?q=手机&school=elder&school=gov&venue={offering.venue_id}&term={offering.term_id}&open=true&sort=title")
    assert (answer["count"], answer["pages"]) == (1, 1)
    assert answer["results"][0]["capacity"] == 5
    assert get(client, "/courses?school=citizen")["count"] == 0


def test_a_course_without_its_lesson_plan(client: Client, offering: Any) -> None:
    course = offering.course
    answer = get(client, f"/courses/{course.pk}")
    assert [unit["title"] for unit in answer["units"]] == [unit.title for unit in course.units.all()]
    assert answer["offerings"][0]["open"] is True
    assert answer["school"]["code"] == "elder"
    assert not {"lesson_plan", "handout"} & set(answer)


def test_a_draft_is_nobodys_business(client: Client) -> None:
    draft = make.course("草稿", live=False)
    assert get(client, f"/courses/{draft.pk}", 404)["code"] == "not_found"
    assert get(client, "/courses/9223372036854775807", 404)["code"] == "not_found"


def test_teachers_and_offerings(client: Client, offering: Any) -> None:
    names = [teacher["name"] for teacher in get(client, "/teachers")["results"]]
    assert "方砚秋" in names
    answer = get(client, f"/offerings?course={offering.course_id}&open=true")
    assert answer["count"] == 1
    assert len(answer["results"][0]["lessons"]) == 3
    make.full(offering)
    assert get(client, "/offerings?open=true")["count"] == 0


@pytest.mark.parametrize(
    "path",
    ["/search?kind=lesson", "/search?page=0", "/search?page=x", "/search?page=401", "/search?q=" + "a" * 501, "/courses?school=x", "/courses?venue=x",
     "/courses?sort=x", "/courses/x", "/courses/0", "/courses/99999999999999999999", "/offerings?course=x", "/teachers?page=-1", "/courses?open=maybe"],
)  # fmt: skip
def test_nonsense_is_refused_with_code_and_message(client: Client, path: str) -> None:
    refusal = get(client, path, 422)
    assert refusal["code"] == "invalid"
    assert refusal["message"]


@pytest.mark.parametrize("q", ["", "%00", "%22", "*", "%F0%9F%98%80", "a" * 500, "AND", "%ED%A0%80", "'", "%25"])
def test_no_words_break_the_search(client: Client, q: str) -> None:
    get(client, f"/search?q={q}")
    get(client, f"/courses?q={q}")


def test_operations_keep_their_names(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    names = {operation["operationId"] for path in paths.values() for operation in path.values()}
    assert {"searchAll", "listCourses", "getCourse", "listTeachers", "listOfferings"} <= names


@pytest.mark.usefixtures("one_window")
def test_searching_too_often_is_refused_in_words(client: Client, settings: Any) -> None:
    settings.RATE_LIMITS = {"search": (2, 3600)}
    for _ in range(2):
        get(client, "/search?q=手机")
    refusal = get(client, "/search?q=手机", 429)
    assert refusal["code"] == "too_many"
    assert client.get("/search/?q=手机").status_code == 429


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/search?q=手机", 3), ("/courses", 8), ("/teachers", 6), ("/offerings", 6)])
def test_lists_take_a_constant_number_of_queries(client: Client, path: str, queries: int, number: int, django_assert_num_queries: Any) -> None:
    for _ in range(number):
        offering = make.offering(make.course("智能手机", units=3), term=make.term(now=timezone.now()))
        make.lessons(offering)
    indexing.sweep(now=timezone.now())
    get(client, path)
    with django_assert_num_queries(queries):
        get(client, path)


def test_for_whom_a_class_is(client: Client, offering: Any) -> None:
    for_some = make.offering(make.course("楼道议事"), term=offering.term, audience=["building_head", "grid_worker"])
    indexing.sweep(now=timezone.now())
    told = {one["id"]: (one["audience"], one["for_whom"]) for one in get(client, "/offerings")["results"]}
    assert told == {offering.pk: ([], ""), for_some.pk: (["building_head", "grid_worker"], "面向楼长和网格员")}
    for asked, titles in (("role=grid_worker", {"楼道议事"}), ("role=all", {"智能手机零基础"}), ("role=grid_worker&role=all", {"楼道议事", "智能手机零基础"})):
        assert {one["title"].strip() for one in get(client, f"/search?kind=offering&{asked}")["results"]} == titles
    assert get(client, "/search?role=mayor", 422)["code"] == "invalid"
