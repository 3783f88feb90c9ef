"""Forms of complaints: what the sender writes, how she finds it again, and what the desk answers."""

from typing import Any

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from college.complaints import LONGEST
from college.models import Complaint


class ComplaintForm(forms.Form):
    """What it is about, in her own words; how to reach her may be left out. Signed-in people may leave their account out too."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=Complaint.Kind.choices, widget=forms.RadioSelect, initial=Complaint.Kind.SUGGESTION)
    text = forms.CharField(
        label=_("Tell us in your own words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What happened, where, when, and what would help. At most 2000 characters."),
    )
    contact = forms.CharField(
        label=_("How can we reach you?"),
        max_length=80,
        required=False,
        help_text=_("A phone number or an e-mail address. We delete it a year after the answer."),
    )
    nameless = forms.BooleanField(label=_("Send it without my account"), required=False)
    page = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not signed_in:
            del self.fields["nameless"]

    def clean_page(self) -> str:
        """A path on this site, or nothing: the desk follows it."""
        page = str(self.cleaned_data["page"])
        return page if page.startswith("/") and url_has_allowed_host_and_scheme(page, None) else ""


class FollowForm(forms.Form):
    """Number and code, as they stand on the receipt."""

    number = forms.CharField(label=_("Number"), max_length=40, help_text=_("Such as 2026-00017."))
    code = forms.CharField(label=_("Code"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}))


class AnswerForm(forms.Form):
    """The answer, which the sender reads."""

    answer = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The sender reads exactly this. It cannot be changed afterwards."),
    )
