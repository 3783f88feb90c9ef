"""Taking in what a preview showed: all chosen courses as drafts in one transaction, or none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from college.addressing import free_slug
from college.errors import NotAllowed, NotFound
from college.models import School, Teacher
from courses.catalogue.domain.design_exchange import design_of
from courses.catalogue.domain.import_proposals import judge_files, may_import
from courses.catalogue.errors import ForeignSchool
from courses.catalogue.errors.exchange import ArchiveRefused, ImportOver, NothingChosen, StillTroubled, sentence
from courses.catalogue.models import CourseDocument, CourseImport, CourseIndexPage, CourseMaterial, CoursePage, CourseTeacher, Prerequisite, Unit
from courses.catalogue.models.describing import Licence, Purpose
from courses.catalogue.models.imports import KEPT
from courses.catalogue.models.scope import OFFICE, covers, is_scoped
from courses.catalogue.rules.exchange.archives import Archive, BadArchive
from courses.catalogue.rules.exchange.packed import FILES, MATERIAL, TEXTS, Packed, PackedFile, PackedUnit
from courses.catalogue.rules.files import MAX_BYTES
from courses.catalogue.rules.photos import without_places
from courses.catalogue.rules.readiness import Part

type Files = dict[int, dict[str, CourseDocument]]  # by the place of the course, then by its part; stored, not yet written as rows


def import_courses(
    *, import_id: int, by: Any, chosen: Collection[int], leave_out: bool = False, make_teachers: bool = False, now: datetime
) -> list[CoursePage]:
    """The draft pages of the chosen courses (places in the preview, from 0). Asked twice, the answer is the same pages.

    One course with troubles refuses all, unless those are left out on purpose (`leave_out`).
    Files are stored before the transaction and taken back when it fails. Raises NotFound, NotAllowed, ImportOver, NothingChosen, StillTroubled.
    """
    proposal = CourseImport.objects.filter(pk=import_id, by=by).first()
    if proposal is None:
        raise NotFound
    if proposal.settled_at:
        return _pages(proposal)
    courses = _chosen(proposal, by, chosen, leave_out, now)
    files = _store(proposal, courses, by)
    made: list[CoursePage] | None = None
    try:
        made = _write(proposal, courses, files, by, make_teachers, now)
    finally:
        if made is None:
            discard(files)
    return made or _pages(CourseImport.objects.get(pk=import_id))


def _pages(proposal: CourseImport) -> list[CoursePage]:
    return list(CoursePage.objects.filter(pk__in=proposal.made).order_by("pk"))


def _chosen(proposal: CourseImport, by: Any, chosen: Collection[int], leave_out: bool, now: datetime) -> dict[int, Packed]:
    if not may_import(by):
        raise NotAllowed
    if proposal.made_at < now - KEPT:
        raise ImportOver
    found = {place: Packed.from_data(data) for place, data in enumerate(proposal.courses)}
    courses = {place: course for place, course in found.items() if place in chosen}
    if not courses:
        raise NothingChosen
    for place, course in found.items():
        if course.troubles and (place in chosen or not leave_out):
            raise _troubled(course)
    return courses


def _troubled(course: Packed) -> StillTroubled:
    return StillTroubled(course.title, sentence(course.troubles[0]), course.row)


def _store(proposal: CourseImport, courses: Mapping[int, Packed], by: Any) -> Files:
    """The files of the chosen courses in the storage. What the preview judged is judged again: the archive lay in a storage meanwhile."""
    files: Files = {}
    if not any(course.files for course in courses.values()):
        return files
    try:
        with proposal.file.open("rb") as stream:
            archive = Archive(stream)
            for place, course in courses.items():
                judge_files(course, archive)
                if course.troubles:
                    raise _troubled(course)
                files[place] = {}
                for part, one in course.files.items():
                    there = _there(files[place], part, one)
                    files[place][part] = there or _stored(archive.read(one.path, MAX_BYTES), part, one, by)
    except BaseException as problem:
        discard(files)
        if isinstance(problem, BadArchive):
            raise ArchiveRefused(problem.refusal) from None
        raise
    return files


def _there(files: Mapping[str, CourseDocument], part: str, one: PackedFile) -> CourseDocument | None:
    """The same content that a lesson gives to read and that stands among the materials is one file, as it was."""
    return None if part in FILES else next((document for name, document in files.items() if name not in FILES and document.sha256 == one.sha256), None)


def _stored(data: bytes, part: str, one: PackedFile, by: Any) -> CourseDocument:
    name = one.path.rsplit("/", 1)[-1]
    made = without_places(BytesIO(data), name)
    data, sha256 = (data, one.sha256) if made is None else (made, hashlib.sha256(made).hexdigest())
    licence = one.licence if one.licence in Licence.values and (one.licence_note or one.licence != Licence.PERMISSION) else Licence.OWN
    document = CourseDocument(
        title=(one.name or name)[:255],
        uploaded_by_user=by,
        file_size=len(data),
        sha256=sha256,
        purpose=_purpose(part, one),
        licence=licence,
        licence_note=one.licence_note[:200],
        credit=one.credit[:200],
    )
    document.file.save(name, ContentFile(data), save=False)
    return document


def _purpose(part: str, one: PackedFile) -> str:
    """A lesson plan that stands among the materials would be read by learners: there it is a file like others."""
    if part in FILES:
        return part
    return one.purpose if one.purpose in set(Purpose.values) - {Purpose.LESSON_PLAN} else Purpose.CASE


def discard(files: Files) -> None:
    """Take stored files back that no row names."""
    for documents in files.values():
        for document in documents.values():
            document.file.storage.delete(str(document.file.name))


def _write(proposal: CourseImport, courses: Mapping[int, Packed], files: Files, by: Any, make_teachers: bool, now: datetime) -> list[CoursePage] | None:
    """The pages; None when somebody else has settled the same preview meanwhile."""
    with transaction.atomic():
        locked = CourseImport.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
        if locked.settled_at:
            return None
        index = CourseIndexPage.objects.select_for_update(of=("self",)).get()
        teachers = _teachers(courses, by, make_teachers)
        schools = {school.code: school for school in School.objects.all()}
        made = [_page(index, course, files.get(place, {}), teachers, schools, by) for place, course in courses.items()]
        locked.made, locked.settled_at = [page.pk for page in made], now
        locked.save(update_fields=["made", "settled_at"])
    return made


def _teachers(courses: Mapping[int, Packed], by: Any, make_missing: bool) -> dict[tuple[str, str], Teacher]:
    """The teachers by name and address. One with both right is meant, else the only one of that name; a new one where it was asked for and allowed."""
    wanted = dict.fromkeys((teacher.name, teacher.slug) for course in courses.values() for teacher in course.teachers)
    pool = list(Teacher.objects.filter(name__in={name for name, _slug in wanted}).order_by("pk"))
    if make_missing and not by.has_perm("college.add_teacher"):
        raise NotAllowed
    found: dict[tuple[str, str], Teacher] = {}
    for name, slug in wanted:
        named = [teacher for teacher in pool if teacher.name == name]
        exact = [teacher for teacher in named if teacher.slug == slug]
        if exact or named:
            found[name, slug] = (exact or named)[0]
        elif make_missing:
            made = Teacher.objects.create(name=name, slug=free_slug(name, Teacher.objects.values_list("slug", flat=True), "teacher"))
            pool.append(made)
            found[name, slug] = made
    return found


def _page(
    index: CourseIndexPage, course: Packed, files: dict[str, CourseDocument], teachers: dict[tuple[str, str], Teacher], schools: dict[str, School], by: Any
) -> CoursePage:
    school = schools.get(course.school)
    if school is not None and is_scoped(by) and not covers(by, school.pk, *OFFICE):
        raise ForeignSchool
    for document in {id(document): document for document in files.values()}.values():
        document.save()
    fields: dict[str, Any] = {part: course.texts.get(part, "") for part in TEXTS}
    fields |= {"slides" if part == Part.SLIDES else f"{part}_file": document for part, document in files.items() if part in FILES}
    page = CoursePage(**course.facts, **fields, school=school, owner=by, live=False)
    named = [teachers[key] for teacher in course.teachers if (key := (teacher.name, teacher.slug)) in teachers]
    page.course_teachers = [CourseTeacher(teacher=teacher, sort_order=place) for place, teacher in enumerate(dict.fromkeys(named))]
    keys = {name: document.pk for name, document in files.items() if name not in FILES}
    page.units = [_unit(unit, place, keys) for place, unit in enumerate(course.units)]
    given = [(one.note, files[name]) for name, one in course.files.items() if MATERIAL.fullmatch(name) and name in files]
    page.materials = [CourseMaterial(document=document, note=note, sort_order=place) for place, (note, document) in enumerate(given)]
    page.prerequisites = [Prerequisite(needs=needed, sort_order=place) for place, needed in enumerate(needed_of(course))]
    try:
        index.add_child(instance=page)
    except ValidationError as problem:
        raise StillTroubled(course.title, " ".join(problem.messages), course.row) from None
    page.save_revision(user=by, log_action=True)
    return page


def needed_of(course: Packed) -> list[CoursePage]:
    """The courses that are needed first and that everybody sees here, in the order told."""
    found = {page.slug: page for page in CoursePage.objects.live().filter(slug__in=[need.slug for need in course.needs])}
    return list(dict.fromkeys(found[need.slug] for need in course.needs if need.slug in found))


def _unit(unit: PackedUnit, place: int, keys: Mapping[str, int]) -> Unit:
    facts = asdict(unit) | {"design": json.dumps(design_of(unit.design, keys))}
    return Unit(**facts, sort_order=place)


def forget_imports(*, now: datetime) -> int:
    """Previews and settled imports whose day is over go, with their archives. How many."""
    over = list(CourseImport.objects.over_at(now))
    for one in over:
        name, storage = one.file.name, one.file.storage
        one.delete()
        if name:
            storage.delete(name)
    return len(over)
