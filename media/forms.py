"""The forms of a recording that upper rooms put on their pages: the upload, and who can be seen in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError
from media import rules
from media.domain import AskFirst
from media.models import Recording

ACCEPTED = "video/*,audio/*,.mkv,.ts,.mts,.flv,.wmv,.avi,.mpg"


class UploadForm(forms.Form):
    """One recording. Its content is judged by the verb; `refuse` puts the verb's refusal beside the field."""

    recording = forms.FileField(
        label=_("Recording"),
        allow_empty_file=True,  # the verb says it in better words
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Please choose a recording first."), "missing": _("Please choose a recording first.")},
    )

    part_bytes = rules.PART_BYTES

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        limit = filesizeformat(settings.UPLOAD_MAX_BYTES)
        self.fields["recording"].help_text = _("A video or sound file of up to %(limit)s, as the camera, phone or computer saved it.") % {"limit": limit}

        self.is_sure = "sure" in self.data

    def refuse(self, refusal: DomainError) -> None:
        self.add_error("recording", str(refusal))
        if isinstance(refusal, AskFirst):
            self.fields["sure"] = forms.BooleanField(label=_("Use this file here all the same"), required=False)


class ConsentForm(forms.Form):
    """Who can be seen and heard in a recording, and whether learners may download it."""

    PREFIX = "consent"

    consent = forms.ChoiceField(
        label=_("Who can be seen or heard in it?"),
        choices=Recording.Consent.choices,
        widget=forms.RadioSelect,
        help_text=_("Learners can watch once this is answered. Ask everybody who can be recognised; cut out who does not want it."),
        error_messages={"required": _("Please choose one of the answers.")},
    )
    may_download = forms.BooleanField(label=_("Learners may download the recording and its slides"), required=False)

    @classmethod
    def of(cls, recording: Recording) -> ConsentForm:
        return cls(prefix=cls.PREFIX, initial={"consent": recording.consent, "may_download": recording.may_download})

    def answer(self) -> dict[str, Any]:
        """The arguments of the verb."""
        return {"consent": Recording.Consent(self.cleaned_data["consent"]), "may_download": self.cleaned_data["may_download"]}
