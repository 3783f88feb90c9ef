"""How a lesson is taught (教学设计): one block for each form of teaching. What learners hand in and write belongs to learning, not here.

The names of blocks and fields stand in every stored design and every old revision: they never change. `notes` is for those who hold the lesson;
no page for learners draws it, and `PUBLIC` says what the search may know.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.widgets import AdminDocumentChooser

from college.choosing import possible

LONG, LINE = 5000, 200  # characters of a text, of one entry of a list
PREVIEW = "courses/catalogue/designs/preview.html"
NOTES, FILES = "notes", "files"


class FileChoice(AdminDocumentChooser):
    """Wagtail's chooser, which survives a key that no row can have."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return possible(super().value_from_datadict(data, files, name))


class FileBlock(DocumentChooserBlock):
    """A course file to read."""

    @cached_property
    def widget(self) -> FileChoice:
        return FileChoice()


def text(label: Any, help_text: Any = "", *, required: bool = False) -> blocks.TextBlock:
    return blocks.TextBlock(label=label, help_text=help_text, required=required, max_length=LONG, rows=3)


def line(label: Any, help_text: Any = "", *, required: bool = True) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, help_text=help_text, required=required, max_length=LINE)


def lines(label: Any, help_text: Any = "") -> blocks.ListBlock:
    return blocks.ListBlock(blocks.CharBlock(label=label, max_length=LINE), label=label, help_text=help_text, required=False)


def notes() -> blocks.TextBlock:
    return text(_("Notes for who holds the lesson"), _("Only teachers and staff can read them, learners never."))


class Talk(blocks.StructBlock):
    points = lines(_("What it is about, point by point"))
    questions = lines(_("Questions to ask on the way"))
    notes = notes()

    class Meta:
        label = _("Lecture")
        icon = "openquote"
        description = _("Explained step by step, with questions on the way.")
        template = "courses/catalogue/designs/talk.html"
        preview_template = PREVIEW

        @staticmethod
        def preview_value() -> dict[str, Any]:
            return {
                "points": [
                    gettext("Three kinds of calls that ask for money"),
                    gettext("What the police never do on the phone"),
                    gettext("Hang up, then ask somebody"),
                ],
                "questions": [gettext("Who has had such a call?")],
                "notes": "",
            }


class Case(blocks.StructBlock):
    story = text(_("The case"), _("What happened, in the order in which it happened. Change names and addresses."), required=True)
    files = blocks.ListBlock(FileBlock(label=_("File")), label=_("Files to read"), required=False, default=[])
    questions = lines(_("Questions to discuss"))
    notes = notes()

    class Meta:
        label = _("Case study")
        icon = "doc-full"
        description = _("Something that really happened, files about it, and questions to discuss.")
        template = "courses/catalogue/designs/case.html"
        preview_template = PREVIEW

        @staticmethod
        def preview_value() -> dict[str, Any]:
            return {
                "story": gettext("A lift for building 3: twenty households agree, four on the ground floor fear for their light. The committee has met twice."),
                "files": [],
                "questions": [gettext("Who has not been heard yet?"), gettext("What can be offered to the ground floor?")],
                "notes": "",
            }


class Group(blocks.StructBlock):
    size = blocks.IntegerBlock(label=_("People in a group"), min_value=2, max_value=12, default=5)
    task = text(_("The task"), _("What each group does, step by step."), required=True)
    roles = lines(_("Who does what in a group"), _("For example: leads, writes down, keeps the time."))
    product = line(_("What comes out of it"), _("Something that can be shown: a list, a poster, a plan."))
    notes = notes()

    class Meta:
        label = _("Group work")
        icon = "group"
        description = _("Small groups with a task, roles, and something to show at the end.")
        template = "courses/catalogue/designs/group.html"
        preview_template = PREVIEW

        @staticmethod
        def preview_value() -> dict[str, Any]:
            return {
                "size": 5,
                "task": gettext("Walk round your building for twenty minutes and write down what could make somebody fall."),
                "roles": [pgettext("role in a group", "leads"), pgettext("role in a group", "writes down"), pgettext("role in a group", "keeps the time")],
                "product": gettext("A map of the building with at most ten marks"),
                "notes": "",
            }


class Salon(blocks.StructBlock):
    topic = line(pgettext_lazy("of a salon", "Topic"))
    host = line(pgettext_lazy("of a salon", "Host"), _("Who leads the talk; may be a neighbour."), required=False)
    guests = line(_("Guests"), required=False)
    questions = lines(_("Questions to begin with"))
    notes = notes()

    class Meta:
        label = _("Salon")
        icon = "comment"
        description = _("A talk round the table about one topic, with a host.")
        template = "courses/catalogue/designs/salon.html"
        preview_template = PREVIEW

        @staticmethod
        def preview_value() -> dict[str, Any]:
            return {
                "topic": gettext("How do we tell our parents that they should not lend their bank card?"),
                "host": gettext("A building leader"),
                "guests": gettext("A police officer of the neighbourhood"),
                "questions": [gettext("What have you tried?"), gettext("What made it worse?")],
                "notes": "",
            }


class Exchange(blocks.StructBlock):
    topics = lines(_("Topics to write about"), _("Learners write about them after the lesson."))
    hint = text(_("How to write"), _("How long, with pictures or not, and what should not be told."))
    notes = notes()

    class Meta:
        label = pgettext_lazy("form of teaching", "Exchange")
        icon = "form"
        description = _("Topics about which everybody writes a few lines and answers others.")
        template = "courses/catalogue/designs/exchange.html"
        preview_template = PREVIEW

        @staticmethod
        def preview_value() -> dict[str, Any]:
            return {
                "topics": [gettext("The best small change in our courtyard this year"), gettext("A neighbour whom I want to thank")],
                "hint": gettext("Five sentences are enough. Please no telephone numbers."),
                "notes": "",
            }


class Practice(blocks.StructBlock):
    materials = lines(_("What is needed"))
    steps = lines(_("Step by step"))
    check = lines(_("How you see that it went well"))
    safety = text(_("For your safety"))
    notes = notes()

    class Meta:
        label = _("Practice")
        icon = "cogs"
        description = _("Something that people do with their own hands, step by step.")
        template = "courses/catalogue/designs/practice.html"
        preview_template = PREVIEW

        @staticmethod
        def preview_value() -> dict[str, Any]:
            return {
                "materials": [gettext("A training figure for every three people"), gettext("An AED for training")],
                "steps": [gettext("See whether it is safe"), gettext("Call out, and call for help"), gettext("Press thirty times, hard and fast")],
                "check": [gettext("A hundred to a hundred and twenty times a minute")],
                "safety": gettext("Whoever has trouble with the knees works at the table."),
                "notes": "",
            }


class Design(blocks.StreamBlock):
    """The steps of a lesson, in order."""

    talk = Talk()
    case = Case()
    group = Group()
    salon = Salon()
    exchange = Exchange()
    practice = Practice()

    class Meta:
        max_num = 8
        required = False


def documents_of(design: Any) -> set[int]:
    """The keys of the files that a design names. Reads what is stored, without asking for each file."""
    raw = (step for step in design.raw_data if step)
    found = (item for step in raw for item in (step.get("value") or {}).get(FILES) or [])
    keys = (item.get("value") if isinstance(item, dict) else item for item in found)
    return {key for key in keys if isinstance(key, int)}


def public_words(design: Any) -> Iterator[str]:
    """What a design says to learners, piece by piece."""
    for step in design:
        for name, value in step.value.items():
            if isinstance(value, str) and name != NOTES:
                yield value
            elif name not in (NOTES, FILES) and not isinstance(value, int | str):
                yield from (str(entry) for entry in value or [])
