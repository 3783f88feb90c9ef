"""Taking over a released course for a venue or a school."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from college.models import School, Venue


class TakeOverForm(forms.Form):
    venue = forms.ModelChoiceField(Venue.objects.all(), label=_("venue"), required=False, empty_label=_("choose a venue"))
    school = forms.ModelChoiceField(School.objects.all(), label=_("or a whole school"), required=False, empty_label=_("choose a school"))
    since = forms.DateField(label=_("since"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(label=_("note"), required=False, max_length=120)

    def __init__(self, *args: Any, schools: frozenset[int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate()
        if schools is not None:
            self.fields["school"].queryset = School.objects.filter(pk__in=schools)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("venue")) == bool(cleaned.get("school")) and not self.errors:
            self.add_error("venue", _("Please choose one venue or one school."))
        return cleaned


class EndReleaseForm(forms.Form):
    reason = forms.CharField(label=_("Why is it taken back?"), max_length=200)
