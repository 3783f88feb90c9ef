"""A replay that really went through ffmpeg, who learns from it, and what a page says of its film."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Error, Page

from media.models import Recording
from tests.databases import locked
from tests.factories import learning, selection
from tests.factories import media as clips

LENGTH = 40


class Prepared:
    """A replay that really went through ffmpeg, once for all workers; every test gets a copy of its files and a row of its own."""

    FIELDS = ("folder", "whole", "duration_ms", "whole_ms", "width", "height", "has_video", "has_audio")

    def __init__(self, folder: Path) -> None:
        self.folder, self.fields = folder, folder / "fields.json"

    def recording(self, owner: Any, settings: Any) -> Recording:
        with locked(self.folder / "lock"):
            if not self.fields.exists():
                return self.first(owner, settings)
        copy = learning.recording(owner, **json.loads(self.fields.read_text()))
        shutil.copytree(self.folder / "replay", settings.RENDITIONS_ROOT / str(copy.pk))
        return copy

    def first(self, owner: Any, settings: Any) -> Recording:
        file = clips.clip(self.folder / "lecture.mp4", "-g", "5", "-profile:v", "main", "-movflags", "+faststart", size="640x480", fps=5, seconds=LENGTH)
        made = clips.processed(clips.received(file, owner))
        assert made.state == "ready", made.error_code
        shutil.copytree(settings.RENDITIONS_ROOT / str(made.pk), self.folder / "replay")
        self.fields.write_text(json.dumps({name: getattr(made, name) for name in self.FIELDS}))
        return made


@pytest.fixture(scope="session")
def prepared(shared_folder: Path) -> Prepared:
    return Prepared(shared_folder / "lecture")


@pytest.fixture
def lesson(transactional_db: Any, prepared: Prepared, settings: Any) -> Any:
    now = timezone.now()
    offering = learning.running_offering(now=now, course=selection.course(units=3))
    lesson = offering.lessons.get(number=1)
    lesson.recording = prepared.recording(offering.teacher.user, settings)
    lesson.save(update_fields=["recording"])
    return lesson


@pytest.fixture
def learner(lesson: Any) -> Any:
    person = selection.person("wangxiulan", display_name="王秀兰")
    selection.enrolled(lesson.offering, person)
    return person


def place(page: Page) -> float:
    return float(page.evaluate("document.querySelector('video').currentTime"))


def begins(page: Page, act: Callable[[], object]) -> float:
    """Do something and tell at which second the film begins to play: a moment later it has gone on, the further the busier the machine."""
    note = "function () { this.dataset.began = this.currentTime; }"
    page.evaluate(f"document.querySelector('video').addEventListener('playing', {note}, {{ once: true }})")
    act()
    until(page, "video.dataset.began")
    return float(page.evaluate("document.querySelector('video').dataset.began"))


STANDING = """(video => video && `at ${video.currentTime}, ready ${video.readyState}, paused ${video.paused}, seeking ${video.seeking}, buffered to ${
    Array.from({ length: video.buffered.length }, (_, index) => video.buffered.end(index))}, error ${video.error?.message}`)(document.querySelector('video'))"""


def holds(page: Page, condition: str) -> bool:
    """Of a page without a film, or of one that is just leaving, nothing holds yet."""
    try:
        return bool(page.evaluate(f"(video => video && ({condition}))(document.querySelector('video'))"))
    except Error as left:
        if "context was destroyed" not in left.message:
            raise
        return False


def until(page: Page, condition: str, seconds: float = 60) -> None:
    """Ask the page again and again; the browser's own waiting needs an `eval` that the policy forbids."""
    for _ in range(int(seconds * 10)):
        if holds(page, condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"still not: {condition}; {page.evaluate(STANDING)}")


def plays_until(page: Page, second: float) -> None:
    until(page, f"video.currentTime >= {second}")


def told(page: Page, act: Callable[[], object]) -> dict[str, Any]:
    """Do something and wait for the answer to the heartbeat that it causes, not to one that was on its way before."""
    with page.expect_request(lambda request: request.url.endswith("/heartbeat")) as sent:
        act()
    answer = sent.value.response()
    assert answer, "no answer"
    assert answer.status == 200, answer.text()
    return dict(answer.json())
