"""Walk: a teacher splits a recording and gives the second half its lesson, joins two, and reads why a cut did not come about."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from media.joins import Join
from media.models import Recording
from tests.e2e.conftest import AT_A_DESK, Visitor
from tests.e2e.modes import in_mode
from tests.e2e.replays import until
from tests.e2e.test_walk_cutting import editor, seek

pytestmark = [pytest.mark.django_db(transaction=True), AT_A_DESK]
LONG = "社区老年学校智能手机零基础班第三讲：微信视频通话、群聊里的接龙和怎样识破冒充熟人的骗子，上半场与下半场合在一起的录像"


def checked(visitor: Visitor, shot: str, **rules: Any) -> None:
    visitor.shoot(shot)
    assert visitor.axe(**rules) == []
    assert not visitor.scrolls_sideways()


def in_every_look(visitor: Visitor, shot: str, path: str) -> None:
    """Light, dark and in large print: all rules in light, and of the others what can differ."""
    for name in ("light", "dark", "large"):
        rules = in_mode(visitor, name)
        visitor.go(path)
        checked(visitor, f"{shot}-{name}", **rules)
    visitor.mode()


def test_the_second_half_gets_its_lesson(visitor: Visitor, lesson: Any) -> None:
    lesson.recording.original.save("film", ContentFile(b"film"))  # both halves name it
    page = editor(visitor, lesson)
    seek(page, 20)
    page.get_by_role("button", name="在这里分成两段").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("这段录像是哪一讲")
    in_every_look(visitor, "split-lesson", page.url.removeprefix(visitor.address))
    page.get_by_role("button", name="就是这一讲").first.click()
    expect(page.locator("[data-recording-state]")).to_be_visible()
    checked(visitor, "split-done")
    second = Recording.objects.exclude(pk=lesson.recording.pk).get()
    assert second.lesson.number == 2
    assert second.edits_wanted[0][0] == 20_000


def test_a_lesson_that_has_one_asks(visitor: Visitor, lesson: Any, prepared: Any, settings: Any) -> None:
    spare = prepared.recording(lesson.recording.owner, settings)
    Recording.objects.filter(pk=spare.pk).update(title=LONG)
    visitor.sign_in(lesson.recording.owner)
    page = visitor.go(f"/teach/recordings/{spare.pk}/lesson/")
    page.get_by_role("button", name=f"就是这一讲 {lesson.shown_title}", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("已经有录播了")
    checked(visitor, "split-asks")
    page.get_by_role("button", name="用这一段替换").click()
    lesson.refresh_from_db()
    assert lesson.recording == spare


def test_two_become_one(visitor: Visitor, lesson: Any, prepared: Any, settings: Any) -> None:
    other = prepared.recording(lesson.recording.owner, settings)
    Recording.objects.filter(pk=other.pk).update(title=LONG)
    page = editor(visitor, lesson)
    in_every_look(visitor, "join-editor", f"/recordings/{lesson.recording.pk}/cut/")
    page.get_by_role("link", name="接上另一段录像").click()
    checked(visitor, "join-choose")
    page.get_by_role("link", name="选这一段").click()
    until(page, "video.readyState > 0")
    in_every_look(visitor, "join-look", page.url.removeprefix(visitor.address))
    until(page, "video.readyState > 0 && video.duration > 30")
    page.evaluate("document.querySelector('video').currentTime = document.querySelector('video').duration - 0.5; document.querySelector('video').play()")
    second = page.locator("[data-join-video]").nth(1)
    expect(second).to_be_visible()  # it plays by itself
    expect(page.locator("[data-join-part]").nth(1)).to_have_attribute("data-current", "")
    page.get_by_role("button", name="接成一段并发布").click()
    expect(page.locator("[data-recording-words]")).to_contain_text("新剪辑在排队")
    assert Join.objects.get().second == other
    checked(visitor, "join-waits")


def test_a_cut_that_did_not_come_about(visitor: Visitor, lesson: Any) -> None:
    Recording.objects.filter(pk=lesson.recording.pk).update(left_out={"cut": "encoder_failed"}, edits_wanted=[[1_000, 9_000]])
    visitor.sign_in(lesson.recording.owner)
    in_every_look(visitor, "cut-failed", f"/recordings/{lesson.recording.pk}/cut/")
    page = visitor.go(f"/recordings/{lesson.recording.pk}/state/")
    checked(visitor, "cut-failed-state")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator("[data-recording-words]")).to_contain_text("新剪辑在排队")
    checked(visitor, "cut-waits-state")
    page.get_by_role("button", name="停止剪辑").click()
    page.get_by_role("button", name="放弃这次剪辑").click()
    expect(page.get_by_text("这次剪辑已经放弃")).to_be_visible()
    assert Recording.objects.get().edits_wanted == []
