"""The form of a survey, made from its questions. What may be answered is decided by the rules; the fields only carry it there and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.errors import DomainError
from courses.catalogue.errors.needs import BadAnswer, answer_problem
from courses.catalogue.models import Survey
from courses.catalogue.rules.questions import FIRST_THREE, SCALE, BadAnswers, Kind, Question, sound

PLACES = (gettext_lazy("First"), gettext_lazy("Second"), gettext_lazy("Third"))


class RankWidget(forms.MultiWidget):
    """Three lists to choose from, one below the other: no dragging, and no script."""

    template_name = "courses/catalogue/needs/rank.html"

    def __init__(self, options: list[tuple[str, str]]) -> None:
        choices = [("", gettext_lazy("— not chosen —")), *options]
        super().__init__([forms.Select(attrs={"class": "input", "aria-label": place}, choices=choices) for place in PLACES])

    def decompress(self, value: Any) -> list[Any]:
        return list(value or []) + [""] * FIRST_THREE

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return [value for value in super().value_from_datadict(data, files, name) if value not in (None, "")]


def _widget(question: Question) -> forms.Widget:
    options = [(str(place), words) for place, words in enumerate(question.options)]
    match question.kind:
        case Kind.SCALE:
            return forms.RadioSelect(choices=[(str(place), str(place + 1)) for place in range(SCALE)])
        case Kind.SEVERAL:
            return forms.CheckboxSelectMultiple(choices=options)
        case Kind.RANK:
            return RankWidget(options)
        case Kind.TEXT:
            return forms.Textarea(attrs={"rows": 4, "class": "input", "autocomplete": "off"})
    return forms.RadioSelect(choices=options)


@dataclass(frozen=True)
class Line:
    """A question on the page, or a headline above the next ones (then `field` is None)."""

    field: forms.BoundField | None
    question: Question | None = None
    number: int = 0
    headline: Any = None


class SurveyForm(forms.Form):
    """The questions of a survey, and, for people without an account, the code of a paper slip."""

    slip = forms.CharField(
        label=gettext_lazy("Code of your paper slip"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("If you have one; such as K7M2P-9XQ4T. It counts once and is not kept."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "data-slip": ""}),
    )
    form = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    def __init__(self, survey: Survey, *args: Any, **kwargs: Any) -> None:
        self.survey = survey
        super().__init__(*args, initial={"form": survey.form_digest}, **kwargs)
        for question in survey.asked:
            self.fields[question.key] = forms.Field(label=question.text, help_text=question.hint, required=False, widget=_widget(question))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            sound(self.survey.asked, self.given())
        except BadAnswers as error:
            self.refuse(BadAnswer(error.problems))
        return cleaned

    def given(self) -> dict[str, object]:
        """What was chosen and written, by question."""
        return {question.key: self.cleaned_data.get(question.key) for question in self.survey.asked}

    def refuse(self, refusal: DomainError) -> None:
        """Say it where it belongs; what was typed stays."""
        if not isinstance(refusal, BadAnswer):
            self.add_error(None, str(refusal))
            return
        for key, problem in refusal.problems.items():
            if key not in self.errors:
                self.add_error(key, answer_problem(problem, len(str(self.data.get(key, "")).strip())))

    @property
    def lines(self) -> Iterator[Line]:
        """Headlines and questions in the order of the survey."""
        questions = iter(self.survey.asked)
        number = 0
        for child in self.survey.questions:
            if child.block_type == "headline":
                yield Line(None, headline=child.value)
            else:
                question, number = next(questions), number + 1
                yield Line(self[question.key], question, number)

    @property
    def count(self) -> int:
        return len(self.survey.asked)

    @property
    def minutes(self) -> str:
        """How long it takes, honestly: six taps a minute, one for each text."""
        asked = self.survey.asked
        seconds = sum(45 if question.kind is Kind.TEXT else 10 for question in asked)
        return _("about %(minutes)s min") % {"minutes": max(1, round(seconds / 60))}
