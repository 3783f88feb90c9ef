"""My learning on one page: where I am in each course, what comes next, what I can catch up on."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from courses.learning import rules
from courses.learning.domain.access import still_counted
from courses.learning.domain.evidence import Evidence, evidence_of
from courses.learning.domain.watching import Progress, watched
from courses.learning.models import WatchSummary
from courses.selection import listing
from courses.selection.models import Enrolment, Lesson, Offering, WaitlistEntry


@dataclass(frozen=True, slots=True)
class Replay:
    """A lesson of which there is, or will be, a replay, and how much of it was seen. `total` is 0 until it is ready.

    `teaches`: for its teacher and staff it is ready before anybody has answered who can be seen in it.
    """

    lesson: Lesson
    progress: Progress | None
    teaches: bool = False

    @property
    def is_ready(self) -> bool:
        recording = self.lesson.recording
        return recording is not None and (recording.is_shown or (self.teaches and recording.is_playable))

    @property
    def total(self) -> int:
        recording = self.lesson.recording
        return rules.whole_seconds(recording.duration_ms) if recording is not None and self.is_ready else 0

    @property
    def seconds(self) -> int:
        return self.progress.seconds if self.progress else 0

    @property
    def seconds_left(self) -> int:
        return self.total - self.seconds

    @property
    def percent(self) -> int:
        return rules.percent(self.seconds, self.total)

    @property
    def spans(self) -> tuple[rules.Span, ...]:
        return self.progress.spans if self.progress else ()

    @property
    def is_covered(self) -> bool:
        return self.is_ready and rules.is_covered(self.seconds, self.total)

    @property
    def resume_seconds(self) -> int:
        recording = self.lesson.recording
        if recording is None or self.progress is None:
            return 0
        return rules.resume_ms(self.progress.position_ms, recording.duration_ms) // 1000


@dataclass(frozen=True, slots=True)
class CourseProgress:
    """One course I hold a seat in."""

    enrolment: Enrolment
    replays: tuple[Replay, ...]
    evidence: Evidence
    now: datetime

    @property
    def offering(self) -> Offering:
        return self.enrolment.offering

    @property
    def total(self) -> int:
        return len(self.replays)

    @property
    def held(self) -> int:
        return sum(replay.lesson.ends_at <= self.now for replay in self.replays)

    @property
    def learnt(self) -> int:
        """How many lessons were attended or watched enough."""
        return len(self.evidence.share.either)

    @property
    def percent(self) -> int:
        """The share of the lessons that were attended or watched; all of a completed course."""
        return 100 if self.is_completed else self.evidence.share.either_percent

    @property
    def checklist(self) -> rules.Checklist | None:
        return self.evidence.checklist

    @property
    def next_lesson(self) -> Lesson | None:
        return next((replay.lesson for replay in self.replays if replay.lesson.ends_at > self.now), None)

    @property
    def to_catch_up(self) -> list[Replay]:
        """Replays not watched enough, of lessons that were not attended: those who were there need not watch."""
        attended = self.evidence.share.attended
        return [replay for replay in self.replays if replay.is_ready and not replay.is_covered and replay.lesson.pk not in attended]

    @property
    def last_replay(self) -> Replay | None:
        return next((replay for replay in reversed(self.replays) if replay.is_ready), None)

    @property
    def is_completed(self) -> bool:
        return hasattr(self.enrolment, "completion")

    @property
    def is_over(self) -> bool:
        return self.offering.term.ends_on < timezone.localdate(self.now)


@dataclass(frozen=True, slots=True)
class Overview:
    """All my courses: those of running or coming terms, the older ones, the waitlists I stand on, and those of them on which a seat is held for me."""

    courses: tuple[CourseProgress, ...]
    past: tuple[CourseProgress, ...]
    waiting: tuple[WaitlistEntry, ...]
    held: tuple[WaitlistEntry, ...]

    @property
    def to_catch_up(self) -> list[Replay]:
        return [replay for course in self.courses for replay in course.to_catch_up]


def my_learning(*, learner: Any, now: datetime) -> Overview:
    """The learner's page, in constant queries however many courses she has."""
    enrolments = list(_enrolments(learner))
    replays = _replays_by_offering(learner, [enrolment.offering_id for enrolment in enrolments])
    courses = [_course(found, tuple(replays.get(found.enrolment.offering_id, ())), now) for found in evidence_of(enrolments, now=now)]
    mine = WaitlistEntry.objects.filter(learner=learner, state=WaitlistEntry.State.WAITING)
    waiting = tuple(listing.places(mine).select_related("offering__course"))
    held = tuple(entry for entry in waiting if entry.until and entry.until > now)  # type: ignore[attr-defined]  # `places` adds it
    return Overview(tuple(one for one in courses if not one.is_over), tuple(one for one in courses if one.is_over), waiting, held)


def _course(evidence: Evidence, replays: tuple[Replay, ...], now: datetime) -> CourseProgress:
    return CourseProgress(evidence.enrolment, replays, evidence, now)


def _enrolments(learner: Any) -> Any:
    return (
        Enrolment.objects.filter(learner=learner, state=Enrolment.State.ENROLLED)
        .exclude(offering__state=Offering.State.CANCELLED)
        .select_related("offering__course__school", "offering__term", "offering__teacher", "completion")
        .order_by("-offering__term__starts_on", "offering__course__title", "pk")
    )


def _replays_by_offering(learner: Any, offerings: list[int]) -> dict[int, list[Replay]]:
    lessons = list(Lesson.objects.filter(offering__in=offerings).select_related("recording", "unit", "offering__course").order_by("offering", "number"))
    progress = watched(learner, [lesson.recording for lesson in lessons if lesson.recording is not None])
    found: dict[int, list[Replay]] = {}
    for lesson in lessons:
        found.setdefault(lesson.offering_id, []).append(Replay(lesson, progress.get(lesson.recording_id or 0)))
    return found


def replays_of(*, learner: Any, offering: Offering, teaches: bool = False) -> list[Replay]:
    """The offering's lessons in order, with what the learner has seen of each; two queries. `teaches`: she looks after the offering."""
    return [replace(replay, teaches=teaches) for replay in _replays_by_offering(learner, [offering.pk]).get(offering.pk, [])]


def latest_replay(*, learner: Any) -> Replay | None:
    """The replay that the learner watched last and has not finished, if she may still watch it; one query."""
    recent = (
        WatchSummary.objects.filter(still_counted(learner), learner=learner)
        .exclude(recording__folder="")
        .select_related("recording__lesson__unit", "recording__lesson__offering__course__school", "recording__lesson__offering__teacher")
        .order_by("-updated_at")[:5]
    )
    for summary in recent:
        replay = _as_replay(summary)
        if replay.seconds < replay.total:
            return replay
    return None


def _as_replay(summary: WatchSummary) -> Replay:
    recording = summary.recording
    total = rules.whole_seconds(recording.duration_ms)
    spans = rules.clip(summary.spans, total)
    recording.lesson.recording = recording
    return Replay(recording.lesson, Progress(spans, rules.length(spans), total, summary.position_ms))
