"""Answering a survey: once a person, by her account, by a paper slip, or by the open link."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.views.decorators.debug import sensitive_variables

from college.errors import DomainError
from college.models import User
from courses.catalogue.domain.sealing import device_batch, seal
from courses.catalogue.errors.needs import AlreadyAnswered, BadAnswer, QuestionsChanged, SlipNeeded, SurveyClosed, SurveyNotYet, UnknownSlip
from courses.catalogue.models import Survey, SurveyReceipt, SurveySlip
from courses.catalogue.rules.questions import Answers, BadAnswers, Ballot, sound


@dataclass(frozen=True, slots=True)
class By:
    """Who answers: a slip's code comes before the account, since staff lend their tablets; `device` is only asked where neither is there."""

    person: User | None = None
    slip: str = ""
    device: str = ""


def refusal_for(*, survey: Survey, person: User | None, day: date) -> DomainError | None:
    """Why somebody cannot answer now; None when she can. One query for people with an account."""
    if not survey.takes(day):
        return _not_today(survey, day)
    if person is not None and SurveyReceipt.objects.filter(survey=survey, person=person).exists():
        return AlreadyAnswered()
    return None


def _not_today(survey: Survey, day: date) -> DomainError:
    early = survey.state != Survey.State.CLOSED and day < survey.opens_on
    return SurveyNotYet() if early else SurveyClosed()


@sensitive_variables()
def answer(*, survey_id: int, given: Mapping[str, object], form: str, by: By, day: date) -> None:
    """Seal what somebody says. `given` maps the questions' keys to what was chosen or written; `form` is the digest of the questions she saw.

    Raises SurveyClosed, SurveyNotYet, QuestionsChanged, BadAnswer, AlreadyAnswered, UnknownSlip, SlipNeeded. Nothing of it is logged; no row keeps
    when it was written, and nothing in the rows joins who answered with what was said.
    """
    with transaction.atomic():
        survey = Survey.objects.select_for_update(of=("self",), no_key=True).get(pk=survey_id)
        if not survey.takes(day):
            raise _not_today(survey, day)
        answers = _sound(survey, given, form)
        batch = _take_turn(survey, by)
        seal(survey, Ballot(answers, batch)).save(force_insert=True)


@sensitive_variables()
def _sound(survey: Survey, given: Mapping[str, object], form: str) -> Answers:
    if form != survey.form_digest:
        raise QuestionsChanged
    try:
        return sound(survey.asked, given)
    except BadAnswers as error:
        raise BadAnswer(error.problems) from error


@sensitive_variables()
def _take_turn(survey: Survey, by: By) -> str:
    """Note that this person's turn is taken; the answer is the batch to look at afterwards, "" where one person is sure to be behind it."""
    if by.slip:
        if not SurveySlip.objects.filter(survey=survey, digest=slip_digest(survey, by.slip)).delete()[0]:
            raise UnknownSlip
        return ""
    if by.person is not None:
        try:
            with transaction.atomic():
                SurveyReceipt.objects.create(survey=survey, person=by.person)
        except IntegrityError as error:
            raise AlreadyAnswered from error
        return ""
    if not survey.open_link:
        raise SlipNeeded
    return device_batch(survey, by.device)


def slip_digest(survey: Survey, code: str) -> str:
    """The hash under which a slip lies; small letters, blanks and hyphens as people type them."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", code).upper() if sign.isalnum())[:40]
    return hashlib.sha256(f"survey {survey.pk} {plain}".encode()).hexdigest()
