"""The worker's verb: claim a recording, prepare its replay, publish it; or give it back, or say why not."""

import errno
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from media import processes, rules, storages, transcoding
from media.failures import RETRIED, Failure
from media.models import Recording, Rendition
from media.probing import Unusable, probe
from media.signals import recording_changed, work_waiting

logger = logging.getLogger(__name__)
RENEWAL_SECONDS = 2.0


class LostClaim(Exception):
    """The recording is no longer ours: it was replaced, deleted, or taken over after our lease ran out."""


@dataclass(slots=True)
class Lease:
    """Our hold on a recording. Every write says `claim`, so whoever lost it can change nothing any more."""

    recording_id: int
    claim: str
    now: datetime
    began: float = field(default_factory=time.monotonic)
    renewed: float = field(default_factory=time.monotonic)
    progress: int = 0

    def time(self) -> datetime:
        """The caller's clock, moved on by what has passed since."""
        return self.now + timedelta(seconds=time.monotonic() - self.began)

    def write(self, **fields: Any) -> None:
        """Change our recording. Raises LostClaim when it is not ours."""
        if not Recording.objects.filter(pk=self.recording_id, claim=self.claim).update(updated_at=self.time(), **fields):
            raise LostClaim
        self.renewed = time.monotonic()

    def renew(self, **fields: Any) -> None:
        until = self.time() + timedelta(seconds=rules.LEASE_SECONDS)
        self.write(lease_until=until, progress=self.progress, **fields)

    def tick(self) -> None:
        """Called four times a second while a program runs."""
        if time.monotonic() - self.renewed >= RENEWAL_SECONDS:
            self.renew()

    def note(self, progress: int) -> None:
        """Called by the reader of ffmpeg's report, in another thread: only remembered here, written by the next tick."""
        self.progress = min(99, max(self.progress, progress))

    def release(self, state: Recording.State, **fields: Any) -> None:
        self.write(state=state, claim="", lease_until=None, **fields)


def process(*, recording_id: int, now: datetime, stop: processes.Stop) -> None:
    """Prepare one recording, if it is free. Doing it twice, or at once in two places, is harmless.

    Ends in ready, failed (with a code), or waiting again: after a stop (not counted as a try) or a failure that may pass.
    """
    lease = _claim(recording_id, now)
    if lease is None:
        return
    try:
        _prepare(lease, processes.Watch(stop=stop, on_tick=lease.tick))
    except LostClaim:
        logger.info("recording %s: no longer ours", recording_id)
    except processes.Stopped:
        _give_back(lease)
    except (Unusable, transcoding.NotMade) as fault:
        _fault(lease, Failure(fault.code), fault.detail)
    except processes.TimedOut:
        _fault(lease, Failure.TOO_SLOW)
    except OSError as error:
        _fault(lease, Failure.DISK_FULL if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS) else Failure.ENCODER_FAILED, repr(error))


def _claim(recording_id: int, now: datetime) -> Lease | None:
    free = Recording.objects.filter(pk=recording_id).claimable_at(now)
    lease = Lease(recording_id, uuid4().hex, now)
    until = now + timedelta(seconds=rules.LEASE_SECONDS)
    claimed = {"state": Recording.State.CHECKING, "claim": lease.claim, "lease_until": until, "progress": 0, "updated_at": now}
    if free.filter(attempts__lt=rules.MAX_TRIES).update(attempts=F("attempts") + 1, **claimed):
        return lease
    if free.filter(attempts__gte=rules.MAX_TRIES).update(**_failed(Failure.GAVE_UP), claim="", lease_until=None, updated_at=now):
        _tell_change(recording_id)
    return None


def _prepare(lease: Lease, watch: processes.Watch) -> None:
    """Probe, encode into a folder of this attempt alone, move it to its place, and only then say so."""
    path = _original(lease)
    source = probe(path, watch)
    if code := rules.fault_of(source):
        raise Unusable(code)
    lease.renew(state=Recording.State.ENCODING)
    with _attempt(lease) as folder:
        made = transcoding.encode(path, source, folder, watch=watch, on_progress=lease.note)
        lease.renew()
        _publish(lease, folder, made)


def _original(lease: Lease) -> Path:
    recording = Recording.objects.filter(pk=lease.recording_id, claim=lease.claim).first()
    if recording is None:
        raise LostClaim
    path = Path(recording.original.path)
    if not path.is_file():
        raise Unusable(Failure.ORIGINAL_LOST)
    return path


@contextmanager
def _attempt(lease: Lease) -> Iterator[Path]:
    folder = storages.attempt_folder(lease.recording_id, lease.claim)
    try:
        yield folder
    finally:
        storages.discard(folder)  # after publishing it is no longer there


def _publish(lease: Lease, folder: Path, made: transcoding.Made) -> None:
    name = storages.publish(folder, lease.recording_id)
    try:
        former = _record(lease, name, made)
    except BaseException:
        storages.discard_published(lease.recording_id, name)
        raise
    storages.retire_published(lease.recording_id, former)
    _tell_change(lease.recording_id)


@transaction.atomic
def _record(lease: Lease, folder: str, made: transcoding.Made) -> str:
    """Write down the published replay. Returns the folder that it replaces."""
    recording = Recording.objects.select_for_update().filter(pk=lease.recording_id, claim=lease.claim).first()
    if recording is None:
        raise LostClaim
    Rendition.objects.filter(recording=recording).delete()
    Rendition.objects.bulk_create(_rendition(recording, rung) for rung in made.rungs)
    facts = {"duration_ms": made.duration, "width": made.width, "height": made.height, "has_video": made.has_video, "has_audio": made.has_audio}
    lease.release(Recording.State.READY, progress=100, folder=folder, revision=F("revision") + 1, **facts)
    return recording.folder


def _rendition(recording: Recording, rung: transcoding.MadeRung) -> Rendition:
    return Rendition(recording=recording, name=rung.name, width=rung.width, height=rung.height, bandwidth=rung.bandwidth, codecs=rung.codecs, bytes=rung.bytes)


# ---- how else it may end


def _give_back(lease: Lease) -> None:
    """The worker ends; the recording waits for the next one, and this was no try."""
    if _written(lease, state=Recording.State.UPLOADED, attempts=F("attempts") - 1, progress=0, queued_at=lease.time()):
        _tell_waiting(lease.recording_id)


def _fault(lease: Lease, failure: Failure, detail: str = "") -> None:
    logger.warning("recording %s: %s %s", lease.recording_id, failure.value, detail)
    tries = Recording.objects.filter(pk=lease.recording_id, claim=lease.claim).values_list("attempts", flat=True).first() or 0
    if failure in RETRIED and tries < rules.MAX_TRIES:
        if _written(lease, state=Recording.State.UPLOADED, progress=0, queued_at=lease.time()):
            _tell_waiting(lease.recording_id)
    elif _written(lease, **_failed(failure)):
        _tell_change(lease.recording_id)


def _failed(failure: Failure) -> dict[str, Any]:
    return {"state": Recording.State.FAILED, "error_code": failure.value, "progress": 0}


def _written(lease: Lease, **fields: Any) -> bool:
    try:
        lease.release(**fields)
    except LostClaim:
        return False
    return True


def _tell_waiting(recording_id: int) -> None:
    transaction.on_commit(partial(work_waiting.send, Recording, recording_id=recording_id))


def _tell_change(recording_id: int) -> None:
    transaction.on_commit(partial(recording_changed.send, Recording, recording_id=recording_id))
