"""Naming somebody in a form of the office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from college.models import User


class PersonField(forms.CharField):
    """Somebody by user name, phone number, or name when only one person has it. The value is a User."""

    def __init__(self, **kwargs: Any) -> None:
        words = {"label": _("person"), "help_text": _("User name, phone number, or the full name when only one person has it."), "max_length": 150}
        super().__init__(**{**words, **kwargs})

    def clean(self, value: Any) -> User:
        text = super().clean(value)
        phone = text if text.startswith("+") else f"+86{text}"
        active = User.objects.filter(is_active=True)
        # A user name and a phone number belong to one person; a name to show is whatever somebody wrote, and stands behind them.
        ways = ({"username": text}, {"phone": phone}, {"display_name": text})
        found = next((people for way in ways if (people := list(active.filter(**way)[:2]))), [])
        if not found:
            raise forms.ValidationError(_("We find nobody by this. Please check it, or use the user name."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several people have this name. Please use the user name or the phone number."))
        return found[0]
