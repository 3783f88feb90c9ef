"""The captions of a recording: put, changed and removed by the people who answer for it, and drafted by a worker.

Each version is a file of its own under a random name, which is also what two windows that change the same captions are told apart by.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from college.errors import DomainError, Invalid, NotFound
from media import storages
from media.domain.answering import answers_for
from media.domain.leases import tell_change
from media.domain.refusals import NoRoom
from media.models import CaptionTrack, Recording
from media.rules import captions as rules
from media.rules import retiming
from media.rules.cuts import EditList

LABELS = {"zh-Hans": _("Chinese"), "en": _("English")}
DRAFT_LABELS = {"zh-Hans": _("Chinese (written by a computer)"), "en": _("English (written by a computer)")}
REASONS = {
    "too_big": _("The captions are larger than 2 MB. Is this the right file?"),
    "too_many": _("There are more than 10,000 captions. Is this the right file?"),
    "no_cues": _("There are no captions in it."),
    "encoding": _("Some signs cannot be read. Please save the file as UTF-8."),
    "no_time": _("The times are missing. They are written like this: 00:01:02.000 --> 00:01:05.000"),
    "bad_time": _("The times cannot be read. They are written like this: 00:01:02.000 --> 00:01:05.000"),
    "order": _("The end must come after the start."),
    "empty": _("The words are missing."),
    "too_long": _("This is too much text for one caption. Please split it."),
    "beyond": _("This begins after the recording has ended."),
}


class NoCaptions(NotFound):
    """There is no such recording or language, or this person does not answer for it."""

    code = "no_captions"


class CaptionsFaulty(Invalid):
    """They cannot be used; `faults` are media.rules.captions.Fault."""

    code = "captions_faulty"

    def __init__(self, faults: Sequence[rules.Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(map(said, self.faults)))


class CaptionsChanged(DomainError):
    """Somebody else saved these captions in between."""

    code = "captions_changed"
    message = _("Somebody else has changed these captions in the meantime. What you wrote is still here and not saved yet.")


def said(fault: rules.Fault) -> str:
    """A fault in words, with its line."""
    reason = str(REASONS[fault.code])
    return str(_("Line %(line)d: %(reason)s")) % {"line": fault.line, "reason": reason} if fault.line else reason


def label_of(language: str, *, draft: bool = False) -> str:
    """What captions of a language are called: by its own name, whoever reads the page."""
    with override(language.lower()):
        return str((DRAFT_LABELS if draft else LABELS)[language])


def is_draft_label(label: str) -> bool:
    return label in {label_of(language, draft=True) for language in rules.LANGUAGES}


def version_of(track: CaptionTrack | None) -> str:
    """What a form carries, so that it overwrites nothing that it has not shown; "" where there are no captions yet."""
    return Path(str(track.file.name)).stem if track else ""


def is_draft(track: CaptionTrack) -> bool:
    """Written by a program, and no person has saved it since."""
    return is_draft_label(track.label)


def text_of(track: CaptionTrack) -> str:
    """The WebVTT text, "" when its file is gone."""
    try:
        with track.file.open("rb") as file:
            return bytes(file.read()).decode("utf-8", "replace")
    except FileNotFoundError:
        return ""


def read(data: bytes | str, recording: Recording) -> list[rules.Cue]:
    """The cues of a file, or of what was typed. Raises CaptionsFaulty."""
    length = recording.duration_ms or None  # not known before the file was looked into
    try:
        return rules.parse(data, length) if isinstance(data, bytes) else rules.parse_text(data, length)
    except rules.Faulty as found:
        raise CaptionsFaulty(found.faults) from found


def put(*, recording: Recording, by: Any, language: str, cues: Sequence[rules.Cue], version: str) -> CaptionTrack:
    """Captions of one language, in the place of those called `version` ("": there are none).

    Raises NoCaptions, CaptionsFaulty (its lines are then the numbers of the cues), CaptionsChanged, NoRoom.
    """
    _check(by, recording, language)
    _check_cues(cues, recording)

    def may_replace(track: CaptionTrack | None) -> bool:
        if version_of(track) != version:
            raise CaptionsChanged
        return True

    track = _write(recording, language, label_of(language), cues, may_replace)
    assert track
    return track


def put_draft(*, recording: Recording, language: str, cues: Sequence[rules.Cue]) -> CaptionTrack | None:
    """What a program heard. It replaces a former draft, never what a person saved; None then. Raises CaptionsFaulty, NoRoom."""
    _check_cues(cues, recording)
    return _write(recording, language, label_of(language, draft=True), cues, lambda track: track is None or is_draft(track))


def remove(*, recording: Recording, by: Any, language: str, version: str) -> None:
    """Take the captions of one language away. Raises NoCaptions, CaptionsChanged."""
    _check(by, recording, language)
    with transaction.atomic():
        track = _held(recording, language)
        if track is None:
            raise NoCaptions
        if version_of(track) != version:
            raise CaptionsChanged
        _delete_later(track)
        track.delete()
        tell_change(recording.pk)


def retime(recording: Recording, before: EditList, after: EditList) -> None:
    """All captions of a recording in time of another cut; within the transaction that publishes it, the row locked."""
    for track in CaptionTrack.objects.filter(recording=recording):
        cues, aside = retiming.cues(_cues(track), _laid_aside(track), before, after)
        _delete_later(track)
        track.aside = [[cue.start, cue.end, cue.text] for cue in aside]
        _save(track, rules.write(cues))


def copy(recording: Recording, other: Recording) -> None:
    """All captions, those that a cut laid aside too, for a recording that shares the whole and is still uncut."""
    before = recording.edit_list
    for track in CaptionTrack.objects.filter(recording=recording):
        whole, _aside = retiming.cues(_cues(track), _laid_aside(track), before, other.edit_list)
        _save(CaptionTrack(recording=other, language=track.language, label=track.label), rules.write(whole))


def bring(recording: Recording, second: Recording, begins: int) -> None:
    """Lay aside the captions of a second recording, as a cut lays them aside that has taken it out: the next cut shows what is kept of it."""
    for track in CaptionTrack.objects.filter(recording=second):
        whole, _aside = retiming.cues(_cues(track), _laid_aside(track), second.edit_list, second.edit_list_of([]))
        mine = CaptionTrack.objects.filter(recording=recording, language=track.language).first()
        if mine is None:
            mine = CaptionTrack(recording=recording, language=track.language, label=track.label)
            _save(mine, rules.write([]))
        mine.aside = [*mine.aside, *([begins + cue.start, begins + cue.end, cue.text] for cue in whole)]
        mine.save(update_fields=["aside"])


def forget(recording: Recording, begins: int) -> None:
    """What a recording brought that is taken off again from `begins` on, once nothing of it is shown."""
    for track in CaptionTrack.objects.filter(recording=recording):
        track.aside = [cue for cue in track.aside if cue[0] < begins]
        if track.aside or _cues(track):
            track.save(update_fields=["aside"])
        else:
            _delete_later(track)
            track.delete()


def _cues(track: CaptionTrack) -> list[rules.Cue]:
    try:
        return rules.parse_text(text_of(track))
    except rules.Faulty:
        return []  # a cut has taken all of them out


def _laid_aside(track: CaptionTrack) -> list[rules.Cue]:
    return [rules.Cue(*cue) for cue in track.aside]


def _check(by: Any, recording: Recording, language: str) -> None:
    if language not in rules.LANGUAGES or not answers_for(by, recording):
        raise NoCaptions


def _check_cues(cues: Sequence[rules.Cue], recording: Recording) -> None:
    if len(cues) > rules.MOST_CUES or not cues:
        raise CaptionsFaulty([rules.Fault(0, "too_many" if cues else "no_cues")])
    codes = (rules.fault_of(cue, recording.duration_ms or None) for cue in cues)
    if faults := [rules.Fault(number, code) for number, code in enumerate(codes, 1) if code]:
        raise CaptionsFaulty(faults[: rules.SHOWN_FAULTS])


def _write(
    recording: Recording, language: str, label: str, cues: Sequence[rules.Cue], may_replace: Callable[[CaptionTrack | None], bool]
) -> CaptionTrack | None:
    with transaction.atomic():
        track = _held(recording, language)
        if not may_replace(track):
            return None
        if track:
            _delete_later(track)
        track = track or CaptionTrack(recording=recording, language=language)
        track.label = label
        _save(track, rules.write(rules.in_order(cues)))
        tell_change(recording.pk)
    return track


def _held(recording: Recording, language: str) -> CaptionTrack | None:
    """The captions as they are now; nobody else changes any of this recording until our transaction ends."""
    if not Recording.objects.select_for_update(of=("self",)).filter(pk=recording.pk).exists():
        raise NoCaptions
    return CaptionTrack.objects.filter(recording=recording, language=language).first()


def _save(track: CaptionTrack, text: str) -> None:
    """The file first, then the row; without the row there is no file either."""
    try:
        track.file.save("captions.vtt", ContentFile(text.encode()), save=False)
    except storages.StoreAway:
        raise
    except OSError as error:
        raise NoRoom from error
    try:
        track.save()
    except BaseException:
        track.file.storage.delete(str(track.file.name))
        raise


def _delete_later(track: CaptionTrack) -> None:
    transaction.on_commit(partial(track.file.storage.delete, str(track.file.name)))
