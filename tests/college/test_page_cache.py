"""Pages kept for visitors who are not signed in: given out without a query, dropped by every change, never mixed up, never somebody's own."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from college import caching, page_cache
from college.models import Room, Teacher
from college.page_cache import good_until
from courses.catalogue.models import CoursePage
from courses.selection import domain
from courses.selection.models import Lesson, Offering
from media.models import Recording
from media.signals import recording_changed
from tests.factories import evaluation, learning
from tests.factories import selection as make
from tests.races import all_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = 60
    settings.STAMPS_ROOT = tmp_path / "stamps"
    caches["pages"].clear()
    yield
    caches["pages"].clear()


class World:
    """One course with a class, and the four kinds of pages that show it."""

    def __init__(self) -> None:
        now = timezone.now()
        self.term = make.term(now, name="2026年秋季")
        self.venue = make.venue("方兴社区中心")
        self.page = make.course("智能手机零基础", units=1)
        self.teacher = self.page.teachers[0]
        self.offering = make.offering(self.page, term=self.term, venue=self.venue, teacher=self.teacher, capacity=10)
        (self.lesson,) = make.lessons(self.offering, first=now + timedelta(days=40), number=1)
        self.pages = {
            "course": self.page.get_url(),
            "front": "/",
            "list": "/courses/",
            "teachers": "/teachers/",
            "teacher": self.teacher.get_absolute_url(),
            "selection": "/selection/",
            "class": reverse("selection:offering", args=[self.offering.pk]),
        }


@pytest.fixture
def world() -> World:
    return World()


def is_kept(address: str, **extra: Any) -> bool:
    return getattr(Client().get(address, **extra), "kept", False)


def filled(world: World, *names: str) -> None:
    for name in names or world.pages:
        assert not is_kept(world.pages[name]), name
        assert is_kept(world.pages[name]), name


def test_a_kept_page_costs_no_query_and_is_the_same_to_the_last_header(world: World, django_assert_num_queries: Any):
    for address in world.pages.values():
        drawn = Client().get(address)
        with django_assert_num_queries(0):
            kept, head = Client().get(address), Client().head(address)
        assert (drawn.status_code, kept.content, dict(kept.headers)) == (200, drawn.content, dict(drawn.headers))
        assert not hasattr(drawn, "kept")
        assert (kept.kept, head.kept) == (True, True)
        assert (head.content, dict(head.headers)) == (b"", dict(drawn.headers))
        assert {"Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy", "Content-Language"} <= set(kept.headers)


def set_field(thing: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(values))


def edit_course(world: World) -> None:
    page = CoursePage.objects.get(pk=world.page.pk)
    page.title = "手机进阶"
    page.save_revision().publish()


def close_to_public(world: World) -> None:
    PageViewRestriction.objects.create(page=world.page, restriction_type=PageViewRestriction.LOGIN)


def ready(world: World) -> None:
    set_field(Teacher.objects.get(pk=world.teacher.pk), user=make.person())
    world.offering.refresh_from_db()
    learning.lesson_with_replay(world.offering)
    recording_changed.send(Recording, recording_id=Lesson.objects.get(pk=world.lesson.pk).recording_id)


def pick(world: World) -> None:
    domain.pick(offering_id=world.offering.pk, learner=make.person(), now=timezone.now())


def close(world: World) -> None:
    domain.close_offering(offering_id=world.offering.pk, now=timezone.now())


def new_class(world: World) -> None:
    make.offering(world.page, term=world.term, venue=world.venue, teacher=world.teacher)


def score(world: World) -> None:
    evaluation.closed_class([(5,)] * 5, course=world.page, teacher=world.teacher, now=timezone.now())


CHANGES: dict[str, tuple[Callable[[World], Any], tuple[str, ...]]] = {
    "a page published": (edit_course, ("course", "front", "list", "teacher")),
    "a page taken offline": (lambda world: CoursePage.objects.get(pk=world.page.pk).unpublish(), ("course", "front", "list", "teacher")),
    "a page closed to the public": (close_to_public, ("course", "list")),
    "a seat": (pick, ("course", "front", "list", "teacher", "selection", "class")),
    "a class closed": (
        lambda world: domain.close_offering(offering_id=world.offering.pk, now=timezone.now()),
        ("course", "front", "list", "teacher", "selection", "class"),
    ),
    "a new class": (new_class, ("course", "list", "teacher", "selection")),
    "a lesson moved": (lambda world: set_field(world.lesson, starts_at=world.lesson.starts_at - timedelta(days=1)), ("course", "list", "selection", "class")),
    "a recording ready": (ready, ("course",)),
    "a term": (lambda world: set_field(world.term, selection_closes_at=timezone.now() + timedelta(days=99)), ("course", "front", "list", "teachers")),
    "a teacher": (lambda world: set_field(Teacher.objects.get(pk=world.teacher.pk), name="陈晓静"), ("course", "list", "teachers", "teacher")),
    "a venue": (lambda world: set_field(world.venue, name="华山路睦邻中心"), ("course", "front", "list", "teacher")),
    "a room": (lambda world: Room.objects.create(venue=world.venue, name="一号教室", capacity=9), ("course",)),
    "a score": (score, ("course", "list", "teacher")),
    "a school": (lambda world: set_field(world.page.school, name="银龄学校"), ("course", "front", "list", "teachers")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_shows_at_once(change: str, world: World, django_capture_on_commit_callbacks: Any):
    act, shown_on = CHANGES[change]
    filled(world, *shown_on)
    with django_capture_on_commit_callbacks(execute=True):
        act(world)
    assert [name for name in shown_on if is_kept(world.pages[name])] == []


def test_in_a_rush_one_asker_draws_for_all(world: World, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any):
    """The others get the page as it was, also where somebody opens it for the first time since. What is no number still shows at once."""
    monkeypatch.setattr(caching, "REFRESH", 3600)
    monkeypatch.setattr(caching, "CALM", 0)
    filled(world, "class", "list")
    drawn = []
    for _turn in range(5):
        with django_capture_on_commit_callbacks(execute=True):
            pick(world)
        drawn += [name for name in ("class", "list") * 3 if not is_kept(world.pages[name])]
    assert drawn == ["class", "list"]
    assert "还有 9 座" in Client().get(world.pages["class"]).content.decode()
    Offering.objects.filter(pk=world.offering.pk).update(capacity=6)
    with django_capture_on_commit_callbacks(execute=True):
        pick(world)
    assert not is_kept(world.pages["class"])  # the last seat is gone
    assert "座位都选完了" in Client().get(world.pages["class"]).content.decode()


def test_numbers_that_changed_during_the_drawing_are_due_again(world: World):
    begun, request = time.time_ns(), RequestFactory().get("/")
    caching.shows(request, caching.offering(world.offering.pk))
    caching.stamps().renew([caching.offering(world.offering.pk) + caching.NUMBERS])
    kept = caching.stamped(request, begun)
    assert kept is not None
    assert [caching.is_good(kept, "a-place") for _asker in range(3)] == [False, True, True]  # the first draws


def test_what_does_not_change_is_still_kept(world: World, django_capture_on_commit_callbacks: Any):
    other = make.course("合唱与声乐")
    assert not is_kept(other.get_url())
    with django_capture_on_commit_callbacks(execute=True):
        pick(world)
    assert is_kept(other.get_url())


def test_a_change_that_is_rolled_back_or_not_yet_committed_drops_nothing(world: World, django_capture_on_commit_callbacks: Any):
    filled(world, "course")
    with django_capture_on_commit_callbacks(execute=False):
        pick(world)
    assert is_kept(world.pages["course"])


def test_a_page_drawn_while_something_changes_is_not_kept(world: World, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch):
    """It may show the state of before."""
    drawn = CoursePage.get_context

    def slow(self: CoursePage, *args: Any, **kwargs: Any) -> Any:
        context = drawn(self, *args, **kwargs)
        caching.stamps().renew([caching.course(self.pk)])
        return context

    with monkeypatch.context() as patch:
        patch.setattr(CoursePage, "get_context", slow)
        assert not is_kept(world.pages["course"])
    assert not is_kept(world.pages["course"])
    assert is_kept(world.pages["course"])


def test_who_is_signed_in_never_gets_nor_fills_what_is_kept(world: World):
    learner = Client()
    learner.force_login(make.person("wang", display_name="王秀兰"), backend="django.contrib.auth.backends.ModelBackend")
    for address in world.pages.values():
        assert "王秀兰" in learner.get(address).content.decode()
        assert "王秀兰" not in Client().get(address).content.decode()
        again = learner.get(address)
        assert "王秀兰" in again.content.decode()
        assert not hasattr(again, "kept")
        assert "no-store" in again["Cache-Control"]


def test_language_and_modes_are_kept_apart(world: World):
    variants = [{}, {"django_language": "en"}, {"size": "large"}, {"theme": "dark"}, {"theme": "light"}, {"size": "large", "theme": "dark"}]
    fresh = [_with(cookies).get("/courses/") for cookies in variants]
    again = [_with(cookies).get("/courses/") for cookies in variants]
    assert [hasattr(one, "kept") for one in fresh] == [False] * 6
    assert [one.kept for one in again] == [True] * 6
    assert [one.content for one in fresh] == [one.content for one in again]
    assert len({one.content for one in again}) == 6
    assert ('lang="en"' in again[1].content.decode(), 'data-theme="dark"' in again[5].content.decode()) == (True, True)
    assert _with({"theme": "<b>"}).get("/courses/").kept  # nonsense counts as none


def _with(cookies: dict[str, str]) -> Client:
    client = Client()
    client.cookies.load(cookies)
    return client


def test_what_is_never_kept(world: World, settings: Any):
    addresses = ["/courses/?q=手机", "/search/?q=手机", "/accounts/login/", "/feedback/", "/no-such-page/", "/courses/?" + "x" * 400]
    for address in addresses:
        assert [is_kept(address), is_kept(address)] == [False, False], address
    filled(world, "list")
    for extra in ({"HTTP_AUTHORIZATION": "Bearer x"}, {"HTTP_HX_REQUEST": "true"}, {"HTTP_COOKIE": "messages=x"}, {"HTTP_COOKIE": "sessionid=x"}):
        assert not is_kept("/courses/", **extra), extra
    assert not hasattr(Client().post("/courses/"), "kept")
    settings.PAGE_CACHE_SECONDS = 0
    assert not is_kept("/courses/")


def test_addresses_that_are_made_up_push_nothing_out(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch):
    """What nobody links to is not kept, and what is asked for in endless ways shares a few places."""
    settings.ALLOWED_HOSTS = ["testserver"]
    for address in (
        "/courses/?x=1",
        "/courses/?page=2&x=1",
        "/selection/?utm_source=a",
        "/?a",
        "/courses/?=1",
        "/courses/?%70age%5B%5D=1",
    ):
        assert [is_kept(address), is_kept(address)] == [False, False], address
    for address in ("/courses/?school=elder&page=1", "/courses/?q=&open=1"):
        assert [is_kept(address), is_kept(address)] == [False, True], address
    assert "?school=elder" in Client().get("/courses/?school=elder").content.decode()
    filled(world)
    Client().get("/teachers/", HTTP_HOST="testserver")
    before = entries()
    monkeypatch.setattr(page_cache, "PLACES", 8)
    for number in range(12):
        Client().get(f"/teachers/?page={number}")
        Client().get("/teachers/", HTTP_HOST=f"testserver:{number + 1000}")
        Client().get("/teachers/", HTTP_HOST="".join(letter.upper() if number >> place & 1 else letter for place, letter in enumerate("testserver")))
    assert entries() - before <= 8
    assert all(is_kept(address) for address in world.pages.values())


def entries() -> int:
    """How many pages are kept; only the cache in memory can tell."""
    return sum(":page:" in key and ":keeps:" not in key for key in caches["pages"]._cache)


def test_two_addresses_in_one_place_are_never_mixed_up(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(page_cache, "PLACES", 1)
    one, other = "/courses/?school=elder", "/courses/?school=party"
    pages = [Client().get(address) for address in (one, other, one, one)]
    assert [getattr(page, "kept", False) for page in pages] == [False, False, False, True]
    assert pages[0].content == pages[3].content != pages[1].content


def test_what_is_not_there_is_not_kept_and_a_question_for_the_head_keeps_nothing(world: World):
    before = entries()
    for address in ("/no-such-page/", "/courses/no-such-course/", "/selection/offerings/999999/", "/teachers/nobody/", "/courses", "/scores/courses/99/"):
        for client in (Client().get, Client().head):
            assert not hasattr(client(address), "kept"), address
    head = Client().head("/courses/")
    assert (head.status_code, head.content, entries()) == (200, b"", before)
    page = Client().get("/courses/")
    assert page.content
    assert not hasattr(page, "kept")
    assert Client().head("/courses/", HTTP_COOKIE="sessionid=x").status_code == 200


def test_what_browsers_tell_beside_the_address_changes_nothing(world: World):
    plain = Client().get("/courses/").content
    for extra in ({"HTTP_ACCEPT_LANGUAGE": "en"}, {"HTTP_X_FORWARDED_HOST": "evil.example"}, {"HTTP_X_FORWARDED_PROTO": "https"}, {"HTTP_RANGE": "bytes=0-9"}):
        caches["pages"].clear()
        Client().get("/courses/", **extra)
        assert Client().get("/courses/").content == plain, extra


@pytest.mark.usefixtures("one_window")
def test_the_limit_of_searches_holds(world: World, settings: Any):
    settings.RATE_LIMITS = {"search": (2, 60)}
    assert [Client().get("/courses/?q=手机").status_code for _ in range(3)] == [200, 200, 429]


def test_hosts_and_schemes_are_kept_apart(world: World, settings: Any):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    assert [is_kept("/courses/", HTTP_HOST=host) for host in ("one.example", "two.example", "one.example")] == [False, False, True]
    assert not is_kept("/courses/", HTTP_HOST="one.example", secure=True)
    assert Client().get("/courses/", HTTP_HOST="evil.example").status_code == 400


def test_time_drops_pages_too(world: World):
    now = timezone.now()
    set_field(world.term, selection_closes_at=now + timedelta(seconds=20))
    assert good_until(now) <= now + timedelta(seconds=20)
    set_field(world.term, selection_closes_at=now + timedelta(days=3))
    assert good_until(now) <= now + timedelta(seconds=60)
    night = timezone.localtime(now).replace(hour=23, minute=59, second=50)
    assert timezone.localtime(good_until(night)).hour == 0


@pytest.mark.django_db(transaction=True)
def test_a_purge_reaches_other_processes_and_survives_a_broken_store(world: World, tmp_path: Path):
    """The stamps are files: another process sees them without being told. A disk that is full never undoes a pick."""
    filled(world, "course")
    path = tmp_path / "stamps" / caching.course(world.page.pk)
    path.parent.mkdir(exist_ok=True)
    path.touch()
    os.utime(path, ns=(time.time_ns(), time.time_ns()))  # what a worker's `changed` does
    assert not is_kept(world.pages["course"])
    for file in path.parent.iterdir():
        file.unlink()
    path.parent.rmdir()
    path.parent.write_text("not a folder")
    pick(world)
    assert Offering.objects.get(pk=world.offering.pk).seats_taken == 1


def test_a_shared_cache_holds_the_stamps_itself(world: World, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any, monkeypatch: Any):
    settings.CACHES = {
        name: {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(tmp_path / name)} for name in ("default", "pages")
    }
    monkeypatch.setattr(caching.CacheStamps, "skew", 0)
    filled(world, "course")
    with django_capture_on_commit_callbacks(execute=True):
        pick(world)
    assert not is_kept(world.pages["course"])
    assert is_kept(world.pages["course"])


@pytest.mark.django_db(transaction=True)
def test_of_many_who_come_when_a_page_turns_one_draws(world: World, monkeypatch: pytest.MonkeyPatch):
    """The others wait for hers."""
    filled(world, "course")
    drawings, begun = [], threading.Event()
    context = CoursePage.get_context

    def slow(self: CoursePage, *args: Any, **kwargs: Any) -> Any:
        drawings.append(1)
        begun.wait(0.3)
        return context(self, *args, **kwargs)

    monkeypatch.setattr(CoursePage, "get_context", slow)
    caching.stamps().renew([caching.course(world.page.pk)])
    assert all_at_once(*[lambda: Client().get(world.pages["course"])] * 4) == {"done": 4}
    assert len(drawings) == 1
