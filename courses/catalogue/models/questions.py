"""The blocks from which staff build a survey, each with a preview and a sample value."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from courses.catalogue.rules.questions import MOST_OPTIONS, MOST_PLACES, MOST_QUESTIONS, MOST_TEXTS, Kind, Question

PREVIEW = "courses/catalogue/needs/question_preview.html"


def _options(most: int, label: Any) -> blocks.ListBlock:
    return blocks.ListBlock(blocks.CharBlock(max_length=60, label=_("Option")), min_num=2, max_num=most, label=label)


class QuestionBlock(blocks.StructBlock):
    """What every question has."""

    text = blocks.CharBlock(max_length=80, label=pgettext_lazy("survey", "Question"))
    hint = blocks.CharBlock(max_length=120, required=False, label=_("Hint under the question"))
    required = blocks.BooleanBlock(required=False, default=True, label=_("Must be answered"))
    question_kind = Kind.SINGLE

    def clean(self, value: Any) -> Any:
        """Two options that look the same could not be told apart in the results."""
        cleaned = super().clean(value)
        words = [str(option).strip() for option in cleaned.get("options", [])]
        if len(set(words)) != len(words):
            raise blocks.StructBlockValidationError({"options": ValidationError(_("Two options are the same. Please change one of them."))})
        return cleaned

    def plain(self, value: Any, key: str) -> Question:
        """The question as the rules know it."""
        options = tuple(str(option).strip() for option in value.get("options", []))
        required, most = bool(value.get("required")), value.get("most") or 0
        return Question(key, self.question_kind, value["text"], value.get("hint") or "", options, required, most)


class SingleBlock(QuestionBlock):
    options = _options(MOST_OPTIONS, _("Options"))
    question_kind = Kind.SINGLE

    class Meta:
        icon = "radio-full"
        label = _("One answer")
        description = _("People choose one of the options.")
        preview_template = PREVIEW
        preview_value = {"text": _("When do classes suit you?"), "required": True, "options": [_("Weekday mornings"), _("Weekday evenings"), _("Weekends")]}


class SeveralBlock(QuestionBlock):
    options = _options(MOST_OPTIONS, _("Options"))
    most = blocks.IntegerBlock(required=False, min_value=2, max_value=MOST_OPTIONS, label=_("At most so many"), help_text=_("Empty: any number."))
    question_kind = Kind.SEVERAL

    class Meta:
        icon = "tick-inverse"
        label = _("Several answers")
        description = _("People tick what fits them.")
        preview_template = PREVIEW
        preview_value = {
            "text": _("What would you like to learn?"),
            "required": True,
            "options": [_("First aid"), _("Smartphones"), _("Calligraphy"), _("Choir singing")],
            "most": 3,
        }


class ScaleBlock(QuestionBlock):
    low = blocks.CharBlock(max_length=12, default=_("Not at all"), label=_("Words for 1"))
    high = blocks.CharBlock(max_length=12, default=_("Very much"), label=_("Words for 5"))
    question_kind = Kind.SCALE

    class Meta:
        icon = "order"
        label = _("Scale from 1 to 5")
        description = _("People say how much they agree.")
        preview_template = PREVIEW
        preview_value = {"text": _("Are there enough courses near your home?"), "required": True, "low": _("far too few"), "high": _("enough")}

    def plain(self, value: Any, key: str) -> Question:
        return Question(key, Kind.SCALE, value["text"], value.get("hint") or "", (value["low"], value["high"]), bool(value.get("required")))


class RankBlock(QuestionBlock):
    options = _options(MOST_OPTIONS, _("Options"))
    question_kind = Kind.RANK

    class Meta:
        icon = "list-ol"
        label = _("The first three")
        description = _("People put up to three options in order.")
        preview_template = PREVIEW
        preview_value = {
            "text": _("What should be solved first where you live?"),
            "required": True,
            "options": [_("Parking"), _("Lifts in old houses"), _("Sorting waste"), _("Meals for the old")],
        }


class WordsBlock(QuestionBlock):
    required = blocks.BooleanBlock(required=False, default=False, label=_("Must be answered"))
    question_kind = Kind.TEXT

    class Meta:
        icon = "pilcrow"
        label = _("In their own words")
        description = _("A few sentences. Only the office reads them.")
        preview_template = PREVIEW
        preview_value = {"text": _("What else would you like to tell us?"), "required": False}


class PlaceBlock(QuestionBlock):
    options = _options(MOST_PLACES, _("Neighbourhoods or building groups"))
    question_kind = Kind.PLACE

    class Meta:
        icon = "home"
        label = _("Neighbourhood")
        description = _("Where people live; results are shown by it. Once in a survey.")
        preview_template = PREVIEW
        preview_value = {"text": _("Where do you live?"), "required": True, "options": [_("Fangxing Gardens"), _("Youth Lane"), _("Lotus Garden")]}


class HeadlineBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=40, label=pgettext_lazy("survey", "Headline"))
    text = blocks.CharBlock(max_length=160, required=False, label=_("A sentence under it"))

    class Meta:
        icon = "title"
        label = pgettext_lazy("survey", "Headline")
        description = _("Begins a new part of the survey.")
        preview_template = PREVIEW
        preview_value = {"title": _("First about yourself"), "text": _("Three small questions, each a tap.")}


class QuestionsBlock(blocks.StreamBlock):
    """All that a survey may ask."""

    place = PlaceBlock()
    single = SingleBlock()
    several = SeveralBlock()
    scale = ScaleBlock()
    rank = RankBlock()
    words = WordsBlock()
    headline = HeadlineBlock()

    class Meta:
        max_num = MOST_QUESTIONS
        block_counts = {"place": {"max_num": 1}, "words": {"max_num": MOST_TEXTS}}


def plain_questions(stream: Any) -> list[Question]:
    """The questions of a stream in order, as the rules know them; headlines are none."""
    asked = [child for child in stream if isinstance(child.block, QuestionBlock)]
    return [child.block.plain(child.value, f"q{number}") for number, child in enumerate(asked, start=1)]
