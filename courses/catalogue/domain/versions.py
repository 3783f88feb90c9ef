"""Versions of a course: writing down what was published, reading it as it was, and comparing two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Revision

from college import caching
from college.models import User
from college.roles import Role, has_role, is_keeper
from courses.catalogue.domain.uses import file_at
from courses.catalogue.models import CourseDocument, CoursePage, CourseVersion, DocumentVersion, Unit, VersionFile
from courses.catalogue.models.editing import FILE_FIELDS
from courses.catalogue.rules.comparison import Line, compare, differs, folded, lines_of
from courses.catalogue.rules.versions import Contents, Piece, changed_pieces, shown


@dataclass(frozen=True)
class Difference:
    """One piece of a course in two versions; `lines` is folded to what has changed and its neighbours."""

    piece: Piece
    lines: tuple[Line, ...]


def record_version(*, course: CoursePage, revision: Revision, by: User | None, now: datetime) -> CourseVersion:
    """Write down that a revision is public now. The same revision published once more stays the version that it is."""
    with transaction.atomic():
        CoursePage.objects.select_for_update(of=("self",)).filter(pk=course.pk).first()  # two that publish at once take two numbers
        there = CourseVersion.objects.filter(revision=revision).first()
        return there or _written(course, revision, by, now)


def _written(course: CoursePage, revision: Revision, by: User | None, now: datetime) -> CourseVersion:
    last = CourseVersion.objects.filter(course=course).order_by("-number").first()
    changes = list(changed_pieces(contents_of(last.as_course(), last.published_at), contents_of(course, now))) if last else []
    version = CourseVersion.objects.create(
        course=course,
        number=last.number + 1 if last else 1,
        revision=revision,
        published_at=now,
        published_by=by,
        note=course.change_note,
        changes=[piece.value for piece in changes],
    )
    files = {part: getattr(course, f"{part}_id") for part in FILE_FIELDS}
    VersionFile.objects.bulk_create(VersionFile(version=version, part=part, document_id=pk) for part, pk in files.items() if pk)
    caching.changed(caching.course(course.pk))
    return version


def versions_of(course: CoursePage) -> list[CourseVersion]:
    """All versions, the latest first, with who published them."""
    return list(CourseVersion.objects.filter(course=course).select_related("published_by").order_by("-number"))


def sees_lesson_plans(user: Any) -> bool:
    """教案 is for those who teach and those who keep the courses."""
    return bool(user.is_authenticated and user.is_active and (is_keeper(user) or has_role(user, Role.TEACHER, Role.SCHOOL_HEAD)))


def changes_in(version: CourseVersion, *, everything: bool) -> tuple[Piece, ...]:
    """What differs from the version before, as far as this person may know."""
    return shown([Piece(code) for code in version.changes if code in set(Piece)], everything=everything)


def contents_of(course: CoursePage, at: datetime) -> Contents:
    """The lines of each piece of a course, saved or in memory, with its files as they were at a moment."""
    return {
        Piece.TITLE: [course.title],
        Piece.SCHOOL: [course.school.name] if course.school else [],
        Piece.SUMMARY: [course.summary] if course.summary else [],
        Piece.GOALS: course.goal_lines,
        Piece.TEACHERS: [teacher.name for teacher in course.teachers],
        Piece.OUTLINE: [*lines_of(course.outline), *file_line(course.outline_file, at)],
        Piece.UNITS: [line for number, unit in enumerate(course.units.all(), 1) for line in unit_lines(number, unit)],
        Piece.DESIGNS: design_lines(course),
        Piece.HANDOUT: [*lines_of(course.handout), *file_line(course.handout_file, at)],
        Piece.SLIDES: file_line(course.slides, at),
        Piece.LESSON_PLAN: [*lines_of(course.lesson_plan), *file_line(course.lesson_plan_file, at)],
    }


def file_line(document: CourseDocument | None, at: datetime) -> list[str]:
    """A file by its name and size; nobody compares the inside of a PPT in words. One replaced meanwhile is named as it was."""
    if document is None:
        return []
    then = file_at(document, at)
    name, size = (then.filename, then.size) if then else (document.filename, document.get_file_size() or 0)
    return [gettext("File: %(name)s (%(size)s MB)") % {"name": name, "size": f"{max(0.1, size / 1024 / 1024):.1f}"}]


def files_then(version: CourseVersion) -> list[DocumentVersion]:
    """The public files of a version that have been replaced since, as they were when it was published."""
    public = version.files.exclude(part="lesson_plan_file").select_related("document")
    found = [(one.document, file_at(one.document, version.published_at)) for one in public]
    return [then for document, then in found if then is not None and document.versions.filter(number__gt=then.number).exists()]


def unit_lines(number: int, unit: Any) -> list[str]:
    head = gettext("%(number)s. %(title)s (%(form)s, %(minutes)s min)") % {
        "number": number,
        "title": unit.title,
        "form": unit.get_format_display(),
        "minutes": unit.minutes,
    }
    return [head, *([unit.summary] if unit.summary else [])]


def design_lines(course: CoursePage) -> list[str]:
    """The words of how each unit is taught."""
    field = Unit._meta.get_field("design")
    words = [text for unit in course.units.all() for text in field.get_searchable_content(unit.design)]
    return [line for text in words for line in str(text).splitlines() if line.strip()]


def differences(old: CourseVersion, new: CourseVersion, *, everything: bool) -> tuple[Difference, ...]:
    """What differs, piece by piece. `everything`: with the lesson plan, for those who may read it."""
    before, after = contents_of(old.as_course(), old.published_at), contents_of(new.as_course(), new.published_at)
    compared = {piece: compare(before[piece], after[piece]) for piece in shown(tuple(Piece), everything=everything)}
    return tuple(Difference(piece, folded(lines)) for piece, lines in compared.items() if differs(lines))
