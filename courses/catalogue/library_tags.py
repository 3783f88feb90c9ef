"""Template tags of the library and of dropped files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from courses.catalogue.domain.proposals import Proposal, Proposed
from courses.catalogue.domain.uses import Use
from courses.catalogue.errors import FILE_PROBLEMS, PARTS
from courses.catalogue.errors.courses import in_words
from courses.catalogue.models import CourseDocument, CoursePage, DroppedFile, Licence
from courses.catalogue.rules.files import Problem
from courses.catalogue.rules.readiness import Part, Readiness
from courses.catalogue.rules.recognising import PARTS as FILE_PARTS
from courses.catalogue.rules.recognising import Because, Reason

register = template.Library()
FILE_ICONS = {"docx": "file-doc", "pdf": "file-pdf", "pptx": "file-ppt", "xlsx": "file-xls", "csv": "file-xls"}
PICTURES = ("png", "jpg", "jpeg", "webp")


@register.filter
def file_icon(document: CourseDocument) -> str:
    """The icon of a kind of file."""
    return "image" if document.kind in PICTURES else FILE_ICONS.get(document.kind, "file-text")


@register.filter
def is_picture(document: CourseDocument) -> bool:
    return document.kind in PICTURES


@register.filter
def licence_line(document: CourseDocument) -> str:
    """Whose work a file is and how it may be used, for those who download it; "" for the college's own work without an author named."""
    licence = "" if document.licence == Licence.OWN else str(Licence(document.licence).label)
    return " · ".join(part for part in (document.credit, licence) if part)


@register.filter
def refusal(row: DroppedFile) -> str:
    """Why a dropped file was refused."""
    return str(FILE_PROBLEMS[Problem(row.problem)]) if row.problem else ""


@register.simple_tag
def why(proposed: Proposed) -> str:
    """What a dropped file looks like and why, in words; that it cannot be told when it cannot."""
    guess = proposed.guess
    if guess.likely is None:
        return _("Its name and its headings do not say what it is.")
    part = PARTS[guess.part or guess.likely]
    if guess.rivals:
        return _("Several files look like this, or this one looks like several things. Please choose.")
    because = pgettext("between reasons", "; ").join(reasons(guess.reasons))
    if guess.part is None:
        return _("It looks like the %(part)s too, but another file fits better: %(because)s.") % {"part": part, "because": because}
    return _("It looks like the %(part)s: %(because)s.") % {"part": part, "because": because}


def reasons(found: Iterable[Reason]) -> list[str]:
    """The reasons as parts of a sentence; all headings in one."""
    told = {Because.NAME: _("the name says “%(word)s”"), Because.TITLE: _("its head says “%(word)s”"), Because.FOLDER: _("the folder says “%(word)s”")}
    words = [told[reason.because] % {"word": reason.word} for reason in found if reason.because in told]
    headings = [reason.word for reason in found if reason.because is Because.HEADING]
    if headings:
        quoted = pgettext("between quoted words", ", ").join(_("“%(word)s”") % {"word": word} for word in headings)
        words.append(ngettext("it has the heading %(words)s", "it has the headings %(words)s", len(headings)) % {"words": quoted})
    if any(reason.because is Because.LESSONS for reason in found):
        words.append(_("it lists the lessons one by one"))
    if not words:
        words.append(_("it is a presentation"))
    return words


@register.simple_tag
def used_words(uses: list[Any]) -> str:
    """In how many courses a file is used, in words."""
    if not uses:
        return _("not used in a course yet")
    return ngettext("used in %(count)d course", "used in %(count)d courses", len(uses)) % {"count": len(uses)}


@register.simple_tag
def found_parts(proposal: Proposal) -> list[tuple[str, Proposed | None]]:
    """The four parts that come as files, in order, each with the file that was found for it."""
    return [(capfirst(str(PARTS[part])), proposal.found.get(part)) for part in FILE_PARTS]


@register.simple_tag
def missing_words(readiness: Readiness) -> str:
    """What a draft still lacks, as a sentence."""
    return _("Still missing: %(parts)s.") % {"parts": in_words(readiness.missing)}


@register.simple_tag
def use_words(use: Use) -> str:
    """As what a course uses a file: “handout”, “PPT · draft”."""
    beside = {"material": _("more materials"), "lesson": _("read in a lesson")}
    names = [beside.get(part) or str(PARTS[Part(part)]) for part in use.parts] or [_("in its text")]
    return " · ".join([*names, *([] if use.is_public else [pgettext("state of a course", "draft")])])


@register.inclusion_tag("courses/catalogue/course_materials.html")
def course_materials(page: CoursePage) -> dict[str, Any]:
    """The further materials of a course as learners find them; one query, none of them the lesson plan of anybody."""
    links = page.materials.select_related("document") if page.pk else page.materials.all()
    return {"materials": [link for link in links if link.document_id and link.document_id != page.lesson_plan_file_id]}
