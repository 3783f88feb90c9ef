"""The form of a lot of dropped files: what the course is called, what each file is, and the lessons, one a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from college.models import School
from courses.catalogue.domain.making import Plan
from courses.catalogue.domain.proposals import Proposal, Proposed
from courses.catalogue.errors import PARTS as PART_NAMES
from courses.catalogue.models import CoursePage, Drop
from courses.catalogue.rules.naming import LONGEST_UNIT, MOST_UNITS, Lesson, lesson_of, numberless
from courses.catalogue.rules.readiness import Part

MATERIAL, KEEP = "material", "keep"
LONGEST = 255
OTHERS = (
    (MATERIAL, pgettext_lazy("what a dropped file becomes", "Further material, which learners can download")),
    (KEEP, pgettext_lazy("what a dropped file becomes", "Not in this course; keep it among my files")),
)


class DropForm(forms.Form):
    """`initial` is what was proposed, or what the person had typed the last time."""

    title = forms.CharField(
        label=_("Name of the course"), max_length=LONGEST, help_text=_("The name by which people look for it. Up to 60 characters read best.")
    )
    school = forms.ModelChoiceField(
        label=_("School"), queryset=School.objects.all(), required=False, empty_label=_("(choose it later)"), help_text=_("It is responsible for the course.")
    )
    lessons = forms.CharField(
        label=pgettext_lazy("units of a course", "Lessons"),
        required=False,
        max_length=MOST_UNITS * (LONGEST_UNIT + 20),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One a line, in order. A length may stand in brackets, such as “(90 minutes)”; otherwise it is 90 minutes."),
    )

    def __init__(self, *args: Any, drop: Drop, proposal: Proposal, **kwargs: Any) -> None:
        self.drop, self.proposal = drop, proposal
        super().__init__(*args, initial=first_answers(drop, proposal), **kwargs)
        if drop.into:
            del self.fields["title"], self.fields["school"]
        if drop.into and drop.into.units.exists():
            del self.fields["lessons"]
        for file in proposal.files:
            self.fields[f"part_{file.row.pk}"] = part_field(file)
            if file.twin:
                self.fields[f"twin_{file.row.pk}"] = forms.BooleanField(
                    required=False, label=gettext("Use the college's file “%(title)s” in its place") % {"title": file.twin.title}
                )

    @property
    def rows(self) -> Iterator[tuple[Proposed, Any, Any]]:
        """Each good file with its two fields; the second is None for a file that the college has not got yet."""
        for file in self.proposal.files:
            twin = f"twin_{file.row.pk}"
            yield file, self[f"part_{file.row.pk}"], self[twin] if twin in self.fields else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        taken: dict[str, str] = {}
        for file in self.proposal.files:
            name = f"part_{file.row.pk}"
            part = cleaned.get(name)
            if part in taken:
                self.add_error(name, gettext("“%(name)s” is the %(part)s already. A course has one of each.") % {"name": taken[part], "part": part_name(part)})
            elif part and part in set(Part):
                taken[part] = file.row.name
        return cleaned

    def clean_lessons(self) -> str:
        lines = lesson_lines(self.cleaned_data["lessons"])
        if len(lines) > MOST_UNITS:
            raise forms.ValidationError(gettext("Up to %(count)s lessons fit into a course.") % {"count": MOST_UNITS})
        for line in lines:
            if len(line) > LONGEST_UNIT:
                raise forms.ValidationError(gettext("This line is too long for a lesson's name: “%(line)s…”") % {"line": line[:20]})
        return "\n".join(lines)

    def plan(self) -> Plan:
        """What the person has settled; for a valid form."""
        cleaned = self.cleaned_data
        said = {file.row.pk: cleaned[f"part_{file.row.pk}"] for file in self.proposal.files}
        instead = {file.row.pk: file.twin for file in self.proposal.files if file.twin and cleaned[f"twin_{file.row.pk}"] and said[file.row.pk] != KEEP}
        return Plan(
            title=cleaned.get("title", ""),
            school=cleaned.get("school"),
            parts={Part(part): pk for pk, part in said.items() if part in set(Part)},
            materials=[pk for pk, part in said.items() if part == MATERIAL],
            instead=instead,
            lessons=[lesson_of(line) for line in cleaned.get("lessons", "").splitlines()],
        )

    def answers(self) -> dict[str, str]:
        """What was typed, as it came, to be shown again another day."""
        return {name: str(self.data.get(name, "")).replace("\x00", "") for name in self.fields if name in self.data or name.startswith("twin_")}


def part_name(part: str) -> str:
    return str(PART_NAMES[Part(part)])


def part_field(file: Proposed) -> forms.ChoiceField:
    choices = [(part.value, capfirst(str(PART_NAMES[part]))) for part in file.parts]
    first = [("", gettext("Please choose"))] if file.guess.rivals else []
    label = gettext("What “%(name)s” is") % {"name": file.row.name}
    return forms.ChoiceField(label=label, choices=[*first, *choices, *OTHERS], error_messages={"required": _("Please say what this file is.")})


def first_answers(drop: Drop, proposal: Proposal) -> dict[str, Any]:
    """What the form shows when it is opened: the proposal, with the answers of an earlier time over it."""
    answers: dict[str, Any] = {
        "title": proposal.title,
        "school": usual_school(drop),
        "lessons": "\n".join(lesson_words(lesson) for lesson in proposal.lessons),
    }
    for file in proposal.files:
        answers[f"part_{file.row.pk}"] = file.guess.part.value if file.guess.part else ("" if file.guess.rivals else KEEP)
        answers[f"twin_{file.row.pk}"] = True
    return {**answers, **{name: value for name, value in drop.answers.items() if value or name not in ("title", "lessons")}}


def usual_school(drop: Drop) -> Any:
    """The school of the course that this person made last."""
    last = CoursePage.objects.filter(owner=drop.owner, school__isnull=False).order_by("-pk").first()
    return last.school_id if last else None


def lesson_lines(text: str) -> list[str]:
    return [line for line in (numberless(line.strip()) for line in text.splitlines()) if line]


def lesson_words(lesson: Lesson) -> str:
    if lesson.minutes is None:
        return lesson.title
    return gettext("%(title)s (%(minutes)s minutes)") % {"title": lesson.title, "minutes": lesson.minutes}
