"""The questions before a course is put into groups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.selection import times
from courses.selection.listing import place_of
from courses.selection.models import GroupAnswer, Grouping, Offering
from courses.selection.rules import Slot, rhythm

GROUPING_PARTS = ("questions", "groups__offering__lessons", "groups__offering__venue", "groups__offering__room", "groups__offering__teacher")


def when_and_where(offering: Offering) -> str:
    """“Tuesdays 14:00-15:30 · venue” of a class whose lessons are loaded."""
    slots = [Slot(lesson.starts_at, lesson.ends_at, offering.pk) for lesson in offering.lessons.all()]
    when = times.timetable(rhythm(slots, timezone.get_current_timezone()), slots)
    return " · ".join(filter(None, (offering.label, when, place_of(offering))))


class AnswerForm(forms.Form):
    """One field a question (`q0`, `q1`, …: the number of the line) and the classes whose time suits."""

    def __init__(self, grouping: Grouping, *args: Any, answer: GroupAnswer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = [f"q{number}" for number, _question in enumerate(grouping.questions.all())]
        for name, question in zip(self.questions, grouping.questions.all(), strict=True):
            choices = [(line, words) for line, words in enumerate(question.lines)]
            self.fields[name] = forms.TypedChoiceField(label=question.text, choices=choices, coerce=int, widget=forms.RadioSelect)
        classes = {group.offering_id: group.offering for group in grouping.groups.all()}
        if len(classes) > 1:
            self.fields["suits"] = forms.TypedMultipleChoiceField(
                label=_("Which times suit you?"),
                help_text=_("Tick as many as you like. Ticking none means that all suit you."),
                choices=[(pk, when_and_where(offering)) for pk, offering in classes.items()],
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        if answer is not None:
            self.initial = {**dict(zip(self.questions, answer.chosen, strict=False)), "suits": answer.suits}

    def chosen(self) -> list[int]:
        return [self.cleaned_data[name] for name in self.questions]
