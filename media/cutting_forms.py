"""The form of a cut: what is kept, as times that people write. What it means is judged by the verbs."""

from itertools import zip_longest

from django import forms
from django.utils.translation import gettext_lazy as _

from media.domain.cutting import REASONS
from media.rules.captions import time_of

MOST_SIGNS = 20


class CutForm(forms.Form):
    """Start and end of each part in fields of the same name, which may come any number of times, and the version that was shown."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    at = forms.CharField(label=_("Where to split it"), max_length=MOST_SIGNS, required=False)

    def rows(self) -> list[tuple[str, str]]:
        """As they were typed, without empty ones."""
        data = self.data
        pairs = zip_longest(data.getlist("start"), data.getlist("end"), fillvalue="") if hasattr(data, "getlist") else ()
        return [(start[:MOST_SIGNS], end[:MOST_SIGNS]) for start, end in pairs if start.strip() or end.strip()]

    def clean(self) -> dict[str, object]:
        times = [(time_of(start), time_of(end)) for start, end in self.rows()]
        if any(start is None or end is None for start, end in times):
            raise forms.ValidationError(REASONS["bad_parts"])
        return {**self.cleaned_data, "parts": times}

    def clean_at(self) -> int | None:
        time = time_of(self.cleaned_data["at"]) if self.cleaned_data["at"] else None
        if self.cleaned_data["at"] and time is None:
            raise forms.ValidationError(REASONS["bad_parts"])
        return time


def written(time: int) -> str:
    """Milliseconds as 0:01:02.5, with all digits where there are more."""
    seconds, rest = divmod(time, 1000)
    part = f"{rest:03}".rstrip("0") or "0"
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{part}"
