"""Why a file of courses, or one course of it, is not taken in; and what is said beside."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError, Invalid
from courses.catalogue.errors.courses import PARTS
from courses.catalogue.errors.files import FILE_PROBLEMS
from courses.catalogue.rules.exchange.archives import Refusal
from courses.catalogue.rules.exchange.packed import MATERIAL, READING, Remark, Said, Trouble
from courses.catalogue.rules.files import Problem
from courses.catalogue.rules.readiness import Part

ARCHIVES: dict[Refusal, Promise] = {
    Refusal.EMPTY: _("There is nothing in this file. Please pack it again."),
    Refusal.TOO_BIG: _("This file is larger than 200 MB, or a part of it is too large. Please make it smaller, or send the courses one by one."),
    Refusal.KIND: _("Only .imscc, .zip, .xlsx and .csv files can be read here."),
    Refusal.BOMB: _("This file unpacks to far more than its size, or to thousands of files. Please pack it again with what belongs to the courses only."),
    Refusal.LOCKED: _("This file is locked with a password. Please pack it without one."),
    Refusal.BROKEN: _("This file is damaged and cannot be opened. Please export or pack it again."),
    Refusal.PATHS: _("The names inside this file point out of it, or two have the same name. Please pack it again."),
    Refusal.NOTHING: _("No course was found in this file. Name the files outline, lesson plan, handout and PPT, or use our template."),
}
SHEETS: dict[str, Promise] = {
    "large": _("This table is too large. Please send at most 5 MB and 500 courses at a time."),
    "locked": _("This table is locked with a password or kept in an old form (.xls). Please save it as .xlsx without a password."),
    "rows": _("This table is too large. Please send at most 5 MB and 500 courses at a time."),
    "columns": _("This table has too many columns. Please use our template."),
}
TROUBLES: dict[Trouble, Promise] = {
    Trouble.NO_TITLE: _("The course has no name."),
    Trouble.TOO_LONG: _("This is too long: %s."),
    Trouble.SCHOOL: _("There is no school called “%s”."),
    Trouble.FORMAT: _("Lesson %s has a form that we do not know."),
    Trouble.ACTIVITY: _("Lesson %s has a kind of activity that we do not know."),
    Trouble.DESIGN: _("How lesson %s is taught cannot be read."),
    Trouble.MINUTES: _("Lesson %s must last between 1 and 600 minutes."),
    Trouble.UNIT_TITLE: _("Lesson %s needs a title of up to 120 characters."),
    Trouble.TOO_MANY: _("There are too many lessons or teachers."),
    Trouble.NEWER: _("It was written by a newer version of this program. Please export it in an older form."),
    Trouble.UNREADABLE: _("“%s” cannot be read. Please export the course again."),
    Trouble.FILE_GONE: _("The file “%s” is missing."),
    Trouble.FILE_CHANGED: _("The file “%s” is not the one that was packed. Please export the course again."),
    Trouble.SHARED_PLAN: _("The lesson plan needs a file of its own: learners can download the others."),
}
FIELDS: dict[str, Promise] = {
    "title": _("name"),
    "short_title": _("short title"),
    "summary": _("in one sentence"),
    "goals": _("what people can do afterwards"),
    "search_description": _("description for search"),
}


def sentence(said: Said) -> str:
    """One trouble or remark in words."""
    if said.code == Trouble.FILE:
        part, problem = said.value.split(":", 1)
        return gettext("%(part)s: %(problem)s") % {"part": _named(part), "problem": FILE_PROBLEMS[Problem(problem)]}
    if said.code in set(Remark):
        return _remark(Remark(said.code), said.value)
    text = str(TROUBLES[Trouble(said.code)])
    return text % _named(said.value) if "%s" in text else text


def _named(value: str) -> str:
    if value in FIELDS:
        return str(FIELDS[value])
    if value.startswith("unit "):
        return gettext("what lesson %s is about") % value.removeprefix("unit ")
    if READING.fullmatch(value):
        return gettext("File %s to read in a lesson") % value.removeprefix("reading-")
    if MATERIAL.fullmatch(value):
        return gettext("Further material %s") % value.removeprefix("material-")
    return str(PARTS[Part(value)]) if value in set(Part) else value


def _remark(code: Remark, value: str) -> str:
    if code is Remark.LEFT_OUT:
        number = int(value)
        return (
            ngettext("%d thing has no place in a course here and is left out.", "%d things have no place in a course here and are left out.", number) % number
        )
    if code is Remark.TEACHER_UNKNOWN:
        return gettext("%s is not among the teachers yet.") % value
    if code is Remark.TITLE_EXISTS:
        return gettext("There is a course of this name already. Taken in, it becomes a second one.")
    if code is Remark.NO_SCHOOL:
        return gettext("No school is named. It can be chosen later.")
    if code is Remark.NEED_UNKNOWN:
        return gettext("The course “%s”, which is needed first, is not here. It is left out.") % value
    return gettext("Not in it: %s. It can be added later.") % _named(value)


class ArchiveRefused(Invalid):
    """A file of courses cannot be opened."""

    code = "archive_refused"

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(ARCHIVES[refusal])


class SheetRefused(Invalid):
    """A spreadsheet of courses cannot be read; `reason` is one of college.sheets."""

    code = "sheet_refused"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(SHEETS.get(reason, ARCHIVES[Refusal.BROKEN]))


class NothingChosen(Invalid):
    code = "nothing_chosen"
    message = _("Please choose at least one course.")


class StillTroubled(Invalid):
    """A course has troubles that nobody left out on purpose; nothing is taken in. `row` is its row in a table, 0 elsewhere."""

    code = "still_troubled"

    def __init__(self, title: str, why: str, row: int = 0) -> None:
        told = {"title": title or "—", "why": why, "row": row}
        if row:
            super().__init__(gettext("Row %(row)d, “%(title)s”, cannot be taken in: %(why)s Nothing was changed.") % told)
        else:
            super().__init__(gettext("“%(title)s” cannot be taken in: %(why)s Nothing was changed.") % told)


class ImportOver(DomainError):
    code = "import_over"
    status = 410
    message = _("This preview is more than a day old. Please send the file again.")
