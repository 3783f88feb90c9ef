"""The forms of the library: describe a file, add some, replace one, one licence for many, and what somebody looks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.models import School
from courses.catalogue.domain.library import Description
from courses.catalogue.models import CourseDocument, Licence, Purpose
from courses.catalogue.rules.files import ENDINGS

ACCEPTED = ",".join(f".{ending}" for ending in ENDINGS)
SAID = ("purpose", "licence", "licence_note", "credit", "description", "shared")


def any_file() -> CourseDocument:
    """For forms that say something of many files: the row that the database's constraints are asked with."""
    return CourseDocument(title="-", file=f"-.{ENDINGS[0]}")


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; cleaned it is a list. Each is judged by its content when it is kept."""

    widget = ManyFiles(attrs={"accept": ACCEPTED})

    def clean(self, data: Any, initial: Any = None) -> Any:
        several = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in several or [None]]


class DescribeForm(forms.ModelForm):
    """What the library says of a file. The database's own constraints answer in words."""

    class Meta:
        model = CourseDocument
        fields = ("title", *SAID)
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    def said(self) -> Description:
        return Description(**{name: self.cleaned_data[name] for name in SAID})


class AddForm(forms.ModelForm):
    """Files that come together: what is said here holds for all of them, the title and the kind each has from its name."""

    files = FilesField(label=_("Files"), help_text=_("Word, PPT, PDF, Excel, pictures or plain text, up to 50 MB each. Several can be chosen at once."))

    class Meta:
        model = CourseDocument
        fields = ("licence", "licence_note", "credit", "shared")

    field_order = ("files", "shared", "licence", "licence_note", "credit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, instance=any_file(), **kwargs)
        self.order_fields(self.field_order)

    def said(self, purpose: str) -> Description:
        cleaned = self.cleaned_data
        shared = cleaned["shared"] and purpose != Purpose.LESSON_PLAN
        return Description(purpose, cleaned["licence"], cleaned["licence_note"], cleaned["credit"], "", shared)


class ReplaceForm(forms.Form):
    file = forms.FileField(label=_("The new file"), widget=forms.FileInput(attrs={"accept": ACCEPTED}))
    note = forms.CharField(
        label=_("What has changed"), required=False, max_length=200, help_text=_("One line, for colleagues: it stands in the history of the file.")
    )


class LicenceForm(forms.ModelForm):
    """One licence for all files that were ticked."""

    document = forms.ModelMultipleChoiceField(queryset=CourseDocument.objects.none(), label=_("Files"), widget=forms.MultipleHiddenInput)

    class Meta:
        model = CourseDocument
        fields = ("licence", "licence_note", "credit")
        help_texts = {"credit": _("Left empty, each file keeps the author that it has.")}

    def __init__(self, *args: Any, changeable: Any, **kwargs: Any) -> None:
        super().__init__(*args, instance=any_file(), **kwargs)
        self.fields["document"].queryset = changeable


class FindForm(forms.Form):
    """What somebody looks for in the library. Values that cannot be meant are dropped: a list is no exam."""

    SCOPES = [("all", pgettext_lazy("files", "The whole library")), ("mine", pgettext_lazy("files", "My files")), ("unused", _("Not used yet"))]
    q = forms.CharField(label=_("Find a file"), required=False, max_length=200)
    scope = forms.ChoiceField(required=False, choices=SCOPES)
    kind = forms.ChoiceField(label=_("what it is"), required=False, choices=[("", pgettext_lazy("filter", "All kinds")), *Purpose.choices])
    licence = forms.ChoiceField(label=_("licence"), required=False, choices=[("", pgettext_lazy("filter", "All licences")), *Licence.choices])
    school = forms.ModelChoiceField(
        label=_("school"), required=False, queryset=School.objects.all(), to_field_name="code", empty_label=pgettext_lazy("filter", "All schools")
    )
    owner = forms.CharField(label=_("Who brought it"), required=False, max_length=60)

    def chosen(self) -> dict[str, Any]:
        """The choices by name; those that make no sense are left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
