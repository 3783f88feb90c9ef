"""A learner watches where the network is slow, goes away or comes back, and where addresses end: nothing comes twice, nothing is lost."""

from typing import Any

import pytest
from playwright.sync_api import expect

from courses.learning.models import WatchSummary
from tests.e2e.conftest import ON_A_PHONE, Visitor, eventually, held
from tests.e2e.replays import place, plays_until, told, until

pytestmark = [pytest.mark.django_db(transaction=True), ON_A_PHONE]


def test_playing_waits_for_its_script_on_a_slow_line(visitor: Visitor, lesson: Any, learner: Any) -> None:
    visitor.sign_in(learner)
    page = visitor.go(f"/replay/{lesson.pk}/")
    asked: list[str] = []
    visitor.context.on("request", lambda request: asked.append(request.url))
    script = held(page, "**/hls*.js")
    page.locator(".player__controls media-play-button").click()
    eventually(page, lambda: bool(script))
    page.wait_for_timeout(700)
    script[0].continue_()
    plays_until(page, 1)
    assert not [address for address in asked if ".mp4" in address and "init" not in address], "the same seconds were fetched, and heard, twice"


def test_who_plays_before_the_scripts_are_there_is_taken_along(visitor: Visitor, lesson: Any, learner: Any) -> None:
    visitor.sign_in(learner)
    page, script = visitor.page, held(visitor.page, "**/replay.js")
    page.goto(f"{visitor.address}/replay/{lesson.pk}/", wait_until="commit")
    page.locator("video").evaluate("video => { video.play() }")
    plays_until(page, 2)
    eventually(page, lambda: bool(script))
    script[0].continue_()
    until(page, "video.src.startsWith('blob:') && !video.paused && video.readyState > 2")
    taken = place(page)
    assert taken >= 2
    plays_until(page, taken + 2.5)
    answer = told(page, page.locator(".player__controls media-play-button").click)
    assert 1 <= answer["seconds"] <= place(page) - taken + 1  # what no script saw does not count


def test_beats_wait_for_the_network(visitor: Visitor, lesson: Any, learner: Any) -> None:
    visitor.sign_in(learner)
    page = visitor.go(f"/replay/{lesson.pk}/")
    play = page.locator(".player__controls media-play-button")
    play.click()
    plays_until(page, 0.5)
    until(page, "video.buffered.length && video.buffered.end(0) > 10")
    visitor.context.set_offline(True)
    plays_until(page, 5)
    play.click()
    expect(page.locator("[data-said]")).to_contain_text("网断了")
    assert not WatchSummary.objects.filter(learner=learner, seconds__gt=0).exists()
    answer = told(page, lambda: visitor.context.set_offline(False))
    assert answer["seconds"] >= 4
    expect(page.locator("[data-said]")).to_be_hidden()


def test_closing_the_page_tells_the_rest(visitor: Visitor, lesson: Any, learner: Any) -> None:
    visitor.sign_in(learner)
    page = visitor.go(f"/replay/{lesson.pk}/")
    page.locator(".player__controls media-play-button").click()
    plays_until(page, 4)
    visitor.go("/learning/")
    eventually(page, lambda: WatchSummary.objects.filter(learner=learner, seconds__gte=3).exists())


def test_an_address_that_has_ended_is_renewed(visitor: Visitor, lesson: Any, learner: Any) -> None:
    visitor.sign_in(learner)
    page = visitor.go(f"/replay/{lesson.pk}/")
    refused: list[str] = []

    def ended(route: Any) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.fulfill(status=410, body="")

    page.route("**/master.m3u8", ended)
    page.locator(".player__controls media-play-button").click()
    plays_until(page, 1)
    assert len(refused) == 1
