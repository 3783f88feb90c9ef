"""What is written down when a course goes on to its next stage, or is sent back. Used by Wagtail's windows and by the course's own page.

Wagtail takes what its window answers back through JSON and hands it to the task unchecked; `checked` reads it again with the same form.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from college.errors import Invalid
from college.models import Venue
from courses.catalogue.rules.stages import Criterion, Stage

LONGEST = 1000
CRITERION_WORDS = {
    Criterion.CONTENT: _("Is the content correct and complete?"),
    Criterion.AUDIENCE: _("Does it fit the neighbours it is for?"),
    Criterion.CLARITY: _("Is it easy to understand?"),
    Criterion.MATERIALS: _("Could somebody else teach from its files?"),
}
LEVEL_CHOICES = [(4, _("4 excellent")), (3, _("3 good")), (2, _("2 sufficient")), (1, _("1 to be changed"))]


def text(label: Any, help_text: Any = "", required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))


class SendBackForm(forms.Form):
    comment = text(_("What should be changed"), _("The author reads this. One or two sentences are enough."))


class TrialForm(forms.Form):
    held_on = forms.DateField(label=_("day of the trial lesson"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    venue = forms.ModelChoiceField(Venue.objects.all(), label=_("venue"), required=False, empty_label=_("another place"))
    place = forms.CharField(label=_("which other place"), required=False, max_length=60)
    attended = forms.IntegerField(label=_("how many people came"), min_value=1, max_value=1000)
    listeners = forms.CharField(label=_("who listened"), max_length=200, help_text=_("Such as: two colleagues and six neighbours from Huashan Road."))
    comment = text(_("What was said"), _("What went well, and what should be better."))

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet. Please record the lesson after it was held."))
        return day

    def clean_venue(self) -> int | None:
        """Its key: what this form answers goes through JSON."""
        venue = self.cleaned_data.get("venue")
        return venue.pk if venue else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("venue") and not cleaned.get("place") and "venue" not in self.errors and "place" not in self.errors:
            self.add_error("venue", _("Please choose the venue, or write where it was."))
        return cleaned


class ReviewForm(forms.Form):
    comment = text(_("Opinion of the reviewer"), _("What is good about it, and what its teachers should know."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = {criterion.value: self.judgement(criterion) for criterion in Criterion}
        self.fields = {**fields, **self.fields}

    @staticmethod
    def judgement(criterion: Criterion) -> forms.TypedChoiceField:
        return forms.TypedChoiceField(label=CRITERION_WORDS[criterion], choices=LEVEL_CHOICES, coerce=int, widget=forms.RadioSelect)


class ReleaseForm(forms.Form):
    comment = text(_("Note"), _("Such as: which venues should begin with it. May stay empty."), required=False)


FORMS: dict[Stage, type[forms.Form]] = {Stage.TRIAL: TrialForm, Stage.REVIEW: ReviewForm, Stage.RELEASE: ReleaseForm}


def checked(form_class: type[forms.Form], given: dict[str, Any]) -> dict[str, Any]:
    """The values of a form, from what was typed or from its own cleaned values. Raises Invalid with the first complaint."""
    form = form_class(given)
    if form.is_valid():
        return form.cleaned_data
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    raise Invalid(f"{label}: {errors[0]}" if label else errors[0])
