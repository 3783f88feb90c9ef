"""The signed address: who forges, guesses or waits too long gets nothing, and no query is asked."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from college.models import User
from media import domain
from media.models import CaptionTrack, Recording
from tests.factories import media as make


@pytest.fixture
def playback(ready: Recording) -> domain.Playback:
    return domain.playback_for(recording=ready, viewer_key="7", now=timezone.now())


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_player_gets_everything_from_one_address_without_a_query(client: Client, playback: domain.Playback, django_assert_num_queries: Any) -> None:
    folder = playback.hls_url.removesuffix("master.m3u8")
    with django_assert_num_queries(0):
        master = client.get(playback.hls_url)
        index = client.get(folder + "48p/index.m3u8")
        header = client.get(folder + "48p/init.mp4")
        segment = client.get(folder + "48p/00000.m4s")
        poster = client.get(playback.poster_url)
        plain = client.get(playback.mp4_url)
    answers = [master, index, header, segment, poster, plain]
    assert [answer.status_code for answer in answers] == [200] * 6
    assert [answer["Content-Type"] for answer in answers] == [
        "application/vnd.apple.mpegurl",
        "application/vnd.apple.mpegurl",
        "video/mp4",
        "video/iso.segment",
        "image/jpeg",
        "video/mp4",
    ]
    assert b"48p/index.m3u8" in body(master)
    assert body(header)[4:8] == b"ftyp"
    assert all("private" in answer["Cache-Control"] for answer in answers)
    assert (playback.kind, playback.duration_ms > 900) == ("video", True)


def test_what_has_no_replay_has_no_address(owner: User) -> None:
    with pytest.raises(domain.NoReplay):
        domain.playback_for(recording=make.row(owner), viewer_key="7", now=timezone.now())


def test_sound_alone_has_no_poster(owner: User, voice: Path) -> None:
    recording = make.replay(voice, owner)
    playback = domain.playback_for(recording=recording, viewer_key="7", now=timezone.now())
    assert (playback.kind, playback.poster_url) == ("audio", "")
    assert playback.mp4_url.endswith("/replay.m4a")


def test_two_viewers_have_two_addresses_and_one_keeps_hers_for_a_while(ready: Recording) -> None:
    now = timezone.now().replace(minute=1)
    first, second, same = (
        domain.playback_for(recording=ready, viewer_key=key, now=moment).hls_url for key, moment in (("7", now), ("8", now), ("7", now + timedelta(minutes=10)))
    )
    assert first != second
    assert first == same
    assert "/7/" not in first


def test_an_old_address_is_refused_in_words(client: Client, ready: Recording) -> None:
    old = domain.playback_for(recording=ready, viewer_key="7", now=timezone.now() - timedelta(hours=7))
    answer = client.get(old.hls_url)
    assert answer.status_code == 403
    assert answer.content.decode() == "这个地址已过期。请重新打开回放。"


@pytest.mark.parametrize(
    "forge",
    [lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"), lambda token: "A" + token, lambda token: token.partition(".")[0], lambda token: "x"],
)
def test_a_forged_address_leads_nowhere(client: Client, playback: domain.Playback, forge: Any) -> None:
    token = playback.hls_url.split("/")[2]
    assert client.get(playback.hls_url.replace(token, forge(token))).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "../../../private/x",
        "..%2f..%2fmaster.m3u8",
        "48p/../master.m3u8",
        "48p/%2e%2e/master.m3u8",
        "/etc/passwd",
        "48p/99999.m4s",
        "48p",
        "",
        "master.m3u8%00",
        "captions/" + "0" * 32 + ".vtt",
    ],
)
def test_an_address_reaches_only_files_of_its_replay(client: Client, playback: domain.Playback, name: str) -> None:
    assert client.get(playback.hls_url.replace("master.m3u8", name)).status_code == 404


def test_the_original_is_never_served(client: Client, playback: domain.Playback, ready: Recording) -> None:
    for name in (ready.original.name, f"../{ready.original.name}", f"../../private/{ready.original.name}"):
        assert client.get(playback.hls_url.replace("master.m3u8", name)).status_code == 404
    with pytest.raises(ValueError, match="no public address"):
        _ = ready.original.url


def test_captions_travel_with_the_address(client: Client, ready: Recording) -> None:
    track = CaptionTrack.objects.create(
        recording=ready, language="zh-Hans", label="中文", file=ContentFile("WEBVTT\n\n00:00.000 --> 00:01.000\n大家好\n".encode(), name="x.vtt")
    )
    ((language, label, url),) = domain.playback_for(recording=ready, viewer_key="7", now=timezone.now()).captions
    assert (language, label) == (track.language, "中文")
    answer = client.get(url)
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert "大家好" in body(answer).decode()


def test_chinese_captions_come_first(ready: Recording) -> None:
    for language in ("en", "zh-Hans"):
        CaptionTrack.objects.create(recording=ready, language=language, label=language, file=ContentFile(b"WEBVTT", name="x.vtt"))
    captions = domain.playback_for(recording=ready, viewer_key="7", now=timezone.now()).captions
    assert [language for language, _label, _url in captions] == ["zh-Hans", "en"]


def test_byte_ranges_are_served(client: Client, playback: domain.Playback) -> None:
    whole = body(client.get(playback.mp4_url))
    part = client.get(playback.mp4_url, headers={"range": "bytes=10-19"})
    assert (part.status_code, part["Content-Range"], part["Content-Length"]) == (206, f"bytes 10-19/{len(whole)}", "10")
    assert body(part) == whole[10:20]
    tail = client.get(playback.mp4_url, headers={"range": "bytes=-5"})
    assert body(tail) == whole[-5:]
    beyond = client.get(playback.mp4_url, headers={"range": f"bytes={len(whole)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(whole)}")
    changed = client.get(playback.mp4_url, headers={"range": "bytes=0-1", "if-range": '"another"'})
    assert (changed.status_code, body(changed)) == (200, whole)


def test_head_says_the_size_and_sends_nothing(client: Client, playback: domain.Playback) -> None:
    answer = client.head(playback.mp4_url)
    assert int(answer["Content-Length"]) > 1000
    assert answer["Accept-Ranges"] == "bytes"
    assert client.post(playback.mp4_url).status_code == 405


def test_a_front_server_is_told_what_to_send(client: Client, playback: domain.Playback, ready: Recording, settings: Any) -> None:
    settings.ACCEL_REDIRECT = "/replays/"
    answer = client.get(playback.poster_url)
    assert answer["X-Accel-Redirect"] == f"/replays/{ready.pk}/{ready.folder}/poster.jpg"
    assert (answer["Content-Type"], answer.content) == ("image/jpeg", b"")
    assert client.get(playback.hls_url.replace("master.m3u8", "48p/99999.m4s")).status_code == 404
