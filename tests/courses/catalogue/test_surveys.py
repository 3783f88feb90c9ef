"""Surveys from draft to needs: opened, answered once a person, closed, counted, released; and who may do what."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from college.errors import Invalid, NotAllowed
from college.roles import Role
from courses.catalogue.domain import surveys
from courses.catalogue.domain.answering import By, answer, refusal_for
from courses.catalogue.domain.needs import raise_need
from courses.catalogue.errors import needs as errors
from courses.catalogue.models import Need, Survey, SurveySlip, SurveyWords
from tests.factories.college import person
from tests.factories.needs import DAY, answered, say, sealed, survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return person("staff", Role.STAFF)


def test_a_draft_is_opened_and_takes_answers_on_its_days_only(staff) -> None:
    draft = survey("draft")
    with pytest.raises(errors.SurveyClosed):
        say(draft)
    surveys.open_survey(survey_id=draft.pk, by=staff, day=DAY)
    draft.refresh_from_db()
    say(draft, day=DAY + timedelta(days=9))
    for day, refusal in ((DAY - timedelta(days=1), errors.SurveyNotYet), (DAY + timedelta(days=10), errors.SurveyClosed)):
        with pytest.raises(refusal):
            say(draft, day=day)
    assert draft.sealed.count() == 1


def test_a_survey_without_questions_or_past_its_days_is_not_opened(staff) -> None:
    with pytest.raises(errors.NothingAsked):
        surveys.open_survey(survey_id=survey("draft", blocks=[]).pk, by=staff, day=DAY)
    with pytest.raises(errors.AlreadyOver):
        surveys.open_survey(survey_id=survey("draft").pk, by=staff, day=DAY + timedelta(days=30))
    with pytest.raises(errors.NotInThisState):
        surveys.open_survey(survey_id=survey().pk, by=staff, day=DAY)


def test_once_answered_the_questions_stay_and_a_new_version_takes_over(staff) -> None:
    opened = survey()
    surveys.back_to_draft(survey_id=opened.pk, by=staff)
    surveys.open_survey(survey_id=opened.pk, by=staff, day=DAY)
    say(Survey.objects.get(pk=opened.pk))
    with pytest.raises(errors.HasAnswers, match="1"):
        surveys.back_to_draft(survey_id=opened.pk, by=staff)
    copy = surveys.new_version(survey_id=opened.pk, by=staff, day=DAY)
    assert (copy.version, copy.state, copy.follows_id) == (2, Survey.State.DRAFT, opened.pk)
    assert copy.asked == opened.asked
    assert surveys.new_version(survey_id=opened.pk, by=staff, day=DAY).version == 3


def test_an_account_answers_once(staff) -> None:
    opened, learner = survey(), person("learner")
    say(opened, by=By(learner))
    assert isinstance(refusal_for(survey=opened, person=learner, day=DAY), errors.AlreadyAnswered)
    with pytest.raises(errors.AlreadyAnswered):
        say(opened, by=By(learner))
    assert (opened.sealed.count(), opened.receipts.count()) == (1, 1)


def test_a_slip_is_good_for_one_answer_and_survives_one_that_was_refused(staff) -> None:
    opened = survey(open_link=False)
    with pytest.raises(errors.SlipNeeded):
        say(opened, by=By())
    code, other = surveys.print_slips(survey_id=opened.pk, number=2, by=staff)
    with pytest.raises(errors.BadAnswer):
        say(opened, by=By(slip=code), q6="长" * 10_000)
    say(opened, by=By(slip=f" {code.lower()} "))
    with pytest.raises(errors.UnknownSlip):
        say(opened, by=By(slip=code))
    say(opened, by=By(staff, slip=other.replace("-", "")))  # on a tablet where somebody of the office is signed in
    assert (SurveySlip.objects.count(), opened.receipts.count(), opened.sealed.count()) == (0, 0, 2)
    with pytest.raises(errors.UnknownSlip):
        say(survey(), by=By(slip=surveys.print_slips(survey_id=opened.pk, number=1, by=staff)[0]))


@pytest.mark.parametrize("number", [0, -1, 501])
def test_slips_are_printed_in_reasonable_numbers(staff, number) -> None:
    with pytest.raises(Invalid):
        surveys.print_slips(survey_id=survey().pk, number=number, by=staff)


def test_a_form_of_other_questions_is_refused(staff) -> None:
    opened = survey()
    with pytest.raises(errors.QuestionsChanged):
        answer(survey_id=opened.pk, given={}, form="0" * 16, by=By(person("x")), day=DAY)


def test_the_close_counts_and_destroys_what_sealed(staff) -> None:
    opened = survey()
    for _one in range(6):
        say(opened)
    say(opened, q6="电话 138 0013 8000", q2="1")
    surveys.print_slips(survey_id=opened.pk, number=3, by=staff)
    assert surveys.close_due(day=DAY + timedelta(days=9)) == 0
    assert surveys.close_due(day=DAY + timedelta(days=10)) == 1
    opened.refresh_from_db()
    assert (opened.state, opened.key, opened.answers, opened.results["people"]) == (Survey.State.CLOSED, None, 7, 7)
    assert [model.count() for model in (opened.sealed, opened.receipts, opened.slips)] == [0, 0, 0]
    assert sorted(opened.words.values_list("state", flat=True)) == [SurveyWords.State.HELD, *[SurveyWords.State.KEPT] * 6]
    with pytest.raises(errors.NotInThisState):
        surveys.close_now(survey_id=opened.pk, by=staff, day=DAY)


def test_a_survey_sealed_under_another_secret_waits_and_holds_up_nobody(staff, settings) -> None:
    lost, fine = survey(), survey()
    with_other = settings.SECRET_KEY
    settings.SECRET_KEY = "another"
    say(lost)
    settings.SECRET_KEY = with_other
    say(fine)
    assert surveys.close_due(day=DAY + timedelta(days=20)) == 1
    lost.refresh_from_db()
    assert (lost.state, lost.sealed.count()) == (Survey.State.OPEN, 1)
    settings.SECRET_KEY_FALLBACKS = ["another"]
    assert surveys.close_due(day=DAY + timedelta(days=20)) == 1


def test_stuffing_from_one_device_is_seen_and_left_out_once(staff) -> None:
    opened = survey()
    for _one in range(7):
        say(opened, by=By(device="10.0.0.7 2026-06-16"), q3=["1"])
    for number in range(8):
        say(opened, by=By(device=f"10.0.1.{number} 2026-06-16"))
    surveys.close_survey(survey_id=opened.pk, day=DAY)
    opened.refresh_from_db()
    assert opened.results is None
    with pytest.raises(errors.Unsettled):
        surveys.release(survey_id=opened.pk, by=staff, day=DAY)
    assert [(one.batch, one.answers) for one in surveys.doubtful(opened)] == [(1, 7)]
    surveys.settle(survey_id=opened.pk, left_out=[0, 1, 99], by=staff)  # 0 are all the others: never left out
    opened.refresh_from_db()
    assert (opened.answers, opened.results["people"], opened.tallies.get(left_out=True).batch) == (15, 8, 1)
    with pytest.raises(errors.NotInThisState):
        surveys.settle(survey_id=opened.pk, left_out=[], by=staff)


def test_results_are_released_once_and_needs_are_made_of_them(staff) -> None:
    found = answered()
    surveys.release(survey_id=found.pk, by=staff, day=DAY)
    surveys.release(survey_id=found.pk, by=staff, day=DAY + timedelta(days=3))
    found.refresh_from_db()
    assert found.released_on == DAY
    need = raise_need(survey_id=found.pk, key="q3", option=0, by=staff)
    assert (need.title, need.asked, need.neighbourhood) == ("急救", 20, "")
    there = raise_need(survey_id=found.pk, key="q3", option=1, group=0, by=staff)
    assert (there.title, there.asked, there.neighbourhood) == ("书法", 9, "方兴家园")
    assert "社区学习需求" in need.evidence
    with pytest.raises(errors.AlreadyRaised):
        raise_need(survey_id=found.pk, key="q3", option=0, by=staff)
    for key, option, group in (("q3", 2, None), ("q3", 9, None), ("q3", 0, 9), ("q9", 0, None), ("q4", 0, None), ("q1", 0, None)):
        with pytest.raises(errors.TooFewAsked):
            raise_need(survey_id=found.pk, key=key, option=option, group=group, by=staff)
    assert Need.objects.count() == 2


def test_a_need_of_a_survey_never_stands_for_few(staff) -> None:
    need = raise_need(survey_id=answered().pk, key="q3", option=0, by=staff)
    need.asked = 4
    with pytest.raises(DatabaseError), transaction.atomic():
        need.save()


def test_before_the_close_there_is_nothing_to_make_a_need_of(staff) -> None:
    opened = survey()
    sealed(opened, [{"q1": 0, "q2": 0, "q3": [0]}] * 9)
    with pytest.raises(errors.NotInThisState):
        raise_need(survey_id=opened.pk, key="q3", option=0, by=staff)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.LEARNER, Role.SCHOOL_HEAD])
def test_only_the_office_runs_surveys(role) -> None:
    somebody, draft, opened, found = person("x", role), survey("draft"), survey(), answered()
    for act in (
        lambda: surveys.open_survey(survey_id=draft.pk, by=somebody, day=DAY),
        lambda: surveys.back_to_draft(survey_id=opened.pk, by=somebody),
        lambda: surveys.new_version(survey_id=opened.pk, by=somebody, day=DAY),
        lambda: surveys.print_slips(survey_id=opened.pk, number=1, by=somebody),
        lambda: surveys.close_now(survey_id=opened.pk, by=somebody, day=DAY),
        lambda: surveys.settle(survey_id=found.pk, left_out=[], by=somebody),
        lambda: surveys.release(survey_id=found.pk, by=somebody, day=DAY),
        lambda: raise_need(survey_id=found.pk, key="q3", option=0, by=somebody),
    ):
        with pytest.raises(NotAllowed):
            act()
