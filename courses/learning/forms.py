"""What teachers and learners send: a lesson's list, a check with its questions, the answers on a paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from courses.learning.domain import Draft, Line
from courses.learning.domain.refusals import NotInClass, UnknownAnswer
from courses.learning.models import Attendance
from courses.learning.rules import MOST_CHOICES, MOST_QUESTIONS

BIGGEST_ID = 2**63 - 1
LINE, ANSWER = "line-", "answer-"  # before the number of an enrolment or a question, in the names of fields


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 and int(text) <= BIGGEST_ID else None


# ---- the list


def states_from(posted: QueryDict) -> dict[int, str]:
    """The state of each enrolment on a posted list. Raises NotInClass for what no list has."""
    states = {name.removeprefix(LINE): value for name, value in posted.items() if name.startswith(LINE)}
    numbers = {_number(key): str(value) for key, value in states.items()}
    if None in numbers:
        raise NotInClass
    return {key: value for key, value in numbers.items() if key is not None}


def shown_states(lines: Iterable[Line], posted: Mapping[str, Any] | None = None) -> list[tuple[Line, str]]:
    """Each line with the state that its row shows: what was just sent, else what is confirmed or likely."""
    typed = posted or {}
    return [(line, _known(typed.get(f"{LINE}{line.enrolment.pk}")) or line.likely) for line in lines]


def _known(value: object) -> str:
    return str(value) if value in Attendance.State.values else ""


# ---- the paper


def answers_from(posted: QueryDict, paper: Iterable[Mapping[str, Any]]) -> dict[str, list[int]]:
    """The picked numbers of every question of the paper; none for a question that was left. Raises UnknownAnswer for what is not on it."""
    questions = {f"{ANSWER}{question['id']}": str(question["id"]) for question in paper}
    if any(name.startswith(ANSWER) and name not in questions for name in posted):
        raise UnknownAnswer
    return {key: _picked(posted.getlist(name)) for name, key in questions.items()}


def _picked(values: Iterable[str]) -> list[int]:
    numbers = [_number(str(value)) for value in values]
    if None in numbers:
        raise UnknownAnswer
    return [number for number in numbers if number is not None]


# ---- the check


class IntroductionForm(forms.Form):
    """A word before the check."""

    introduction = forms.CharField(
        label=_("A word before it"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Learners read it first.")
    )


class QuestionForm(forms.Form):
    """One question with up to MOST_CHOICES answers. Left empty, it is no question."""

    text = forms.CharField(label=_("The question"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    several = forms.BooleanField(label=_("Several answers are right"), required=False)
    explanation = forms.CharField(
        label=_("Why it is so"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Shown after the check has been handed in."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, MOST_CHOICES + 1):
            self.fields[f"choice_{place}"] = forms.CharField(label=_("An answer to choose"), max_length=200, required=False)
            self.fields[f"right_{place}"] = forms.BooleanField(label=_("right"), required=False)

    def choice_rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        """Each answer with its mark, numbered from 1."""
        return [(place, self[f"choice_{place}"], self[f"right_{place}"]) for place in range(1, MOST_CHOICES + 1)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not values.get("text") and "text" not in self.errors and (self._choices(values) or values.get("explanation")):
            self.add_error("text", _("Please write the question."))
        for place in range(1, MOST_CHOICES + 1):
            if values.get(f"right_{place}") and not values.get(f"choice_{place}") and f"choice_{place}" not in self.errors:
                self.add_error(f"choice_{place}", _("Please write the answer that is right."))
        return values

    def _choices(self, values: Mapping[str, Any]) -> tuple[tuple[str, bool], ...]:
        rows = ((values.get(f"choice_{place}"), values.get(f"right_{place}")) for place in range(1, MOST_CHOICES + 1))
        return tuple((text, bool(right)) for text, right in rows if text)

    def as_draft(self) -> Draft | None:
        """The question, None when the form was left empty or is to be taken out."""
        values = self.cleaned_data
        if not values.get("text") or values.get("DELETE"):
            return None
        return Draft(values["text"], self._choices(values), values["several"], values["explanation"])


QuestionFormSet = forms.formset_factory(QuestionForm, extra=0, max_num=MOST_QUESTIONS, absolute_max=MOST_QUESTIONS + 1, validate_max=True, can_delete=True)


def as_initial(draft: Draft) -> dict[str, Any]:
    """A written question as the first values of its form."""
    choices = {f"choice_{place}": text for place, (text, _right) in enumerate(draft.choices, start=1)}
    rights = {f"right_{place}": right for place, (_text, right) in enumerate(draft.choices, start=1)}
    return {"text": draft.text, "several": draft.several, "explanation": draft.explanation, **choices, **rights}
