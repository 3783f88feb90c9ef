"""The step that makes the published replay what the people who answer for it want to keep, and moves all that is noted about it along."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.db.models import F

from media import processes, storages, transcoding
from media.domain import captioning, slideshow
from media.domain.leases import Lease
from media.domain.steps import COMPLETE, Result, attempt, write_renditions
from media.models import Recording
from media.rules.chapters import Slide
from media.rules.cuts import EditFault, EditList
from media.signals import recording_recut
from media.transcoding import MadeRung, NotMade, playlists


def cut(lease: Lease, watch: processes.Watch) -> Result:
    """Make what is wanted of the whole, whatever is published now. The whole stays as it is: it is what is published when nothing is cut."""
    recording = lease.row()
    wanted = _wanted(recording)
    if wanted == recording.edit_list:
        return Result(COMPLETE)
    if wanted.is_whole:
        return _uncut(recording, wanted)
    whole = storages.published_file(recording.pk, recording.whole, "")
    with attempt(lease) as folder:
        made = transcoding.cut(whole, wanted, folder, watch=watch)
        found = _cut_slides(whole, wanted, folder)
        lease.renew()
        storages.publish(folder)
        size = {"width": made.width, "height": made.height}
        return _published(recording, wanted, folder.stem, made.rungs, found, duration_ms=made.duration, **size)


def _wanted(recording: Recording) -> EditList:
    """A wish may be older than the whole, which can be a frame shorter than was told. Raises NotMade."""
    try:
        return recording.edit_list_of([[start, min(end, recording.whole_ms)] for start, end in recording.edits_wanted])
    except EditFault as fault:
        raise NotMade("wrong_length", f"edits: {fault.code}") from fault


def _uncut(recording: Recording, wanted: EditList) -> Result:
    """The whole is there; only what is noted goes back."""
    whole = storages.published_file(recording.pk, recording.whole, "")
    rungs = [_rung(whole, variant) for variant in playlists.announced((whole / "master.m3u8").read_text())]
    return _published(recording, wanted, recording.whole, rungs, slideshow.known(whole / "slides"), duration_ms=recording.whole_ms)


def _rung(whole: Path, variant: playlists.Variant) -> MadeRung:
    size = sum(file.stat().st_size for file in (whole / variant.name).glob("*.m4s"))
    return MadeRung(variant.name, variant.width, variant.height, variant.peak, variant.codecs, size)


def _cut_slides(whole: Path, wanted: EditList, folder: Path) -> list[Slide] | None:
    """The cut comes with its slides where those of the whole are known; else they are looked for later. None then."""
    known = slideshow.known(whole / "slides")
    if known is None:
        return None
    (folder / "slides").mkdir()
    return slideshow.write_cut(known, wanted, folder / "slides")


def _published(recording: Recording, wanted: EditList, folder: str, rungs: Sequence[MadeRung], found: list[Slide] | None, **fields: Any) -> Result:
    """`folder` is there already, published by its rename or for long; with these fields it is the replay."""
    place = storages.published_file(recording.pk, folder, "")
    parts = [name for name, file in (("extras", "extras"), ("slides", f"slides/{slideshow.CHAPTERS}")) if (place / file).exists()]
    edits = [] if wanted.is_whole else [list(part) for part in wanted.kept]
    what = {"folder": folder, "edits": edits, "parts": parts, "left_out": {}, "revision": F("revision") + 1, **fields, **COMPLETE}
    return Result(what, "" if wanted.is_whole else folder, partial(_move, recording, wanted, rungs, found or []))


def _move(recording: Recording, after: EditList, rungs: Sequence[MadeRung], found: list[Slide]) -> None:
    """All that is noted about the replay is in its new time, in one transaction with it."""
    before = recording.edit_list
    write_renditions(recording, rungs)
    slideshow.remember(recording, found)
    captioning.retime(recording, before, after)
    recording_recut.send(Recording, recording_id=recording.pk, before=before, after=after)
