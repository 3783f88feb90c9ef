"""The step that makes the published replay what the people who answer for it want to keep, and moves all that is noted about it along."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F

from media import processes, storages, transcoding
from media.domain import captioning, slideshow
from media.domain.leases import Lease
from media.domain.steps import COMPLETE, Result, attempt, write_renditions
from media.joins import Join
from media.models import Recording
from media.rules import cuts
from media.rules.chapters import Slide
from media.rules.cuts import EditFault, EditList
from media.signals import recording_recut
from media.transcoding import MadeRung, NotMade, Told, playlists

JOINED = 70  # per cent of the step, where a second recording is joined first


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be published: `kept` of the folder `whole`. `after` is the same in time of the present whole, which a join has made longer."""

    whole: str
    kept: EditList
    after: EditList
    fields: dict[str, Any] = field(default_factory=dict)
    tidy: Callable[[], Any] = lambda: None


def cut(lease: Lease, watch: processes.Watch) -> Result:
    """Make what is wanted of the whole, whatever is published now. The whole stays as it is: it is what is published when nothing is cut."""
    recording, told_before = lease.row(), 0
    if wanted := recording.joins.filter(state=Join.State.WANTED).first():
        recording, told_before = _extend(lease, recording, wanted, watch), JOINED
    wish = _wish(recording)
    if wish.after == recording.edit_list and not wish.fields and not recording.joins.pending().exists():
        return Result(COMPLETE)
    if wish.kept.is_whole:
        return _uncut(recording, wish)
    whole = storages.published_file(recording.pk, wish.whole, "")
    with attempt(lease) as folder:
        made = transcoding.cut(whole, wish.kept, folder, watch=watch, told=Told(lambda percent: lease.note(told_before + percent * (100 - told_before) // 100)))
        found = _cut_slides(whole, wish.kept, folder)
        lease.renew()
        storages.publish(folder)
        size = {"width": made.width, "height": made.height}
        return _published(recording, wish, folder.stem, made.rungs, found, duration_ms=made.duration, **size)


def _wish(recording: Recording) -> _Wish:
    """A wish may be older than the whole, which can be a frame shorter than was told. Raises NotMade."""
    try:
        if last := recording.joins.filter(state=Join.State.UNWANTED).last():
            return _shorter(recording, last)
        kept = recording.edit_list_of([[start, min(end, recording.whole_ms)] for start, end in recording.edits_wanted])
    except EditFault as fault:
        raise NotMade("wrong_length", f"edits: {fault.code}") from fault
    return _Wish(recording.whole, kept, kept)


def _uncut(recording: Recording, wish: _Wish) -> Result:
    """The whole is there; only what is noted goes back."""
    whole = storages.published_file(recording.pk, wish.whole, "")
    rungs = [_rung(whole, variant) for variant in playlists.announced((whole / "master.m3u8").read_text())]
    return _published(recording, wish, wish.whole, rungs, slideshow.known(whole / "slides"), duration_ms=wish.kept.duration)


def _rung(whole: Path, variant: playlists.Variant) -> MadeRung:
    size = sum(file.stat().st_size for file in (whole / variant.name).glob("*.m4s"))
    return MadeRung(variant.name, variant.width, variant.height, variant.peak, variant.codecs, size)


def _cut_slides(whole: Path, kept: EditList, folder: Path) -> list[Slide] | None:
    """The cut comes with its slides where those of the whole are known; else they are looked for later. None then."""
    known = slideshow.known(whole / "slides")
    if known is None:
        return None
    (folder / "slides").mkdir()
    return slideshow.write_cut(known, kept, folder / "slides")


def _published(recording: Recording, wish: _Wish, folder: str, rungs: Sequence[MadeRung], found: list[Slide] | None, **fields: Any) -> Result:
    """`folder` is there already, published by its rename or for long; with these fields it is the replay."""
    place = storages.published_file(recording.pk, folder, "")
    parts = [name for name, file in (("extras", "extras"), ("slides", f"slides/{slideshow.CHAPTERS}")) if (place / file).exists()]
    edits = [] if wish.kept.is_whole else [list(part) for part in wish.kept.kept]
    sound = {"has_audio": (place / "audio").is_dir()}  # a second recording can bring it
    what = {"folder": folder, "edits": edits, "parts": parts, **sound, "left_out": {}, "revision": F("revision") + 1, **fields, **wish.fields, **COMPLETE}
    return Result(what, "" if wish.kept.is_whole else folder, partial(_move, recording, wish, rungs, found or []))


def _move(recording: Recording, wish: _Wish, rungs: Sequence[MadeRung], found: list[Slide]) -> None:
    """All that is noted about the replay is in its new time, in one transaction with it."""
    before = recording.edit_list
    write_renditions(recording, rungs)
    slideshow.remember(recording, found)
    for join in recording.joins.filter(state=Join.State.MADE).select_related("second"):
        if join.second:
            captioning.bring(recording, join.second, join.begins_ms)
    recording.joins.filter(state=Join.State.MADE).update(state=Join.State.SHOWN)
    captioning.retime(recording, before, wish.after)
    wish.tidy()
    recording_recut.send(Recording, recording_id=recording.pk, before=before, after=wish.after)


# ---- with another recording, and without it again


def _extend(lease: Lease, recording: Recording, join: Join, watch: processes.Watch) -> Recording:
    """The whole goes on with that of the second recording. What is published is the same part of it as before."""
    second = join.second
    if second is None or second.removed_at or not second.whole or second.whole_ms != join.length_ms:
        raise NotMade("wrong_length", "the second recording has become another")
    places = storages.published_file(recording.pk, recording.whole, ""), storages.published_file(second.pk, second.whole, "")
    told = Told(lambda percent: lease.note(percent * JOINED // 100))
    with attempt(lease) as folder:
        made = transcoding.join(*places, folder, seam=join.begins_ms, length=join.length_ms, watch=watch, told=told)
        _join_slides(*places, join.begins_ms, folder)
        lease.renew()
        storages.publish(folder)
        _write(lease, recording, join, folder.stem, made.duration)
    return lease.row()


def _write(lease: Lease, recording: Recording, join: Join, folder: str, length: int) -> None:
    end, wanted = join.begins_ms + join.length_ms, recording.edits_wanted
    to_its_end = [*wanted[:-1], [wanted[-1][0], length]] if wanted and wanted[-1][1] == end else wanted
    try:
        with transaction.atomic():
            lease.write(whole=folder, whole_ms=length, edits=recording.edits or [[0, join.begins_ms]], edits_wanted=to_its_end)
            recording.joins.filter(pk=join.pk).update(state=Join.State.MADE)
    except BaseException:
        storages.discard_published(recording.pk, folder)
        raise


def _join_slides(first: Path, second: Path, begins: int, folder: Path) -> None:
    known = [slideshow.known(place / "slides") for place in (first, second)]
    if known != [None, None]:
        (folder / "slides").mkdir()
        slideshow.write_joined(known[0] or [], known[1] or [], begins, folder / "slides")


def _shorter(recording: Recording, last: Join) -> _Wish:
    """The whole is again what it was before the last join."""
    kept = EditList(last.begins_ms, tuple((start, end) for start, end in recording.edits_wanted)) if recording.edits_wanted else cuts.whole(last.begins_ms)

    def tidy() -> None:
        captioning.forget(recording, last.begins_ms)
        last.delete()

    return _Wish(last.before, kept, EditList(recording.whole_ms, kept.kept), {"whole": last.before, "whole_ms": last.begins_ms}, tidy)
