"""What each step does to a recording that is ours. It may be done again at any time: files come to their place by one rename, rows with the step's end."""

import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.db.models import F

from media import processes, rules, storages, transcoding
from media.domain.leases import Lease, LostClaim, tell_change
from media.failures import Failure
from media.models import Recording, Rendition
from media.probing import Unusable, from_report, probe_report
from media.transcoding import Told

logger = logging.getLogger(__name__)
HARDLY_ANY = 16 * 1024**2  # bytes: less than a segment or two of a fat recording
COMPLETE = {"state": Recording.State.READY, "progress": 100}


@dataclass(frozen=True, slots=True)
class Result:
    """What a step leaves: fields of the recording, a published folder, and rows to be written in the same transaction."""

    fields: dict[str, Any] = field(default_factory=dict)
    published: str = ""
    record: Callable[[], Any] = lambda: None


def probe(lease: Lease, watch: processes.Watch) -> Result:
    """Is it whole, and what is in it."""
    recording = lease.row()
    report = probe_report(original(recording), watch)
    source = from_report(report)
    if code := rules.fault_of(source):
        raise Unusable(code)
    facts = {} if recording.folder else _facts(source)
    return Result({"source": report, "copying": True, **facts})


def _facts(source: rules.Source) -> dict[str, Any]:
    """What can be told before the replay is there."""
    width, height = rules.display_size(source.video) if source.video else (0, 0)
    return {"duration_ms": source.duration, "width": width, "height": height, "has_video": source.video is not None, "has_audio": source.audio is not None}


def first(lease: Lease, watch: processes.Watch) -> Result:
    """A recording whose tracks all conform is playable within seconds, whatever its length: its packets are only put into segments."""
    recording = lease.row()
    source = _source(recording)
    if not rules.plan_for(source, copying=recording.copying).is_remux:
        return Result()
    with attempt(lease) as folder:
        try:
            made = transcoding.remux(original(recording), source, folder, watch=watch, told=Told(playable=_tell_live(lease, recording)))
        except transcoding.NotMade as fault:
            if fault.code not in transcoding.COPY_FAULTS:
                raise
            logger.warning("recording %s: its packets did not pass, everything will be encoded: %s %s", recording.pk, fault.code, fault.detail)
            return Result({"copying": False})  # its packets are worse than they looked: the ladder encodes everything
        return published(lease, recording, folder, made)


def ladder(lease: Lease, watch: processes.Watch) -> Result:
    """All sizes. What is playable already is kept as it is; else the replay can be watched while it grows."""
    recording = lease.row()
    source = _source(recording)
    plan = rules.plan_for(source, copying=recording.copying)
    playable = _first_of(recording, plan)
    if playable and not plan.encoded and not transcoding.wanted_gain(playable):
        return Result(COMPLETE, record=partial(tell_change, recording.pk))
    with attempt(lease) as folder:
        told = Told(lease.note, _tell_live(lease, recording))
        made = transcoding.encode(original(recording), source, folder, watch=watch, plan=plan, playable=playable, told=told)
        result = published(lease, recording, folder, made)
        return Result({**result.fields, **COMPLETE}, result.published, result.record)


def _first_of(recording: Recording, plan: rules.Plan) -> Path | None:
    """The folder that the first step of this very file published, if it did."""
    if not (plan.is_remux and recording.folder and recording.made_from == recording.sha256):
        return None
    return storages.published_file(recording.pk, recording.folder, "")


def _source(recording: Recording) -> rules.Source:
    if recording.source is None:
        raise LostClaim  # another file took its place
    return from_report(recording.source)


def _tell_live(lease: Lease, recording: Recording) -> Callable[[], None]:
    def tell() -> None:
        if not recording.folder:  # else the former replay goes on playing
            lease.renew(live=True)
            tell_change(lease.recording_id)

    return tell


def original(recording: Recording) -> Path:
    """The uploaded file. Raises Unusable when it is gone."""
    try:
        return storages.original(str(recording.original.name))
    except FileNotFoundError as error:
        raise Unusable(Failure.ORIGINAL_LOST) from error


@contextmanager
def attempt(lease: Lease) -> Iterator[Path]:
    """A folder of this attempt alone. The row names it first, so that no sweep takes it for a left one.

    Not every program says that the disk was full: who ends without a result on a full disk could not write it.
    """
    name = storages.random_name()
    lease.renew(attempt=name)
    folder = storages.attempt_folder(lease.recording_id, name)
    try:
        yield folder
    except transcoding.NotMade as fault:
        if shutil.disk_usage(folder).free >= HARDLY_ANY:
            raise
        raise transcoding.NotMade(Failure.DISK_FULL.value, fault.detail) from fault
    finally:
        storages.discard(folder)  # after publishing it is no longer there


def published(lease: Lease, recording: Recording, folder: Path, made: transcoding.Made) -> Result:
    """The attempt takes its place; once its fields are written, it is the replay."""
    lease.renew()
    storages.publish(folder)
    facts = {"duration_ms": made.duration, "width": made.width, "height": made.height, "has_video": made.has_video, "has_audio": made.has_audio}
    uncut = {"whole": folder.stem, "whole_ms": made.duration, "edits": []}
    place = {**uncut, "folder": folder.stem, "made_from": recording.sha256, "revision": F("revision") + 1, "parts": [], "left_out": {}}
    return Result({**facts, **place}, folder.stem, partial(_begin_anew, recording, made.rungs))


def _begin_anew(recording: Recording, rungs: Sequence[transcoding.MadeRung]) -> None:
    write_renditions(recording, rungs)
    recording.joins.all().delete()  # what was joined to another file


def write_renditions(recording: Recording, rungs: Sequence[transcoding.MadeRung]) -> None:
    """The rows of what is published, in the place of the former ones."""
    Rendition.objects.filter(recording=recording).delete()
    Rendition.objects.bulk_create(
        Rendition(recording=recording, name=rung.name, width=rung.width, height=rung.height, bandwidth=rung.bandwidth, codecs=rung.codecs, bytes=rung.bytes)
        for rung in rungs
    )
