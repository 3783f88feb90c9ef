"""The forms of captions. What they hold is judged by the verbs; `refuse` puts a refusal beside the field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError
from media.domain import captioning
from media.rules import captions as rules

CHOOSE = _("Please choose a caption file first.")


def languages() -> list[tuple[str, str]]:
    return [(language, captioning.label_of(language)) for language in rules.LANGUAGES]


class CaptionFileForm(forms.Form):
    """A caption file and its language."""

    language = forms.ChoiceField(label=_("Language"), choices=languages)
    file = forms.FileField(
        label=_("Caption file"),
        help_text=_("WebVTT or SRT, as an editing program or a caption service saves it."),
        allow_empty_file=True,  # the verb says it in better words
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,text/vtt"}),
        error_messages={"required": CHOOSE, "missing": CHOOSE},
    )

    def content(self) -> bytes:
        """The file, no more of it than is needed to see that it is too large."""
        return self.cleaned_data["file"].read(rules.MOST_BYTES + 1)

    def refuse(self, refusal: DomainError) -> None:
        for line in _lines(refusal):
            self.add_error("file", line)


class CaptionTextForm(forms.Form):
    """All captions of one language as text, with the version that was shown."""

    text = forms.CharField(
        label=_("All captions as text"),
        help_text=_("Each caption: a line with start --> end, below it what is said, then an empty line."),
        max_length=rules.MOST_BYTES,
        strip=False,
        error_messages={"required": captioning.REASONS["no_cues"], "max_length": captioning.REASONS["too_big"]},
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "false", "autocomplete": "off"}),
    )
    version = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)

    def refuse(self, refusal: DomainError) -> None:
        for line in _lines(refusal):
            self.add_error("text", line)


def _lines(refusal: DomainError) -> list[str]:
    return [captioning.said(fault) for fault in refusal.faults] if isinstance(refusal, captioning.CaptionsFaulty) else [str(refusal)]
