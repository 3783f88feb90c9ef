"""A learner's tries at the check: opened once, saved at every answer, marked once however often it is handed in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from college.models import User
from courses.learning import rules
from courses.learning.domain import refusals
from courses.learning.domain.checks import paper_of
from courses.learning.domain.completing import completion_of
from courses.learning.domain.evidence import Evidence, evidence_of, policy_of
from courses.learning.models import Check, CheckAttempt, Completion, Question
from courses.learning.rules import CheckState, Marked
from courses.selection.models import Enrolment, Offering


@dataclass(frozen=True, slots=True)
class Result:
    """What handing in brought. `tries_left` counts those that can still be opened."""

    attempt: CheckAttempt
    passed: bool
    right: int
    total: int
    completed: bool
    tries_left: int


# ---- opening


def open_check(*, learner: User, offering_id: int, now: datetime) -> CheckAttempt:
    """The learner's open try at the check of her class: the one under way, or a new one. Two windows get the same.

    Raises NotInThisClass, CheckNotPublished, CheckLocked, TriesUsed, PassedAlready, CompletedAlready.
    """
    with transaction.atomic():
        seat = _locked_seat(learner, offering_id=offering_id)
        under_way = seat.check_attempts.filter(submitted_at__isnull=True).first()
        if under_way is not None:
            return under_way
        _must_be_open(seat, now)
        check = Check.objects.get(offering=offering_id)
        paper = paper_of(check)
        number = seat.check_attempts.count() + 1
        return CheckAttempt.objects.create(enrolment=seat, number=number, paper=paper, total=len(paper), opened_at=now)


def _locked_seat(learner: User, **which: Any) -> Enrolment:
    """The seat that a learner holds, locked: whatever two of her windows do comes one after the other."""
    held = Enrolment.objects.filter(learner=learner, state=Enrolment.State.ENROLLED, **which).exclude(offering__state=Offering.State.CANCELLED)
    seat = held.select_for_update(of=("self",), no_key=True).first()
    if seat is None:
        raise refusals.NotInThisClass
    return seat


def _must_be_open(seat: Enrolment, now: datetime) -> None:
    evidence = evidence_of([seat], now=now)[0]
    found = evidence.checklist
    state = found.check if found else CheckState.NONE
    if state is CheckState.PASSED:
        raise refusals.PassedAlready
    if Completion.objects.filter(enrolment__offering=seat.offering_id, enrolment__learner=seat.learner_id).exists():
        raise refusals.CompletedAlready
    _must_be(state, evidence)


def _must_be(state: CheckState, evidence: Evidence) -> None:
    if state is CheckState.USED_UP:
        raise refusals.TriesUsed
    if state is CheckState.LOCKED:
        raise refusals.CheckLocked(evidence.checklist.unlock.missing if evidence.checklist else 0)
    if state is not CheckState.OPEN:
        raise refusals.CheckNotPublished


# ---- answering


def find_attempt(*, learner: User, key: UUID, offering_id: int | None = None) -> CheckAttempt:
    """One's own try, with its class (of that class only, when it is named). Raises AttemptUnknown for anybody else's."""
    mine = CheckAttempt.objects.filter(pk=key, enrolment__learner=learner)
    if offering_id is not None:
        mine = mine.filter(enrolment__offering=offering_id)
    found = mine.select_related("enrolment__offering__course__school", "enrolment__offering__teacher", "enrolment__offering__term").first()
    if found is None:
        raise refusals.AttemptUnknown
    return found


def sheet_of(attempt: CheckAttempt) -> list[Marked]:
    """The paper of a try as the rules want it."""
    return [_marked(question) for question in attempt.paper]


def _marked(question: Mapping[str, Any]) -> Marked:
    choices = frozenset(choice["id"] for choice in question["choices"])
    return Marked(str(question["id"]), choices, frozenset(question["right"]), question["kind"] == Question.Kind.MULTIPLE)


def save_answers(*, learner: User, key: UUID, answers: Mapping[str, Collection[int]], now: datetime) -> CheckAttempt:
    """Keep what was answered so far: for each question's id (as text) the picked ids. Questions that are not named keep their answer.

    Raises AttemptUnknown, NotInThisClass, HandedIn, UnknownAnswer.
    """
    with transaction.atomic():
        attempt = _locked_attempt(learner, key)
        if attempt.submitted_at is not None:
            raise refusals.HandedIn
        _keep(attempt, answers)
    return attempt


def _locked_attempt(learner: User, key: UUID) -> CheckAttempt:
    found = find_attempt(learner=learner, key=key)
    if found.submitted_at is None:
        _locked_seat(learner, pk=found.enrolment_id)
    return CheckAttempt.objects.select_for_update(of=("self",), no_key=True).get(pk=key)


def _keep(attempt: CheckAttempt, answers: Mapping[str, Collection[int]]) -> None:
    sheet = {question.key: question for question in sheet_of(attempt)}
    if not all(key in sheet and rules.is_sound(sheet[key], picked) for key, picked in answers.items()):
        raise refusals.UnknownAnswer
    attempt.answers = {**attempt.answers, **{key: sorted(picked) for key, picked in answers.items()}}
    attempt.save(update_fields=["answers"])


# ---- handing in


def submit_check(*, learner: User, key: UUID, answers: Mapping[str, Collection[int]], now: datetime) -> Result:
    """Hand a try in and mark it; who passes has completed the course. Handing in again changes nothing and answers the same.

    Raises AttemptUnknown, NotInThisClass, UnknownAnswer, and AnswersMissing (what was answered is kept).
    """
    with transaction.atomic():
        attempt = _locked_attempt(learner, key)
        missing: list[int] = []
        if attempt.submitted_at is None:
            _keep(attempt, answers)
            missing = rules.unanswered(sheet_of(attempt), attempt.answers)
            if not missing:
                _mark(attempt, now)
    if missing:
        raise refusals.AnswersMissing(missing)
    return result_of(attempt=attempt)


def _mark(attempt: CheckAttempt, now: datetime) -> None:
    policy = policy_of(attempt.enrolment.offering_id)
    if policy is None:
        raise refusals.CheckNotPublished
    mark = rules.grade(sheet_of(attempt), attempt.answers, policy.pass_percent)
    attempt.submitted_at, attempt.right, attempt.total, attempt.passed = now, mark.right, mark.total, mark.passed
    attempt.save(update_fields=["submitted_at", "right", "total", "passed"])
    if mark.passed:
        completion_of(enrolment=attempt.enrolment, now=now)


def result_of(*, attempt: CheckAttempt) -> Result:
    """The result of a try that was handed in."""
    seat = attempt.enrolment
    completed = Completion.objects.filter(enrolment__offering=seat.offering_id, enrolment__learner=seat.learner_id).exists()
    policy = policy_of(seat.offering_id)
    used = CheckAttempt.objects.filter(enrolment__offering=seat.offering_id, enrolment__learner=seat.learner_id, submitted_at__isnull=False).count()
    left = 0 if completed or policy is None else max(0, policy.tries - used)
    return Result(attempt, attempt.passed, attempt.right, attempt.total, completed, left)
