"""The attacker has the database. Nothing in it joins a person to what she said, and after the close nothing says what one person said at all."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from college.models import User
from courses.catalogue.domain.sealing import CannotOpen
from courses.catalogue.domain.surveys import close_survey
from courses.catalogue.models import SealedAnswer, Survey, SurveyReceipt, SurveySlip, SurveyTally, SurveyWords
from courses.catalogue.rules.questions import BLOCK
from tests.factories.needs import DAY, say, survey

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SAID = (SealedAnswer, SurveyTally, SurveyWords)
WHO = (SurveyReceipt, SurveySlip)


def columns(model: type[models.Model]) -> dict[str, Any]:
    return {field.name: field for field in model._meta.get_fields() if getattr(field, "column", None)}


def test_no_column_joins_who_and_what() -> None:
    """Both know the survey; beside it they share neither a key, nor a time, nor a number that counts."""
    for model in (*SAID, *WHO):
        kinds = {type(field) for field in columns(model).values()}
        assert not kinds & {models.DateTimeField, models.DateField, models.TimeField}, model
    for model in SAID:
        named = {field.related_model for field in columns(model).values() if field.is_relation}
        assert named == {Survey}, model
    for model in (SealedAnswer, SurveyWords, SurveyReceipt):
        assert isinstance(model._meta.pk, models.UUIDField), model
    assert not any(getattr(field, "related_model", None) in SAID for model in apps.get_models() if model is not Survey for field in columns(model).values())


def test_what_is_sealed_says_nothing_not_even_its_length() -> None:
    opened = survey()
    say(opened, q6="我住三栋，想学急救")
    say(opened, q6="")
    short, long = sorted(bytes(row.content) for row in opened.sealed.all())
    assert len(short) == len(long) == BLOCK + 28
    assert "急救".encode() not in short + long


def test_equal_answers_look_different_and_a_stolen_database_opens_none(settings: Any) -> None:
    opened = survey()
    say(opened)
    say(opened)
    one, other = opened.sealed.all()
    assert bytes(one.content) != bytes(other.content)
    settings.SECRET_KEY = "the thief does not have it"
    with pytest.raises(CannotOpen):
        close_survey(survey_id=opened.pk, day=DAY)
    assert opened.sealed.count() == 2


def test_after_the_close_only_sums_and_shuffled_words_are_left() -> None:
    opened = survey()
    texts = [f"意见{sign}" for sign in "甲乙丙丁戊己庚辛壬癸子丑"]
    for text in texts:
        say(opened, q6=text)
    close_survey(survey_id=opened.pk, day=DAY)
    assert not any(model.objects.exists() for model in (SealedAnswer, *WHO))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM {SurveyWords._meta.db_table}")  # as they lie there
        lying = [text for (text,) in cursor.fetchall()]
    assert sorted(lying) == sorted(texts)
    assert lying != texts  # once in 479 million runs this is chance
    tally = SurveyTally.objects.get()
    assert sum(tally.counts["sizes"]) == len(texts)
    assert User.objects.count() == len(texts)
