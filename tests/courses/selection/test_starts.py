"""Own starts on the pages of classes that are kept for all who stand the same way."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from college import facts
from college.roles import Role
from courses.selection import domain, times
from courses.selection.domain.standing import own_start_of
from courses.selection.models import Ballot, Draw, Offering, Wish
from tests.factories import rounds
from tests.factories import selection as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS, settings.STAMPS_ROOT = 600, tmp_path / "stamps"
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def as_(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def spread(opened: int) -> Offering:
    """A class of a term that opened so many seconds ago and spreads starts over ten minutes."""
    return make.offering(term=make.term(timezone.now(), selection_opens_at=timezone.now() - timedelta(seconds=opened), selection_spread=600))


def start(of: Offering, person: Any) -> Any:
    return own_start_of(person.pk, of.term_id, of.term.selection_opens_at, 600)


@pytest.mark.parametrize("page", ["class", "course"])
def test_one_page_tells_everybody_her_own_start(page: str, django_assert_max_num_queries: Any):
    offering = spread(-120)
    address = f"/selection/offerings/{offering.pk}/" if page == "class" else offering.course.get_url()
    clients = [(person, as_(person)) for person in make.people(3)]
    clients[0][1].get(address)
    for person, client in clients:
        with django_assert_max_num_queries(9):
            told = client.get(address).content.decode()
        own = start(offering, person)
        assert times.to_the_second(own) in told
        left = int(re.search(r'data-starts-in="(\d+)"', told)[1])
        assert abs((own - timezone.now()).total_seconds() * 1000 - left) < 20_000
        assert "hole-" not in told


def test_days_before_nothing_counts_down_and_the_own_start_is_told():
    offering = spread(-3 * 24 * 3600)
    address = f"/selection/offerings/{offering.pk}/"
    for person in make.people(2):
        told = as_(person).get(address).content.decode()
        assert times.to_the_second(start(offering, person)) in told
        assert "data-starts-in" not in told


@pytest.mark.parametrize("page", ["class", "home"])
def test_in_the_first_minute_some_may_pick_and_others_not_yet(page: str, django_assert_max_num_queries: Any):
    offering, now = spread(300), timezone.now()
    address = f"/selection/offerings/{offering.pk}/" if page == "class" else "/selection/"
    people = [one for one in make.people(24) if abs(start(offering, one) - now) > timedelta(seconds=60)]
    begun, waiting = ([one for one in people if (start(offering, one) <= now) is so] for so in (True, False))
    for group, pickable in ((begun, True), (waiting, False)):
        as_(group[0]).get(address)
        for client in map(as_, group[1:3]):
            with django_assert_max_num_queries(10):
                told = client.get(address).content.decode()
            assert ("data-starts-in" not in told, "data-pick" in told) == (pickable, True)


def test_who_reads_more_than_others_gets_her_own_page_and_leaves_theirs(django_assert_max_num_queries: Any):
    """An exception of the office, and a seat with news of groups: neither ends up on anybody else's page, nor keeps others from the kept one."""
    offering = make.offering(term=make.term(timezone.now()), needs_pledge=True)
    address, now = f"/selection/offerings/{offering.pk}/", timezone.now()
    seated, excepted, plain, other = make.people(4)
    make.enrolled(offering, seated)
    facts.pledge(of=plain, by=plain, now=now)
    facts.pledge(of=other, by=other, now=now)
    staff = make.person("", Role.STAFF)
    domain.waive(offering=offering, learner=excepted, reasons=["pledge_missing"], why="膝盖已经好了", by=staff, now=now)
    for person in (seated, plain, excepted, seated):
        as_(person).get(address)
    assert "教务处为您作了例外处理" in as_(excepted).get(address).content.decode()
    client = as_(other)
    with django_assert_max_num_queries(11):
        told = client.get(address).content.decode()
    assert "例外处理" not in told
    assert "您已选上" in as_(seated).get(address).content.decode()


def test_who_has_nothing_yet_gets_the_selection_of_all_who_have_nothing(django_assert_max_num_queries: Any):
    """Also where classes ask something of people: it is the same for those who stand the same way."""
    asking = make.offering(make.course("太极拳"), term=make.term(timezone.now()), needs_pledge=True)
    plain = make.offering(make.course("合唱"), term=asking.term)
    first, second, pledged, seated = make.people(4)
    facts.pledge(of=pledged, by=pledged, now=timezone.now())
    make.enrolled(plain, seated)
    pick = f'action="/selection/offerings/{asking.pk}/pick/"'
    pages = [as_(one).get("/selection/").content.decode() for one in (first, pledged, seated)]
    assert [pick in page for page in pages] == [False, True, False]
    assert ["还没有选课" in page for page in pages] == [True, True, False]
    client = as_(second)
    with django_assert_max_num_queries(22):
        again = client.get("/selection/").content.decode()
    assert pick not in again
    assert [part.split("csrf")[0] for part in again.split("<main")[1:]] == [part.split("csrf")[0] for part in pages[0].split("<main")[1:]]


def test_who_wished_in_vain_reads_so_on_the_selection_of_all_who_did(django_assert_max_num_queries: Any):
    """What became of her wishes is her own; what can be picked is the same for all who have nothing."""
    now = timezone.now()
    term = make.term(now)
    plan = rounds.plan(term)
    over = rounds.wishing(plan, opens_at=now - timedelta(days=3), days=1)
    sealed = {"sealed_at": now - timedelta(hours=47), "secret": "s", "secret_sha256": "s", "list_sha256": "l"}
    drawn = {"beacon_at": now - timedelta(days=1), "beacon_value": "v", "drawn_at": now - timedelta(hours=20)}
    rounds.a_round(plan, "first_come", now - timedelta(hours=1))
    popular, left = make.offering(make.course("太极拳"), term=term, capacity=1), make.offering(make.course("合唱"), term=term)
    wang, li, other = make.people(3)
    for person in (wang, li):
        ballot = Ballot.objects.create(round=over, learner=person, code=f"{person.pk:016}")
        Wish.objects.create(ballot=ballot, offering=popular, rank=1, outcome=Wish.Outcome.FULL)
    Draw.objects.filter(round=over).update(**sealed, **drawn)
    pages = [as_(one).get("/selection/").content.decode() for one in (wang, other)]
    client = as_(li)
    with django_assert_max_num_queries(14):
        pages.append(client.get("/selection/").content.decode())
    assert [f'action="/selection/offerings/{left.pk}/pick/"' in page for page in pages] == [True] * 3
    assert ["hole-" in page or "&lt;section" in page for page in pages] == [False] * 3
    assert ["您没有填志愿" in page for page in pages] == [False, True, False]


def test_a_class_that_fills_leaves_the_pages_of_others(django_capture_on_commit_callbacks: Any):
    one, other = (make.offering(term=make.term(timezone.now()), capacity=1) for _number in range(2))
    address = f"/selection/offerings/{other.pk}/"
    Client().get(address)
    with django_capture_on_commit_callbacks(execute=True):
        domain.pick(offering_id=one.pk, learner=make.person(), now=timezone.now())
    assert Client().get(address).kept
