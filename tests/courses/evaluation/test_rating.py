"""Windows, and what a learner may hand in: who, when, what, and twice at once."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from college.errors import NotFound
from college.roles import Role
from courses.evaluation import domain
from courses.evaluation.domain import refusals
from courses.evaluation.models import EvaluationPolicy, RatingWindow, Receipt, SealedRating
from courses.learning.models import Attendance, RollCall
from tests.factories import college, evaluation, learning, selection
from tests.factories.selection import NOW, SHANGHAI
from tests.races import while_uncommitted

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def learner():
    return college.person("wang", Role.LEARNER)


def submit(offering, learner, *values, now=NOW, **more):
    return domain.submit_rating(learner=learner, offering_id=offering.pk, answers=evaluation.answers(*(values or (5,))), now=now, **more)


def mine(offering, learner, now=NOW):
    return domain.my_rating(standing=domain.rating_standing(learner=learner, offering_id=offering.pk, now=now))


# ---- windows


def test_a_window_opens_with_the_end_of_the_last_lesson_and_closes_with_the_end_of_a_day():
    offering = evaluation.ended_class()
    assert domain.open_windows(now=NOW - timedelta(hours=2)) == []
    (window,) = domain.open_windows(now=NOW)
    assert window.opens_at == offering.lessons.get(number=2).ends_at
    assert window.closes_at == datetime(2026, 7, 1, tzinfo=SHANGHAI)  # the last lesson was on 16 June
    assert len(window.key) == 32
    assert domain.open_windows(now=NOW) == []


def test_a_window_across_midnight_and_the_end_of_the_year_counts_days_of_the_college():
    late = datetime(2026, 12, 24, 1, 0, tzinfo=SHANGHAI)  # still the 23rd in UTC, as is the end of the lesson an hour earlier
    evaluation.ended_class(now=late)
    (window,) = domain.open_windows(now=late)
    assert window.closes_at == datetime(2027, 1, 8, tzinfo=SHANGHAI)


def test_what_ended_long_ago_is_cancelled_or_has_no_policy_gets_no_window():
    evaluation.ended_class(now=NOW - timedelta(days=30))
    evaluation.ended_class(state="cancelled")
    selection.offering()
    assert domain.open_windows(now=NOW) == []
    evaluation.ended_class()
    EvaluationPolicy.objects.update(valid_from=NOW.date() + timedelta(days=1))
    assert domain.open_windows(now=NOW) == []


# ---- who and when


def test_a_learner_rates_and_reads_back_what_she_said(learner):
    offering = evaluation.open_class(learner)
    submit(offering, learner, 5, 4, 3, 2, 1, 5, text="  讲得清楚。 ")
    ballot = mine(offering, learner)
    assert (ballot.answers, ballot.text) == ((5, 4, 3, 2, 1, 5), "讲得清楚。")
    assert Receipt.objects.get().enrolment.learner == learner


def test_rating_again_takes_the_place_of_the_first(learner):
    offering = evaluation.open_class(learner)
    submit(offering, learner, 1, text="不好")
    submit(offering, learner, 4)
    assert (mine(offering, learner).answers, mine(offering, learner).text) == ((4,) * 6, "")
    assert SealedRating.objects.count() == Receipt.objects.count() == 1


def test_too_early_and_too_late(learner):
    offering = evaluation.ended_class(learner)
    with pytest.raises(refusals.NotYet):
        submit(offering, learner)
    domain.open_windows(now=NOW)
    closes_at = RatingWindow.objects.get().closes_at
    submit(offering, learner, now=closes_at - timedelta(seconds=1))
    with pytest.raises(refusals.TooLate):
        submit(offering, learner, 1, now=closes_at)
    assert mine(offering, learner).answers == (5,) * 6


def test_the_close_need_not_have_run_for_the_time_to_be_over(learner):
    offering = evaluation.open_class(learner)
    with pytest.raises(refusals.TooLate):
        submit(offering, learner, now=NOW + timedelta(days=40))


def test_who_was_never_in_the_class_finds_nothing(learner):
    stranger = college.person("li", Role.LEARNER)
    offering = evaluation.open_class(learner)
    other = evaluation.open_class(stranger)
    for who in (stranger, other.teacher.user):
        with pytest.raises(NotFound):
            submit(offering, who)
    seat = selection.enrolled(offering, stranger)[0]
    seat.state, seat.dropped_at = "dropped", NOW
    seat.save()
    with pytest.raises(NotFound):
        submit(offering, stranger)
    for number in (0, 2**40):
        with pytest.raises(NotFound):
            domain.submit_rating(learner=learner, offering_id=number, answers=evaluation.GOOD, now=NOW)


def test_nobody_rates_her_own_class_and_staff_rate_none(learner):
    offering = evaluation.open_class(learner)
    teacher = offering.teacher.user
    with pytest.raises(refusals.OwnClass):
        submit(offering, teacher)
    evaluation.attended(offering, selection.enrolled(offering, teacher))
    staff = college.person("office", Role.STAFF)
    evaluation.attended(offering, selection.enrolled(offering, staff))
    for who in (teacher, staff):
        with pytest.raises(refusals.OwnClass):
            submit(offering, who)
    assert domain.eligible_seats(RatingWindow.objects.select_related("offering__teacher").get()) == {offering.enrolments.get(learner=learner).pk}


def test_half_of_the_lessons_attended_or_half_watched_is_enough_and_less_is_not():
    came, left, watched, peeked, absent = selection.people(5)
    offering = evaluation.ended_class(lessons=3)
    seats = dict(zip((came, left, watched, peeked, absent), selection.enrolled(offering, came, left, watched, peeked, absent), strict=True))
    for lesson in offering.lessons.filter(number__in=(1, 2)):
        call, _ = RollCall.objects.get_or_create(lesson=lesson, defaults={"confirmed_at": NOW})
        Attendance.objects.create(roll_call=call, enrolment=seats[came], state="late" if lesson.number == 1 else "present")
        Attendance.objects.create(roll_call=call, enrolment=seats[left], state="present" if lesson.number == 1 else "leave")
        replay = learning.lesson_with_replay(offering, lesson.number)
        learning.watched(watched, replay, (0, 500))
        learning.watched(peeked, replay, (0, 470))
    domain.open_windows(now=NOW)
    for who in (came, watched):
        submit(offering, who)
    for who in (left, peeked, absent):
        with pytest.raises(refusals.MissedTooMuch):
            submit(offering, who)
    assert domain.eligible_seats(RatingWindow.objects.get()) == {seats[came].pk, seats[watched].pk}


# ---- what


@pytest.mark.parametrize("value", [None, 0, 6, "x", "5", True, 2.0])
def test_all_six_from_one_to_five(learner, value):
    offering = evaluation.open_class(learner)
    with pytest.raises(refusals.NotAnswered) as refused:
        domain.submit_rating(learner=learner, offering_id=offering.pk, answers={**evaluation.GOOD, "effective": value}, now=NOW)
    assert refused.value.items == ("effective",)
    assert not SealedRating.objects.exists()
    assert not Receipt.objects.exists()


def test_words_that_are_no_words_or_too_many(learner):
    offering = evaluation.open_class(learner)
    for text, refusal in (("长" * 10_000, refusals.TextTooLong), ("👍👍👍", refusals.TextWithoutWords)):
        with pytest.raises(refusal):
            submit(offering, learner, text=text)
    with pytest.raises(refusals.QuestionsChanged):
        submit(offering, learner, form=0)
    assert not SealedRating.objects.exists()
    submit(offering, learner, text="<script>alert(1)</script>")
    assert mine(offering, learner).text == "<script>alert(1)</script>"  # kept as it is; pages escape it


# ---- after the teacher's words


def test_who_has_read_the_teachers_words_can_change_nothing(learner):
    offering = evaluation.open_class(learner)
    seat = offering.enrolments.get()
    submit(offering, learner, 5)
    evaluation.reviewed(offering, seat)
    standing = domain.rating_standing(learner=learner, offering_id=offering.pk, now=NOW)
    assert domain.may_read(standing=standing)
    assert domain.review_for(standing=standing) is None
    domain.read_words(standing=standing, now=NOW)
    with pytest.raises(refusals.WordsRead):
        submit(offering, learner, 1)
    standing = domain.rating_standing(learner=learner, offering_id=offering.pk, now=NOW)
    assert domain.review_for(standing=standing).sentence
    assert domain.my_rating(standing=standing).answers == (5,) * 6
    with pytest.raises(refusals.NothingToRead):
        domain.read_words(standing=standing, now=NOW)


def test_an_old_secret_still_opens_what_it_sealed(learner, settings):
    offering = evaluation.open_class(learner)
    submit(offering, learner, 2)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert mine(offering, learner).answers == (2,) * 6
    submit(offering, learner, 3)
    assert SealedRating.objects.count() == 1
    settings.SECRET_KEY_FALLBACKS = []
    assert mine(offering, learner).answers == (3,) * 6


# ---- at once


@pytest.mark.django_db(transaction=True)
def test_two_at_once_leave_one(learner):
    offering = evaluation.open_class(learner)
    gate, trouble = Barrier(4), []

    def hand_in(value):
        try:
            gate.wait(10)
            submit(offering, learner, value)
        except Exception as error:  # told by the main thread
            trouble.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=hand_in, args=(value,)) for value in (1, 2, 3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert trouble == []
    assert SealedRating.objects.count() == Receipt.objects.count() == 1
    assert set(mine(offering, learner).answers) <= {1, 2, 3, 4}


@pytest.mark.django_db(transaction=True)
def test_who_loses_the_seat_in_that_moment_leaves_nothing(learner):
    offering = evaluation.open_class(learner)
    drop = offering.enrolments.all()
    assert while_uncommitted(lambda: drop.update(state="dropped", dropped_at=NOW), lambda: submit(offering, learner)) == "not_found"
    assert not SealedRating.objects.exists()
    assert not Receipt.objects.exists()
