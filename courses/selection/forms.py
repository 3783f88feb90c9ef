"""Forms of the teacher's desk and of the office. What exists is written field by field: picks and uploads go on while a form is open."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from college import audiences
from college.models import School
from college.rules import audience as audience_rules
from courses.catalogue.errors import ForeignSchool
from courses.catalogue.models import CoursePage, Unit
from courses.catalogue.models.scope import host_of, keeps, may_hold
from courses.selection.domain import add_lesson, change_lesson, change_offering
from courses.selection.domain.offerings import DECIDED, MOST_LESSONS
from courses.selection.domain.refusals import ChangedMeanwhile
from courses.selection.models import FreedSeat, Lesson, Offering
from courses.selection.room_fits import LessonRoomFits, RoomFits


class SampleForm(forms.ModelForm):
    """Opens a lesson's replay to everybody who is signed in."""

    class Meta:
        model = Lesson
        fields = ["is_sample"]
        labels = {"is_sample": _("This is the sample lesson")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": "sample"})


NO_FIELDS = frozenset({"knows_small", "seen_state", "seen_capacity"})  # of the form, not of the class
KEPT_SEATS = ("kept_reserve", "kept_neighbour", "kept_newcomer")


class OfferingForm(RoomFits, WagtailAdminModelForm):
    """An offering for the office: new ones are made, changed ones pass the verb that spares the count of seats and serves the queue.

    State and seats count as changed against what this form was opened with, which it sends along: one left open for an hour puts nothing back as it was.
    """

    seen_state = forms.CharField(required=False, widget=forms.HiddenInput)
    seen_capacity = forms.IntegerField(required=False, widget=forms.HiddenInput)
    audience = forms.MultipleChoiceField(
        label=_("for whom"), choices=audiences.CHOICES, required=False, widget=forms.CheckboxSelectMultiple, help_text=_("Nothing ticked: for everybody.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {*KEPT_SEATS} & self.fields.keys():
            self.fields[name].required = False
        if self.instance.pk is not None:
            self.settle_seen()

    def settle_seen(self) -> None:
        """What the form says that it was opened with; what it does not say, nobody has seen."""
        now = {name: getattr(self.instance, name) for name in DECIDED}
        self.seen = {name: self.said_to_be(name) if self.is_bound else value for name, value in now.items()}
        self.initial.update({name: now[name] if value is None else value for name, value in self.seen.items()})
        self.initial.update({f"seen_{name}": value for name, value in self.seen.items()})

    def said_to_be(self, name: str) -> Any:
        said = self.data.get(self.add_prefix(f"seen_{name}"), "")
        if name == "state":
            return said or None
        return int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else None

    def clean_state(self) -> str:
        return str(self.cleaned_data["state"] if self.is_new_here("state") else self.instance.state)

    def is_new_here(self, name: str) -> bool:
        return self.instance.pk is None or name in self.changed_data

    def clean_audience(self) -> list[str]:
        return audience_rules.tidy(self.cleaned_data["audience"])

    def clean_course(self) -> CoursePage:
        course = self.cleaned_data["course"].specific
        if "course" in self.changed_data and not may_hold(self.for_user, course):
            raise forms.ValidationError(str(ForeignSchool.message), code=ForeignSchool.code)
        return course

    def clean_capacity(self) -> int:
        if not self.is_new_here("capacity"):
            return int(self.instance.capacity)
        seats = self.cleaned_data["capacity"]
        taken = Offering.objects.values_list("seats_taken", flat=True).filter(pk=self.instance.pk).first() or 0
        resting = FreedSeat.objects.filter(offering=self.instance.pk, state=FreedSeat.State.RESTING).count()
        if seats < taken - resting:
            raise forms.ValidationError(_("More seats are taken than this. Ask people to change first."))
        return seats

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self.settle_school(values)
        room, venue = values.get("room"), values.get("venue")
        if room is not None and room.venue != venue:
            self.add_error("room", _("This room is in another venue."))
        values.update({name: values.get(name) or 0 for name in KEPT_SEATS})
        self.check_room(values, self.instance.pk)
        return values

    def settle_school(self, values: dict[str, Any]) -> None:
        """A class is held by the school of its course, or by one that uses the course; the office of one school holds it for that one."""
        course, school = values.get("course"), values.get("school")
        if course is None or not {"course", "school"} & set(self.changed_data):
            return
        if school is None and (host := host_of(self.for_user, course)):
            school = School.objects.get(pk=host)
        values["school"] = school = None if school is None or school.pk == course.school_id else school
        if not keeps(self.for_user, school.pk if school else course.school_id):
            self.add_error("school", forms.ValidationError(str(ForeignSchool.message), code=ForeignSchool.code))
        elif school and not course.rollouts.filter(school=school).exists():
            self.add_error("school", _("This school does not use the course yet. Enter it first on the page of the course’s stages."))

    def save(self, commit: bool = True) -> Offering:
        if self.instance.pk is None or not commit:
            return super().save(commit)
        fields = self.cleaned_data.keys() - NO_FIELDS - {name for name in DECIDED if not self.is_new_here(name)}
        try:
            return change_offering(offering=self.instance, fields=fields, seen=self.seen, now=timezone.now())
        except ChangedMeanwhile as refusal:
            self.has_seen(refusal.name, refusal.now)
            raise

    def has_seen(self, name: str, value: Any) -> None:
        """She is told what it is now; when she saves once more, it is her decision."""
        self.data = self.data.copy()
        self.data[self.add_prefix(f"seen_{name}")] = str(value)


class LessonForm(LessonRoomFits, WagtailAdminModelForm):
    """A lesson for the office. Its recording belongs to the teacher and is not written here."""

    def clean_offering(self) -> Offering:
        offering: Offering = self.cleaned_data["offering"]
        if not keeps(self.for_user, offering.held_by):
            raise forms.ValidationError(str(ForeignSchool.message), code=ForeignSchool.code)
        return offering

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self.check_room(values)
        return values

    def save(self, commit: bool = True) -> Lesson:
        lesson: Lesson = super().save(commit=False)
        if not commit:
            return lesson
        if lesson.pk is None:
            return add_lesson(lesson=lesson, now=timezone.now())
        return change_lesson(lesson=lesson, fields=[name for name in self.cleaned_data if name != "knows_small"], now=timezone.now())


class PlanForm(forms.Form):
    """Weekly lessons of one offering: when the first one begins, how long and how many, and the weeks that are left out."""

    first = forms.DateTimeField(label=_("first lesson"), help_text=_("The day and the time at which the first lesson begins."), widget=AdminDateTimeInput)
    minutes = forms.IntegerField(
        label=_("Minutes of a lesson"), min_value=10, max_value=600, required=False, help_text=_("Left empty, each lesson is as long as its unit.")
    )
    number = forms.IntegerField(
        label=_("Number of lessons"), min_value=1, max_value=MOST_LESSONS, required=False, help_text=_("Left empty, one for each unit that has no lesson yet.")
    )
    skip = forms.CharField(
        label=_("Weeks without a lesson"), max_length=80, required=False, help_text=_("Such as 5, 6 when there is a holiday in the fifth and sixth week.")
    )

    def __init__(self, *args: Any, offering: Offering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = list(Unit.objects.filter(page=offering.course_id).exclude(lessons__offering=offering).order_by("sort_order", "pk"))

    def clean_skip(self) -> list[int]:
        """Weeks counted from 0, from what a person wrote counted from 1."""
        written = self.cleaned_data["skip"].strip()
        parts = [part for part in re.split(r"[\s,，、;；]+", written) if part]
        if not all(part.isascii() and part.isdigit() and 0 < int(part) <= MOST_LESSONS for part in parts):
            raise forms.ValidationError(_("Please write week numbers such as 5, 6."))
        return [int(part) - 1 for part in parts]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not values.get("number") and not self.units and "number" not in self.errors:
            self.add_error("number", _("The course has no unit left to plan. Please say how many lessons you want."))
        return values

    def lengths(self) -> list[int]:
        """Minutes of each lesson to make."""
        planned = [unit.minutes for unit in self.units]
        number = self.cleaned_data["number"] or len(planned)
        lengths = [*planned, *[90] * number][:number]
        return [self.cleaned_data["minutes"] or length for length in lengths]
