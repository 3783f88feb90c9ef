"""Joining: another recording of the course goes on where this one ends. Both originals stay as they are, and it can be undone.

The uncut replay grows by that of the second one, so that a joined recording is cut, split and joined again as any other: `media.models.Join`.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError, NotFound
from media.domain import answering, cutting
from media.joins import Join
from media.models import Recording
from media.places import places
from media.rules import cuts
from media.rules.cuts import EditFault, EditList, Interval

LONGEST_MS = 12 * 3600 * 1000
PREPARED = ("", "text")  # steps at which the slides are known


class NoSecond(NotFound):
    """There is no such recording, it is of another course, or this person does not answer for it."""

    code = "no_second"
    message = _("This recording cannot be joined: it belongs to another course, or to somebody else.")


class JoinPending(DomainError):
    """One thing after the other."""

    code = "join_pending"
    message = _("Another recording is just being joined or taken off. Please wait until that is done, or give it up.")


class JoinTooEarly(DomainError):
    """One of the two is not complete yet."""

    code = "join_too_early"
    message = _("One of the two recordings is still being prepared. They can be joined as soon as both are ready.")


class UnlikeRecordings(DomainError):
    """A picture and sound alone do not follow each other."""

    code = "unlike_recordings"
    message = _("One of the two has a picture and the other one only sound. Such recordings cannot be joined.")


class ConsentFirst(DomainError):
    """Learners would see people in it who were not asked."""

    code = "consent_first"
    message = _("Please say first who can be seen in the other recording: learners would see it in this one.")


class JoinTooLong(DomainError):
    """The same limit as for a file."""

    code = "too_long"
    message = _("Together the two are longer than 12 hours. Please cut them first.")


class NothingJoined(DomainError):
    """There is nothing to take off."""

    code = "nothing_joined"
    message = _("No other recording is joined to this one.")


def candidates(*, recording: Recording, by: Any) -> list[tuple[Recording, str]]:
    """What could be joined to it, with its place in words ("": it belongs to no lesson). Two queries and those of the places."""
    if not answering.answers_for(by, recording):
        return []
    beside = places().beside(recording)
    found = Recording.objects.kept().filter(pk__in=beside, owner=recording.owner, has_video=recording.has_video).exclude(pk=recording.pk).exclude(whole="")
    ready = {one.pk: one for one in found if one.step in PREPARED}
    return [(ready[pk], words) for pk, words in beside.items() if pk in ready]


def join(*, recording: Recording, second: int, by: Any, version: int, now: datetime) -> Recording:
    """Have the replay go on with what people see of the recording with the key `second`. What is published plays on until the new one is there.

    Raises NoCutting, NoSecond, EditsChanged, EditsFaulty (too many parts), JoinPending, JoinTooEarly, UnlikeRecordings, ConsentFirst, JoinTooLong.
    """
    with transaction.atomic():
        row = cutting.held(recording, by, version)
        other = _second(row, second, by)
        begins, shown = row.whole_ms, other.edits or [[0, other.whole_ms]]
        kept = [*(row.edits_wanted or [[0, begins]]), *([begins + start, begins + end] for start, end in shown)]
        wanted = _list(begins + other.whole_ms, [(start, end) for start, end in kept])
        Join.objects.create(recording=row, second=other, title=str(other), before=row.whole, begins_ms=begins, length_ms=other.whole_ms)
        cutting.wish(row, wanted, now)
    recording.refresh_from_db()
    return recording


def take_off(*, recording: Recording, by: Any, version: int, now: datetime) -> Recording:
    """Have the replay end where it did before the last join; what was cut before that place stays cut.

    Raises NoCutting, EditsChanged, NothingJoined, JoinPending.
    """
    with transaction.atomic():
        row = cutting.held(recording, by, version)
        last = row.joins.last()
        if last is None:
            raise NothingJoined
        if row.joins.pending().exists():
            raise JoinPending
        row.joins.filter(pk=last.pk).update(state=Join.State.UNWANTED)
        cutting.wish(row, before(last, row.edits_wanted), now)
    recording.refresh_from_db()
    return recording


def before(last: Join, edits: list[list[int]]) -> EditList:
    """What parts keep of the uncut replay that it had before a join; all of it when that would be nothing."""
    kept = [(start, min(end, last.begins_ms)) for start, end in edits if start < last.begins_ms]
    try:
        return EditList(last.begins_ms, tuple(kept))
    except EditFault:
        return cuts.whole(last.begins_ms)


def give_up(row: Recording) -> dict[str, Any]:
    """The fields of a recording, held, whose pending join is as if nobody had wished it; {} when there is none."""
    last = row.joins.pending().last()
    if last is None:
        return {}
    if last.state == Join.State.UNWANTED:
        row.joins.filter(pk=last.pk).update(state=Join.State.SHOWN)
        return {}
    last.delete()
    if last.state == Join.State.WANTED:
        return {}
    edits = cutting.stored(before(last, row.edits))
    return {"whole": last.before, "whole_ms": last.begins_ms, "edits": edits, "edits_wanted": edits}


def _second(row: Recording, key: int, by: Any) -> Recording:
    other = Recording.objects.kept().filter(pk=key, owner=row.owner).exclude(pk=row.pk).first()
    if other is None or not answering.answers_for(by, other) or other.pk not in places().beside(row):
        raise NoSecond
    if row.joins.pending().exists():
        raise JoinPending
    if not all(one.whole and one.step in PREPARED for one in (row, other)):
        raise JoinTooEarly
    if row.has_video != other.has_video:
        raise UnlikeRecordings
    if row.is_agreed and not other.is_agreed:
        raise ConsentFirst
    if row.whole_ms + other.whole_ms > LONGEST_MS:
        raise JoinTooLong
    return other


def _list(duration: int, kept: list[Interval]) -> EditList:
    try:
        return EditList(duration, tuple(kept))
    except EditFault as fault:
        raise cutting.EditsFaulty(fault) from fault
