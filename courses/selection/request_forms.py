"""Forms of requests: for everybody who asks, and for the office that settles."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from college.choosing import RowChoice
from college.models import Neighbourhood, Venue
from college.person_field import PersonField
from courses.catalogue.models import CoursePage
from courses.selection.models import CourseRequest, Offering
from courses.selection.rules import requests as rules

USUAL_DAYS = 30
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Until(forms.Form):
    """The day until which names are collected."""

    until = forms.DateField(label=_("Collect names until"), widget=DAY)

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if not rules.may_last(until, timezone.localdate()):
            words = _("Please choose a day between %(least)s and %(most)s days from now.")
            raise forms.ValidationError(words % {"least": rules.SHORTEST_DAYS, "most": rules.LONGEST_DAYS})
        return until


class AskForm(Until):
    """A course of the catalogue or a title of one's own, and a neighbourhood or a venue."""

    course = forms.ModelChoiceField(
        label=_("A course that we have"), queryset=CoursePage.objects.none(), required=False, widget=RowChoice, empty_label=_("Another one")
    )
    title = forms.CharField(label=_("Or say what you would like to learn"), max_length=60, required=False)
    neighbourhood = forms.ModelChoiceField(
        label=_("Our neighbourhood"), queryset=Neighbourhood.objects.none(), required=False, widget=RowChoice, empty_label=_("Not said")
    )
    venue = forms.ModelChoiceField(
        label=_("Where it could be held"), queryset=Venue.objects.none(), required=False, widget=RowChoice, empty_label=_("Wherever it fits")
    )
    words = forms.CharField(
        label=_("Anything to add"),
        max_length=200,
        required=False,
        help_text=_("Such as which day suits you. Everybody can read it, so no names and no numbers."),
    )
    field_order = ["course", "title", "neighbourhood", "venue", "words", "until"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"until": timezone.localdate() + timedelta(days=USUAL_DAYS), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        choices = {"course": CoursePage.objects.live().public().order_by("title"), "neighbourhood": Neighbourhood.objects.all(), "venue": Venue.objects.all()}
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not values.get("course") and not (values.get("title") or "").strip() and "course" not in self.errors and "title" not in self.errors:
            self.add_error("title", _("Please choose a course, or say what you would like to learn."))
        if not values.get("neighbourhood") and not values.get("venue") and not {"neighbourhood", "venue"} & set(self.errors):
            self.add_error("neighbourhood", _("Please choose your neighbourhood or a place."))
        return values

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "needed": settings.REQUEST_NAMES}


class ExtendForm(Until):
    """Another day, another number of names."""

    needed = forms.IntegerField(label=_("Names needed"), min_value=rules.FEWEST, max_value=rules.MOST)

    def __init__(self, *args: Any, request: CourseRequest, **kwargs: Any) -> None:
        day = max(request.until, timezone.localdate()) + timedelta(days=USUAL_DAYS // 2)
        super().__init__(*args, **kwargs, initial={"until": day, "needed": request.needed})


class DeclineForm(forms.Form):
    reason = forms.CharField(label=_("Why not"), max_length=300, help_text=_("Everybody who gave a name reads it."))


class NameForm(forms.Form):
    """Somebody who signed on paper."""

    person = PersonField()


class ClassForm(forms.Form):
    """A class that is there already."""

    offering = forms.ModelChoiceField(label=_("A class that is planned already"), queryset=Offering.objects.none(), widget=RowChoice)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coming = Offering.objects.kept_by(user).announced().filter(term__ends_on__gte=timezone.localdate())
        self.fields["offering"].queryset = coming.select_related("course", "term").order_by("-term__starts_on", "course__title", "pk")  # type: ignore[attr-defined]
