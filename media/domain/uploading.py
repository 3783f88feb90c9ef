"""Taking a file in by parts: a row says how much is safe, one private file holds the bytes, and the whole becomes a recording."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction

from college.errors import DomainError
from media import rules, storages
from media.domain import digests
from media.domain.receiving import Arrived, shown_name
from media.domain.refusals import AskFirst, NoRoom, NoUpload, TooManyUploads, UploadBusy, UploadExpired, UploadRefused, WrongChecksum, WrongOffset
from media.failures import Failure
from media.models import Recording, Upload
from media.probing import SNIFFED_BYTES

Take = Callable[[Arrived], Recording]
KEPT = timedelta(days=rules.UPLOAD_DAYS)


def begin(*, owner: Any, target: str, name: str, length: int, now: datetime) -> Upload:
    """Open an upload of `length` bytes. `target` is the door's word for where it goes.

    Raises UploadRefused (empty, too big), TooManyUploads and NoRoom.
    """
    if not 0 < length <= settings.UPLOAD_MAX_BYTES:
        raise UploadRefused(Failure.TOO_BIG if length else Failure.EMPTY)
    with transaction.atomic():
        get_user_model().objects.select_for_update(of=("self",)).get(pk=owner.pk)  # two at once are counted one after the other
        if Upload.objects.open_at(now).filter(owner=owner).count() >= rules.OPEN_UPLOADS:
            raise TooManyUploads
        fields = {"length": length, "name": shown_name(name), "target": target, "created_at": now, "expires_at": now + KEPT}
        return Upload.objects.create(owner=owner, token=storages.random_name(), file=_new_file(length), **fields)


def find(*, token: str, owner: Any, target: str, now: datetime) -> Upload:
    """One's own upload. Raises NoUpload, also for other people's, and UploadExpired."""
    upload = Upload.objects.filter(token=token, owner=owner, target=target).first()
    if upload is None:
        raise NoUpload
    if upload.expires_at <= now:
        raise UploadExpired
    return upload


def append(*, upload: Upload, offset: int, blocks: Iterable[bytes], checksum: tuple[str, bytes] | None, take: Take, now: datetime) -> Upload:
    """Add one part at `offset`; with the last one `take` makes a recording of the whole. A part that breaks off counts as far as it came.

    When `take` raises AskFirst, the whole waits for `decide`.
    Raises UploadBusy, WrongOffset, WrongChecksum, NoRoom, StoreAway (the upload stays as it was), and UploadRefused or what `take` refuses (it is over then).
    """
    with _held(upload) as file:
        if offset != upload.offset:
            raise WrongOffset
        if not upload.is_done:
            with _over_when_refused(upload):
                _add(upload, file, blocks, checksum, take, now)
    return upload


def decide(*, upload: Upload, take: Take, now: datetime) -> Upload:
    """Somebody said that a whole which waits is to be used. Done twice, the second time changes nothing.

    Raises UploadBusy, NoUpload, StoreAway, WrongOffset when something is still missing, and what `take` refuses (the upload is over then).
    """
    with _held(upload):
        if not upload.is_done:
            raise WrongOffset
        if upload.is_undecided:
            with _over_when_refused(upload):
                _finish(upload, upload.sha256, take, now)
    return upload


def end(*, upload: Upload) -> None:
    """Forget an upload, with the bytes that have come. A recording that was made of it stays. Raises UploadBusy and NoUpload."""
    with _held(upload):
        _remove(upload)


def sweep_uploads(now: datetime) -> None:
    """Remove what nobody went on with."""
    for upload in Upload.objects.filter(expires_at__lte=now):
        with suppress(UploadBusy, NoUpload), _held(upload):
            if upload.expires_at <= now:
                _remove(upload)
        if upload.file and not _path(upload).exists():
            Upload.objects.filter(pk=upload.pk, recording=None).delete()


def _add(upload: Upload, file: BinaryIO, blocks: Iterable[bytes], checksum: tuple[str, bytes] | None, take: Take, now: datetime) -> None:
    digest = _on_disk(lambda: digests.taken(upload.file, file, upload.offset))
    reached = _write(upload, file, _watched(upload, blocks, digest), checksum)
    if reached == upload.length:
        _finish(upload, _on_disk(lambda: digest.of_whole(file, reached)), take, now)
    else:
        _save(upload, offset=reached, expires_at=now + KEPT)
        digests.keep(upload.file, digest)


def _write(upload: Upload, file: BinaryIO, blocks: Iterable[bytes], checksum: tuple[str, bytes] | None) -> int:
    """Put the bytes on the disk. Returns the offset that is reached; what a killed server wrote beyond the row's offset is cut off first."""
    of_part = hashlib.new(checksum[0]) if checksum else None
    _on_disk(lambda: file.truncate(upload.offset))
    file.seek(upload.offset)
    for block in blocks:
        if of_part:
            of_part.update(block)
        _on_disk(partial(file.write, block))
    _on_disk(lambda: os.fsync(file.fileno()))
    if checksum and of_part and of_part.digest() != checksum[1]:
        raise WrongChecksum
    return file.tell()


def _watched(upload: Upload, blocks: Iterable[bytes], digest: digests.Digest) -> Iterator[bytes]:
    """The blocks, judged by their first bytes and taken into the file's hash."""
    position = upload.offset
    for block in _fitting(upload, blocks):
        if position == 0 and not rules.sniff(block[:SNIFFED_BYTES]):
            raise UploadRefused(Failure.NOT_MEDIA)
        digest.follow(block, position)
        position += len(block)
        yield block


def _fitting(upload: Upload, blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The blocks, as long as they belong to the file that was announced."""
    left = upload.length - upload.offset
    for block in blocks:
        left -= len(block)
        if left < 0:
            raise UploadRefused(Failure.TOO_BIG)
        yield block


def _on_disk[Value](work: Callable[[], Value]) -> Value:
    try:
        return work()
    except OSError as error:
        raise NoRoom from error


@contextmanager
def _over_when_refused(upload: Upload) -> Iterator[None]:
    try:
        yield
    except (NoRoom, storages.StoreAway, WrongChecksum, WrongOffset):
        raise
    except DomainError:
        _remove(upload)
        raise


def _finish(upload: Upload, sha256: str, take: Take, now: datetime) -> None:
    """The last offset is written together with the recording: a server killed in between is sent the last part again, nothing else."""
    whole, end = Arrived(upload.file, upload.name, upload.length, sha256), {"offset": upload.length, "expires_at": now + KEPT}
    storages.keep(whole.name, sha256)
    try:
        with transaction.atomic():
            recording = take(whole)
            _save(upload, recording=recording, file="", **end)
    except AskFirst:
        _save(upload, sha256=sha256, **end)
        return
    if recording.original.name == whole.name:
        storages.settle(whole.name)
    else:  # `take` knew a recording of this very file
        storages.discard_original(whole.name)


def _save(upload: Upload, **fields: Any) -> None:
    # Asked with the old offset again: the lock of the file holds on one machine, this everywhere.
    if not Upload.objects.filter(pk=upload.pk, offset=upload.offset, recording=None).update(**fields):
        raise WrongOffset
    upload.refresh_from_db()


def _remove(upload: Upload) -> None:
    if upload.file:  # a finished one has given its file to the recording
        _path(upload).unlink(missing_ok=True)
        if upload.is_done:
            storages.discard_original(upload.file)
        digests.forget(upload.file)
    Upload.objects.filter(pk=upload.pk).delete()


@contextmanager
def _held(upload: Upload) -> Iterator[BinaryIO]:
    """The open file, which nobody else holds, and the row as it is now. The lock ends with the process, however that ends."""
    if not upload.file:
        with Path(os.devnull).open("r+b", buffering=0) as nothing:
            yield nothing
        return
    try:
        file = _path(upload).open("r+b", buffering=0)
    except FileNotFoundError as error:
        raise NoUpload from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UploadBusy from error
        try:
            upload.refresh_from_db()
        except Upload.DoesNotExist as error:
            raise NoUpload from error
        yield file


def _new_file(length: int) -> str:
    name, folder = storages.random_name(), Path(settings.PRIVATE_ROOT)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < length:
            raise NoRoom
        os.close(os.open(folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise NoRoom from error
    return name


def _path(upload: Upload) -> Path:
    return Path(settings.PRIVATE_ROOT) / upload.file
