"""Opening a player and counting what is watched in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import BooleanField, Case, When
from django.utils.translation import gettext_lazy as _

from college.errors import NotFound
from courses.learning import rules
from courses.learning.domain.access import LearnersOnly, access_of, ready_recording, refusal_of, still_counted
from courses.learning.models import PlaySession, WatchClock, WatchSummary
from courses.selection.models import Lesson
from media.domain import Playback, ShownSlide, playback_for, slides_for
from media.models import Recording
from media.rules.cuts import EditFault

SESSION_LIFE = timedelta(days=1)


class SessionUnknown(NotFound):
    """The player was opened by somebody else, or too long ago."""

    code = "session_unknown"
    message = _("Please open the replay again.")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a learner is with one recording. `sequence` is the last beat that counted, `gained` what this one brought, in seconds."""

    spans: tuple[rules.Span, ...]
    seconds: int
    total: int
    position_ms: int
    sequence: int = 0
    gained: int = 0


@dataclass(frozen=True, slots=True)
class Player:
    """All that a player needs. Guests have no session: nothing they watch is counted."""

    playback: Playback
    progress: Progress
    session: PlaySession | None


def open_session(*, learner: Any, lesson: Lesson, now: datetime) -> Player:
    """Open a player on a lesson. Real time before this moment counts for nothing. Raises LearnersOnly, NotFound (not announced), RecordingNotReady."""
    access = access_of(learner, lesson)
    if access is rules.Access.NONE:
        raise refusal_of(lesson)
    recording = ready_recording(lesson, learner)
    session = _new_session(learner, recording, now) if access is rules.Access.LEARNER else None
    return _player(learner, recording, session, now)


def reopen_session(*, session_key: UUID, learner: Any, lesson: Lesson, now: datetime) -> Player:
    """A fresh address for a player that is open already: its session and its time go on. Raises SessionUnknown as well."""
    if access_of(learner, lesson) is rules.Access.NONE:
        raise refusal_of(lesson)
    recording = ready_recording(lesson, learner)
    session = PlaySession.objects.filter(pk=session_key, learner=learner, recording=recording).first()
    if session is None:
        raise SessionUnknown
    if session.edits != recording.edits:
        PlaySession.objects.filter(pk=session.pk).update(edits=recording.edits)
    return _player(learner, recording, session, now)


def slides_of(*, learner: Any, lesson: Lesson, now: datetime) -> list[ShownSlide]:
    """What was shown in a recording, for whoever may watch it. Raises LearnersOnly, NotFound (not announced), RecordingNotReady."""
    if access_of(learner, lesson) is rules.Access.NONE:
        raise refusal_of(lesson)
    return slides_for(recording=ready_recording(lesson, learner), viewer_key=str(learner.pk), now=now)


def _player(learner: Any, recording: Recording, session: PlaySession | None, now: datetime) -> Player:
    playback = playback_for(recording=recording, viewer_key=str(learner.pk), now=now)
    return Player(playback, progress_of(learner=learner, recording=recording), session)


@transaction.atomic
def _new_session(learner: Any, recording: Recording, now: datetime) -> PlaySession:
    WatchClock.objects.get_or_create(learner=learner, defaults={"credited_until": now})
    WatchClock.objects.filter(learner=learner, credited_until__lt=now).update(credited_until=now)
    PlaySession.objects.filter(learner=learner, last_beat_at__lt=now - SESSION_LIFE).delete()
    return PlaySession.objects.create(key=uuid4(), learner=learner, recording=recording, edits=recording.edits, opened_at=now, last_beat_at=now)


def beat(*, session_key: UUID, learner: Any, sequence: int, intervals: Iterable[Sequence[float]], position: float, rate: float, now: datetime) -> Progress:
    """Count what a player says it has played, as far as real time allows; a sequence number that was counted changes nothing.

    `intervals` are [start, end] in seconds of the recording, `position` is where it stands, `rate` the fastest speed since the last beat.
    Raises SessionUnknown, and LearnersOnly once the seat has been given back while the player was open.
    """
    with transaction.atomic():
        clock = WatchClock.objects.select_for_update(of=("self",)).filter(learner=learner).first()  # one beat of a learner at a time
        session = _open_player(session_key, learner)
        if clock is None:
            raise SessionUnknown
        summary = _summary(learner, session.recording)
        intervals, position = _in_present_time(session, intervals, position)
        if sequence <= session.sequence:
            return _progress(summary, session.recording, session.sequence)
        credit = rules.credit(
            seen=summary.spans,
            claim=intervals,
            total=rules.whole_seconds(session.recording.duration_ms),
            rate=rate,
            credited_until=clock.credited_until,
            now=now,
        )
        _save(clock, session, summary, credit, sequence=sequence, position=position, now=now)
        return _progress(summary, session.recording, sequence, credit.gained)


def _in_present_time(session: PlaySession, intervals: Iterable[Sequence[float]], position: float) -> tuple[Iterable[Sequence[float]], float]:
    """What a player says that was opened before the recording was cut anew, in time of the cut."""
    recording = session.recording
    if session.edits == recording.edits:
        return intervals, position
    try:
        before, after = recording.edit_list_of(session.edits), recording.edit_list
    except EditFault:  # another file has taken the place of the one that was cut
        return intervals, position
    claim = rules.sound_claim(intervals, rules.whole_seconds(before.length))
    return rules.retimed_claim(claim, before, after), rules.retimed_position(rules.sound_position_ms(position, before.length), before, after) / 1000


def _open_player(session_key: UUID, learner: Any) -> PlaySession:
    mine = PlaySession.objects.filter(pk=session_key, learner=learner).select_related("recording")
    session = mine.annotate(counts=Case(When(still_counted(learner), then=True), default=False, output_field=BooleanField())).first()
    if session is None:
        raise SessionUnknown
    if not session.counts:
        raise LearnersOnly
    return session


def _save(clock: WatchClock, session: PlaySession, summary: WatchSummary, credit: rules.Credit, *, sequence: int, position: float, now: datetime) -> None:
    if credit.credited_until != clock.credited_until:
        clock.credited_until = credit.credited_until
        clock.save(update_fields=["credited_until"])
    session.sequence, session.last_beat_at = sequence, max(now, session.last_beat_at)
    session.save(update_fields=["sequence", "last_beat_at"])
    summary.spans, summary.seconds = [list(span) for span in credit.spans], rules.length(credit.spans)
    summary.position_ms, summary.updated_at = rules.sound_position_ms(position, session.recording.duration_ms), now
    summary.save()


def _summary(learner: Any, recording: Recording) -> WatchSummary:
    found = WatchSummary.objects.filter(learner=learner, recording=recording).first()
    return found or WatchSummary(learner=learner, recording=recording)


def _progress(summary: WatchSummary, recording: Recording, sequence: int = 0, gained: int = 0) -> Progress:
    total = rules.whole_seconds(recording.duration_ms)
    spans = rules.clip(summary.spans, total)
    return Progress(spans, rules.length(spans), total, summary.position_ms, sequence, gained)


def progress_of(*, learner: Any, recording: Recording) -> Progress:
    """What the learner has seen of a recording, and where she stopped."""
    return _progress(_summary(learner, recording), recording)


def watched(learner: Any, recordings: Iterable[Recording]) -> dict[int, Progress]:
    """The same for several recordings at once, by their keys, in one query; those never opened are left out."""
    by_key = {recording.pk: recording for recording in recordings}
    summaries = WatchSummary.objects.filter(learner=learner, recording__in=by_key)
    return {summary.recording_id: _progress(summary, by_key[summary.recording_id]) for summary in summaries}
