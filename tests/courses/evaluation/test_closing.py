"""The close: once, whole, and shown only together with enough others."""

from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.utils import timezone
from django_ox.testing import run_tasks
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from college import caching
from courses.evaluation import domain, rules, tasks
from courses.evaluation.domain import refusals
from courses.evaluation.models import Comment, Rating, RatingWindow, Receipt, Review, ScoreBatch, ScoreSnapshot, SealedRating
from courses.selection.domain.refusals import NotYourClass
from tests.factories import evaluation, selection
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db]
LATER = NOW + timedelta(days=20)


def test_a_close_opens_shuffles_counts_and_destroys():
    learners = selection.people(6)
    offering = evaluation.open_class(*learners)
    for learner, value in zip(learners[:5], (5, 4, 4, 3, 5), strict=True):
        evaluation.rated(offering, learner, value, text=f"好 {value}" if value < 5 else "")
    assert domain.close_due(now=NOW + timedelta(days=1)) == 0  # not due
    assert domain.close_due(now=LATER) == 1
    window = RatingWindow.objects.get()
    assert (window.key, window.answers, window.eligible, window.closed_at) == (None, 5, 6, LATER)
    assert not SealedRating.objects.exists()
    assert not Receipt.objects.exists()
    assert sorted(Rating.objects.values_list("clear", flat=True)) == [3, 4, 4, 5, 5]
    assert sorted(Comment.objects.values_list("text", flat=True)) == ["好 3", "好 4", "好 4"]
    for thing in (offering.course, offering.teacher):
        snapshot = domain.current_score(thing)
        assert (snapshot.answers, snapshot.eligible, snapshot.published_at, snapshot.reason) == (5, 6, LATER, "closed")
        assert domain.score_of(snapshot).mean == Decimal("4.2")
    assert domain.close_due(now=LATER) == 0
    assert domain.my_rating(standing=domain.rating_standing(learner=learners[0], offering_id=offering.pk, now=LATER)) is None


def test_the_scheduled_job_opens_and_closes():
    evaluation.ended_class(*selection.people(1), now=timezone.now())
    tasks.turn_windows.enqueue()
    run_tasks()
    RatingWindow.objects.update(opens_at=NOW, closes_at=NOW + timedelta(days=1))
    tasks.turn_windows.enqueue()
    run_tasks()
    assert RatingWindow.objects.get().closed_at is not None


def test_a_close_without_answers_is_a_close():
    offering = evaluation.open_class(*selection.people(3))
    assert domain.close_due(now=LATER) == 1
    window = RatingWindow.objects.get()
    assert (window.answers, window.eligible, window.batch) == (0, 3, None)
    assert domain.current_score(offering.course) is None


def test_four_answers_are_hidden_until_small_classes_of_the_course_and_teacher_are_five_together():
    offering = evaluation.closed_class([[1]] * 4, others=2)
    course, teacher = offering.course, offering.teacher
    assert domain.current_score(course) is None
    assert domain.current_score(teacher) is None
    evaluation.closed_class([[5]] * 6, course=course, teacher=teacher)  # big: shown by itself
    assert domain.current_score(course).answers == 6
    evaluation.closed_class([[1]] * 2, course=course, teacher=selection.teacher())  # the same course, another teacher
    assert domain.current_score(course).answers == 6
    evaluation.closed_class([[2]], course=course, teacher=teacher)
    assert [row.answers for row in domain.score_log(course)] == [11, 6]
    assert domain.current_score(teacher).answers == 11
    assert sorted(ScoreBatch.objects.values_list("answers", flat=True)) == [5, 6]
    assert domain.scores_of_courses([course.pk, 0])[course.pk].answers == 11
    assert domain.scores_of_teachers([teacher.pk])[teacher.pk].answers == 11


def test_words_that_may_name_somebody_are_held_at_the_close():
    learners = selection.people(5)
    learners[0].display_name = "王秀兰"
    learners[0].save()
    offering = evaluation.open_class(*learners)
    for learner, text in zip(learners, ("谢谢", "王秀兰说得对", "电话13900001234", "a@b.cn", "陈老师好"), strict=True):
        evaluation.rated(offering, learner, text=text)
    evaluation.close(offering)
    assert set(Comment.objects.filter(state="shown").values_list("text", flat=True)) == {"谢谢", "陈老师好"}


def test_what_a_score_changes_drops_the_pages_that_show_it(monkeypatch, django_capture_on_commit_callbacks):
    dropped = []
    monkeypatch.setattr(caching, "_renew", dropped.append)
    with django_capture_on_commit_callbacks(execute=True):
        offering = evaluation.closed_class([[5]] * 5)
    assert (caching.course(offering.course_id), caching.LISTS) in dropped


def test_a_window_sealed_under_a_lost_secret_stays_due_and_holds_up_nobody(settings, caplog):
    kept, secret = evaluation.open_class(*selection.people(5)), settings.SECRET_KEY
    evaluation.rated(kept, kept.enrolments.first().learner, text="秘密的话")
    settings.SECRET_KEY = "another"
    other = evaluation.open_class(*selection.people(5))
    evaluation.rated(other, other.enrolments.first().learner)
    assert domain.close_due(now=LATER) == 1
    assert "SECRET_KEY_FALLBACKS" in caplog.text
    assert not Rating.objects.filter(offering=kept).exists()
    settings.SECRET_KEY_FALLBACKS = [secret]
    assert domain.close_due(now=LATER) == 1
    assert Comment.objects.get().text == "秘密的话"


def test_a_close_that_breaks_off_leaves_everything_as_it_was(monkeypatch):
    offering = evaluation.open_class(*selection.people(5))
    evaluation.rated(offering, offering.enrolments.first().learner)
    monkeypatch.setattr("courses.evaluation.domain.closing._batch", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        domain.close_due(now=LATER)
    assert SealedRating.objects.count() == Receipt.objects.count() == 1
    assert RatingWindow.objects.get().key is not None
    assert not Rating.objects.exists()


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.integers(1, 5), max_size=6), min_size=1, max_size=3))
def test_counting_step_by_step_and_counting_again_agree(db, classes):
    course, teacher = selection.course(), selection.teacher(user=selection.person())
    for values in classes:
        evaluation.closed_class([[value] for value in values], course=course, teacher=teacher)
    for thing in (course, teacher):
        before = domain.current_score(thing)
        again = domain.recount(thing=thing, now=LATER)
        assert again == before
        shown = RatingWindow.objects.filter(offering__course=course, batch__isnull=False).values_list("offering", flat=True)
        whole = rules.tally(Rating.objects.filter(offering__in=list(shown)).values_list(*rules.ITEMS))
        assert (before.counts if before else rules.add({}, {})) == whole


def test_a_wrong_score_is_counted_again_and_the_log_says_so():
    offering = evaluation.closed_class([[4]] * 5)
    ScoreSnapshot.objects.filter(course=offering.course).update(answers=9)
    again = domain.recount(thing=offering.course, now=LATER)
    assert (again.answers, again.reason, again.is_current) == (5, "recounted", True)
    assert domain.score_log(offering.course).count() == 2


# ---- what the teacher of a class sees


def test_a_teacher_sees_her_class_once_it_is_closed_and_she_has_spoken():
    learners = selection.people(5)
    offering = evaluation.open_class(*learners)
    teacher = offering.teacher.user
    for place, learner in enumerate(learners):
        evaluation.rated(offering, learner, 4, text=f"话{place}" if place else "电话13900001234")
    with pytest.raises(refusals.StillSealed):
        domain.class_result(teacher=teacher, offering_id=offering.pk, now=NOW)
    evaluation.close(offering)
    with pytest.raises(refusals.ReviewsDue):
        domain.class_result(teacher=teacher, offering_id=offering.pk, now=LATER)
    evaluation.reviewed(offering, now=LATER)
    found = domain.class_result(teacher=teacher, offering_id=offering.pk, now=LATER)
    assert (found.score.answers, found.classes, found.held, sorted(found.texts)) == (5, 1, 1, ["话1", "话2", "话3", "话4"])


def test_a_small_class_is_shown_to_its_teacher_only_with_others_of_hers():
    small = evaluation.closed_class([[1]] * 3)
    teacher = small.teacher
    evaluation.reviewed(small, now=LATER)
    hidden = domain.class_result(teacher=teacher.user, offering_id=small.pk, now=LATER)
    assert (hidden.score, hidden.texts, hidden.held) == (None, (), 0)
    evaluation.closed_class([[5]] * 2, course=small.course, teacher=teacher)
    found = domain.class_result(teacher=teacher.user, offering_id=small.pk, now=LATER)
    assert (found.score.answers, found.classes) == (5, 2)


def test_reviews_are_handed_in_once_and_whole():
    offering = evaluation.open_class(*selection.people(2))
    seat, other = offering.enrolments.all()
    teacher = offering.teacher.user
    facts = {"teacher": teacher, "enrolment_id": seat.pk, "sentence": " 好 ", "now": NOW}
    draft = domain.save_review(levels={"attendance": 4}, **facts)
    assert (draft.attendance, draft.homework, draft.sentence, draft.submitted_at) == (4, None, "好", None)
    levels = dict.fromkeys(Review.THINGS, 4)
    for wrong in ({**levels, "homework": None}, {**levels, "homework": 5}, {**levels, "homework": 0}, {}):
        with pytest.raises(refusals.ReviewNotWhole):
            domain.submit_review(levels=wrong, **facts)
    domain.submit_review(levels=levels, **facts)
    for verb in (domain.save_review, domain.submit_review):
        with pytest.raises(refusals.ReviewFinal):
            verb(levels=levels, **facts)
    stranger = selection.teacher(user=selection.person()).user
    for who, key in ((stranger, other.pk), (teacher, 0)):
        with pytest.raises(NotYourClass):
            domain.save_review(teacher=who, enrolment_id=key, levels=levels, sentence="", now=NOW)
    early = evaluation.ended_class(*selection.people(1))
    with pytest.raises(refusals.ReviewsNotYet):
        domain.save_review(teacher=early.teacher.user, enrolment_id=early.enrolments.get().pk, levels=levels, sentence="", now=NOW)


def test_the_teachers_words_are_seen_by_both_having_spoken_or_by_the_close():
    learners = selection.people(2)
    offering = evaluation.open_class(*learners)
    evaluation.reviewed(offering, offering.enrolments.get(learner=learners[0]))

    def words(learner, now=NOW):
        return domain.review_for(standing=domain.rating_standing(learner=learner, offering_id=offering.pk, now=now))

    def may_read(learner):
        return domain.may_read(standing=domain.rating_standing(learner=learner, offering_id=offering.pk, now=NOW))

    assert [may_read(learner) for learner in learners] == [False, False]
    for learner in learners:
        evaluation.rated(offering, learner)
    assert [may_read(learner) for learner in learners] == [True, False]
    assert words(learners[0]) is None
    assert words(learners[0], LATER).attendance == 3
    assert words(learners[1], LATER) is None


# ---- at once


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_closes_at_once_give_one_result_and_two_small_classes_find_each_other():
    course, teacher = selection.course(), selection.teacher(user=selection.person())
    for answers in ([[5]] * 3, [[4]] * 3):
        learners = selection.people(3)
        made = evaluation.open_class(*learners, course=course, teacher=teacher)
        for learner, values in zip(learners, answers, strict=True):
            evaluation.rated(made, learner, *values)
    gate, trouble, closed = Barrier(4), [], []

    def close():
        try:
            gate.wait(10)
            closed.append(domain.close_due(now=LATER))
        except Exception as error:  # told by the main thread
            trouble.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=close) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert trouble == []
    assert sum(closed) == 2
    assert Rating.objects.count() == 6
    assert [(row.answers, row.eligible) for row in domain.score_log(course)] == [(6, 6)]
    assert ScoreBatch.objects.get().windows.count() == 2
