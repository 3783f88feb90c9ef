"""How one learner stands in her class, lesson by lesson, and how a whole class stands, for its teacher."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from college.models import User
from courses.learning.domain.evidence import Evidence, evidence_of
from courses.learning.domain.overview import Replay, replays_of
from courses.learning.domain.refusals import NotInThisClass
from courses.learning.models import Attendance, CheckAttempt, Completion, RollCall
from courses.learning.rules import Checklist, CheckState
from courses.selection.models import Enrolment, Offering


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson as it counts for a learner: `state` is what the teacher confirmed of her, empty while nothing is."""

    replay: Replay
    state: str
    attended: bool
    covered: bool
    held: bool

    @property
    def counts(self) -> bool:
        return self.attended or self.covered

    @property
    def words(self) -> str:
        return str(Attendance.State(self.state).label) if self.state else ""


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a learner is told about her way to completing a course."""

    enrolment: Enrolment
    evidence: Evidence
    lessons: tuple[LessonRow, ...]
    completion: Completion | None
    last_try: CheckAttempt | None

    @property
    def offering(self) -> Offering:
        return self.enrolment.offering

    @property
    def checklist(self) -> Checklist | None:
        return self.evidence.checklist

    @property
    def to_watch(self) -> list[Replay]:
        """Replays that would bring her on: of lessons held that neither were attended nor watched enough."""
        return [row.replay for row in self.lessons if row.held and not row.counts and row.replay.is_ready]


def standing_of(*, learner: User, offering_id: int, now: datetime) -> Standing:
    """How a learner stands in the class whose seat she holds, in constant queries. Raises NotInThisClass."""
    seat = (
        Enrolment.objects.filter(learner=learner, offering=offering_id, state=Enrolment.State.ENROLLED)
        .select_related("offering__course__school", "offering__teacher", "offering__term")
        .first()
    )
    if seat is None:
        raise NotInThisClass
    evidence = evidence_of([seat], now=now)[0]
    mine = CheckAttempt.objects.filter(enrolment__offering=offering_id, enrolment__learner=learner)
    completion = Completion.objects.filter(enrolment__offering=offering_id, enrolment__learner=learner).first()
    return Standing(seat, evidence, _rows(seat, evidence), completion, mine.order_by("-opened_at").first())


def _rows(seat: Enrolment, evidence: Evidence) -> tuple[LessonRow, ...]:
    share = evidence.share
    lines = Attendance.objects.filter(enrolment__offering=seat.offering_id, enrolment__learner=seat.learner_id)
    states = dict(lines.order_by("pk").values_list("roll_call__lesson", "state"))
    replays = replays_of(learner=seat.learner, offering=seat.offering)
    return tuple(_row(replay, states.get(replay.lesson.pk, ""), share.attended, share.covered, share.held) for replay in replays)


def _row(replay: Replay, state: str, attended: frozenset[int], covered: frozenset[int], held: frozenset[int]) -> LessonRow:
    key = replay.lesson.pk
    return LessonRow(replay, state, key in attended, key in covered, key in held)


# ---- a whole class


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One learner of a class as its teacher sees her: `best` is the highest number of right answers handed in, of `total`."""

    enrolment: Enrolment
    evidence: Evidence
    completion: Completion | None
    best: int | None
    total: int | None

    @property
    def check(self) -> CheckState:
        found = self.evidence.checklist
        return found.check if found else CheckState.NONE


def class_of(*, offering: Offering, now: datetime) -> list[ClassRow]:
    """Everybody with a seat, in the order of picking, in constant queries."""
    held = Enrolment.objects.filter(offering=offering, state=Enrolment.State.ENROLLED)
    seats = list(held.select_related("learner", "completion"))
    handed_in = CheckAttempt.objects.filter(enrolment__in=seats, submitted_at__isnull=False)
    marks = {seat: (right, total) for seat, right, total in handed_in.values_list("enrolment").annotate(Max("right"), Max("total"))}
    return [_class_row(evidence, marks.get(evidence.enrolment.pk, (None, None))) for evidence in evidence_of(seats, now=now)]


def _class_row(evidence: Evidence, mark: tuple[int | None, int | None]) -> ClassRow:
    return ClassRow(evidence.enrolment, evidence, getattr(evidence.enrolment, "completion", None), *mark)


def confirmed_lessons(offerings: Iterable[Offering]) -> set[int]:
    """The keys of the lessons of these classes whose list is confirmed; one query."""
    return set(RollCall.objects.filter(lesson__offering__in=list(offerings)).values_list("lesson", flat=True))
