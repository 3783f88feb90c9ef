"""Course pages kept for people who are signed in: dropped by every change, and nothing of anybody's on them.

That each reads what she would be shown alone: `tests/courses/selection/test_kept_situations.py`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from college import member_pages, notices
from college.members import Member, Personal
from college.models import User
from college.roles import Role
from courses.selection import domain
from tests.college.test_page_cache import CHANGES, World
from tests.factories import selection as make

pytestmark = pytest.mark.django_db
DRAWN = 12  # more queries than a kept page ever costs, fewer than a drawn one


@pytest.fixture(autouse=True)
def _kept(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = 600
    monkeypatch.setattr(member_pages, "PLACES", 2**60)  # no two pages of a test push out each other by chance
    settings.STAMPS_ROOT = tmp_path / "stamps"
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def world() -> World:
    return World()


def signed_in(person: User, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def learner(name: str, **fields: Any) -> Client:
    return signed_in(make.person(name, **fields))


@pytest.fixture
def cheap(django_assert_max_num_queries: Any) -> Any:
    return lambda: django_assert_max_num_queries(9)  # session, person, roles, four small ones, and the schools of somebody in the office


def test_a_second_learner_gets_the_page_of_the_first_with_her_own_name(world: World, cheap: Any):
    address = world.pages["course"]
    one, other = learner("wang", display_name="王秀兰"), learner("li", display_name="李<b>")
    first = one.get(address).content.decode()
    with cheap():
        second = other.get(address).content.decode()
    assert "王秀兰" in first
    assert "王秀兰" not in second
    assert "李&lt;b&gt;" in second
    assert "hole-for" not in first + second


def test_who_has_no_name_is_led_to_her_account(world: World):
    address = world.pages["course"]
    learner("wang", display_name="王秀兰").get(address)
    assert "我的账号" in learner("19900000007").get(address).content.decode()


def test_a_kept_page_rings_for_her_alone(world: World, cheap: Any):
    address = world.pages["course"]
    one, other = make.person("wang"), make.person("li")
    client, neighbour = signed_in(one), signed_in(other)
    client.get(address)
    notices.tell([one.pk], kind="x", text="有空位了", link="/", now=timezone.now())
    with cheap():
        assert b'<span class="count"' in client.get(address).content
    with cheap():
        assert b'<span class="count"' not in neighbour.get(address).content


def test_the_tokens_on_a_kept_page_are_good_for_who_got_it(world: World):
    address = world.pages["course"]
    learner("wang").get(address)
    second = signed_in(make.person("li"), enforce_csrf_checks=True)
    page = second.get(address).content.decode()
    tokens = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w{64})"', page))
    assert len(tokens) == 1
    assert second.post(reverse("selection:pick", args=[world.offering.pk]), {"csrfmiddlewaretoken": tokens.pop()}).status_code == 302
    assert world.offering.enrolments.filter(learner__username="li").exists()
    assert second.post(reverse("selection:drop", args=[world.offering.pk]), {"csrfmiddlewaretoken": "x" * 64}).status_code == 403


@pytest.mark.parametrize("change", [name for name, (_, shown_on) in CHANGES.items() if "course" in shown_on and "offline" not in name])
def test_a_change_shows_at_once(change: str, world: World, django_capture_on_commit_callbacks: Any, django_assert_max_num_queries: Any, cheap: Any):
    client = learner("wang")
    client.get(world.pages["course"])
    with cheap():
        client.get(world.pages["course"])
    with django_capture_on_commit_callbacks(execute=True):
        CHANGES[change][0](world)
    with pytest.raises(pytest.fail.Exception), django_assert_max_num_queries(DRAWN):
        client.get(world.pages["course"])


def test_her_own_seat_shows_at_once_and_only_to_her(world: World):
    one, other = make.person("wang"), make.person("li")
    mine, hers, address = signed_in(one), signed_in(other), world.pages["course"]
    assert "已选上" not in mine.get(address).content.decode() + hers.get(address).content.decode()
    domain.pick(offering_id=world.offering.pk, learner=one, now=timezone.now())
    drop = reverse("selection:drop", args=[world.offering.pk])
    assert drop in mine.get(address).content.decode()
    assert drop not in hers.get(address).content.decode()


def test_a_message_is_shown_once_and_never_kept(world: World):
    client, address = learner("wang"), world.pages["course"]
    client.get(address)
    client.post(reverse("selection:pick", args=[world.offering.pk]))
    said = [client.get(address).content.decode() for _ in range(2)]
    assert ["toast" in page or "notice--ok" in page for page in said] == [True, False]


def test_a_page_that_asks_for_the_person_is_drawn_for_her(world: World):
    """The front page shows the lessons of one's own day."""
    first, second = learner("wang", display_name="王秀兰"), learner("li", display_name="李桂芳")
    for _ in range(2):
        assert "王秀兰" in first.get("/").content.decode()
        assert "李桂芳" in second.get("/").content.decode()


def test_a_closed_page_is_never_kept(world: World):
    CHANGES["a page closed to the public"][0](world)
    client = learner("wang")
    client.get(world.pages["course"])
    assert client.get(world.pages["course"]).status_code == 200
    assert Client().get(world.pages["course"]).status_code == 302


def test_the_stand_in_knows_roles_and_nothing_else():
    member = Member(frozenset({Role.TEACHER}))
    assert (member.is_authenticated, member.is_anonymous, member.asked_for) == (True, False, "")
    for name in ("pk", "id", "username", "is_staff", "display_name"):
        with pytest.raises(Personal):
            getattr(member, name)
        assert member.asked_for == name


def test_made_up_addresses_keep_nothing(world: World, cheap: Any):
    client = learner("wang")
    client.get(world.pages["course"])
    for made_up in ("?x=1", "?page=1&y=2", "?" + "z" * 400):
        assert client.get(world.pages["course"] + made_up).status_code == 200
    with cheap():
        client.get(world.pages["course"])


def test_two_pages_in_one_place_are_never_mixed_up(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(member_pages, "PLACES", 1)
    other, client = make.course("合唱与声乐"), learner("wang")
    for _ in range(2):
        assert "智能手机零基础" in client.get(world.pages["course"]).content.decode()
        assert "合唱与声乐" in client.get(other.get_url()).content.decode()
