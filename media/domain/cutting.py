"""Cutting a replay: what is to be kept is written down, a worker makes it, and the original stays as it is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError, Invalid, NotFound
from media import storages
from media.domain import answering, captioning
from media.domain.receiving import announce, waiting
from media.domain.refusals import NoRoom
from media.models import Recording
from media.rules import cuts
from media.rules.cuts import EditFault, EditList

BEFORE = ("probe", "first", "ladder")  # until these are done there is no whole that could be cut
REASONS = {
    "bad_json": _("The times cannot be read. They are written like this: 0:01:02.5"),
    "bad_parts": _("The times cannot be read. They are written like this: 0:01:02.5"),
    "too_many": _("There are more than 200 parts. Please join some of them."),
    "not_ordered": _("Each part must end after it begins, and begin after the one before it has ended."),
    "outside": _("A part lies beyond the end of the recording."),
    "too_short": _("Nothing would be left of the recording. Please keep a second at least."),
}


class NoCutting(NotFound):
    """There is no such recording, or this person does not answer for it."""

    code = "no_recording"


class EditsFaulty(Invalid):
    """These parts cannot be kept; `code` is that of media.rules.cuts.EditFault."""

    def __init__(self, fault: EditFault) -> None:
        self.code = fault.code
        super().__init__(REASONS[fault.code])


class EditsChanged(DomainError):
    """Somebody else has cut it in between."""

    code = "edits_changed"
    message = _("Somebody else has changed this cut in the meantime. Your parts are still here and not published yet.")


class CutTooEarly(DomainError):
    """The replay is not complete yet, or there is none."""

    code = "cut_too_early"
    message = _("The recording is still being prepared. It can be cut as soon as it is ready.")


def can_cut(recording: Recording) -> bool:
    """Whether there is a whole replay; the cut itself may be on its way. Not while another recording is being joined to it. One query."""
    return bool(recording.whole) and recording.step not in BEFORE and not recording.joins.pending().exists()


def read(recording: Recording, parts: Iterable[tuple[int, int]]) -> EditList:
    """What is to be kept, milliseconds of the whole; no parts are all of it. Raises EditsFaulty, CutTooEarly."""
    if not can_cut(recording):
        raise CutTooEarly
    try:
        return recording.edit_list_of([[start, end] for start, end in parts])
    except EditFault as fault:
        raise EditsFaulty(fault) from fault


def cut(*, recording: Recording, by: Any, kept: EditList, version: int, now: datetime) -> Recording:
    """Have the replay keep these parts of the whole. What is published plays on until the cut is there; keeping all undoes every cut.

    Raises NoCutting, CutTooEarly, EditsFaulty (its whole has become another), EditsChanged.
    """
    with transaction.atomic():
        row = held(recording, by, version)
        wish(row, _for(row, kept), now)
    recording.refresh_from_db()
    return recording


def split(*, recording: Recording, by: Any, kept: EditList, at: int, version: int, now: datetime) -> Recording:
    """Two recordings of one, at a moment of the whole: it keeps what comes before. Returns the new one, which keeps the rest and has no lesson yet.

    Raises as `cut`, and NoRoom.
    """
    with transaction.atomic():
        row = held(recording, by, version)
        try:
            first, second = cuts.split(_for(row, kept), kept.nearest(at))
        except EditFault as fault:
            raise EditsFaulty(fault) from fault
        wish(row, first, now)
        other = _second(row, second, now)
    recording.refresh_from_db()
    return other


def held(recording: Recording, by: Any, version: int | None = None) -> Recording:
    """The row, locked, for somebody who answers for it. Raises NoCutting, EditsChanged (`version` is not the last one)."""
    row = Recording.objects.kept().select_for_update(of=("self",), no_key=True).filter(pk=recording.pk).first()
    if row is None or not answering.answers_for(by, row):
        raise NoCutting
    if version not in (None, row.edits_version):
        raise EditsChanged
    return row


def _for(row: Recording, kept: EditList) -> EditList:
    """The parts were read when this was another whole, perhaps."""
    return kept if kept.duration == row.whole_ms and can_cut(row) else read(row, kept.kept)


def wish(row: Recording, kept: EditList, now: datetime) -> None:
    """Write down what is to be kept and tell the workers; one that holds the recording notices and ends."""
    left = {step: code for step, code in row.left_out.items() if step != Recording.Step.CUT}
    wanted = {"edits_wanted": stored(kept), "edits_version": row.edits_version + 1, "step": Recording.Step.CUT, "left_out": left}
    Recording.objects.filter(pk=row.pk).update(**waiting(now), **wanted)
    announce(row.pk)


def stored(kept: EditList) -> list[list[int]]:
    """As the fields of a recording hold it."""
    return [] if kept.is_whole else [list(part) for part in kept.kept]


# ---- the second half


def _second(row: Recording, kept: EditList, now: datetime) -> Recording:
    """A recording of its own over the same original and the same whole: their files have two names, nothing is copied or encoded again."""
    same = {name: getattr(row, name) for name in ("owner", "original_name", "size", "sha256", "source", "copying", "made_from", "whole_ms")}
    facts = {name: getattr(row, name) for name in ("duration_ms", "width", "height", "has_video", "has_audio", "consent", "consent_to", "may_download")}
    names = {"whole": storages.random_name(), "original": storages.random_name()}
    title = str(_("%(title)s (2)") % {"title": row})[:200]
    wish = {"step": Recording.Step.CUT, "edits_wanted": stored(kept), "queued_at": now, "created_at": now}
    other = Recording.objects.create(title=title, **same, **facts, **names, **wish)
    try:
        storages.copy_original(str(row.original.name), str(other.original.name))
        storages.copy_published(row.pk, row.whole, other.pk, other.whole)
        captioning.copy(row, other)
    except storages.StoreAway:
        raise
    except OSError as error:
        raise NoRoom from error
    announce(other.pk)
    return other
