"""How a course is edited: the form that refuses to publish half a course, the readiness meter, and the order of the panels."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.error import ExporterException
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel, TabbedInterface, TitleFieldPanel

from courses.catalogue.errors import PARTS, CycleRefused, ForeignSchool, PublishRefused
from courses.catalogue.models.designs import documents_of
from courses.catalogue.models.documents import CourseDocument
from courses.catalogue.models.material_form import MATERIALS, refuse_other_kinds, refuse_wrong_materials
from courses.catalogue.models.rows import RowsPanel
from courses.catalogue.models.scope import OFFICE, covers, is_scoped
from courses.catalogue.rules.readiness import Part, Readiness

WRITTEN = (Part.OUTLINE, Part.LESSON_PLAN, Part.HANDOUT)  # may be text, a file, or both
FILE_FIELDS = ("outline_file", "lesson_plan_file", "handout_file", "slides")
TEACHERS, UNITS, PREREQUISITES = "course_teachers", "units", "prerequisites"
FILES_OF = {**{part: f"{part.value}_file" for part in WRITTEN}, Part.SLIDES: "slides"}


class CoursePageForm(WagtailAdminPageForm):
    """Drafts may lack anything. When the button says publish (or a reviewer approves), what is missing is named, and nothing typed is lost."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin_a_new_note()
        self.torn = [part.value for part in WRITTEN if self.is_bound and part.value in self.fields and self.is_torn(part.value)]
        if self.torn:
            self.data: Any = self.data.copy()
            for name in self.torn:
                self.data[self.add_prefix(name)] = self.fields[name].widget.format_value(getattr(self.instance, name))

    def begin_a_new_note(self) -> None:
        """What was said about a version that is published says nothing about the next one."""
        if "change_note" in self.fields and self.instance.pk and not self.instance.has_unpublished_changes:
            self.initial["change_note"] = ""

    def is_torn(self, name: str) -> bool:
        """True when the text editor's message cannot be read (a request cut short, or one made by hand): its widget raises whatever it meets."""
        try:
            self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError, ExporterException):
            return True
        return False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name in self.torn:
            self.add_error(name, _("This text did not arrive whole. It stands again as it was last saved; please make your changes once more."))
        self.refuse_another_school(cleaned)
        self.refuse_shared_lesson_plan(cleaned)
        self.refuse_files_of_others(cleaned)
        self.refuse_a_teacher_twice()
        self.refuse_files_of_others_in_designs()
        refuse_wrong_materials(self, cleaned)
        self.refuse_a_circle()
        self.readiness = self.readiness_of(cleaned)
        if self.is_publishing:
            self.refuse_half_a_course(self.readiness)
        return cleaned

    @property
    def is_publishing(self) -> bool:
        """Also when it is handed on to be tried, since half a course can be neither held nor judged."""
        approves = self.data.get("action-workflow-action") and self.data.get("workflow-action-name") == "approve"
        return bool(self.data.get("action-publish") or self.data.get("action-submit") or approves)

    def refuse_shared_lesson_plan(self, cleaned: dict[str, Any]) -> None:
        """A file that learners may download cannot be the lesson plan as well."""
        plan = cleaned.get("lesson_plan_file")
        if plan and plan in (cleaned.get("outline_file"), cleaned.get("handout_file"), cleaned.get("slides")):
            self.add_error("lesson_plan_file", _("Learners can download this file elsewhere on the page. The lesson plan needs a file of its own."))

    def refuse_another_school(self, cleaned: dict[str, Any]) -> None:
        """The office of one school neither writes for another one nor gives it a course."""
        school = cleaned.get("school")
        if "school" in self.changed_data and school and is_scoped(self.for_user) and not covers(self.for_user, school.pk, *OFFICE):
            self.add_error("school", ValidationError(str(ForeignSchool.message), code=ForeignSchool.code))

    def refuse_files_of_others(self, cleaned: dict[str, Any]) -> None:
        """Naming a stranger's file by its number would make it readable through one's own course."""
        chosen = {name: cleaned[name] for name in FILE_FIELDS if name in self.changed_data and cleaned.get(name)}
        refuse_other_kinds(self, chosen)
        readable = CourseDocument.objects.readable_by(self.for_user) if chosen else None
        for name, document in chosen.items():
            if readable is not None and not readable.filter(pk=document.pk).exists():
                self.add_error(name, _("This file belongs to somebody else. Please upload your own."))

    def refuse_files_of_others_in_designs(self) -> None:
        """The same for files that a lesson's design names; those that it named before stay."""
        formset = self.formsets.get(UNITS)
        rows = [row for row in formset.forms if "design" in row.changed_data and row.cleaned_data.get("design") is not None] if valid(formset) else []
        for row in rows:
            before = set(row.instance.design_files.values_list("document_id", flat=True)) if row.instance.pk else set()
            added = documents_of(row.cleaned_data["design"]) - before
            if added and CourseDocument.objects.readable_by(self.for_user).filter(pk__in=added).count() < len(added):
                row.add_error("design", _("This file belongs to somebody else. Please upload your own."))
                self.add_error(None, _("Please look at the units once more: one of them names a file of somebody else."))

    def refuse_a_circle(self) -> None:
        """Courses that wait for each other are refused already in a draft, with the way round in words."""
        formset = self.formsets.get(PREREQUISITES)
        if not valid(formset):
            return
        chosen = [row["needs"].pk for row in formset.cleaned_data if row.get("needs") and not row.get("DELETE")]
        if self.instance.pk in chosen:
            return  # the row itself says so
        if titles := self.instance.circle(chosen):
            self.add_error(None, ValidationError(CycleRefused(titles).sentence(), code=CycleRefused.code))

    def readiness_of(self, cleaned: dict[str, Any]) -> Readiness:
        files = {part for part in WRITTEN if cleaned.get(f"{part}_file")}
        files |= {Part.SLIDES} if cleaned.get("slides") else set()
        prose = {part: str(cleaned.get(part.value) or "") for part in WRITTEN}
        return Readiness.of(prose=prose, files=files, teachers=len(self.teachers_chosen()), school=bool(cleaned.get("school")))

    def teachers_chosen(self) -> list[Any]:
        formset = self.formsets.get(TEACHERS)
        if formset is None or not formset.is_valid():
            return []
        return [row["teacher"] for row in formset.cleaned_data if row.get("teacher") and not row.get("DELETE")]

    def refuse_a_teacher_twice(self) -> None:
        """Rows that another window has added are not in this form, and would meet it in the database only."""
        formset = self.formsets.get(TEACHERS)
        shown = {row.instance.pk for row in formset.forms} if formset else set()
        elsewhere = {link.teacher_id for link in self.instance.course_teachers.all() if link.pk and link.pk not in shown}
        if elsewhere & {teacher.pk for teacher in self.teachers_chosen()}:
            self.add_error(None, _("This teacher was added in another window meanwhile. Please load the page again."))

    def refuse_half_a_course(self, readiness: Readiness) -> None:
        if readiness.complete:
            return
        self.add_error(None, ValidationError(PublishRefused(readiness.missing).sentence(), code="publish_refused"))
        for part in readiness.missing:
            if part.value in self.fields and part.value not in self.errors:
                self.add_error(part.value, ValidationError(_("Needed before the course can be published."), code="required"))


def valid(formset: Any) -> bool:
    return formset is not None and formset.is_valid()


class ReadinessPanel(Panel):
    """The meter: five slots in fixed order; a missing one leads to its field."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/catalogue/readiness_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            readiness = getattr(self.form, "readiness", None) or self.instance.readiness()  # what was just sent, else what is stored
            return {**context, **meter(readiness), "page": self.instance}


class StagePanel(Panel):
    """Where a saved course is on its way to all venues."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/catalogue/stage_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "page": self.instance, "request": self.request}


def meter(readiness: Readiness) -> dict[str, Any]:
    """What the meter's template needs: slots of (part, name, anchor of the field, filled), and the missing ones in words."""
    refusal = PublishRefused(readiness.missing).sentence() if readiness.missing else ""
    slots = [(part, PARTS[part], ANCHORS[part], filled) for part, filled in readiness.slots]
    return {"slots": slots, "school_missing": Part.SCHOOL in readiness.missing, "school_anchor": ANCHORS[Part.SCHOOL], "refusal": refusal}


ANCHORS = {part: f"part-{part.value}" for part in Part} | {Part.TEACHER: f"id_{TEACHERS}-FORMS"}  # the last one is Wagtail's own


class PartPanel(MultiFieldPanel):
    """The fields of one part, under a place to which the meter's links lead."""

    def __init__(self, part: Part, children: Any = (), **kwargs: Any) -> None:
        super().__init__(children, **kwargs)
        self.part = part

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "part": self.part}

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "courses/catalogue/part_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            part = self.panel.part
            return {**super().get_context_data(parent_context), "anchor": ANCHORS[part], "file_field": FILES_OF.get(part, "")}


def part_panel(part: Part, children: list[Any], help_text: Any) -> PartPanel:
    return PartPanel(part, children, heading=PARTS[part], help_text=help_text)


UNIT_PANELS = [
    FieldPanel("title"),
    FieldPanel("summary"),
    FieldRowPanel([FieldPanel("format"), FieldPanel("activity")]),
    FieldRowPanel([FieldPanel("minutes"), FieldPanel("practice_minutes")]),
    FieldPanel("design"),
]
COURSE_PANELS = [
    TitleFieldPanel("title", help_text=_("The name by which people look for the course. Up to 60 characters read best.")),
    ReadinessPanel(heading=_("The five ones")),
    StagePanel(heading=_("Four stages")),
    PartPanel(
        Part.SCHOOL,
        [
            FieldPanel("school", help_text=_("The school that is responsible for the course. It gives the cover its colour.")),
            FieldPanel("summary", help_text=_("One sentence under the title: who it is for and what people will be able to do.")),
            FieldPanel("short_title"),
            FieldPanel("goals"),
        ],
        heading=_("About the course"),
    ),
    part_panel(
        Part.OUTLINE,
        [FieldPanel("outline"), FieldPanel("outline_file")],
        _("What is taught, lesson by lesson. Write it here, or add a Word or PDF file; one of them is enough. Learners can read it."),
    ),
    part_panel(
        Part.LESSON_PLAN,
        [FieldPanel("lesson_plan"), FieldPanel("lesson_plan_file")],
        _("How you will teach it, step by step. Only teachers and staff can read it, learners never."),
    ),
    part_panel(
        Part.HANDOUT,
        [FieldPanel("handout"), FieldPanel("handout_file")],
        _("What learners take home. Write it here, or add a Word or PDF file; one of them is enough."),
    ),
    part_panel(
        Part.SLIDES,
        [FieldPanel("slides", heading=_("PPT file"))],
        _("Press the button, then choose “Upload” and pick the .pptx file from your computer. Up to 50 MB, without macros."),
    ),
    InlinePanel(
        TEACHERS,
        panels=[FieldPanel("teacher")],
        heading=PARTS[Part.TEACHER],
        label=_("Teacher"),
        help_text=_("Who teaches the course. The first one is shown on the cards."),
    ),
    RowsPanel(
        UNITS,
        panels=UNIT_PANELS,
        heading=_("Units"),
        label=_("Unit"),
        help_text=_("The planned lessons, in order. The classes of a term follow them."),
    ),
    InlinePanel(
        MATERIALS,
        panels=[FieldPanel("document"), FieldPanel("note")],
        heading=_("More materials"),
        label=_("File"),
        help_text=_("Files beside the five ones: cases, pictures, tables. Those of the library are used without a copy; learners can download them."),
    ),
    RowsPanel(
        PREREQUISITES,
        panels=[FieldPanel("needs")],
        heading=_("Needed first"),
        label=_("Course"),
        help_text=_("Courses that people should have taken before this one. Leave it empty when everybody can begin."),
    ),
    FieldPanel(
        "change_note",
        help_text=_("One line for the list of versions, such as: three new cases, clearer pictures. Left empty, we write down which parts have changed."),
    ),
]
COURSE_EDITING = TabbedInterface(
    [
        ObjectList(COURSE_PANELS, heading=_("Course")),
        ObjectList(
            [
                MultiFieldPanel([FieldPanel("slug"), FieldPanel("search_description")], heading=_("Address")),
                HelpPanel(content=_("The course is published and taken offline by itself at the times set under “Status”."), heading=_("Publish later")),
            ],
            heading=_("Address and time"),
        ),
    ],
    base_form_class=CoursePageForm,
)
