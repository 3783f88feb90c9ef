"""Reading a file of courses into a preview. Nothing of the catalogue is changed by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import IO, Any

from django.core.files.base import File
from django.db import IntegrityError, transaction

from college import sheets
from college.errors import NotAllowed
from college.models import School, Teacher
from courses.catalogue.domain.design_exchange import design_of
from courses.catalogue.errors.exchange import ArchiveRefused, SheetRefused
from courses.catalogue.models import CourseImport, CourseIndexPage, CoursePage
from courses.catalogue.rules.exchange import cartridge, folder, table
from courses.catalogue.rules.exchange.archives import MAX_ARCHIVE, Archive, BadArchive, Refusal, digest
from courses.catalogue.rules.exchange.packed import ENDINGS, Packed, PackedTeacher, Remark, Said, Trouble, missing_parts, troubles_of
from courses.catalogue.rules.files import MAX_BYTES, extension, problem_of

Form = CourseImport.Form
MOST_COURSES = 500
ZIP, WORKBOOK = b"PK", "xl/workbook.xml"


def may_import(user: Any) -> bool:
    """Who may add a course may add many."""
    index = CourseIndexPage.objects.first()
    return bool(index is not None and index.permissions_for_user(user).can_add_subpage())


def propose_import(*, stream: IO[bytes], name: str, size: int, by: Any, now: datetime) -> CourseImport:
    """Read a file and keep what was understood for a day. The same file sent twice is one preview. Raises NotAllowed, ArchiveRefused, SheetRefused."""
    if not may_import(by):
        raise NotAllowed
    if size > MAX_ARCHIVE:
        raise ArchiveRefused(Refusal.TOO_BIG)
    content = _hash(stream)
    before = CourseImport.objects.filter(by=by, sha256=content, settled_at__isnull=True)
    before.over_at(now).delete()
    if (there := before.first()) is not None:
        return there
    form, found = _read(stream, size)
    if not found:
        raise ArchiveRefused(Refusal.NOTHING)
    courses = [course.as_data() for course in remarked(found)]
    proposal = CourseImport(by=by, name=name[-200:], sha256=content, form=form, courses=courses, made_at=now)
    return _kept(proposal, stream)


def _kept(proposal: CourseImport, stream: IO[bytes]) -> CourseImport:
    """The file first, then the row; of two that come at once the second goes, with its file."""
    if proposal.form != Form.TABLE:
        stream.seek(0)
        proposal.file.save(f"{proposal.sha256[:16]}.zip", File(stream), save=False)
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
    except IntegrityError:
        proposal.file.delete(save=False) if proposal.file else None
        return CourseImport.objects.get(by=proposal.by, sha256=proposal.sha256, settled_at__isnull=True)
    return proposal


def _hash(stream: IO[bytes]) -> str:
    stream.seek(0)
    found = sha256()
    while chunk := stream.read(1024 * 1024):
        found.update(chunk)
    return found.hexdigest()


def _read(stream: IO[bytes], size: int) -> tuple[Form, list[Packed]]:
    stream.seek(0)
    if stream.read(2) != ZIP:
        return Form.TABLE, _rows(stream, size)
    try:
        archive = Archive(stream)
        if WORKBOOK in archive:
            return Form.TABLE, _rows(stream, size)
        form = Form.CARTRIDGE if cartridge.is_cartridge(archive) else Form.FOLDER
        found = [cartridge.read_cartridge(archive)] if form is Form.CARTRIDGE else folder.read(archive)
        if len(found) > MOST_COURSES:
            raise BadArchive(Refusal.BOMB)
        for course in found:
            judge_files(course, archive)
    except BadArchive as bad:
        raise ArchiveRefused(bad.refusal) from None
    return form, found


def _rows(stream: IO[bytes], size: int) -> list[Packed]:
    if size > sheets.LARGEST:
        raise SheetRefused("large")
    stream.seek(0)
    try:
        rows = sheets.read_limited(stream.read())
    except sheets.BadSheet as bad:
        raise SheetRefused(bad.reason) from None
    found = table.courses(rows)
    if len(found) > table.MOST_ROWS:
        raise SheetRefused("rows")
    return [replace(course, row=number) for number, course in found]


def judge_files(course: Packed, archive: Archive) -> None:
    """Every file passes the gate that uploads pass, and is the one that was packed. Its hash is written down, to be compared once more."""
    for part, one in list(course.files.items()):
        if one.path not in archive:
            course.troubles.append(Said(Trouble.FILE_GONE, one.path))
            continue
        if part in ENDINGS and extension(one.path) not in ENDINGS[part]:
            course.troubles.append(Said(Trouble.FILE, f"{part}:kind"))
            continue
        if archive.size(one.path) > MAX_BYTES:
            course.troubles.append(Said(Trouble.FILE, f"{part}:too_big"))
            continue
        data = archive.read(one.path, MAX_BYTES)
        problem = problem_of(BytesIO(data), one.path.rsplit("/", 1)[-1], len(data))
        if problem:
            course.troubles.append(Said(Trouble.FILE, f"{part}:{problem}"))
        elif one.sha256 and one.sha256 != digest(data):
            course.troubles.append(Said(Trouble.FILE_CHANGED, one.path))
        course.files[part] = replace(one, sha256=digest(data))


def remarked(found: list[Packed]) -> Iterable[Packed]:
    """The courses with what is to be said of each: troubles, unknown teachers, names that are taken. A constant number of queries."""
    schools = {name: school.code for school in School.objects.all() for name in (school.code, school.name)}
    names = {teacher.name for course in found for teacher in course.teachers}
    known = set(Teacher.objects.filter(name__in=names).values_list("name", flat=True))
    taken = set(CoursePage.objects.filter(title__in=[course.title for course in found]).values_list("title", flat=True))
    needed = set(CoursePage.objects.live().filter(slug__in={need.slug for course in found for need in course.needs}).values_list("slug", flat=True))
    for course in found:
        _remark(course, schools, known, taken)
        course.remarks += [Said(Remark.NEED_UNKNOWN, (need.title or need.slug)[:255]) for need in course.needs if need.slug not in needed]
        taken.add(course.title)
        yield course


def _remark(course: Packed, schools: dict[str, str], known: set[str], taken: set[str]) -> None:
    course.facts["title"] = course.title.strip()
    named = course.school
    if named and named not in schools:
        course.troubles.append(Said(Trouble.SCHOOL, course.school[:60]))
    course.school = schools.get(course.school, "")
    course.teachers = [PackedTeacher(teacher.name.strip()[:60], teacher.slug) for teacher in course.teachers if teacher.name.strip()]
    course.troubles += troubles_of(course)
    course.troubles += [Said(Trouble.DESIGN, str(number)) for number, unit in enumerate(course.units, start=1) if not _is_design(unit.design)]
    course.remarks += [Said(Remark.TEACHER_UNKNOWN, teacher.name) for teacher in course.teachers if teacher.name not in known]
    course.remarks += [Said(Remark.TITLE_EXISTS)] if course.title in taken else []
    course.remarks += [] if named else [Said(Remark.NO_SCHOOL)]
    course.remarks += [Said(Remark.NO_PART, part) for part in missing_parts(course)]


def _is_design(text: str) -> bool:
    try:
        design_of(text, {})
    except ValueError:
        return False
    return True
