"""Recordings in a real S3 store: the whole way of one, a store that vanishes at each point of it, and the bounded room for its files here."""

import os
import shutil
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event, Semaphore
from typing import Any

import pytest
import requests
from django.core.cache import cache as answers
from django.test import Client
from django.utils import timezone
from PIL import Image

from college.models import User
from media import domain, storages
from media.domain import captioning, cutting, slideshow, whole
from media.domain.leases import Lease
from media.models import Recording, Upload
from media.rules.captions import Cue
from media.rules.chapters import Slide
from media.storages import StoreAway, cache
from media.storages.bucket import Bucket
from tests.factories import media as make
from tests.object_store import Door

renew = Lease.renew
DAYS = timedelta(days=2)  # all that is left has become old in the store's eyes


def names(bucket: Bucket, prefix: str = "") -> set[str]:
    return {prefix + one.name for one in bucket.listed(prefix)}


def swept(now: Any) -> None:
    answers.clear()  # what was listed a moment ago is asked again
    domain.sweep(now=now)


def elsewhere(settings: Any) -> None:
    """From now on another machine works on it: nothing lies here."""
    for folder in (settings.STORE_CACHE_ROOT, settings.RENDITIONS_ROOT, settings.PRIVATE_ROOT):
        shutil.rmtree(folder, ignore_errors=True)


def sent(owner: User, data: bytes) -> Upload:
    return domain.begin(owner=owner, target="here", name="课.mp4", length=len(data), now=timezone.now())


def part(upload: Upload, data: bytes, offset: int, length: int, take: Callable[[domain.Arrived], Recording] | None = None) -> Upload:
    blocks = [data[offset : offset + length]]
    return domain.append(upload=upload, offset=offset, blocks=blocks, checksum=None, take=take or _taken(upload.owner), now=timezone.now())


def _taken(owner: User) -> Callable[[domain.Arrived], Recording]:
    return lambda arrived: domain.receive(upload=arrived, owner=owner, title="课", now=timezone.now())


def done(recording: Recording, *steps: str) -> Recording:
    return_to = {"steps": steps} if steps else {}
    domain.process(recording_id=recording.pk, now=timezone.now(), stop=Event(), **return_to)
    recording.refresh_from_db()
    return recording


def plays(client: Client, recording: Recording, name: str = "replay.mp4") -> bool:
    playback = domain.playback_for(recording=recording, viewer_key="7", now=timezone.now())
    answer = client.get(playback.hls_url.replace("master.m3u8", name))
    return answer.status_code == 302 and requests.get(answer["Location"], timeout=10).status_code == 200


def with_slides(recording: Recording) -> None:
    """Two of them, as if the picture had shown some."""
    attempt = storages.attempt_folder(recording.pk, "slides-made")
    found = [Slide(at, at + 4500, None, "第一页", attempt / f"{at:05}.jpg") for at in (0, 4500)]
    for slide in found:
        Image.new("RGB", (64, 36), (slide.start // 50, 0, 0)).save(slide.picture)
    slideshow.write(found, attempt)
    storages.add(attempt, recording.pk, recording.folder, "slides")
    slideshow.remember(recording, found)
    Recording.objects.filter(pk=recording.pk).update(parts=["extras", "slides"])
    recording.refresh_from_db()


def test_a_recording_from_upload_to_removal_each_step_on_another_machine(
    door: Door, bucket: Bucket, owner: User, talk: Path, client: Client, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    data = talk.read_bytes()
    upload = sent(owner, data)
    part(upload, data, 0, 9000)
    assert names(bucket) == set()  # what is not whole stays here
    recording = part(upload, data, 9000, len(data)).recording
    assert recording is not None
    assert names(bucket) == {f"originals/{recording.original.name}"}
    assert list(Path(settings.PRIVATE_ROOT).iterdir()) == []

    for steps in (["probe"], ["first"], ["ladder"], ["extras"], ["slides", "text"]):
        elsewhere(settings)
        done(recording, *steps)
    assert (recording.state, recording.step, recording.parts, recording.left_out) == ("ready", "", ["extras"], {})
    with_slides(recording)
    assert plays(client, recording)
    assert plays(client, recording, "extras/sound.m4a")
    shown = whole.whole_for(recording=recording, viewer_key="7", now=timezone.now())
    assert (bool(shown.peaks), bool(shown.slides)) == (True, True)

    uncut = recording.folder
    kept = cutting.read(recording, [(1000, 4000)])
    cutting.cut(recording=recording, by=owner, kept=kept, version=0, now=timezone.now())
    elsewhere(settings)
    done(recording)
    assert (recording.state, recording.whole, recording.folder != uncut) == ("ready", uncut, True)
    assert recording.parts == ["extras", "slides"]
    assert plays(client, recording, "slides/slides.pdf")

    kept = cutting.read(recording, [(0, recording.whole_ms)])
    elsewhere(settings)
    other = cutting.split(recording=recording, by=owner, kept=kept, at=5000, version=1, now=timezone.now())
    elsewhere(settings)
    assert done(other).state == done(recording).state == "ready"
    assert plays(client, other)

    swept(timezone.now() + DAYS)  # the first cut was replaced long ago
    named = {(row.pk, name) for row in (recording, other) for name in (row.whole, row.folder)}
    assert {tuple(name.split("/")[:2]) for name in names(bucket, "")} >= {("originals", recording.original.name), ("originals", other.original.name)}
    assert {(int(name.split("/")[1]), name.split("/")[2]) for name in names(bucket, "replays/")} == named
    assert plays(client, recording)
    assert storages.bytes_of(recording.pk) > 1000

    for row in (recording, other):
        with django_capture_on_commit_callbacks(execute=True):
            domain.remove(recording=row, by=owner, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        swept(timezone.now() + timedelta(days=40))
    swept(timezone.now() + timedelta(days=40))
    assert names(bucket) == set()
    assert not [path for path in Path(settings.STORE_CACHE_ROOT).rglob("*") if path.is_file()]


# ---- a store that vanishes


def test_a_store_that_is_gone_when_the_last_part_comes_costs_nothing(door: Door, bucket: Bucket, owner: User, short: Path) -> None:
    data = short.read_bytes()
    upload = sent(owner, data)
    part(upload, data, 0, 3000)
    door.shut()
    with pytest.raises(StoreAway, match="什么都没有丢失"):
        part(upload, data, 3000, len(data))
    upload.refresh_from_db()
    assert (upload.offset, upload.recording, Recording.objects.count()) == (3000, None, 0)
    door.open()
    recording = part(upload, data, 3000, len(data)).recording
    assert recording is not None
    assert bucket.get(f"originals/{recording.original.name}") == data


def test_a_whole_file_is_refused_in_words_while_the_store_is_gone(door: Door, bucket: Bucket, owner: User, short: Path, settings: Any) -> None:
    door.shut()
    with pytest.raises(StoreAway):
        make.received(short, owner)
    assert (Recording.objects.count(), list(Path(settings.STORE_CACHE_ROOT, "originals").iterdir())) == (0, [])
    door.open()
    assert make.received(short, owner).state == "uploaded"


def test_a_store_that_vanishes_while_a_replay_is_brought_there_publishes_nothing(
    door: Door, bucket: Bucket, owner: User, short: Path, client: Client, jobs: Any, monkeypatch: Any, settings: Any
) -> None:
    recording = make.received(short, owner)
    send, sendings, gone, came = Bucket.send, iter(range(1000)), Event(), Barrier(3, action=lambda: (door.shut(), gone.set()))

    def vanishing(self: Bucket, *args: Any, **kwargs: Any) -> None:
        if next(sendings) < 3:
            send(self, *args, **kwargs)
            came.wait(10)
        else:
            gone.wait(10)
            send(self, *args, **kwargs)

    monkeypatch.setattr(Bucket, "send", vanishing)
    done(recording, "probe", "first", "ladder")
    assert (recording.state, recording.folder) == ("uploaded", "")
    assert names(bucket, "replays/")  # some of it came
    assert list(storages.attempts()) == []
    for _try in range(2):
        done(recording)
    assert (recording.state, recording.error_code) == ("failed", "store_away")
    assert "稍后" in recording.reason

    door.open()
    domain.retry(recording=recording, now=timezone.now())
    assert done(recording).state == "ready"
    assert plays(client, recording)
    swept(timezone.now() + DAYS)
    assert {name.split("/")[2] for name in names(bucket, "replays/")} == {recording.folder}


def test_a_store_that_vanishes_while_a_file_is_fetched_lets_the_step_wait(door: Door, owner: User, short: Path, settings: Any, jobs: Any) -> None:
    recording = done(make.received(short, owner), "probe")
    elsewhere(settings)
    door.shut()
    jobs.clear()
    done(recording)
    assert (recording.state, recording.attempts, recording.claim) == ("uploaded", 1, "")
    assert jobs.results == []  # not at once: the sweep comes back to it
    door.open()
    assert domain.sweep(now=timezone.now() + timedelta(minutes=3)) == 1
    assert done(recording).state == "ready"


def test_a_worker_that_is_told_to_end_does_so_while_files_come_and_go(door: Door, bucket: Bucket, owner: User, short: Path, monkeypatch: Any) -> None:
    recording, stop, send = make.received(short, owner), Event(), Bucket.send

    def slow(self: Bucket, *args: Any, **kwargs: Any) -> None:
        stop.set()
        send(self, *args, **kwargs)
        time.sleep(0.3)

    monkeypatch.setattr(Bucket, "send", slow)
    domain.process(recording_id=recording.pk, now=timezone.now(), stop=stop)
    recording.refresh_from_db()
    assert (recording.state, recording.folder, recording.attempts, recording.claim) == ("uploaded", "", 0, "")
    assert list(storages.attempts()) == []


def test_a_lease_is_renewed_while_a_large_file_comes(door: Door, owner: User, short: Path, settings: Any, monkeypatch: Any) -> None:
    """The file comes when the lease has been renewed twice since it was asked for, however long that takes."""
    recording, fetch, renewals = done(make.received(short, owner), "probe"), Bucket.fetch, Semaphore(0)
    elsewhere(settings)

    def slow(*args: Any, **kwargs: Any) -> Any:
        while renewals.acquire(blocking=False):  # those before do not count
            pass
        assert all(renewals.acquire(timeout=60) for _ in range(2))
        return fetch(*args, **kwargs)

    monkeypatch.setattr(Bucket, "fetch", slow)
    monkeypatch.setattr("media.domain.leases.RENEWAL_SECONDS", 0.2)
    monkeypatch.setattr("media.domain.leases.Lease.renew", lambda self, **fields: (renew(self, **fields), renewals.release()))
    done(recording, "first")
    assert (recording.state, recording.error_code, recording.is_playable) == ("uploaded", "", True)


def test_a_part_that_came_half_is_none(door: Door, bucket: Bucket, ready: Recording, settings: Any) -> None:
    """A worker was killed between the files of a part: another one does not take them for the part."""
    bucket.put(f"replays/{ready.pk}/{ready.folder}/slides/slides.json", b"[]")
    elsewhere(settings)
    assert not storages.published_file(ready.pk, ready.folder, "slides").exists()
    assert storages.published_file(ready.pk, ready.folder, "replay.mp4").is_file()


def test_a_part_that_another_machine_made_anew_replaces_our_copy(door: Door, bucket: Bucket, ready: Recording, settings: Any) -> None:
    for text in ("old", "new"):
        attempt = storages.attempt_folder(ready.pk, text)
        (attempt / "waveform.json").write_text(text)
        mine = storages.published_file(ready.pk, ready.folder, "extras/waveform.json")
        here, away = settings.STORE_CACHE_ROOT, Path(f"{settings.STORE_CACHE_ROOT}-away")
        here.rename(away)
        storages.add(attempt, ready.pk, ready.folder, "extras")
        away.rename(here)
        assert storages.published_file(ready.pk, ready.folder, "extras/waveform.json").read_text() == text
    assert mine.read_text() == "new"


def test_the_sweep_does_the_rest_of_its_work_without_the_store(door: Door, bucket: Bucket, ready: Recording, owner: User) -> None:
    waiting = make.received(Path(storages.published_file(ready.pk, ready.folder, "replay.mp4")), owner)
    domain.remove(recording=ready, by=owner, now=timezone.now())
    door.shut()
    assert domain.sweep(now=make.NOW + timedelta(minutes=5)) == 1
    door.open()
    swept(timezone.now())
    assert names(bucket, "hidden/") == {f"hidden/{ready.pk}"}
    assert waiting.pk


def test_what_no_row_names_goes_after_a_day(door: Door, bucket: Bucket, ready: Recording) -> None:
    bucket.put("originals/" + "0" * 32, b"left by a killed server")
    bucket.put(f"captions/{ready.pk}/captions/{'0' * 32}.vtt", b"left too")
    bucket.put("folders/9/gone", b"")
    bucket.put("replays/9/gone/replay.mp4", b"and this")
    swept(timezone.now() + timedelta(hours=1))
    assert "originals/" + "0" * 32 in names(bucket)
    swept(timezone.now() + DAYS)
    assert names(bucket, "originals/") == {f"originals/{ready.original.name}"}
    assert names(bucket, "captions/") == set()
    assert {name.split("/")[1] for name in names(bucket, "replays/")} == {str(ready.pk)}


def test_captions_are_kept_there_too(door: Door, bucket: Bucket, ready: Recording, client: Client, django_capture_on_commit_callbacks: Any) -> None:
    put = {"recording": ready, "by": ready.owner, "language": "zh-Hans"}
    with django_capture_on_commit_callbacks(execute=True):
        track = captioning.put(**put, cues=[Cue(0, 500, "大家好")], version="")
        track = captioning.put(**put, cues=[Cue(0, 500, "你们好")], version=captioning.version_of(track))
    assert names(bucket, "captions/") == {f"captions/{track.file.name}"}
    assert "你们好" in captioning.text_of(track)
    ((_language, _label, url),) = domain.playback_for(recording=ready, viewer_key="7", now=timezone.now()).captions
    assert "你们好" in b"".join(client.get(url).streaming_content).decode()
    door.shut()
    with pytest.raises(StoreAway):
        captioning.put(**put, cues=[Cue(0, 500, "再见")], version=captioning.version_of(track))


# ---- the room here


@pytest.fixture
def entries(settings: Any) -> Callable[[], list[str]]:
    settings.STORE_CACHE_BYTES = 2500
    folder = Path(settings.STORE_CACHE_ROOT) / "originals"
    folder.mkdir(parents=True)
    return lambda: sorted(path.name for path in folder.iterdir())


def _entry(settings: Any, name: str, age: int) -> Path:
    path = Path(settings.STORE_CACHE_ROOT) / "originals" / name
    path.write_bytes(b"x" * 1000)
    os.utime(path, (age, age))
    return path


def test_the_file_that_was_used_longest_ago_goes_first(entries: Callable[[], list[str]], settings: Any) -> None:
    for age, name in enumerate(["first", "second", "third"]):
        _entry(settings, name, age + 1)
    cache.make_room()
    assert entries() == ["second", "third"]
    assert cache.hold(Path(settings.STORE_CACHE_ROOT) / "originals" / "second")  # used now
    cache.make_room(1000)
    assert entries() == ["second"]


def test_what_is_in_use_never_goes(entries: Callable[[], list[str]], settings: Any) -> None:
    used = _entry(settings, "used", 1)
    with cache.borrowing():
        assert cache.hold(used)
        cache.make_room(10_000)
        assert entries() == ["used"]
    cache.make_room(10_000)
    assert entries() == []
    assert not cache.hold(used)
