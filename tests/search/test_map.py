"""The curriculum map: what stands where, how large and in which colour, and that nothing is lost or shown that is not public."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from college.errors import NotFound
from courses.evaluation.models import ScoreSnapshot
from courses.evaluation.rules import ITEMS
from courses.selection import domain
from courses.selection.models import Offering, WaitlistEntry
from search import curriculum
from tests.factories import needs
from tests.factories import selection as make

pytestmark = [pytest.mark.django_db]


def offered(title: str, taken: int, *, school_code: str = "elder", **given: Any) -> Offering:
    offering = make.offering(make.course(title, school_code=school_code), capacity=40, **given)
    Offering.objects.filter(pk=offering.pk).update(seats_taken=taken)
    return offering


def rated(offering: Offering, answers: int, value: int) -> None:
    counts = {item: [answers * (place == value) for place in range(1, 6)] for item in ITEMS}
    ScoreSnapshot.objects.create(course=offering.course, answers=answers, eligible=answers, counts=counts, reason="closed", published_at=timezone.now())


def names(at: str, **given: Any) -> list[str]:
    return [part.name for part in curriculum.level(at, **given).parts]


def part(at: str, name: str) -> curriculum.Part:
    return next(one for one in curriculum.level(at).parts if one.name == name)


def test_every_course_is_found_from_the_top() -> None:
    first, second = offered("手机入门", 8), offered("书法入门", 3)
    offered("议事", 20, school_code="gov")
    needs.module("数字生活", first.course, slug="shuzi")
    assert names("") == ["社区治理学院", "老年学校"], "the most wanted first; schools without courses are not shown"
    assert names("elder") == ["数字生活", "其他"]
    assert names("elder/shuzi") == ["手机入门"]
    assert names("elder/-") == ["书法入门"]
    assert names("gov") == ["其他"]
    assert part("", "老年学校").figures.demand == 11
    assert part("elder", "数字生活").inside == (("手机入门", 8, ""),)
    assert part("elder/-", "书法入门").at == f"elder/-/{second.course_id}"


def test_demand_counts_who_waits_and_not_what_was_called_off() -> None:
    held = offered("手机入门", 8)
    WaitlistEntry.objects.create(offering=held, learner=make.person("wang"), joined_at=timezone.now())
    off = make.offering(held.course, capacity=40, state=Offering.State.CANCELLED)
    Offering.objects.filter(pk=off.pk).update(seats_taken=9)
    offered("书法入门", 8)
    figures = part("elder/-", "手机入门").figures
    assert (figures.demand, figures.waiting, figures.seats) == (9, 1, 40)
    assert names("elder/-") == ["手机入门", "书法入门"], "who waits counts for the order, too"
    assert part("elder", "其他").inside == (("手机入门", 9, ""), ("书法入门", 8, ""))
    assert part("", "老年学校").figures.waiting == 1


def test_scores_add_up_by_answers_and_stay_hidden_while_there_are_none() -> None:
    rated(offered("手机入门", 8), 5, 5)
    rated(offered("书法入门", 8), 15, 3)
    offered("合唱", 8)
    assert str(part("", "老年学校").figures.score) == "3.5"
    assert part("", "老年学校").figures.raters == 20
    assert [part("elder/-", name).figures.tone for name in ("手机入门", "书法入门", "合唱")] == ["4", "1", "none"]


@pytest.mark.both_databases
def test_the_whole_way_says_the_same_as_each_level_and_counts_once(django_assert_max_num_queries: Any) -> None:
    """A course in two modules of two schools' colours is one course of its school; a draft's class counts nowhere."""
    twice, other, draft = offered("手机入门", 8), offered("书法入门", 5), make.offering(make.course("还没写完", live=False), capacity=40)
    Offering.objects.filter(pk=draft.pk).update(seats_taken=30)
    rated(twice, 7, 4)
    needs.module("数字生活", twice.course, slug="shuzi")
    needs.module("新居民", twice.course, other.course, slug="xin")
    at = f"elder/shuzi/{twice.course_id}"
    with django_assert_max_num_queries(28):
        levels = curriculum.way_down(at)
    assert levels == [curriculum.level(way) for way in ("", "elder", "elder/shuzi", at)]
    school = levels[0].parts[0]
    assert (school.figures.demand, school.figures.raters, school.figures.score, school.within) == (13, 7, Decimal("4.0"), "2门课")
    assert school.inside == (("新居民", 13, ""), ("数字生活", 8, ""))
    assert [(one.name, one.figures.demand) for one in levels[1].parts] == [("新居民", 13), ("数字生活", 8)]


def test_lessons_are_as_large_as_they_are_long_and_in_their_order() -> None:
    page = make.course("手机入门", units=2)
    page.units.filter(sort_order=1).update(minutes=45)
    lessons = curriculum.level(f"elder/-/{page.pk}").parts
    assert [(one.kind, one.size) for one in lessons] == [("lesson", 90), ("lesson", 45)]


def test_a_module_asked_for_says_so() -> None:
    needs.need(asked=154, module=needs.module("数字生活", make.course("手机入门"), slug="shuzi"))
    assert part("elder", "数字生活").figures.asked == 154


def test_the_rest_is_a_page_further_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curriculum, "COURSES_SHOWN", 2)
    for number in range(3):
        offered(f"第 {number} 门", number)
    assert (names("elder/-"), curriculum.level("elder/-").more) == (["第 2 门", "第 1 门"], 1)
    assert names("elder/-", page=2) == ["第 0 门"]
    assert names("elder/-", page=9) == []


@pytest.mark.parametrize("at", ["x", "elder/x", "elder/-/0", "elder/-/x", "elder/-/1/1", "/", "elder//1", f"elder/-/{10**30}", "elder/-/²"])
def test_a_way_that_leads_nowhere(client: Client, at: str) -> None:
    make.course("手机入门")
    with pytest.raises(NotFound):
        curriculum.level(at)
    assert client.get("/map/", {"at": at}).status_code == 404
    assert client.get("/map/level/", {"at": at}).status_code == 404


def test_a_draft_is_nowhere(client: Client) -> None:
    draft = make.course("还没写完", live=False)
    make.course("手机入门")
    assert names("elder/-") == ["手机入门"]
    assert client.get("/map/", {"at": f"elder/-/{draft.pk}"}).status_code == 404


def test_page_level_and_branch_say_the_same_without_a_script(client: Client) -> None:
    held = offered("手机入门", 8)
    make.lessons(held)
    whole = client.get("/map/", {"at": "elder/-"}).content.decode()
    assert whole.count(f'href="/map/?at=elder/-/{held.course_id}"') == 2, "in the tree and in the table"
    assert "老年学校" in whole
    level, branch = (client.get(f"/map/{part}/", {"at": "elder/-"}).content.decode() for part in ("level", "branch"))
    assert branch.strip() in level, "the tree needs no second answer"


def test_the_map_is_kept_for_members_until_a_seat_is_taken(
    client: Client, django_capture_on_commit_callbacks: Any, django_assert_max_num_queries: Any, settings: Any, tmp_path: Path
) -> None:
    settings.PAGE_CACHE_SECONDS, settings.STAMPS_ROOT = 60, tmp_path / "stamps"
    caches["pages"].clear()
    offering = offered("手机入门", 8)
    client.force_login(make.person("wang", display_name="王秀兰"))
    for address in ("/map/?at=elder/-", "/map/level/?at=elder/-", "/map/branch/?at=elder"):
        client.get(address)
        with django_assert_max_num_queries(5):
            page = client.get(address).content.decode()
        assert ("王秀兰" in page) == ("level" not in address and "branch" not in address)
    with django_capture_on_commit_callbacks(execute=True):
        domain.pick(offering_id=offering.pk, learner=make.person("li"), now=make.NOW)
    assert 'data-size="9"' in client.get("/map/level/?at=elder/-").content.decode()
    caches["pages"].clear()


def test_the_api_gives_one_level(client: Client) -> None:
    offered("手机入门", 8)
    answer = client.get("/api/v1/curriculum", {"at": "elder/-"}).json()
    assert (answer["kind"], answer["more"]) == ("module", 0)
    assert [(one["name"], one["demand"], one["score"]) for one in answer["parts"]] == [("手机入门", 8, None)]
    assert client.get("/api/v1/curriculum", {"at": "nowhere"}).status_code == 404
