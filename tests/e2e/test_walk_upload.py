"""Walk 2, the page: a teacher sends the recording of a lesson, watches it being prepared, and replaces a file that is unusable."""

import os
import re
import signal
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from college.roles import Role
from courses.selection.models import Lesson
from media.domain import leases, processing
from media.models import Recording
from media.transcoding import making
from tests.e2e.conftest import AT_A_DESK, ON_A_PHONE, Visitor
from tests.e2e.modes import in_mode
from tests.factories import media as clips
from tests.factories import selection as make

pytestmark = pytest.mark.django_db(transaction=True)
UNTIL_READY = ("probe", "first", "ladder")


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clips.clip(tmp_path_factory.mktemp("films") / "第一讲.mp4", "-g", "10", "-movflags", "+faststart", size="64x48", fps=10, seconds=4)


@pytest.fixture
def lesson(transactional_db: Any) -> Lesson:
    now = timezone.now()
    teacher = make.teacher(user=make.person("chenjing", Role.TEACHER, display_name="陈静"))
    offering = make.offering(make.course(units=2), term=make.term(now), teacher=teacher, venue=make.venue("华山路睦邻中心"))
    make.enrolled(offering, make.person("wangxiulan", display_name="王秀兰"))
    return make.lessons(offering, first=now - timedelta(days=2), number=2)[0]


def checked(visitor: Visitor, shot: str, **rules: list[str]) -> None:
    visitor.shoot(f"walk-upload-{shot}")
    assert visitor.axe(**rules) == []
    assert not visitor.scrolls_sideways()


def prepared(lesson: Lesson) -> None:
    """What the worker does with the lesson's recording, by the same verb, until it is ready."""
    lesson.refresh_from_db()
    processing.process(recording_id=lesson.recording.pk, now=timezone.now(), stop=threading.Event(), steps=UNTIL_READY)


class Worker(threading.Thread):
    """Prepares one recording beside the test; its encoder can be held still, so that a page shows what is half done on any machine."""

    def __init__(self, recording: Recording, folder: Path) -> None:
        super().__init__()
        self.recording, self.folder = recording, folder

    def run(self) -> None:
        try:
            processing.process(recording_id=self.recording.pk, now=timezone.now(), stop=threading.Event(), steps=UNTIL_READY)
        finally:
            connection.close()

    def is_half_done(self) -> bool:
        self.recording.refresh_from_db(fields=["progress", "live"])
        return self.recording.live and self.recording.progress > 0

    def encoders(self) -> list[int]:
        """The programs that write into our folder."""
        mark = str(self.folder).encode()
        return [int(entry.parent.name) for entry in Path("/proc").glob("[0-9]*/cmdline") if b"ffmpeg" in (line := words_of(entry)) and mark in line]

    def hold(self) -> None:
        """Wait until a player could begin with what is encoded, then stop the clock of the encoder."""
        end = time.monotonic() + 60
        while not self.is_half_done():
            assert self.is_alive()
            assert time.monotonic() < end
            time.sleep(0.02)
        self.signal(signal.SIGSTOP)

    def signal(self, sign: signal.Signals) -> None:
        encoders = self.encoders()
        assert encoders, "the encoder has ended already"
        for encoder in encoders:
            os.kill(encoder, sign)


def words_of(entry: Path) -> bytes:
    try:
        return entry.read_bytes()
    except OSError:
        return b""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds the encoder's process in Linux's /proc")
@ON_A_PHONE
def test_the_page_counts_while_the_replay_is_prepared(visitor: Visitor, lesson: Lesson, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = clips.clip(tmp_path / "one-keyframe.mp4", "-g", "9999", size="64x48", fps=10, seconds=9)
    tool = clips.unhurried(tmp_path, speed=0.7)
    monkeypatch.setattr(making, "find_tool", lambda: str(tool))
    lesson.recording = clips.received(film, lesson.offering.teacher.user, now=timezone.now())
    lesson.save(update_fields=["recording"])
    monkeypatch.setattr(leases, "RENEWAL_SECONDS", 0.1)
    visitor.sign_in(lesson.offering.teacher.user)
    page = visitor.go(f"/teach/lessons/{lesson.pk}/recording/")
    state = page.locator("[data-recording-state]")
    expect(state).to_have_attribute("data-recording-state", "uploaded")
    worker = Worker(lesson.recording, tmp_path)
    worker.start()
    worker.hold()
    part = re.compile(r"(?<!\d)[1-9]\d?%")  # neither nothing nor all of it
    expect(page.locator("[data-recording-words]")).to_contain_text(part)
    expect(state).to_have_attribute("data-recording-state", "encoding")
    expect(state.get_by_text("可以看了", exact=True)).to_be_visible()  # nothing of this film could be copied, yet it can be watched while it is encoded
    expect(page.get_by_role("link", name="看回放", exact=True)).to_be_visible()
    checked(visitor, "encoding")
    worker.signal(signal.SIGCONT)
    worker.join(60)
    expect(state).to_have_attribute("data-recording-state", "ready")


def test_a_teacher_sends_a_recording_and_sees_it_become_a_replay(visitor: Visitor, lesson: Lesson, film: Path) -> None:
    visitor.sign_in(lesson.offering.teacher.user)
    page = visitor.go("/teach/")
    checked(visitor, "desk")
    page.get_by_role("link", name=re.compile("^上传")).first.click()
    expect(page.get_by_role("heading", name="上传录播")).to_be_visible()
    checked(visitor, "form")
    page.locator("input[type=file]").set_input_files(film)
    page.get_by_role("button", name="上传录播").click()
    state = page.locator("[data-recording-state]")
    expect(state).to_have_attribute("data-recording-state", "uploaded")
    checked(visitor, "waiting")
    prepared(lesson)
    expect(state).to_have_attribute("data-recording-state", "ready")  # without loading the page again
    checked(visitor, "ready")
    lesson.refresh_from_db()
    assert lesson.recording.owner == lesson.offering.teacher.user

    page = visitor.go(lesson.offering.course.url)
    expect(page.get_by_role("row").filter(has_text=lesson.shown_title).get_by_role("link", name=re.compile("看回放"))).to_be_visible()
    checked(visitor, "course")


@AT_A_DESK
def test_an_unusable_file_says_why_and_is_replaced(visitor: Visitor, lesson: Lesson, film: Path, tmp_path: Path) -> None:
    visitor.sign_in(lesson.offering.teacher.user)
    page = visitor.go(f"/teach/lessons/{lesson.pk}/recording/")
    renamed = tmp_path / "讲义.mp4"
    renamed.write_bytes(b"%PDF-1.7\n" + b"x" * 5000)
    page.locator("input[type=file]").set_input_files(renamed)
    page.get_by_role("button", name="上传录播").click()
    expect(page.locator(".field__error").first).to_be_visible()
    checked(visitor, "refused")
    lesson.refresh_from_db()
    assert lesson.recording is None

    cut = tmp_path / "断了.mp4"
    cut.write_bytes(film.read_bytes()[: film.stat().st_size * 6 // 10])
    page.locator("input[type=file]").set_input_files(cut)
    page.locator("form[data-upload] button[type=submit]").click()
    state = page.locator("[data-recording-state]")
    expect(state).to_have_attribute("data-recording-state", "uploaded")
    prepared(lesson)
    expect(state).to_have_attribute("data-recording-state", "failed")
    expect(page.get_by_text("录播不能用").or_(state.locator(".notice--err")).first).to_be_visible()
    checked(visitor, "failed")

    page.locator("input[type=file]").set_input_files(film)
    page.get_by_role("button", name="换上这个录播").click()
    expect(state).to_have_attribute("data-recording-state", "uploaded")
    prepared(lesson)
    expect(state).to_have_attribute("data-recording-state", "ready")


@AT_A_DESK
def test_the_form_works_without_a_script(new_visitor: Any, chromium: Any, lesson: Lesson, film: Path) -> None:
    signed_in = new_visitor()
    signed_in.sign_in(lesson.offering.teacher.user)
    plain = chromium.new_context(java_script_enabled=False, storage_state=signed_in.context.storage_state(), locale="zh-CN")
    page = plain.new_page()
    page.goto(f"{signed_in.address}/teach/lessons/{lesson.pk}/recording/")
    page.locator("input[type=file]").set_input_files(film)
    page.get_by_role("button", name="上传录播").click()
    expect(page.get_by_text("文件收到了")).to_be_visible()
    plain.close()
    lesson.refresh_from_db()
    assert lesson.recording is not None


@ON_A_PHONE
def test_the_desk_holds_in_every_mode(visitor: Visitor, lesson: Lesson, subtests: pytest.Subtests) -> None:
    make.waiting(lesson.offering, make.person("zhang", display_name="张建国"))
    visitor.sign_in(lesson.offering.teacher.user)
    paths = {"desk": "/teach/", "roster": f"/teach/offerings/{lesson.offering.pk}/", "form": f"/teach/lessons/{lesson.pk}/recording/"}
    for mode in ("light", "large", "dark", "english"):
        with subtests.test(mode):
            rules = in_mode(visitor, mode)
            for name, path in paths.items():
                visitor.go(path)
                checked(visitor, f"{name}-{mode}", **rules)
            with visitor.on_the_narrowest():
                for path in paths.values():
                    visitor.go(path)
                    assert not visitor.scrolls_sideways(), path
