"""Refusals about surveys and needs, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError, Invalid, NotFound, TooMany
from courses.catalogue.rules.questions import LONGEST_TEXT, Problem

ANSWER_PROBLEMS: dict[Problem, Promise] = {
    Problem.MISSING: _("Please answer this question."),
    Problem.UNKNOWN: _("Please choose one of the answers shown here."),
    Problem.TOO_MANY: _("You have chosen more than asked for. Please take some away."),
    Problem.TWICE: _("The same answer is chosen twice. Please change one of them."),
    Problem.TOO_LONG: _("This is more than %(most)s characters. Please shorten it a little; everything you wrote is still here."),
    Problem.NO_WORDS: _("Please say it in words, or leave it empty."),
}


def answer_problem(problem: Problem, length: int = 0) -> str:
    """What is wrong with an answer, in words; `length` of a text that is too long."""
    if problem is Problem.TOO_LONG and length > LONGEST_TEXT:
        return gettext(
            "You wrote %(length)s characters, and %(most)s are as many as we can take. Please shorten it a little; everything you wrote is still here."
        ) % {"length": length, "most": LONGEST_TEXT}
    return str(ANSWER_PROBLEMS[problem]) % {"most": LONGEST_TEXT}


class BadAnswer(Invalid):
    """Some answers cannot be taken; `problems` maps questions to what is wrong."""

    code = "bad_answer"

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        self.problems = dict(problems)
        super().__init__()


class QuestionsChanged(DomainError):
    """The form was opened before the questions changed."""

    code = "questions_changed"
    message = _("The questions were changed meanwhile. Please look through your answers once more; nothing is lost.")


class SurveyClosed(DomainError):
    """It cannot be answered today."""

    code = "survey_closed"
    message = _("This survey cannot be answered any more. Thank you for wanting to take part.")


class SurveyNotYet(DomainError):
    """Its first day is still to come."""

    code = "survey_not_yet"
    message = _("This survey has not begun yet.")


class AlreadyAnswered(DomainError):
    """One answer a person."""

    code = "already_answered"
    message = _("You have answered this survey already. One answer a person counts, and nobody can look up yours, so it cannot be changed.")


class UnknownSlip(DomainError):
    """No unused slip of this survey has this code."""

    code = "unknown_slip"
    message = _("We do not know this code, or it has been used. Please compare it with your slip, sign by sign, or ask the desk for another one.")


class SlipNeeded(DomainError):
    """The survey is not open to everybody with the link."""

    code = "slip_needed"
    status = 403
    message = _("Please sign in, or type the code of the paper slip that you got from us.")


class CrowdedDevice(TooMany):
    """Very many answers from one connection on one day."""

    code = "crowded_device"
    message = _(
        "Very many answers have come from this connection today. Please sign in, or ask our staff for a paper slip with a code: with it you can answer at once."
    )


class NotInThisState(DomainError):
    """A verb of the office does not fit where the survey stands."""

    code = "not_in_this_state"
    message = _("This is not possible as the survey stands now. Please load the page again.")


class NothingAsked(DomainError):
    """A survey without a question cannot be opened."""

    code = "nothing_asked"
    message = _("There is no question yet. Please add at least one.")


class AlreadyOver(DomainError):
    """Opening a survey whose last day is past."""

    code = "already_over"
    message = _("Its last day is over. Please choose a later one first.")


class HasAnswers(DomainError):
    """Questions that somebody has answered stay as they are."""

    code = "has_answers"

    def __init__(self, count: int) -> None:
        self.count = count
        words = ngettext("%(n)s person has answered already", "%(n)s people have answered already", count) % {"n": count}
        super().__init__(gettext("%(people)s: the questions stay as they are. Make a new version instead.") % {"people": words})


class Unsettled(DomainError):
    """Somebody must say first whether doubtful answers count."""

    code = "unsettled"
    message = _("Many answers came from one device. Please decide first whether they count.")


class TooFewAsked(NotFound):
    """A number that is hidden, or that does not exist: the two are not told apart."""

    code = "too_few_asked"
    message = _("Too few people said so to make it a need, or the number is hidden to protect them.")


class AlreadyRaised(DomainError):
    """The same result is a need already."""

    code = "already_raised"
    message = _("This result is in the list of needs already.")


class AnswersBegun(DomainError):
    """The questions of a survey that is open or closed are not changed."""

    code = "answers_begun"
    message = _("The survey is open: this stays as it is. Make a new version to change it.")
