"""The check: written by its teacher, opened when enough was learnt, saved at every answer, marked once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from college.errors import DomainError
from courses.learning import domain
from courses.learning.domain import Draft
from courses.learning.models import CheckAttempt, Completion, CompletionPolicy, Question
from courses.learning.tasks import sweep_completions
from courses.selection.domain import cancel_offering, drop
from courses.selection.models import Enrolment, Lesson
from tests.courses.selection.test_races import all_at_once
from tests.factories import learning as make
from tests.factories import selection
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db]


def ready(*, came: int = 3, **fields):
    """A seat in a class with a published check, after `came` of five lessons."""
    offering, (seat,) = make.held_class(**fields)
    make.published_check(offering)
    make.attended(seat, *range(1, came + 1))
    return seat


def opened(seat, now=NOW):
    return domain.open_check(learner=seat.learner, offering_id=seat.offering_id, now=now)


def submit(attempt, answers, now=NOW):
    return domain.submit_check(learner=attempt.enrolment.learner, key=attempt.pk, answers=answers, now=now)


def code(work, *args, **options):
    with pytest.raises(DomainError) as refusal:
        work(*args, **options)
    assert str(refusal.value)
    return refusal.value.code


# ---- writing


def test_a_draft_may_be_unfinished_and_cannot_be_published():
    offering, _seats = make.held_class()
    by = offering.teacher.user
    for questions in ([], [Draft("一个答案", (("是", True),))], [make.ONE_RIGHT, Draft("两个都对", (("是", True), ("不是", True)))]):
        domain.write_check(by=by, offering=offering, questions=questions, now=NOW)
        assert code(domain.publish_check, by=by, offering=offering, now=NOW) == "check_incomplete"
    make.published_check(offering)
    assert code(domain.write_check, by=by, offering=offering, questions=[], now=NOW) == "check_incomplete"
    assert Question.objects.count() == 2
    assert code(domain.write_check, by=by, offering=offering, questions=[make.ONE_RIGHT] * 31, now=NOW) == "too_many_questions"


def test_only_those_who_teach_the_class_write_its_check():
    offering, (seat,) = make.held_class()
    for verb in (domain.publish_check, domain.withdraw_check, domain.reuse_check):
        assert code(verb, by=seat.learner, offering=offering, now=NOW) == "not_found"
    assert code(domain.write_check, by=seat.learner, offering=offering, questions=[], now=NOW) == "not_found"


@pytest.mark.both_databases
def test_the_questions_of_an_earlier_class_are_taken_over_once():
    earlier, _seats = make.held_class()
    later = make.running_offering(course=earlier.course, user=selection.person())
    assert code(domain.reuse_check, by=later.teacher.user, offering=later, now=NOW) == "nothing_to_reuse"
    domain.write_check(by=earlier.teacher.user, offering=earlier, questions=[make.ONE_RIGHT], now=NOW)
    assert domain.reusable_check(by=later.teacher.user, offering=later) is None  # a colleague's draft is hers
    make.published_check(earlier)
    check = domain.reuse_check(by=later.teacher.user, offering=later, now=NOW)
    assert domain.drafts_of(check) == [make.ONE_RIGHT, make.SEVERAL_RIGHT]
    assert (check.published_at, check.introduction) == (None, "慢慢看。")
    assert code(domain.reuse_check, by=later.teacher.user, offering=later, now=NOW) == "has_questions"


# ---- opening


def test_it_opens_when_enough_was_attended_or_watched():
    seat = ready(came=2)
    assert code(opened, seat) == "locked"
    lesson = make.lesson_with_replay(seat.offering, 4)
    make.watched(seat.learner, lesson, (0, 479))
    assert code(opened, seat) == "locked"
    seat.learner.watch_summaries.update(spans=[[0, 480]], seconds=480)
    attempt = opened(seat)
    assert opened(seat) == attempt
    assert not Completion.objects.exists()


@pytest.mark.parametrize("why", ["not_enrolled", "not_published", "passed_already", "completed_already", "tries_used", "dropped", "cancelled"])
def test_why_it_does_not_open(why):
    seat = ready(came=4 if why == "completed_already" else 3)
    learner = selection.person() if why == "not_enrolled" else seat.learner
    if why == "not_published":
        domain.withdraw_check(by=seat.offering.teacher.user, offering=seat.offering, now=NOW)
    if why == "passed_already":
        attempt = opened(seat)
        submit(attempt, make.right_answers(attempt))
    if why == "tries_used":
        for _try in range(3):
            attempt = opened(seat)
            submit(attempt, make.wrong_answers(attempt))
    if why == "dropped":
        Enrolment.objects.filter(pk=seat.pk).update(state="dropped", dropped_at=NOW)
    if why == "cancelled":
        cancel_offering(offering_id=seat.offering_id, now=NOW)
    said = code(domain.open_check, learner=learner, offering_id=seat.offering_id, now=NOW)
    assert said == {"dropped": "not_enrolled", "cancelled": "not_enrolled"}.get(why, why)


def test_a_class_that_is_not_there():
    assert code(domain.open_check, learner=selection.person(), offering_id=987_654, now=NOW) == "not_enrolled"


# ---- answering


@pytest.mark.both_databases
def test_answers_are_kept_one_by_one():
    attempt = opened(ready())
    first, second = make.right_answers(attempt).items()
    domain.save_answers(learner=attempt.enrolment.learner, key=attempt.pk, answers=dict([first]), now=NOW)
    saved = domain.save_answers(learner=attempt.enrolment.learner, key=attempt.pk, answers=dict([second]), now=NOW)
    assert saved.answers == make.right_answers(attempt)


def test_foreign_answers_and_foreign_papers_are_refused_whole():
    attempt, other = opened(ready()), opened(ready())
    key, (picked,) = next(iter(make.right_answers(attempt).items()))
    foreign = make.right_answers(other)
    wrong = [choice["id"] for choice in attempt.paper[0]["choices"]]
    for answers in (foreign, {key: next(iter(foreign.values()))}, {key: wrong}, {"x": [picked]}, {key: [picked, picked]}, {key: [-1]}):
        assert code(domain.save_answers, learner=attempt.enrolment.learner, key=attempt.pk, answers=answers, now=NOW) == "unknown_answer"
        assert code(submit, attempt, answers) == "unknown_answer"
    attempt.refresh_from_db()
    assert (attempt.answers, attempt.submitted_at) == ({}, None)
    for learner, of in ((other.enrolment.learner, attempt.pk), (attempt.enrolment.learner, uuid4())):
        assert code(domain.submit_check, learner=learner, key=of, answers={}, now=NOW) == "attempt_unknown"
        assert code(domain.save_answers, learner=learner, key=of, answers={}, now=NOW) == "attempt_unknown"


def test_missing_answers_are_named_and_the_others_kept():
    attempt = opened(ready())
    first = dict([next(iter(make.right_answers(attempt).items()))])
    with pytest.raises(domain.AnswersMissing) as refusal:
        submit(attempt, first)
    assert refusal.value.numbers == [2]
    attempt.refresh_from_db()
    assert (attempt.answers, attempt.submitted_at) == (first, None)
    assert submit(attempt, {**make.right_answers(attempt)}).passed


# ---- handing in


@pytest.mark.both_databases
def test_passing_completes_and_failing_does_not():
    seat = ready()
    attempt = opened(seat)
    result = submit(attempt, make.wrong_answers(attempt))
    assert (result.passed, result.right, result.total, result.completed, result.tries_left) == (False, 0, 2, False, 2)
    again = opened(seat)
    assert again.number == 2
    result = submit(again, make.right_answers(again), now=NOW + timedelta(hours=1))
    assert (result.passed, result.right, result.completed, result.tries_left) == (True, 2, True, 0)
    completion = Completion.objects.get()
    assert (completion.basis, completion.completed_at, completion.facts["score"]) == ("check", NOW + timedelta(hours=1), 100)


def test_the_second_hand_in_gets_the_first_ones_result():
    attempt = opened(ready())
    first = submit(attempt, make.wrong_answers(attempt))
    again = submit(attempt, make.right_answers(attempt), now=NOW + timedelta(hours=1))
    assert (again.passed, again.right, again.tries_left) == (first.passed, first.right, first.tries_left) == (False, 0, 2)
    assert CheckAttempt.objects.get().submitted_at == NOW
    assert code(domain.save_answers, learner=attempt.enrolment.learner, key=attempt.pk, answers={}, now=NOW) == "handed_in"


def test_a_later_edit_changes_neither_paper_nor_mark():
    seat = ready()
    attempt = opened(seat)
    make.published_check(seat.offering, Draft("别的题", (("对", True), ("错", False))))
    answers = make.right_answers(attempt)
    domain.withdraw_check(by=seat.offering.teacher.user, offering=seat.offering, now=NOW)
    assert submit(attempt, answers).right == 2  # begun is begun, although nobody can open it any more


def test_a_dropped_seat_neither_hands_in_nor_completes():
    seat = ready()
    attempt = opened(seat)
    Enrolment.objects.filter(pk=seat.pk).update(state="dropped", dropped_at=NOW)
    assert code(submit, attempt, make.right_answers(attempt)) == "not_enrolled"
    assert domain.completion_of(enrolment=seat, now=NOW) is None


def test_a_completion_stays_when_the_seat_is_given_back_later():
    """Four of five lessons complete while one is to come; what was learnt is learnt."""
    offering = make.running_offering(number=5, now=NOW + timedelta(weeks=2))
    (seat,) = selection.enrolled(offering, selection.person())
    later = NOW + timedelta(weeks=5)
    make.attended(seat, 1, 2, 3, 4, now=later)
    drop(offering_id=offering.pk, learner=seat.learner, now=offering.lessons.get(number=4).ends_at + timedelta(hours=1))
    assert domain.completion_of(enrolment=seat, now=later) == Completion.objects.get()
    again = selection.enrolled(offering, seat.learner)[0]
    assert domain.complete(enrolment_ids=[again.pk], now=later) == []  # once for a class, on whichever seat
    assert code(opened, again) in {"completed_already", "not_published"}


# ---- policies


@pytest.mark.both_databases
def test_the_policy_of_the_first_lessons_day_decides_and_a_later_one_takes_nothing_away():
    seat = ready(came=4)
    begins = seat.offering.lessons.get(number=1).starts_at.date()
    CompletionPolicy.objects.create(valid_from=begins + timedelta(days=1), attendance_percent=1, unlock_percent=1, pass_percent=1, tries=1)
    assert domain.policy_of(seat.offering_id).attendance_percent == 80
    CompletionPolicy.objects.create(valid_from=begins, attendance_percent=100, unlock_percent=100, pass_percent=100, tries=1)
    assert domain.policy_of(seat.offering_id).attendance_percent == 100
    assert domain.completion_of(enrolment=seat, now=NOW) == Completion.objects.get()
    CompletionPolicy.objects.all().delete()
    assert domain.evidence_of([seat], now=NOW)[0].checklist is None
    assert domain.completion_of(enrolment=seat, now=NOW) == Completion.objects.get()


@pytest.mark.both_databases
def test_the_sweep_finds_what_became_due_without_a_list_or_a_paper():
    now = NOW
    offering, (seat,) = make.held_class(now=now)
    make.attended(seat, 1, 2, 3)
    assert domain.sweep_completions(now=now) == 0
    Lesson.objects.filter(offering=offering, number__gt=3).delete()
    assert domain.sweep_completions(now=now) == 1
    assert domain.sweep_completions(now=now) == 0
    assert sweep_completions.call() == 0


@pytest.mark.both_databases
def test_listeners_hear_of_each_completion_once_it_is_committed(django_capture_on_commit_callbacks):
    heard: list[int] = []

    def listener(sender, completion_id, **kwargs):
        heard.append(completion_id)

    domain.completed.connect(listener)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            ready(came=5)
    finally:
        domain.completed.disconnect(listener)
    assert heard == [Completion.objects.get().pk]


# ---- at the same time


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_eight_windows_open_and_hand_in_at_once():
    seat = ready()
    assert all_at_once(*[lambda: opened(seat)] * 8) == {"done": 8}
    attempt = CheckAttempt.objects.get()
    answers = make.right_answers(attempt)
    assert all_at_once(*[lambda: submit(attempt, answers)] * 8) == {"done": 8}
    assert Completion.objects.count() == 1
    assert CheckAttempt.objects.filter(passed=True).count() == 1


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_list_and_a_paper_at_once_make_one_completion():
    seat = ready()
    attempt = opened(seat)
    answers = make.right_answers(attempt)
    assert all_at_once(*[lambda: make.attended(seat, 4)] * 3, *[lambda: submit(attempt, answers)] * 3) == {"done": 6}
    assert Completion.objects.count() == 1
