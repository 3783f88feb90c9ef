"""The steps that a replay can be without: the time line's pictures and sound, the slides, what is said."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from media import decks, processes, slides, speech, storages, transcoding
from media.domain import captioning, slideshow
from media.domain.leases import Lease
from media.domain.steps import Result, attempt, original
from media.models import Recording
from media.probing import from_report, probe
from media.rules.chapters import Slide
from media.transcoding import NotMade


def extras(lease: Lease, watch: processes.Watch) -> Result:
    """Small pictures over the time line, and how the sound is: of what people watch, and of the whole, on which it is cut."""
    recording = lease.row()
    for name, length in {recording.whole: recording.whole_ms, recording.folder: recording.duration_ms}.items():
        if not _is_there(recording, name, "extras"):
            with attempt(lease) as folder:
                transcoding.make_extras(storages.published_file(recording.pk, name, ""), length, folder, watch=watch)
                _add(lease, folder, name)
    return _with(lease, recording)


def find_slides(lease: Lease, watch: processes.Watch) -> Result:
    """The slides as they were shown: pictures, chapters, a PDF, and moments with their words. They are looked for in the whole, once."""
    recording = lease.row()
    if "slides" in recording.parts:
        return Result()  # a cut brings them along
    if not recording.has_video:
        return _without_slides(recording)
    found = slideshow.known(storages.published_file(recording.pk, recording.whole, "slides"))
    if found is None:
        found = _look(lease, recording, watch)
    if found and recording.folder != recording.whole:
        with attempt(lease) as folder:
            found = slideshow.write_cut(found, recording.edit_list, folder)
            _add(lease, folder, recording.folder)
    return _with(lease, recording, partial(slideshow.remember, recording, found)) if found else _without_slides(recording)


def _look(lease: Lease, recording: Recording, watch: processes.Watch) -> list[Slide]:
    with attempt(lease) as folder, _deck_pages(recording, watch) as pages:
        found = _found(recording, folder, pages, watch)
        slideshow.write(found, folder)
        _add(lease, folder, recording.whole)
    return slideshow.known(storages.published_file(recording.pk, recording.whole, "slides")) or []


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


def _without_slides(recording: Recording) -> Result:
    return Result(record=partial(slideshow.remember, recording, []) if recording.moments.exists() else lambda: None)


def text(lease: Lease, watch: processes.Watch) -> Result:
    """A draft of captions from what is said, where a model for it lies. Captions that are there, drafts of an earlier cut too, are left alone."""
    recording, model = lease.row(), settings.SPEECH_MODEL_DIR
    if not recording.has_audio or recording.captions.exists() or not speech.can_hear(model):
        return Result()
    sound = storages.published_file(recording.pk, recording.folder, "replay.mp4" if recording.has_video else "replay.m4a")
    try:
        heard = speech.transcribe(sound, model, length=recording.duration_ms, watch=watch)
    except speech.NotHeard as fault:
        raise NotMade("encoder_failed", fault.detail) from fault
    if not heard.cues:
        return Result()
    return Result(record=partial(captioning.put_draft, recording=recording, language=heard.language, cues=heard.cues))


def _is_there(recording: Recording, folder: str, part: str) -> bool:
    return storages.published_file(recording.pk, folder, part).is_dir()


def _add(lease: Lease, attempt: Path, folder: str) -> None:
    """The attempt becomes a part of a published folder, called by its step."""
    lease.renew()
    storages.add(attempt, lease.recording_id, folder, lease.step)


def _with(lease: Lease, recording: Recording, record: Callable[[], Any] = lambda: None) -> Result:
    return Result({"parts": sorted({*recording.parts, lease.step})}, record=record)
