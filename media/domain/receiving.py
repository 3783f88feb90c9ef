"""Taking files in: a new recording, another file for it, another try."""

import hashlib
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from media import rules, storages
from media.domain.leases import unmade
from media.domain.refusals import CannotCancel, CannotRetry, NoReplay, NoRoom, UploadRefused
from media.failures import Failure
from media.models import Recording
from media.probing import SNIFFED_BYTES
from media.signals import recording_changed, work_waiting

HASHED_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Arrived:
    """An original that lies in private storage, and what it is."""

    name: str
    shown_name: str
    size: int
    sha256: str

    @property
    def fields(self) -> dict[str, Any]:
        return {"original": self.name, "original_name": self.shown_name, "size": self.size, "sha256": self.sha256}


def receive(*, upload: "UploadedFile | File[Any] | Arrived", owner: Any, title: str, now: datetime) -> Recording:
    """Keep an uploaded file privately and leave a work order for it.

    Raises UploadRefused (empty, no recording, too big), NoRoom and StoreAway; nothing is left behind then.
    """
    with _kept(upload) as stored, transaction.atomic():
        recording = Recording.objects.create(owner=owner, title=title.strip()[:200], created_at=now, queued_at=now, **stored.fields)
        announce(recording.pk)
    return recording


def replace(*, recording: Recording, upload: "UploadedFile | File[Any] | Arrived", now: datetime) -> Recording:
    """Put another file in the place of the first. A published replay goes on playing until the new one is ready.

    An attempt that works on the old file notices and ends. Raises as `receive` does.
    """
    with _kept(upload) as stored, transaction.atomic():
        row = Recording.objects.kept().select_for_update(of=("self",)).filter(pk=recording.pk).first()
        if row is None:
            raise NoReplay
        transaction.on_commit(partial(storages.discard_original, str(row.original.name)))
        Recording.objects.filter(pk=row.pk).update(**_afresh(now), **stored.fields, consent=Recording.Consent.UNSAID)  # `consent_to` still names the old file
        announce(row.pk)
    recording.refresh_from_db()
    return recording


def retry(*, recording: Recording, now: datetime) -> Recording:
    """Try a failed recording again from the file that is kept, at the step that failed. Raises CannotRetry; the second of two presses is refused."""
    with transaction.atomic():
        if not Recording.objects.kept().filter(pk=recording.pk, state=Recording.State.FAILED).update(**waiting(now)):
            raise CannotRetry
        announce(recording.pk)
    recording.refresh_from_db()
    return recording


def cancel(*, recording: Recording, now: datetime) -> Recording:
    """End the work on a recording; a worker notices at once. What can be watched stays. Raises CannotCancel when nothing is left to be done."""
    with transaction.atomic():
        row = Recording.objects.kept().select_for_update(of=("self",)).filter(pk=recording.pk).exclude(state=Recording.State.FAILED).exclude(step="").first()
        if row is None:
            raise CannotCancel
        Recording.objects.filter(pk=row.pk).update(**{**waiting(now), **_cancelled(row)})
        announce(row.pk)  # what follows a cut goes on
    recording.refresh_from_db()
    return recording


def _cancelled(row: Recording) -> dict[str, Any]:
    if row.state == Recording.State.READY:
        return {"state": row.state, "progress": 100, "step": "", "left_out": {**row.left_out, row.step: Failure.CANCELLED.value}}
    return unmade(row, Failure.CANCELLED)


def discard(*, recording: Recording) -> None:
    """Take back a recording that was received in vain, with its file. A published one, or one that is gone, is left as it is.

    An attempt that works on it notices and ends.
    """
    with transaction.atomic():
        row = Recording.objects.select_for_update(of=("self",)).filter(pk=recording.pk, folder="").first()
        if row is None:
            return
        transaction.on_commit(partial(storages.discard_original, str(row.original.name)))
        row.delete()


def _afresh(now: datetime) -> dict[str, Any]:
    """The fields of a recording that waits for its first step."""
    return {**waiting(now), "step": Recording.Step.PROBE, "source": None, "edits_wanted": []}


def waiting(now: datetime) -> dict[str, Any]:
    """The fields of a recording that waits for a worker, whoever held it."""
    free = {"claim": "", "lease_until": None, "attempt": "", "live": False, "attempts": 0}
    return {"state": Recording.State.UPLOADED, "error_code": "", "progress": 0, **free, "queued_at": now, "updated_at": now}


def announce(recording_id: int) -> None:
    """Tell the queue and the pages, once this is committed."""
    transaction.on_commit(partial(work_waiting.send, Recording, recording_id=recording_id))
    transaction.on_commit(partial(recording_changed.send, Recording, recording_id=recording_id))


# ---- the file


def hash_if_known(upload: "UploadedFile | File[Any]") -> str:
    """The SHA-256 of a file whose size a recording has; "" for any other: it is none that we know, and need not be read for that."""
    if not Recording.objects.filter(size=upload.size or 0).exists():
        return ""
    digest = hashlib.sha256()
    for chunk in upload.chunks(HASHED_CHUNK):
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


@contextmanager
def _kept(upload: "UploadedFile | File[Any] | Arrived") -> Iterator[Arrived]:
    """Store the file; take it away again when what follows fails. One that arrived by parts stays its upload's."""
    if isinstance(upload, Arrived):
        yield upload
        return
    stored = _store(upload)
    try:
        yield stored
    except BaseException:
        storages.discard_original(stored.name)
        raise


def _store(upload: "UploadedFile | File[Any]") -> Arrived:
    size, digest = _measure(upload)
    name = storages.random_name()
    try:
        # An upload that Django spooled to disk is moved, not copied, when both are on one file system.
        storages.originals().save(name, upload)
    except storages.StoreAway:
        raise
    except OSError as error:
        with suppress(OSError):  # a disk that cannot be written has nothing of it
            storages.discard_original(name)
        raise NoRoom from error
    return Arrived(name, shown_name(upload.name or ""), size, digest)


def _measure(upload: "UploadedFile | File[Any]") -> tuple[int, str]:
    """Size and SHA-256 in one pass that refuses as early as it can."""
    size, digest = 0, hashlib.sha256()
    for chunk in upload.chunks(HASHED_CHUNK):
        if size == 0 and not rules.sniff(chunk[:SNIFFED_BYTES]):
            raise UploadRefused(Failure.NOT_MEDIA if chunk else Failure.EMPTY)
        size += len(chunk)
        if size > settings.UPLOAD_MAX_BYTES:
            raise UploadRefused(Failure.TOO_BIG)
        digest.update(chunk)
    if size == 0:
        raise UploadRefused(Failure.EMPTY)
    upload.seek(0)
    return size, digest.hexdigest()


def shown_name(name: str) -> str:
    """The client's file name for people's eyes only: one line, no folders, no invisible signs, at most 255 characters."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip()[:255]
