"""The life of a recording: received, prepared, replaced, retried, swept."""

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from college.models import User
from media import domain, storages
from media.domain.leases import Lease, LostClaim
from media.models import CaptionTrack, Recording
from media.rules import LEASE_SECONDS, MAX_TRIES
from media.transcoding import NotMade
from tests.factories import media as make
from tests.factories.media import NOW

LATER = NOW + timedelta(seconds=LEASE_SECONDS + 1)


def published(settings: Any) -> list[Path]:
    return [folder for _pk, folder in storages.published()]


def test_an_upload_is_kept_privately_and_leaves_a_work_order(owner: User, short: Path, jobs: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        recording = make.received(short, owner, name="讲座.MP4", title="  第一讲  ")
    assert (recording.state, recording.title, recording.original_name) == ("uploaded", "第一讲", "讲座.MP4")
    assert recording.sha256 == hashlib.sha256(short.read_bytes()).hexdigest()
    assert recording.size == short.stat().st_size
    assert Path(recording.original.path).read_bytes() == short.read_bytes()
    assert [(job.task.name, job.task.queue_name, job.args) for job in jobs.results] == [("open_recording", "media-quick", [recording.pk])]


def test_processing_publishes_a_replay(owner: User, short: Path, settings: Any) -> None:
    recording = make.processed(make.received(short, owner))
    assert (recording.state, recording.progress, recording.revision, recording.step, recording.claim) == ("ready", 100, 1, "", "")
    assert (recording.width, recording.height, recording.has_video, recording.has_audio) == (64, 48, True, True)
    assert abs(recording.duration_ms - 1_000) < 100
    assert [folder.name for folder in published(settings)] == [recording.folder]
    assert list(storages.attempts()) == []
    (rendition,) = recording.renditions.all()
    assert (rendition.name, rendition.height) == ("48p", 48)
    assert rendition.codecs.startswith("avc1.")
    assert rendition.bytes > 0


def test_processing_twice_changes_nothing(ready: Recording, settings: Any) -> None:
    before = Recording.objects.filter(pk=ready.pk).values().get()
    make.processed(ready)
    assert Recording.objects.filter(pk=ready.pk).values().get() == before


def test_a_recording_in_work_is_left_alone(owner: User) -> None:
    busy = make.row(owner, state="encoding", claim="a", lease_until=NOW + timedelta(seconds=5), attempts=1)
    assert make.processed(busy).claim == "a"


def test_an_unknown_number_is_no_error(db: Any) -> None:
    domain.process(recording_id=4711, now=NOW, stop=Event())


def test_a_recording_whose_worker_died_is_taken_over(owner: User, voice: Path) -> None:
    recording = make.received(voice, owner)
    Recording.objects.filter(pk=recording.pk).update(state="encoding", claim="dead", lease_until=NOW, attempts=1)
    assert make.processed(recording, now=LATER).state == "ready"


def test_after_three_dead_workers_it_is_given_up_and_can_be_tried_again_by_hand(owner: User, voice: Path) -> None:
    recording = make.received(voice, owner)
    Recording.objects.filter(pk=recording.pk).update(state="encoding", claim="dead", lease_until=NOW, attempts=MAX_TRIES)
    assert (make.processed(recording, now=LATER).error_code, recording.state) == ("gave_up", "failed")
    assert domain.retry(recording=recording, now=LATER).attempts == 0
    assert make.processed(recording, now=LATER).state == "ready"


def test_an_encoder_that_fails_is_tried_three_times(owner: User, short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise NotMade("encoder_failed", "no such luck")

    monkeypatch.setattr("media.transcoding.remux", broken)
    monkeypatch.setattr("media.transcoding.encode", broken)
    recording = make.received(short, owner)
    states = [make.processed(recording).state for _ in range(MAX_TRIES)]
    assert states == ["uploaded", "uploaded", "failed"]
    assert recording.error_code == "encoder_failed"
    assert list(storages.attempts()) == []


def test_a_full_disk_is_survived_and_said(owner: User, short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("media.storages.attempt_folder", full)
    recording = make.received(short, owner)
    for _ in range(MAX_TRIES):
        make.processed(recording)
    assert (recording.state, recording.error_code) == ("failed", "disk_full")


def test_a_worker_that_ends_gives_the_recording_back_without_counting_a_try(
    owner: User, short: Path, jobs: Any, django_capture_on_commit_callbacks: Any
) -> None:
    stop = Event()
    stop.set()
    recording = make.received(short, owner)
    with django_capture_on_commit_callbacks(execute=True):
        make.processed(recording, stop=stop)
    assert (recording.state, recording.attempts, recording.claim) == ("uploaded", 0, "")
    assert len(jobs.results) == 1


def test_an_original_that_vanished_is_said(owner: User, short: Path) -> None:
    recording = make.received(short, owner)
    Path(recording.original.path).unlink()
    assert make.processed(recording).error_code == "original_lost"


def test_who_lost_the_claim_can_change_nothing(owner: User) -> None:
    busy = make.row(owner, state="encoding", claim="new", lease_until=NOW, attempts=2)
    with pytest.raises(LostClaim):
        Lease(busy.pk, "old", NOW).renew()


def test_a_replaced_file_ends_the_attempt_and_the_old_replay_plays_on(ready: Recording, voice: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Replaced in the middle of an attempt: that attempt publishes nothing."""
    old = ready.folder
    replace_with(ready, voice)
    publish = storages.publish

    def replaced_meanwhile(folder: Path) -> None:
        Recording.objects.filter(pk=ready.pk).update(state="uploaded", claim="", lease_until=None)
        publish(folder)

    monkeypatch.setattr(storages, "publish", replaced_meanwhile)
    make.processed(ready)
    assert (ready.state, ready.folder, ready.is_playable) == ("uploaded", old, True)
    assert [folder.name for folder in published(settings)] == [old]
    monkeypatch.undo()


def replace_with(recording: Recording, path: Path) -> None:
    with path.open("rb") as file:
        domain.replace(recording=recording, upload=make.File(file, name=path.name), now=NOW)


def test_a_new_file_takes_the_place_of_the_old_one(ready: Recording, voice: Path, django_capture_on_commit_callbacks: Any) -> None:
    old_file, old_folder = Path(ready.original.path), ready.folder
    with django_capture_on_commit_callbacks(execute=True):
        replace_with(ready, voice)
    assert not old_file.exists()
    assert Path(ready.original.path).exists()
    make.processed(ready)
    assert (ready.state, ready.revision, ready.has_video, ready.width) == ("ready", 2, False, 0)
    assert ready.folder != old_folder
    assert [rendition.name for rendition in ready.renditions.all()] == ["audio"]


@pytest.mark.parametrize("state", ["uploaded", "encoding"])
def test_work_can_be_cancelled_and_taken_up_again(owner: User, voice: Path, state: str) -> None:
    recording = make.received(voice, owner)
    held = {"claim": "x", "lease_until": NOW, "attempt": "y", "live": True} if state == "encoding" else {}
    Recording.objects.filter(pk=recording.pk).update(state=state, **held)
    domain.cancel(recording=recording, now=NOW)
    assert (recording.state, recording.error_code, recording.claim, recording.live) == ("failed", "cancelled", "", False)
    with pytest.raises(domain.CannotCancel):
        domain.cancel(recording=recording, now=NOW)
    domain.retry(recording=recording, now=NOW)
    assert make.processed(recording).state == "ready"


def test_of_a_complete_replay_only_what_is_left_is_cancelled(ready: Recording) -> None:
    Recording.objects.filter(pk=ready.pk).update(step="slides", claim="x", lease_until=NOW)
    domain.cancel(recording=ready, now=NOW)
    assert (ready.state, ready.step, ready.claim, ready.left_out) == ("ready", "", "", {"slides": "cancelled"})


def test_only_what_failed_is_tried_again(ready: Recording) -> None:
    with pytest.raises(domain.CannotRetry):
        domain.retry(recording=ready, now=NOW)


def test_the_sweep_announces_what_was_forgotten_once(owner: User, jobs: Any) -> None:
    make.row(owner, queued_at=NOW)
    lost = make.row(owner, queued_at=NOW - timedelta(minutes=3))
    dead = make.row(owner, state="encoding", claim="a", lease_until=NOW - timedelta(seconds=1), queued_at=NOW - timedelta(minutes=1))
    make.row(owner, state="encoding", claim="b", lease_until=NOW + timedelta(seconds=1), queued_at=NOW - timedelta(minutes=9))
    assert domain.sweep(now=NOW) == 2
    assert sorted(job.args[0] for job in jobs.results) == [lost.pk, dead.pk]
    assert domain.sweep(now=NOW) == 0


def test_the_sweep_removes_what_killed_attempts_left(ready: Recording) -> None:
    storages.attempt_folder(ready.pk, "dead")
    held = make.row(ready.owner, state="encoding", claim="alive", lease_until=NOW, attempt="written")
    kept = storages.attempt_folder(held.pk, "written")
    storages.attempt_folder(held.pk, "killed")
    domain.sweep(now=NOW)
    assert list(storages.attempts()) == [(held.pk, kept)]


def test_the_sweep_keeps_a_replaced_replay_as_long_as_an_address_may_lead_to_it(ready: Recording, voice: Path, settings: Any) -> None:
    old = ready.folder
    replace_with(ready, voice)
    make.processed(ready)
    today = datetime.now(UTC)  # folders carry the real time
    domain.sweep(now=today + timedelta(hours=6))
    assert {folder.name for folder in published(settings)} == {old, ready.folder}
    domain.sweep(now=today + timedelta(hours=7))
    assert [folder.name for folder in published(settings)] == [ready.folder]


def test_the_sweep_removes_an_original_that_no_row_names_after_a_day(ready: Recording, settings: Any) -> None:
    kept = Path(ready.original.path)
    orphan, fresh, foreign = kept.with_name("0" * 32), kept.with_name("1" * 32), kept.with_name("README")
    for path in (orphan, fresh, foreign):
        path.write_bytes(b"x")
    today = datetime.now(UTC)  # files carry the real time
    for path in (kept, orphan, foreign):
        os.utime(path, ((today - timedelta(hours=25)).timestamp(),) * 2)
    domain.sweep(now=today)
    assert {path.name for path in Path(settings.PRIVATE_ROOT).iterdir()} == {kept.name, fresh.name, foreign.name}


def test_the_sweep_needs_no_folder_of_originals(db: Any) -> None:
    assert domain.sweep(now=NOW) == 0


def test_what_was_received_in_vain_is_discarded(owner: User, short: Path, jobs: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        recording = make.received(short, owner)
        domain.discard(recording=recording)
    assert not Recording.objects.exists()
    assert not Path(recording.original.path).exists()
    domain.discard(recording=recording)  # again: nothing happens
    domain.process(recording_id=recording.pk, now=NOW, stop=Event())  # the job that was on the queue


def test_a_published_recording_is_never_discarded(ready: Recording) -> None:
    domain.discard(recording=ready)
    assert Recording.objects.filter(pk=ready.pk).exists()
    assert Path(ready.original.path).exists()


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "fields",
    [
        {"progress": 101},
        {"state": "failed"},
        {"error_code": "empty"},
        {"state": "ready", "progress": 100, "duration_ms": 1},
        {"state": "encoding"},
        {"state": "uploaded", "claim": "x"},
        {"state": "nonsense"},
        {"size": 0},
    ],
)
def test_the_database_refuses_what_cannot_be(owner: User, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make.row(owner, **fields)


def test_what_a_killed_server_was_receiving_is_removed_after_a_day(db: Any, settings: Any, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "arriving"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    broken = settings.FILE_UPLOAD_TEMP_DIR / "x1.upload.mp4"
    broken.write_bytes(b"half")
    today = datetime.now(UTC)
    domain.sweep(now=today + timedelta(hours=6))
    assert broken.exists()
    domain.sweep(now=today + timedelta(days=2))
    assert not broken.exists()


def test_the_sweep_removes_captions_that_no_row_names_after_a_day(ready: Recording) -> None:
    kept = CaptionTrack.objects.create(recording=ready, label="中文", file=ContentFile(b"WEBVTT", name="x.vtt"))
    named = Path(kept.file.path)
    orphan, fresh = named.with_name("0" * 32 + ".vtt"), named.with_name("1" * 32 + ".vtt")
    today = datetime.now(UTC)  # files carry the real time
    for path in (orphan, fresh):
        path.write_bytes(b"WEBVTT")
    for path in (named, orphan):
        os.utime(path, ((today - timedelta(hours=25)).timestamp(),) * 2)
    domain.sweep(now=today)
    assert {path.name for path in named.parent.iterdir()} == {named.name, fresh.name}
