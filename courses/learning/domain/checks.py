"""The check as its teacher writes it: questions with choices, published when each of them can be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from college.models import User
from courses.learning import rules
from courses.learning.domain import refusals
from courses.learning.models import Check, Choice, Question
from courses.selection.domain import may_teach
from courses.selection.domain.refusals import NotYourClass
from courses.selection.models import Offering


@dataclass(frozen=True, slots=True)
class Draft:
    """One question as it was written: `choices` are the answers with whether each is right."""

    text: str
    choices: tuple[tuple[str, bool], ...]
    several: bool = False
    explanation: str = ""

    @property
    def is_complete(self) -> bool:
        return rules.is_complete([right for _text, right in self.choices], self.several)


def _may(by: User, offering: Offering) -> None:
    if not may_teach(by, offering):
        raise NotYourClass


def check_of(*, offering: Offering) -> Check | None:
    """The check of a class with its questions and choices, or None; three queries."""
    return Check.objects.filter(offering=offering).prefetch_related("questions__choices").first()


def write_check(*, by: User, offering: Offering, questions: Sequence[Draft], introduction: str = "", now: datetime) -> Check:
    """Write the whole check anew. A draft may be unfinished; a published check stays complete. Tries that were begun keep their paper.

    Raises NotYourClass, TooManyQuestions, and for a published check CheckIncomplete.
    """
    _may(by, offering)
    if len(questions) > rules.MOST_QUESTIONS or any(len(question.choices) > rules.MOST_CHOICES for question in questions):
        raise refusals.TooManyQuestions
    with transaction.atomic():
        check = _locked(offering)
        if check.published_at is not None:
            _must_be_complete(questions)
        check.introduction = introduction
        check.save(update_fields=["introduction", "updated_at"])
        _replace(check, questions)
    return check


def _locked(offering: Offering) -> Check:
    made, _new = Check.objects.get_or_create(offering=offering)
    return Check.objects.select_for_update(of=("self",), no_key=True).get(pk=made.pk)


def _must_be_complete(questions: Sequence[Draft]) -> None:
    if not questions:
        raise refusals.CheckIncomplete
    for number, question in enumerate(questions, start=1):
        if not question.is_complete:
            raise refusals.CheckIncomplete(number, question.several)


def _replace(check: Check, drafts: Sequence[Draft]) -> None:
    check.questions.all().delete()
    kinds = {True: Question.Kind.MULTIPLE, False: Question.Kind.SINGLE}
    questions = Question.objects.bulk_create(
        Question(check_of=check, number=place, kind=kinds[draft.several], text=draft.text, explanation=draft.explanation)
        for place, draft in enumerate(drafts, start=1)
    )
    Choice.objects.bulk_create(
        Choice(question=question, number=place, text=text, is_right=right)
        for question, draft in zip(questions, drafts, strict=True)
        for place, (text, right) in enumerate(draft.choices, start=1)
    )


def drafts_of(check: Check) -> list[Draft]:
    """The check's questions as they were written."""
    return [_draft(question) for question in check.questions.all()]


def _draft(question: Question) -> Draft:
    choices = tuple((choice.text, choice.is_right) for choice in question.choices.all())
    return Draft(question.text, choices, question.kind == Question.Kind.MULTIPLE, question.explanation)


def publish_check(*, by: User, offering: Offering, now: datetime) -> Check:
    """Let the learners have it. Publishing twice changes nothing. Raises NotYourClass, and CheckIncomplete with the first question that is not ready."""
    _may(by, offering)
    with transaction.atomic():
        check = _locked(offering)
        _must_be_complete(drafts_of(check))
        if check.published_at is None:
            check.published_at = now
            check.save(update_fields=["published_at", "updated_at"])
    return check


def withdraw_check(*, by: User, offering: Offering, now: datetime) -> Check:
    """Open it to nobody any more. Tries that were begun can be finished, marks stay."""
    _may(by, offering)
    with transaction.atomic():
        check = _locked(offering)
        check.published_at = None
        check.save(update_fields=["published_at", "updated_at"])
    return check


def reusable_check(*, by: User, offering: Offering) -> Check | None:
    """The newest check with questions of another class of the same course: a published one, or one's own; one query."""
    others = Check.objects.filter(offering__course=offering.course_id, questions__isnull=False).exclude(offering=offering)
    newest = others.select_related("offering__teacher", "offering__term").order_by("-offering__term__starts_on", "-offering")
    return next((check for check in newest.distinct() if check.published_at is not None or may_teach(by, check.offering)), None)


def reuse_check(*, by: User, offering: Offering, now: datetime) -> Check:
    """Take over the questions of an earlier class as a draft. Raises NotYourClass, HasQuestions, NothingToReuse."""
    _may(by, offering)
    source = reusable_check(by=by, offering=offering)
    if source is None:
        raise refusals.NothingToReuse
    with transaction.atomic():
        check = _locked(offering)
        if check.questions.exists():
            raise refusals.HasQuestions
        check.introduction = source.introduction
        check.save(update_fields=["introduction", "updated_at"])
        _replace(check, drafts_of(source))
    return check


def paper_of(check: Check) -> list[dict[str, Any]]:
    """The questions as a try keeps them."""
    return [_sheet(question) for question in check.questions.prefetch_related("choices")]


def _sheet(question: Question) -> dict[str, Any]:
    choices = list(question.choices.all())
    return {
        "id": question.pk,
        "kind": question.kind,
        "text": question.text,
        "explanation": question.explanation,
        "choices": [{"id": choice.pk, "text": choice.text} for choice in choices],
        "right": [choice.pk for choice in choices if choice.is_right],
    }
