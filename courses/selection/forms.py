"""Forms of the teacher's desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.selection.models import Lesson


class SampleForm(forms.ModelForm):
    """Opens a lesson's replay to everybody who is signed in."""

    class Meta:
        model = Lesson
        fields = ["is_sample"]
        labels = {"is_sample": _("This is the sample lesson")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="sample", **kwargs)
