"""Forms for what a learner says of herself before she picks, and for what the desk writes down for her."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.models import Neighbourhood


class AboutForm(forms.Form):
    """Both may stay empty."""

    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        required=False,
        help_text=_(
            "Four digits, such as 1956. Some classes are for people of a certain age. Only you, whoever helps you and the college’s office see the year."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year", "maxlength": 4, "class": "input--digits"}),
        error_messages={"invalid": _("Please write the year with four digits, such as 1956.")},
    )
    neighbourhood = forms.ModelChoiceField(
        Neighbourhood.objects.all(),
        label=pgettext_lazy("where people live", "neighbourhood"),
        required=False,
        empty_label=_("I would rather not say"),
        help_text=_("Some classes keep seats for people who live near. No address, only the name of the neighbourhood."),
    )


class ReserveForm(forms.Form):
    """Only a day: what was shown at the desk is written down nowhere."""

    until = forms.DateField(
        label=_("A seat is kept until"),
        required=False,
        help_text=_("For disabled people; from 80 on it follows from the year of birth. Write the last day on the paper that you were shown, nothing else."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
