"""The same address does the same whoever sends the file: Django, a front server, or an S3 store."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import requests
from django.test import Client
from django.utils import timezone

from college.models import User
from media import domain, storages
from media.domain import keeping
from media.models import Recording
from tests.factories import media as make

Fetch = Callable[..., "Answer"]


class Answer(NamedTuple):
    """What a browser has in the end, and whether somebody else than Django sent it."""

    status: int
    body: bytes
    headers: Any


@pytest.fixture(params=["file", "accel", "s3"])
def delivery(request: pytest.FixtureRequest, settings: Any) -> str:
    if request.param == "s3":
        request.getfixturevalue("door")
    if request.param == "accel":
        settings.ACCEL_REDIRECT = "/replays/"
    return str(request.param)


@pytest.fixture
def playing(delivery: str, ready: Recording) -> Recording:
    return ready


@pytest.fixture
def fetch(delivery: str, client: Client, settings: Any) -> Fetch:
    """Ask for an address as a browser does, which follows where it is led."""

    def asked(address: str, method: str = "GET", **headers: str) -> Answer:
        answer = client.generic(method, address, headers=headers)
        if answer.status_code == 302:
            led = requests.request(method, answer["Location"], headers=headers, timeout=10)
            return Answer(led.status_code, led.content, led.headers)
        if "X-Accel-Redirect" in answer:  # nginx sends it, with ranges of its own
            file = Path(settings.RENDITIONS_ROOT) / answer["X-Accel-Redirect"].removeprefix("/replays/")
            return Answer(answer.status_code, file.read_bytes(), answer.headers)
        return Answer(answer.status_code, b"".join(answer.streaming_content) if answer.streaming else answer.content, answer.headers)

    return asked


def address(recording: Recording, name: str = "replay.mp4", *, viewer: str = "7", ago: timedelta = timedelta()) -> str:
    playback = domain.playback_for(recording=recording, viewer_key=viewer, now=timezone.now() - ago)
    return playback.hls_url.replace("master.m3u8", name)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("master.m3u8", "application/vnd.apple.mpegurl"),
        ("48p/index.m3u8", "application/vnd.apple.mpegurl"),
        ("48p/00000.m4s", "video/iso.segment"),
        ("poster.jpg", "image/jpeg"),
        ("replay.mp4", "video/mp4"),
    ],
)
def test_a_valid_address_leads_to_the_very_bytes(playing: Recording, fetch: Fetch, name: str, kind: str, replay: Any, django_assert_num_queries: Any) -> None:
    asked = address(playing, name)
    with django_assert_num_queries(0):
        answer = fetch(asked)
    assert (answer.status, answer.body) == (200, (replay[0] / name).read_bytes())
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Cache-Control"].startswith("private, max-age=")
    assert answer.headers["Content-Disposition"] == "inline"


def test_a_part_of_it_is_sent(playing: Recording, fetch: Fetch, replay: Any, delivery: str) -> None:
    if delivery == "accel":
        pytest.skip("nginx cuts out the part itself")
    whole = (replay[0] / "replay.mp4").read_bytes()
    answer = fetch(address(playing), Range="bytes=10-19")
    assert (answer.status, answer.body, answer.headers["Content-Range"]) == (206, whole[10:20], f"bytes 10-19/{len(whole)}")
    assert fetch(address(playing), Range="bytes=-5").body == whole[-5:]
    assert fetch(address(playing), Range=f"bytes={len(whole)}-").status == 416
    text = fetch(address(playing, "master.m3u8"), Range="bytes=0-6")
    assert (text.status, text.body) == (206, b"#EXTM3U")


def test_head_sends_the_size_alone(playing: Recording, fetch: Fetch, replay: Any, delivery: str) -> None:
    answer = fetch(address(playing), "HEAD")
    assert answer.status == 200
    if delivery != "accel":
        assert (int(answer.headers["Content-Length"]), answer.body) == ((replay[0] / "replay.mp4").stat().st_size, b"")


def test_an_address_that_has_ended_leads_nowhere(playing: Recording, fetch: Fetch) -> None:
    assert fetch(address(playing, ago=timedelta(hours=7))).status == 403


def test_an_address_that_is_not_signed_leads_nowhere(playing: Recording, fetch: Fetch) -> None:
    token = address(playing).split("/")[2]
    assert fetch(address(playing).replace(token, token[:-1] + ("A" if token[-1] != "A" else "B"))).status == 404
    assert fetch(address(playing).replace(token, token.partition(".")[0])).status == 404


def test_one_learner_has_an_address_of_hers_and_of_one_recording(playing: Recording, fetch: Fetch, owner: User, short: Path) -> None:
    mine, hers = address(playing), address(playing, viewer="8")
    assert mine != hers
    assert fetch(mine).status == fetch(hers).status == 200
    other = make.received(short, owner)
    assert fetch(mine.replace("replay.mp4", f"../../{other.pk}/replay.mp4")).status == 404


@pytest.mark.parametrize("name", ["48p/99999.m4s", "48p", "../master.m3u8", "slides/slides.json", "extras/.done", "captions/" + "0" * 32 + ".vtt"])
def test_what_is_no_file_of_the_replay_is_not_there(playing: Recording, fetch: Fetch, name: str) -> None:
    assert fetch(address(playing, name)).status == 404


def test_a_download_has_its_name(playing: Recording, fetch: Fetch, replay: Any) -> None:
    allowed = keeping.answer(recording=playing, consent=Recording.Consent.AGREED, may_download=True, by=playing.owner)
    (offered,) = domain.downloads_for(recording=allowed, viewer_key="7", now=timezone.now())
    assert offered.bytes == (replay[0] / "replay.mp4").stat().st_size
    answer = fetch(offered.url)
    assert (answer.status, answer.headers["Content-Disposition"]) == (200, "attachment; filename*=utf-8''%E5%BD%95%E5%83%8F.mp4")


def test_what_is_removed_is_gone_for_who_watches_until_it_is_taken_back(playing: Recording, fetch: Fetch, django_capture_on_commit_callbacks: Any) -> None:
    asked = address(playing)
    with django_capture_on_commit_callbacks(execute=True):
        domain.remove(recording=playing, by=playing.owner, now=timezone.now())
    assert fetch(asked).status == 404
    domain.take_back(recording=playing, by=playing.owner, now=timezone.now())
    assert fetch(asked).status == 200


def test_while_a_replay_grows_it_is_sent_from_where_it_is_written(playing: Recording, fetch: Fetch) -> None:
    Recording.objects.filter(pk=playing.pk).update(
        folder="", attempt="growing", live=True, state="encoding", claim="x", lease_until=timezone.now(), step="ladder"
    )
    attempt = storages.attempt_folder(playing.pk, "growing")
    (attempt / "master.m3u8").write_text("#EXTM3U\n")
    playing.refresh_from_db()
    answer = fetch(address(playing, "master.m3u8"))
    assert (answer.status, answer.body, answer.headers["Cache-Control"]) == (200, b"#EXTM3U\n", "private, no-cache")


def test_a_store_that_is_away_is_said_in_words(door: Any, ready: Recording, client: Client) -> None:
    asked = address(ready, "master.m3u8")
    door.shut()
    answer = client.get(asked)
    assert (answer.status_code, "请过几分钟再试" in answer.content.decode()) == (503, True)


def test_the_store_itself_gives_nothing_without_a_signature(door: Any, ready: Recording, client: Client, settings: Any) -> None:
    led = client.get(address(ready, "48p/00000.m4s"))["Location"]
    assert requests.get(led.partition("?")[0], timeout=10).status_code == 403
    assert requests.get(led.replace("X-Amz-Expires=120", "X-Amz-Expires=99999"), timeout=10).status_code == 403
    original = f"{settings.STORE.public}/{settings.STORE.bucket}/{settings.STORE.prefix}/originals/{ready.original.name}"
    assert requests.get(original, timeout=10).status_code == 403
