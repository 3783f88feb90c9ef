"""A learner watches a replay that lies in an S3 store: her browser is led there by our addresses, and the policies of both let it."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.utils import timezone

from media import domain
from media.models import Recording
from tests.e2e.conftest import Visitor
from tests.e2e.replays import plays_until, until
from tests.factories import learning, selection
from tests.factories import media as clips
from tests.object_store import Door

pytestmark = pytest.mark.django_db(transaction=True)
PLAIN = "(address => { const film = document.createElement('video'); film.muted = true; film.src = address; document.body.prepend(film); film.play(); })"


@pytest.fixture
def widths() -> tuple[int, ...]:
    return (1280,)  # its page is looked at on both widths where it lies in a folder


@pytest.fixture
def lesson(door: Door, transactional_db: Any, settings: Any, live_server: Any, tmp_path: Path) -> Any:
    """Its replay is in the store, which lets the pages of this site read; so does the site's own policy."""
    policy = settings.CONTENT_SECURITY_POLICY
    settings.CONTENT_SECURITY_POLICY = {**policy, **{name: [*policy[name], settings.STORE.origin] for name in ("img-src", "media-src", "connect-src")}}
    settings.SITE_URL = live_server.url
    call_command("prepare_store", verbosity=0)
    offering = learning.running_offering(now=timezone.now(), course=selection.course(units=3))
    file = clips.clip(tmp_path / "lecture.mp4", "-g", "25", "-profile:v", "main", "-movflags", "+faststart", size="160x120", fps=10, seconds=20)
    lesson = offering.lessons.get(number=1)
    lesson.recording = clips.processed(clips.received(file, offering.teacher.user))
    assert lesson.recording.state == Recording.State.READY
    lesson.save(update_fields=["recording"])
    return lesson


def test_a_browser_plays_from_the_store(visitor: Visitor, lesson: Any, settings: Any) -> None:
    person = selection.person("wangxiulan", display_name="王秀兰")
    selection.enrolled(lesson.offering, person)
    visitor.sign_in(person)
    answers: list[tuple[int, str]] = []
    visitor.context.on("response", lambda response: answers.append((response.status, response.url)))
    page = visitor.go(f"/replay/{lesson.pk}/")
    page.evaluate("document.querySelector('video').muted = true")
    page.locator(".player__controls media-play-button").click()
    plays_until(page, 1)
    page.evaluate("document.querySelector('video').currentTime = 15")
    plays_until(page, 16)
    assert page.evaluate("document.querySelector('video').currentSrc").startswith("blob:")  # hls.js reads the segments, which needs CORS

    playback = domain.playback_for(recording=lesson.recording, viewer_key=str(person.pk), now=timezone.now())
    page.evaluate(PLAIN, playback.mp4_url)
    plays_until(page, 1)
    page.evaluate("document.querySelector('video').currentTime = 15")
    plays_until(page, 16)
    until(page, "video.currentSrc.includes('replay.mp4')")

    store = [(status, urlsplit(url).path.rpartition(settings.STORE.prefix)[2]) for status, url in answers if url.startswith(settings.STORE.origin)]
    assert {status for status, _path in store} <= {200, 206}
    for kind in (".m4s", "/init.mp4", "/poster.jpg", "/replay.mp4"):
        assert [path for _status, path in store if path.endswith(kind)], kind
    assert not [path for _status, path in store if not path.startswith(f"/replays/{lesson.recording.pk}/{lesson.recording.folder}/")]
