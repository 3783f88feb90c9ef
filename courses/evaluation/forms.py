"""Forms of both sides, and of the desk that looks at words which wait."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from college.errors import DomainError
from courses.evaluation import rules
from courses.evaluation.domain import moderate, refusals
from courses.evaluation.models import Comment, Review
from courses.evaluation.words import ANSWERS, QUESTIONS


def _item(name: str) -> forms.TypedChoiceField:
    missing = {"required": _("Please choose one of the five answers."), "invalid_choice": _("Please choose one of the five answers.")}
    label: Any = QUESTIONS[name].text
    return forms.TypedChoiceField(label=label, choices=ANSWERS, coerce=int, widget=forms.RadioSelect, error_messages=missing)


class RatingForm(forms.Form):
    """Six taps and, if one likes, a few words."""

    clear, relevant, engaging = _item("clear"), _item("relevant"), _item("engaging")
    effective, interactive, materials = _item("effective"), _item("interactive"), _item("materials")
    text = forms.CharField(
        label=_("Something you would like to add"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": rules.LONGEST_TEXT}),
        help_text=_("Please leave out names and addresses. The teacher sees it after the time to rate is over, and does not know who wrote it."),
    )
    form = forms.IntegerField(initial=rules.FORM, required=False, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        words = rules.tidy(self.cleaned_data["text"])
        for refused, wrong in ((refusals.TextTooLong, len(words) > rules.LONGEST_TEXT), (refusals.TextWithoutWords, words and not rules.says_something(words))):
            if wrong:
                raise forms.ValidationError(str(refused.message))
        return words

    @property
    def items(self) -> list[tuple[forms.BoundField, object]]:
        """The six questions with their short words."""
        return [(self[item], QUESTIONS[item].short) for item in rules.ITEMS]

    @property
    def answered(self) -> int:
        return sum(1 for item in rules.ITEMS if self[item].value() not in (None, ""))

    @property
    def left(self) -> int:
        return len(rules.ITEMS) - self.answered

    @property
    def percent(self) -> int:
        return self.answered * 100 // len(rules.ITEMS)

    def values(self) -> dict[str, Any]:
        """What the verb wants."""
        data = self.cleaned_data
        return {"answers": {item: data[item] for item in rules.ITEMS}, "text": data["text"], "form": rules.FORM if data["form"] is None else data["form"]}

    def refuse(self, refusal: DomainError) -> None:
        self.add_error(None, str(refusal))


class ReviewForm(forms.ModelForm):
    """One line of the class on the teacher's screen; a draft may leave out anything."""

    class Meta:
        model = Review
        fields = [*Review.THINGS, "sentence"]

    def __init__(self, *args: Any, name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{name} · {field.label}"
            if isinstance(field, forms.TypedChoiceField):
                field.choices = [("", "—"), *((value, f"{value} {word}") for value, word in Review.LEVELS)]

    @property
    def levels(self) -> dict[str, int | None]:
        return {thing: self.cleaned_data[thing] for thing in Review.THINGS}

    @property
    def is_whole(self) -> bool:
        return None not in self.levels.values()

    @property
    def is_begun(self) -> bool:
        return any(value is not None for value in self.levels.values()) or bool(self.cleaned_data["sentence"].strip())

    @property
    def things(self) -> list[forms.BoundField]:
        return [self[thing] for thing in Review.THINGS]


class CommentForm(WagtailAdminModelForm):
    """Lets words pass or takes them down with a reason; the words themselves are not a field."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("state") == Comment.State.WITHDRAWN and not (values.get("reason") or "").strip():
            self.add_error("reason", str(refusals.ReasonMissing.message))
        return values

    def save(self, commit: bool = True) -> Comment:
        return moderate(comment=self.instance, state=self.cleaned_data["state"], reason=self.cleaned_data["reason"], by=self.for_user)
