"""The steps that a replay can be without: the time line's pictures and sound, the slides, what is said."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from media import decks, processes, slides, storages, transcoding
from media.domain.leases import Lease, tell_change
from media.domain.steps import Result, attempt, original
from media.models import Moment, Recording
from media.probing import from_report, probe
from media.rules.chapters import Slide, chapters, printed, webvtt
from media.transcoding import NotMade


def extras(lease: Lease, watch: processes.Watch) -> Result:
    """Small pictures over the time line, and how the sound is."""
    recording = lease.row()
    with attempt(lease) as folder:
        transcoding.make_extras(_published(recording), recording.duration_ms, folder, watch=watch)
        return _added(lease, recording, folder)


def find_slides(lease: Lease, watch: processes.Watch) -> Result:
    """The slides as they were shown: pictures, chapters, a PDF, and moments with their words."""
    recording = lease.row()
    if not recording.has_video:
        return _without_slides(recording)
    with attempt(lease) as folder, _deck_pages(recording, watch) as pages:
        found = _found(recording, folder, pages, watch)
        if not found:
            return _without_slides(recording)
        (folder / "chapters.vtt").write_text(webvtt(chapters(found)), encoding="utf-8")
        slides.write_pdf(printed(found), folder / "slides.pdf")
        return _added(lease, recording, folder, partial(_remember, recording, found))


def _found(recording: Recording, folder: Path, pages: Sequence[slides.Page], watch: processes.Watch) -> list[Slide]:
    path = original(recording)
    source = from_report(recording.source) if recording.source else probe(path, watch)
    try:
        return slides.make(path, source, folder, pages, watch)
    except slides.NotSeen as fault:
        raise NotMade("encoder_failed", str(fault)) from fault


@contextmanager
def _deck_pages(recording: Recording, watch: processes.Watch) -> Iterator[list[slides.Page]]:
    """The pages of the deck that was shown, drawn where the machine can; [] else, and slides are read."""
    deck = decks.deck_of(recording)
    if deck is None:
        yield []
        return
    with tempfile.TemporaryDirectory(prefix="pages-") as place:
        drawn = slides.draw(deck.file, Path(place), watch)
        # Hidden pages are not drawn: then nobody can say which text belongs to which picture.
        yield [slides.Page(*pair) for pair in zip(drawn, deck.texts, strict=True)] if len(drawn) == len(deck.texts) else []


def _remember(recording: Recording, found: Sequence[Slide]) -> None:
    recording.moments.all().delete()
    Moment.objects.bulk_create(
        Moment(
            recording=recording,
            number=number,
            begins_ms=slide.start,
            ends_ms=slide.end,
            page=slide.page,
            title=slide.title,
            text=slide.text,
            picture=slide.picture.name,
        )
        for number, slide in enumerate(found)
    )
    tell_change(recording.pk)


def _without_slides(recording: Recording) -> Result:
    return Result(record=recording.moments.all().delete)


def text(lease: Lease, watch: processes.Watch) -> Result:
    """Nothing is written down by itself yet."""
    return Result()


def _published(recording: Recording) -> Path:
    return storages.published_file(recording.pk, recording.folder, "")


def _added(lease: Lease, recording: Recording, folder: Path, record: Callable[[], Any] = lambda: None) -> Result:
    """The attempt becomes a part of the published replay, called by its step."""
    lease.renew()
    storages.add(folder, recording.pk, recording.folder, lease.step)
    return Result({"parts": sorted({*recording.parts, lease.step})}, record=record)
