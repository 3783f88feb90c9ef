"""Walk: a teacher puts captions from a file, mends them beside the picture by keys alone, and a learner reads along, jumps and finds."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from media.domain import captioning
from media.models import CaptionTrack
from media.rules.captions import Cue
from tests.e2e.conftest import AT_A_DESK, ON_A_PHONE, Visitor, eventually
from tests.e2e.modes import in_mode
from tests.e2e.replays import place, until

pytestmark = pytest.mark.django_db(transaction=True)
SRT = "".join(f"{n + 1}\n00:00:{n * 2:02},000 --> 00:00:{n * 2 + 2:02},000\n第{n + 1}句，调大铃声 & 音量\n\n" for n in range(19))


def put(lesson: Any, cues: list[Cue], language: str = "zh-Hans") -> None:
    captioning.put(recording=lesson.recording, by=lesson.recording.owner, language=language, cues=cues, version="")


def saved() -> list[tuple[int, int, str]]:
    track = CaptionTrack.objects.get()
    return [(cue.start, cue.end, cue.text) for cue in captioning.read(captioning.text_of(track), track.recording)]


def editor(visitor: Visitor, lesson: Any) -> Page:
    visitor.sign_in(lesson.recording.owner)
    page = visitor.go(f"/recordings/{lesson.recording.pk}/captions/zh-Hans/")
    expect(page.locator("[data-cue]").first).to_be_visible()
    until(page, "video.readyState > 0")
    return page


def said(page: Page) -> Locator:
    return page.locator("[data-cue-status]")


def field(page: Page, number: int, name: str) -> Locator:
    return page.locator("[data-cue]").nth(number - 1).locator(f"[data-{name}]")


@AT_A_DESK
def test_from_a_file_to_the_editor(visitor: Visitor, lesson: Any) -> None:
    visitor.sign_in(lesson.recording.owner)
    page = visitor.go(f"/recordings/{lesson.recording.pk}/captions/")
    visitor.shoot("captions-none")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    page.get_by_label("字幕文件").set_input_files({"name": "x.srt", "mimeType": "text/plain", "buffer": SRT.encode("gb18030")})
    page.get_by_role("button", name="导入这个文件").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("字幕：中文")
    expect(page.locator("[data-cue]")).to_have_count(19)
    expect(field(page, 2, "text")).to_have_value("第2句，调大铃声 & 音量")
    visitor.shoot("captions-editor")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    visitor.go(f"/recordings/{lesson.recording.pk}/captions/")
    visitor.shoot("captions-there")
    assert visitor.axe() == []


@AT_A_DESK
def test_mending_by_keys_alone(visitor: Visitor, lesson: Any) -> None:
    put(lesson, [Cue(0, 4000, "大家好今天讲手机"), Cue(4000, 6000, "调大"), Cue(6000, 8000, "铃声 <b> & 音量")])
    page = editor(visitor, lesson)
    page.evaluate("document.querySelector('video').currentTime = 2.5")
    until(page, "!video.seeking")
    field(page, 1, "text").focus()
    page.keyboard.press("Home")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Alt+Enter")
    expect(said(page)).to_have_text("已拆成两条。")
    expect(field(page, 1, "text")).to_have_value("大家好")
    expect(field(page, 2, "start")).to_have_value("00:00:02.500")
    expect(field(page, 2, "text")).to_be_focused()
    field(page, 3, "text").focus()
    page.keyboard.press("Alt+j")
    expect(field(page, 3, "text")).to_have_value("调大\n铃声 <b> & 音量")
    page.evaluate("document.querySelector('video').currentTime = 7.25")
    until(page, "!video.seeking")
    page.keyboard.press("Alt+.")
    expect(field(page, 3, "end")).to_have_value("00:00:07.250")
    page.keyboard.press("Alt+n")
    page.keyboard.type("再见")
    expect(page.locator("[data-cue]")).to_have_count(4)
    page.keyboard.press("Alt+Delete")
    expect(page.locator("[data-cue]")).to_have_count(3)
    page.keyboard.press("Alt+z")
    expect(field(page, 4, "text")).to_have_value("再见")
    assert visitor.axe() == []
    page.get_by_role("button", name="保存字幕").press("Enter")
    expect(page.get_by_text("字幕已保存")).to_be_visible()
    assert saved() == [(0, 2500, "大家好"), (2500, 4000, "今天讲手机"), (4000, 7250, "调大\n铃声 <b> & 音量"), (7250, 9250, "再见")]


@AT_A_DESK
def test_what_is_wrong_stands_beside_the_caption(visitor: Visitor, lesson: Any) -> None:
    put(lesson, [Cue(0, 4000, "大家好"), Cue(4000, 6000, "调大")])
    page = editor(visitor, lesson)
    field(page, 2, "end").fill("0:03")
    page.get_by_role("button", name="保存字幕").click()
    expect(page.locator("[data-cue]").nth(1).locator("[data-error]")).to_have_text("结束时间要晚于开始时间。")
    expect(field(page, 2, "start")).to_be_focused()
    expect(field(page, 2, "start")).to_have_attribute("aria-invalid", "true")
    assert visitor.axe() == []
    field(page, 2, "start").fill("9：00")  # beyond the recording, which only the server knows; typed with a Chinese colon
    field(page, 2, "end").fill("9：05。5")
    page.get_by_role("button", name="保存字幕").click()
    summary = page.locator("[data-error-summary] a")
    expect(summary).to_have_text("第 2 条：这条开始的时候，录像已经放完了。")
    expect(field(page, 2, "start")).to_have_value("9：00")
    visitor.shoot("captions-faulty")
    assert visitor.axe() == []
    summary.click()
    expect(field(page, 2, "start")).to_be_focused()
    field(page, 2, "start").fill("0：05")
    field(page, 2, "end").fill("0：05。5")
    page.get_by_role("button", name="保存字幕").click()
    expect(page.get_by_text("字幕已保存")).to_be_visible()
    assert saved() == [(0, 4000, "大家好"), (5000, 5500, "调大")]


@AT_A_DESK
def test_two_windows(visitor: Visitor, lesson: Any) -> None:
    put(lesson, [Cue(0, 4000, "大家好")])
    page = editor(visitor, lesson)
    version = captioning.version_of(CaptionTrack.objects.get())
    captioning.put(recording=lesson.recording, by=lesson.recording.owner, language="zh-Hans", cues=[Cue(0, 1000, "别人写的")], version=version)
    field(page, 1, "text").fill("我写的")
    page.get_by_role("button", name="保存字幕").click()
    expect(page.get_by_role("alert")).to_contain_text("这期间有人改过这份字幕")
    expect(field(page, 1, "text")).to_have_value("我写的")
    visitor.shoot("captions-two-windows")
    assert visitor.axe() == []
    assert saved() == [(0, 1000, "别人写的")]
    page.get_by_role("button", name="用我的替换").click()
    expect(page.get_by_text("字幕已保存")).to_be_visible()
    assert saved() == [(0, 4000, "我写的")]


@pytest.mark.parametrize("size", ["", "large"])
def test_reading_along(visitor: Visitor, lesson: Any, learner: Any, size: str) -> None:
    put(lesson, [Cue(n * 2000, n * 2000 + 2000, f"第{n + 1}句，" + ("调大铃声和铃声" if n % 5 == 0 else "慢慢来")) for n in range(19)])
    visitor.sign_in(learner)
    rules = in_mode(visitor, size or "light")
    page = visitor.go(f"/replay/{lesson.pk}/")
    pane, rows = page.locator("[data-transcript]"), page.locator(".transcript li")
    expect(pane).to_be_visible()
    expect(rows).to_have_count(19)
    visitor.shoot(f"transcript{size}")
    assert visitor.axe(**rules) == []
    assert not visitor.scrolls_sideways()
    rows.nth(15).get_by_role("link").press("Enter")  # whatever is outside the pane's window too
    until(page, "video.currentTime >= 30.8 && video.readyState > 2 && !video.paused")
    page.evaluate("document.querySelector('video').playbackRate = 0.25")  # so that a busy machine can look before it is over
    expect(page.locator(".transcript [aria-current]")).to_contain_text(re.compile("第1[6-9]句"))
    page.get_by_role("button", name="字幕").click()  # off: the text goes on following
    before = page.evaluate("scrollY")
    page.evaluate("document.querySelector('video').currentTime = 4.5")
    expect(page.locator(".transcript [aria-current]")).to_contain_text(re.compile("第[3-5]句"))
    assert page.evaluate("scrollY") == before
    eventually(page, lambda: page.evaluate("(list => list.scrollTop < list.children[4].offsetTop)(document.querySelector('.transcript'))"))
    page.get_by_label("在这一讲里找").fill("铃声")
    expect(pane.get_by_role("status")).to_have_text("“铃声”出现 8 次，点时间就从那里播放。")
    expect(page.locator(".transcript li:visible")).to_have_count(4)
    expect(page.locator(".transcript mark")).to_have_count(8)
    visitor.shoot(f"transcript-found{size}")
    assert visitor.axe(**rules) == []
    page.locator(".transcript li:visible").nth(1).locator("span").click()
    until(page, "video.currentTime >= 10 && video.currentTime < 16")


@ON_A_PHONE
def test_one_stop_for_the_whole_list(visitor: Visitor, lesson: Any, learner: Any) -> None:
    put(lesson, [Cue(n * 2000, n * 2000 + 2000, f"第{n + 1}句") for n in range(19)])
    put(lesson, [Cue(0, 2000, "Hello")], "en")
    visitor.sign_in(learner)
    page = visitor.go(f"/replay/{lesson.pk}/")
    rows = page.locator(".transcript li")
    expect(rows).to_have_count(19)
    rows.first.get_by_role("link").focus()
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1).get_by_role("link")).to_be_focused()
    page.keyboard.press("End")
    expect(rows.last.get_by_role("link")).to_be_focused()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.transcript')")
    page.locator("[data-transcript-language]").select_option(label="English")
    expect(rows).to_have_count(1)
    expect(page.locator(".transcript")).to_have_attribute("lang", "en")
    assert visitor.axe() == []
    assert place(page) == 0


@ON_A_PHONE
def test_without_captions_there_is_no_pane(visitor: Visitor, lesson: Any, learner: Any) -> None:
    visitor.sign_in(learner)
    page = visitor.go(f"/replay/{lesson.pk}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("[data-transcript]").count() == 0
