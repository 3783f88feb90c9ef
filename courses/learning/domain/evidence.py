"""How learners stand to their classes: which lessons they attended or watched, their check, and the policy. Few queries for any number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Min
from django.utils import timezone

from courses.learning import rules
from courses.learning.models import Attendance, Check, CheckAttempt, CompletionPolicy, RollCall, WatchSummary
from courses.learning.rules import Policy, Share, Sitting
from courses.selection.models import Enrolment, Lesson

ATTENDED = (Attendance.State.PRESENT, Attendance.State.LATE)  # who was on leave was not there
Seat = tuple[int, int]  # an offering and a learner: what she did before she gave a seat back and took one again counts


@dataclass(frozen=True, slots=True)
class Lessons:
    """The lessons of one class by their keys, the recordings of them by the recordings', and those whose list is confirmed."""

    starts: dict[int, datetime]
    ends: dict[int, datetime]
    lesson_of: dict[int, int]
    seconds: dict[int, int]
    called: frozenset[int]

    def share(self, attended: Iterable[int], covered: Iterable[int], now: datetime) -> Share:
        planned = frozenset(self.starts)
        held = frozenset(key for key, ends in self.ends.items() if ends <= now)
        return Share(planned, held, self.called, frozenset(attended) & planned, frozenset(covered) & planned)

    @property
    def first_day(self) -> date | None:
        return timezone.localdate(min(self.starts.values())) if self.starts else None


NO_LESSONS = Lessons({}, {}, {}, {}, frozenset())


def lessons_of(offerings: Iterable[int]) -> dict[int, Lessons]:
    """The lessons of these classes; two queries."""
    wanted = set(offerings)
    found: dict[int, Lessons] = {}
    called = defaultdict(set)
    for offering, lesson in RollCall.objects.filter(lesson__offering__in=wanted).values_list("lesson__offering", "lesson"):
        called[offering].add(lesson)
    rows = Lesson.objects.filter(offering__in=wanted).values_list("offering", "pk", "starts_at", "ends_at", "recording", "recording__duration_ms")
    for offering, key, starts, ends, recording, duration in rows:
        lessons = found.setdefault(offering, Lessons({}, {}, {}, {}, frozenset(called[offering])))
        lessons.starts[key], lessons.ends[key] = starts, ends
        if recording is not None and duration:
            lessons.lesson_of[recording], lessons.seconds[recording] = key, rules.whole_seconds(duration)
    return found


def share_of(enrolment: Enrolment, *, now: datetime | None = None) -> Share:
    """Which lessons of her class a learner attended and which she watched enough; four queries. `now` only decides what was held."""
    return shares_of([enrolment], now=now)[enrolment.pk]


def shares_of(enrolments: Iterable[Enrolment], *, now: datetime | None = None) -> dict[int, Share]:
    """The same for many, by the enrolments' keys, in four queries. What was attended on an earlier seat of the same class counts as well."""
    seats = list(enrolments)
    return _shares(seats, lessons_of({seat.offering_id for seat in seats}), now or timezone.now())


def _shares(seats: Sequence[Enrolment], lessons: dict[int, Lessons], now: datetime) -> dict[int, Share]:
    attended, covered = _attended(seats), _covered(seats, lessons)
    return {seat.pk: lessons.get(seat.offering_id, NO_LESSONS).share(attended[_seat(seat)], covered[_seat(seat)], now) for seat in seats}


def _seat(enrolment: Enrolment) -> Seat:
    return enrolment.offering_id, enrolment.learner_id


def _attended(seats: Sequence[Enrolment]) -> dict[Seat, set[int]]:
    found: dict[Seat, set[int]] = defaultdict(set)
    lines = Attendance.objects.filter(
        enrolment__offering__in={seat.offering_id for seat in seats}, enrolment__learner__in={seat.learner_id for seat in seats}, state__in=ATTENDED
    )
    for offering, learner, lesson in lines.values_list("enrolment__offering", "enrolment__learner", "roll_call__lesson"):
        found[offering, learner].add(lesson)
    return found


def _covered(seats: Sequence[Enrolment], lessons: dict[int, Lessons]) -> dict[Seat, set[int]]:
    found: dict[Seat, set[int]] = defaultdict(set)
    home = {recording: (offering, key, of.seconds[recording]) for offering, of in lessons.items() for recording, key in of.lesson_of.items()}
    summaries = WatchSummary.objects.filter(recording__in=home, learner__in={seat.learner_id for seat in seats})
    for learner, recording, spans in summaries.values_list("learner", "recording", "spans"):
        offering, lesson, total = home[recording]
        if rules.is_covered(rules.length(rules.clip(spans, total)), total):
            found[offering, learner].add(lesson)
    return found


# ---- the policy and the check


def policy_rows(days: Iterable[date | None]) -> dict[date, CompletionPolicy]:
    """The policy of each day that has one; one query."""
    rows = list(CompletionPolicy.objects.order_by("-valid_from"))
    return {day: row for day in days if day is not None for row in [_valid(rows, day)] if row is not None}


def _valid(rows: Iterable[CompletionPolicy], day: date) -> CompletionPolicy | None:
    return next((row for row in rows if row.valid_from <= day and (row.valid_until is None or day <= row.valid_until)), None)


def policy_of(offering_id: int) -> CompletionPolicy | None:
    """The policy of a class: the one of the day on which its first lesson begins. None without lessons, or when staff have made none."""
    first = Lesson.objects.filter(offering=offering_id).aggregate(first=Min("starts_at"))["first"]
    return CompletionPolicy.objects.valid_on(timezone.localdate(first)).first() if first else None


def terms_of(policy: CompletionPolicy) -> Policy:
    """A policy's numbers, as the rules want them."""
    return Policy(policy.attendance_percent, policy.unlock_percent, policy.pass_percent, policy.tries)


def sittings_of(enrolments: Iterable[Enrolment]) -> dict[int, Sitting]:
    """What each learner has done with the check of her class, on whichever of her seats; two queries."""
    seats = list(enrolments)
    offerings = {seat.offering_id for seat in seats}
    published = set(Check.objects.filter(offering__in=offerings, published_at__isnull=False).values_list("offering", flat=True))
    tries: dict[Seat, list[Any]] = defaultdict(list)
    attempts = CheckAttempt.objects.filter(enrolment__offering__in=offerings, enrolment__learner__in={seat.learner_id for seat in seats})
    for offering, learner, enrolment, submitted, passed in attempts.values_list(
        "enrolment__offering", "enrolment__learner", "enrolment", "submitted_at", "passed"
    ):
        tries[offering, learner].append((enrolment, submitted is not None, passed))
    return {seat.pk: _sitting(seat, seat.offering_id in published, tries[_seat(seat)]) for seat in seats}


def _sitting(seat: Enrolment, published: bool, tries: Sequence[tuple[int, bool, bool]]) -> Sitting:
    return Sitting(
        published=published,
        tries_used=sum(submitted for _key, submitted, _passed in tries),
        passed=any(passed for _key, _submitted, passed in tries),
        is_open=any(key == seat.pk and not submitted for key, submitted, _passed in tries),
    )


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that decides about one learner's completion. `policy` is None while nothing can be decided."""

    enrolment: Enrolment
    share: Share
    sitting: Sitting
    policy: CompletionPolicy | None

    @property
    def basis(self) -> rules.Basis | None:
        return rules.completed_by(self.share, terms_of(self.policy), self.sitting) if self.policy else None

    @property
    def checklist(self) -> rules.Checklist | None:
        return rules.checklist(self.share, terms_of(self.policy), self.sitting) if self.policy else None


def evidence_of(enrolments: Iterable[Enrolment], *, now: datetime) -> list[Evidence]:
    """The evidence of many learners in seven queries, in the order given."""
    seats = list(enrolments)
    if not seats:
        return []
    lessons = lessons_of({seat.offering_id for seat in seats})
    policies = policy_rows({of.first_day for of in lessons.values()})
    shares, sittings = _shares(seats, lessons, now), sittings_of(seats)
    days = {offering: of.first_day for offering, of in lessons.items()}
    return [Evidence(seat, shares[seat.pk], sittings[seat.pk], policies.get(days.get(seat.offering_id) or date.min)) for seat in seats]
