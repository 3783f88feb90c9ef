"""Both sides in the same moment, through real connections."""

import pytest

from courses.evaluation import domain
from courses.evaluation.models import Receipt, Review, SealedRating
from tests.factories import evaluation, selection
from tests.factories.selection import NOW
from tests.races import all_at_once, while_uncommitted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture
def offering():
    return evaluation.open_class(selection.person("wang"))


def writing(offering, level, verb=domain.submit_review):
    seat = offering.enrolments.get()
    levels = dict.fromkeys(Review.THINGS, level)
    return lambda: verb(teacher=offering.teacher.user, enrolment_id=seat.pk, levels=levels, sentence=str(level), now=NOW)


@pytest.mark.parametrize("begun", [False, True])
def test_a_review_handed_in_from_four_windows_is_the_first_of_them(offering, begun):
    if begun:
        writing(offering, 1, domain.save_review)()
    assert all_at_once(*(writing(offering, level) for level in (1, 2, 3, 4))) == {"done": 1, "review_final": 3}
    review = Review.objects.get()
    assert {getattr(review, thing) for thing in Review.THINGS} == {int(review.sentence)}


def test_a_draft_saved_beside_the_handing_in_never_opens_it_again(offering):
    works = [writing(offering, 4), *[writing(offering, 1, domain.save_review)] * 3]
    results = all_at_once(*works)
    assert set(results) <= {"done", "review_final"}
    assert Review.objects.get().submitted_at is not None
    assert Review.objects.get().sentence == "4"


def test_of_reading_and_changing_in_one_moment_the_change_does_not_answer_the_words(offering):
    learner = offering.enrolments.get().learner
    evaluation.rated(offering, learner, 5)
    evaluation.reviewed(offering)
    standing = domain.rating_standing(learner=learner, offering_id=offering.pk, now=NOW)
    changed = while_uncommitted(lambda: domain.read_words(standing=standing, now=NOW), lambda: evaluation.rated(offering, learner, 1))
    assert changed == "words_read"
    assert set(domain.my_rating(standing=domain.rating_standing(learner=learner, offering_id=offering.pk, now=NOW)).answers) == {5}


def test_a_close_beside_ratings_loses_none_that_was_taken(offering):
    learner, window = offering.enrolments.get().learner, offering.rating_window
    late = window.closes_at
    works = [lambda: evaluation.rated(offering, learner, 4)] * 3
    results = all_at_once(*works, lambda: domain.close_window(window_id=window.pk, now=late))
    assert set(results) <= {"done", "rating_closed"}
    window.refresh_from_db()
    assert (SealedRating.objects.count(), Receipt.objects.count()) == (0, 0)
    assert window.answers == int(results["done"] > 1)
