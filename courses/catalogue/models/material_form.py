"""What a course's editor asks of the files under “More materials”, and of the kind of the five ones' files."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from courses.catalogue.models.documents import CourseDocument

MATERIALS = "materials"


def refuse_wrong_materials(form: Any, cleaned: dict[str, Any]) -> None:
    """A stranger's file would become readable through one's own course, and the lesson plan would become public."""
    formset = form.formsets.get(MATERIALS)
    rows = [row for row in formset.forms if valid_row(row)] if formset is not None and formset.is_valid() else []
    changed = [row for row in rows if "document" in row.changed_data]
    keys = [row.cleaned_data["document"].pk for row in changed]
    readable = set(CourseDocument.objects.readable_by(form.for_user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    for row in changed:
        if row.cleaned_data["document"].pk not in readable:
            row.add_error("document", _("This file belongs to somebody else. Please upload your own."))
            form.add_error(None, _("One of the materials belongs to somebody else. Please choose another."))
    plan = cleaned.get("lesson_plan_file")
    if plan is not None and any(row.cleaned_data["document"] == plan for row in rows):
        form.add_error("lesson_plan_file", _("Learners can download this file elsewhere on the page. The lesson plan needs a file of its own."))


def valid_row(row: Any) -> bool:
    cleaned = getattr(row, "cleaned_data", None) or {}
    return bool(cleaned.get("document")) and not cleaned.get("DELETE")


def refuse_other_kinds(form: Any, chosen: dict[str, CourseDocument]) -> None:
    """Pictures, tables and plain text are materials; the five ones are papers and presentations."""
    for name, document in chosen.items():
        if not document.is_paper:
            form.add_error(name, _("Here a Word, PowerPoint or PDF file is needed. Pictures and tables go under “More materials”."))
