"""Scripts gain nothing by pressing often, and a family behind one address is not shut out."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from college import limits
from courses.selection.models import Ballot, Offering
from tests.factories import rounds
from tests.factories import selection as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three presses of one account and six behind one address, at second 48 of a minute."""
    settings.RATE_LIMITS = {"pick": (3, 60), "pick_address": (6, 60)}
    monkeypatch.setattr(limits, "time", lambda: 1_780_000_000 // 60 * 60 + 48.9)


@pytest.fixture
def offering() -> Offering:
    return make.offering(capacity=60, term=make.term(timezone.now()))


def press(who: Any, at: str, times: int = 1, place: str = "114.114.114.114", sent: dict[str, Any] | None = None) -> list[HttpResponse]:
    client = Client(REMOTE_ADDR=place)
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    return [client.post(at, sent) for _ in range(times)]


def test_the_fourth_press_of_one_account_is_refused_at_every_door_and_says_how_long(offering: Offering):
    script, at = make.person(), f"/selection/offerings/{offering.pk}/"
    assert [answer.status_code for answer in press(script, f"{at}pick/", 3)] == [302, 302, 302]
    for door in (f"{at}pick/", f"{at}drop/", f"{at}waitlist/", f"{at}waitlist/leave/"):
        refused = press(script, door)[0]
        assert (refused.status_code, refused["Retry-After"]) == (429, "12")
        assert "12 秒" in refused.content.decode()
    refused = press(script, f"/api/v1/offerings/{offering.pk}/pick")[0]
    assert (refused.status_code, refused["Retry-After"], refused.json()["code"]) == (429, "12", "too_many")


def test_her_family_behind_the_same_address_picks_on_until_it_is_a_crowd(offering: Offering):
    at = f"/selection/offerings/{offering.pk}/pick/"
    assert press(make.person(), at, 4)[-1].status_code == 429
    assert [press(make.person(), at)[0].status_code for _ in range(3)] == [302] * 3
    crowded = press(make.person(), at)[0]
    assert (crowded.status_code, crowded["Retry-After"]) == (429, "12")
    assert "网络" in crowded.content.decode()
    for own in ("127.0.0.1", "192.168.3.20", "::1"):  # a proxy of ours, the rooms of the college
        assert {press(make.person(), at, place=own)[0].status_code for _ in range(8)} == {302}


def test_wishes_of_many_accounts_behind_one_address_are_a_crowd_at_the_page_and_for_programs(offering: Offering):
    now = timezone.now()
    running = rounds.wishing(rounds.plan(offering.term), opens_at=now - timedelta(days=1))
    page, program = f"/selection/wishes/{running.pk}/", f"/api/v1/rounds/{running.pk}/wishes"

    def write(place: str = "114.114.114.114") -> HttpResponse:
        client = Client(REMOTE_ADDR=place)
        client.force_login(make.person(), backend="django.contrib.auth.backends.ModelBackend")
        return client.put(program, {"offerings": [offering.pk]}, content_type="application/json")

    def add(place: str = "114.114.114.114") -> HttpResponse:
        return press(make.person(), page, place=place, sent={"do": "add", "offering": offering.pk})[0]

    assert [one().status_code for one in (add, write) * 3] == [302, 200] * 3
    for refused, words in ((one := add(), one.content.decode()), (one := write(), one.json()["message"])):
        assert (refused.status_code, refused["Retry-After"], "网络" in words) == (429, "12", True)
    assert Ballot.objects.count() == 6
    assert (add("192.168.3.20").status_code, write("192.168.3.20").status_code) == (302, 200)  # the rooms of the college
    assert add("114.114.114.115").status_code == 302


def test_a_script_is_refused_in_words_alone_and_a_rush_fills_no_log(offering: Offering, caplog: pytest.LogCaptureFixture):
    """Our page's script shows them in place; a browser without it gets the page of the class with them."""
    make.full(offering)
    client, at = Client(), f"/selection/offerings/{offering.pk}/pick/"
    client.force_login(make.person(), backend="django.contrib.auth.backends.ModelBackend")
    words = client.post(at, headers={"accept": "application/json"})
    assert (words.status_code, words.json()["code"]) == (409, "offering_full")
    page = client.post(at, headers={"accept": "text/html,*/*;q=0.8"})
    assert page.status_code == 409
    assert words.json()["message"] in page.content.decode()
    assert caplog.records == []
