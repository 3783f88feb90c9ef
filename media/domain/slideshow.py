"""The slides of a replay on the disk (pictures, chapters, a PDF, and a list for ourselves) and as rows."""

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from media import slides
from media.domain.leases import tell_change
from media.models import Moment, Recording
from media.rules import retiming
from media.rules.chapters import Slide, chapters, printed, webvtt
from media.rules.cuts import EditList

LIST, CHAPTERS, PDF = "slides.json", "chapters.vtt", "slides.pdf"  # no address leads to the first one


def write(found: Sequence[Slide], folder: Path) -> None:
    """Beside the pictures that lie in the folder already. Of no slides only that is written, so that nobody looks for them again."""
    rows = [[slide.start, slide.end, slide.page, slide.text, slide.picture.name] for slide in found]
    (folder / LIST).write_text(json.dumps(rows, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    if found:
        (folder / CHAPTERS).write_text(webvtt(chapters(found)), encoding="utf-8")
        slides.write_pdf(printed(found), folder / PDF)


def known(folder: Path) -> list[Slide] | None:
    """The slides that were written into a folder; None when nobody looked for them yet."""
    try:
        return told((folder / LIST).read_bytes(), folder)
    except FileNotFoundError:
        return None


def told(written: bytes, folder: Path = Path()) -> list[Slide]:
    """The slides of a list for ourselves, with their pictures in that folder."""
    return [Slide(start, end, page, text, folder / picture) for start, end, page, text, picture in json.loads(written)]


def write_cut(whole: Sequence[Slide], edits: EditList, folder: Path) -> list[Slide]:
    """The slides of a cut, with the pictures of the whole, in an empty folder; no byte of a picture is copied."""
    found = [replace(slide, picture=_linked(slide.picture, folder)) for slide in retiming.slides(whole, edits)]
    write(found, folder)
    return found


def write_joined(first: Sequence[Slide], second: Sequence[Slide], begins: int, folder: Path) -> None:
    """The slides of two replays, the second from `begins` on, in an empty folder; the pictures are numbered anew."""
    moved = (replace(slide, start=begins + slide.start, end=begins + slide.end) for slide in second)
    write([replace(slide, picture=_linked(slide.picture, folder, f"{number:05}.jpg")) for number, slide in enumerate([*first, *moved])], folder)


def _linked(picture: Path, folder: Path, name: str = "") -> Path:
    target = folder / (name or picture.name)
    os.link(picture, target)
    return target


def remember(recording: Recording, found: Sequence[Slide]) -> None:
    """The rows, which a search finds and a player leads to."""
    recording.moments.all().delete()
    Moment.objects.bulk_create(_moment(recording, number, slide) for number, slide in enumerate(found))
    tell_change(recording.pk)


def _moment(recording: Recording, number: int, slide: Slide) -> Moment:
    times = {"begins_ms": slide.start, "ends_ms": slide.end}
    return Moment(recording=recording, number=number, page=slide.page, title=slide.title, text=slide.text, picture=slide.picture.name, **times)
