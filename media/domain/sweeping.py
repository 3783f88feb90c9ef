"""Finding what lost jobs left behind: recordings that nobody works on, files and folders that nobody needs."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from media import storages
from media.domain.keeping import measure_changed
from media.domain.removing import sweep_removed
from media.domain.uploading import sweep_uploads
from media.joins import Join
from media.models import CaptionTrack, Recording, Upload
from media.rules import PLAYBACK_SECONDS, PLAYBACK_STEP_SECONDS
from media.signals import work_waiting

logger = logging.getLogger(__name__)
ARRIVING = timedelta(days=1)  # between a file and the row that names it lie milliseconds; a day is beyond doubt
STILL_WATCHED = timedelta(seconds=PLAYBACK_SECONDS + PLAYBACK_STEP_SECONDS)


def sweep(*, now: datetime) -> int:
    """Announce every forgotten recording again and remove stale folders. Returns the number announced."""
    _discard_attempts()
    _discard_broken_uploads(now)
    sweep_uploads(now)
    for part in (_discard_replaced, _discard_nameless, _discard_captions, sweep_removed, measure_changed):
        _swept(part, now)
    return sum(_announce(pk, now) for pk in Recording.objects.forgotten_at(now).values_list("pk", flat=True))


def _announce(recording_id: int, now: datetime) -> bool:
    # The condition is asked again in the update, so that of two sweeps only one speaks.
    if not Recording.objects.filter(pk=recording_id).forgotten_at(now).update(queued_at=now):
        return False
    work_waiting.send(Recording, recording_id=recording_id)
    return True


def _swept(part: Callable[[datetime], None], now: datetime) -> None:
    """A store that does not answer keeps nobody from what else is to be done."""
    try:
        part(now)
    except storages.StoreAway as away:
        logger.warning("the sweep leaves %s for later, the store does not answer: %s", part.__name__, away.detail)


def _discard_attempts() -> None:
    """A folder belongs to an attempt that holds its recording; any other was left by a killed one."""
    # The folders first: an attempt names its folder before it makes it.
    folders = list(storages.attempts())
    if not folders:
        return
    held = set(Recording.objects.exclude(claim="").exclude(attempt="").values_list("pk", "attempt"))
    for pk, folder in folders:
        if (pk, folder.stem) not in held:
            storages.discard(folder)


def _discard_replaced(now: datetime) -> None:
    """Replays that were replaced, once nobody can hold an address of theirs. The uncut one stays: a cut can be changed."""
    old = storages.old_published(now - STILL_WATCHED)
    if not old:
        return
    rows = Recording.objects.filter(pk__in={pk for pk, _ in old}).values_list("pk", "folder", "whole")
    current = {(pk, name) for pk, *names in rows for name in names} | set(Join.objects.values_list("recording_id", "before"))
    for pk, folder in old - current:
        storages.discard_published(pk, folder)


def _discard_nameless(now: datetime) -> None:
    """Originals that no row names: the process ended between keeping the file and writing the row."""
    old = storages.old_originals(now - ARRIVING)
    if not old:
        return
    # Uploads first: one that becomes a recording in between is then found as one of the two.
    old -= set(Upload.objects.values_list("file", flat=True))
    named = set(Recording.objects.values_list("original", flat=True))
    for name in old - named:
        storages.discard_original(name)
    for name in old & named:
        storages.settle(name)


def _discard_broken_uploads(now: datetime) -> None:
    """What the web server was receiving when it was killed; an upload that ends by itself takes its file away."""
    for file in storages.arriving():
        if _is_older(file, now - ARRIVING):
            file.unlink(missing_ok=True)


def _discard_captions(now: datetime) -> None:
    """Files of captions that no row names: their recording is gone, or the process ended between the file and the row."""
    old = storages.old_captions(now - ARRIVING)
    if not old:
        return
    for name in old - set(CaptionTrack.objects.values_list("file", flat=True)):
        storages.replays().delete(name)


def _is_older(file: Path, moment: datetime) -> bool:
    with suppress(FileNotFoundError):
        return file.stat().st_mtime < moment.timestamp()
    return False
