"""Downloads: offered where the teacher allows them, with a name that any system can save, through addresses that end."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from media import domain, rules
from media.domain import keeping
from media.models import Recording
from media.probing import probe
from media.processes import Watch
from tests.factories import learning, selection
from tests.factories import media as make


def allowed(recording: Recording) -> Recording:
    return keeping.answer(recording=recording, consent=Recording.Consent.AGREED, may_download=True, by=recording.owner)


def offered(recording: Recording) -> dict[str, str]:
    return {one.kind: one.url for one in domain.downloads_for(recording=recording, viewer_key="7", now=timezone.now())}


def test_nothing_is_offered_without_permission(ready: Recording) -> None:
    assert offered(ready) == {}
    assert list(offered(allowed(ready))) == ["video"]


def test_the_sound_alone_is_made_with_the_time_line_by_stream_copy(ready: Recording, client: Client, tmp_path: Path) -> None:
    Recording.objects.filter(pk=ready.pk).update(step="extras", title="第一讲：认识手机")
    make.processed(ready)
    sound = offered(allowed(ready))["sound"]
    answer = client.get(sound)
    assert unquote(answer["Content-Disposition"]) == "attachment; filename*=utf-8''第一讲：认识手机.m4a"
    assert answer["Content-Type"] == "audio/mp4"
    kept = tmp_path / "sound.m4a"
    kept.write_bytes(b"".join(answer.streaming_content))
    source = probe(kept, Watch())
    assert (source.video, source.audio is not None) == (None, True)
    assert abs(source.duration - ready.duration_ms) < 150


def test_a_download_is_an_attachment_and_the_player_is_none(ready: Recording, client: Client) -> None:
    address = offered(allowed(ready))["video"]
    assert client.get(address)["Content-Disposition"].startswith("attachment")
    assert client.get(address, headers={"range": "bytes=0-9"}).status_code == 206
    playback = domain.playback_for(recording=ready, viewer_key="7", now=timezone.now())
    assert client.get(playback.mp4_url)["Content-Disposition"] == "inline"


def test_a_download_ends_as_all_addresses_do(ready: Recording, client: Client) -> None:
    old = domain.downloads_for(recording=allowed(ready), viewer_key="7", now=timezone.now() - timedelta(hours=7))
    assert client.get(old[0].url).status_code == 403
    assert client.get(old[0].url.replace("/play/", "/play/x")).status_code == 404


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("第一讲：认识手机", "第一讲：认识手机.mp4"),
        ('a/b\\c:d*e?"f<g>h|i', "a b c d e f g h i.mp4"),
        ("a\r\nSet-Cookie: x", "a Set-Cookie x.mp4"),
        ("\u202egpj.exe", "gpj.exe.mp4"),
        ("../..", "recording.mp4"),
        ("   ", "recording.mp4"),
        ("长" * 300, "长" * 80 + ".mp4"),
        ("😀", "😀.mp4"),
    ],
)
def test_the_name_can_be_saved_anywhere(title: str, name: str) -> None:
    assert rules.saved_name(title, "mp4") == name


@pytest.mark.django_db
def test_the_page_offers_them_to_learners(ready: Recording, client: Client) -> None:
    lesson = learning.running_offering().lessons.get(number=1)
    lesson.recording = ready
    lesson.save()
    learner = selection.enrolled(lesson.offering, *selection.people(1))[0].learner
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    assert "录播视频" not in client.get(f"/replay/{lesson.pk}/").content.decode()
    allowed(ready)
    assert "录播视频" in client.get(f"/replay/{lesson.pk}/").content.decode()
