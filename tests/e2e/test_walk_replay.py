"""Walk 4: a learner watches a replay, leaves, and goes on at the same second on another device; only what was played counts."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import expect

from courses.learning.models import WatchSummary
from media.models import CaptionTrack
from tests.e2e.conftest import ON_A_PHONE, Visitor
from tests.e2e.modes import in_mode
from tests.e2e.replays import LENGTH, begins, place, plays_until, told, until
from tests.factories import learning
from tests.factories import media as clips

pytestmark = pytest.mark.django_db(transaction=True)


def test_watch_leave_and_go_on_elsewhere(new_visitor: Callable[[], Visitor], lesson: Any, learner: Any) -> None:
    at_home = new_visitor()
    at_home.sign_in(learner)
    page = at_home.go("/learning/")
    expect(page.get_by_role("link", name=lesson.offering.course.title).first).to_be_visible()
    page.get_by_role("link", name=re.compile("去看")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(lesson.shown_title)
    assert at_home.axe() == []
    assert not at_home.scrolls_sideways()
    at_home.shoot("replay-before")

    play = page.locator(".player__controls media-play-button")
    expect(play).to_have_attribute("aria-label", "播放")
    play.click()
    plays_until(page, 6)
    assert page.evaluate("Boolean(window.Hls) && !document.querySelector('video').src.includes('.mp4')")
    answer = told(page, play.click)  # pausing tells at once
    stopped = place(page)
    assert answer["watched"][0][0] == 0
    assert 5 <= answer["seconds"] <= stopped + 1
    assert page.locator(".player .t1").count() == 1
    expect(page.locator("[data-progress-words]")).to_contain_text(f"看过{answer['seconds']}秒")
    expect(page.locator("[data-gaps] .num").first).to_contain_text(f"0:{answer['seconds']:02}–0:{LENGTH}")
    at_home.shoot("replay-paused")
    assert at_home.axe() == []
    at_home.go("/learning/")
    at_home.shoot("learning")
    assert at_home.axe() == []
    assert not at_home.scrolls_sideways()

    on_the_road = new_visitor()
    on_the_road.sign_in(learner)
    page = on_the_road.go(f"/replay/{lesson.pk}/")
    on_the_road.shoot("replay-resume")
    resume = page.get_by_role("link", name=re.compile(rf"从 0:{int(stopped):02} 接着看"))
    assert stopped - 0.3 <= begins(page, resume.click) <= stopped + 3
    expect(resume).to_be_hidden()


BUSY = "const end = performance.now() + 1500; while (performance.now() < end);"
JUMP = "this.currentTime = this.buffered.start(0)"  # on a phone the size that is taken begins with a picture 0.4 s late


@pytest.mark.parametrize(("event", "act"), [("playing", BUSY), ("loadeddata", JUMP)], ids=["busy-device", "jump-to-the-first-picture"])
@ON_A_PHONE
def test_the_first_second_counts(visitor: Visitor, lesson: Any, learner: Any, event: str, act: str) -> None:
    visitor.sign_in(learner)
    page = visitor.go(f"/replay/{lesson.pk}/")
    page.evaluate(f"document.querySelector('video').addEventListener('{event}', function () {{ {act} }}, {{ once: true, capture: true }})")
    play = page.locator(".player__controls media-play-button")
    play.click()
    plays_until(page, 2.5)
    assert told(page, play.click)["watched"][0][0] == 0


@ON_A_PHONE
def test_seeking_counts_nothing(visitor: Visitor, lesson: Any, learner: Any) -> None:
    visitor.sign_in(learner)
    page = visitor.go(f"/replay/{lesson.pk}/")
    page.locator(".player__controls media-play-button").click()
    plays_until(page, 1.2)
    told(page, page.locator(".player__controls media-play-button").click)
    before, stopped = WatchSummary.objects.get(learner=learner).seconds, place(page)
    told(page, lambda: page.evaluate(f"document.querySelector('video').currentTime = {LENGTH} - 0.2"))
    until(page, "!video.seeking")
    page.wait_for_timeout(700)
    summary = WatchSummary.objects.get(learner=learner)
    assert summary.seconds == before <= stopped + 1
    expect(page.locator("[data-progress-words]")).to_contain_text(f"共{LENGTH}秒")


@ON_A_PHONE
def test_keys_speed_and_the_links_to_unseen_parts(visitor: Visitor, lesson: Any, learner: Any) -> None:
    learning.watched(learner, lesson, (0, 20), at=timezone.now())
    visitor.sign_in(learner)
    page = visitor.go(f"/replay/{lesson.pk}/")
    assert 19.5 <= begins(page, page.locator("[data-gaps] a").first.click) < 25
    plays_until(page, 20.5)
    page.get_by_label("速度").select_option("2")
    assert page.evaluate("document.querySelector('video').playbackRate") == 2
    assert page.get_by_label("清晰度").locator("option").all_inner_texts() == ["清晰度：自动", "480p", "360p"]
    page.get_by_label("清晰度").select_option("360p")
    page.locator(".player__controls media-play-button").focus()
    page.keyboard.press("Space")
    until(page, "video.paused")
    here = place(page)
    page.keyboard.press("ArrowLeft")
    until(page, f"Math.abs(video.currentTime - {here - 10}) < 0.5")
    page.keyboard.press("ArrowRight")
    until(page, f"Math.abs(video.currentTime - {here}) < 0.5")


@ON_A_PHONE
def test_the_pages_in_every_mode(visitor: Visitor, lesson: Any, learner: Any, subtests: pytest.Subtests) -> None:
    learning.watched(learner, lesson, (0, 12), (20, 31), position=12, at=timezone.now())
    visitor.sign_in(learner)
    paths = {"replay": f"/replay/{lesson.pk}/", "learning": "/learning/"}
    for mode in ("english", "dark", "large", "large-dark"):
        with subtests.test(mode):
            rules = in_mode(visitor, mode, whole=mode == "english")
            for name, path in paths.items():
                visitor.go(path)
                visitor.page.wait_for_timeout(300)
                visitor.shoot(f"{name}-{mode}")
                assert visitor.axe(**rules) == []
                assert not visitor.scrolls_sideways()
            with visitor.on_the_narrowest():
                visitor.go(paths["replay"])
                assert not visitor.scrolls_sideways()


@ON_A_PHONE
def test_without_javascript_the_browsers_own_player_plays(new_visitor: Callable[[], Visitor], lesson: Any, learner: Any, chromium: Any) -> None:
    learning.watched(learner, lesson, (0, 12), position=12, at=timezone.now())
    signed_in = new_visitor()
    signed_in.sign_in(learner)
    plain = chromium.new_context(java_script_enabled=False, storage_state=signed_in.context.storage_state())
    page = plain.new_page()
    page.goto(f"{signed_in.address}/replay/{lesson.pk}/")
    video = page.locator("video")
    expect(video).to_be_visible()
    assert "replay.mp4#t=12" in (video.get_attribute("src") or "")
    assert video.get_attribute("controls") is not None
    expect(page.locator(".player__bar")).to_be_hidden()
    assert page.request.get(signed_in.address + (video.get_attribute("src") or "")).status == 200
    plain.close()


@ON_A_PHONE
def test_sound_alone_with_captions(visitor: Visitor, lesson: Any, learner: Any, tmp_path: Path) -> None:
    talk = clips.clip(tmp_path / "talk.m4a", seconds=6, video=False)
    recording = clips.replay(talk, lesson.offering.teacher.user)
    text = ContentFile("WEBVTT\n\n00:00.000 --> 00:06.000\n大家好\n", name="talk.vtt")
    CaptionTrack.objects.create(recording=recording, language="zh", label="中文", file=text)
    lesson.recording = recording
    lesson.save(update_fields=["recording"])
    visitor.sign_in(learner)
    page = visitor.go(f"/replay/{lesson.pk}/")
    visitor.shoot("replay-sound")
    assert visitor.axe() == []
    page.locator(".player__controls media-play-button").click()
    plays_until(page, 1)
    until(page, "video.textTracks[0].mode === 'showing' && video.textTracks[0].cues.length === 1")
    captions = page.get_by_role("button", name="字幕")
    captions.click()
    expect(captions).to_have_attribute("aria-pressed", "false")
    until(page, "video.textTracks[0].mode === 'hidden'")
    assert visitor.axe() == []
    answer = told(page, page.locator(".player__controls media-play-button").click)
    assert answer["total"] == 6
