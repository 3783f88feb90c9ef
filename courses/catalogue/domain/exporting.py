"""Giving a course away: as a Common Cartridge or as a plain folder, each a zip that is written to a temporary file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.rich_text import expand_db_html

from college.errors import NotAllowed
from courses.catalogue.domain.design_exchange import design_text
from courses.catalogue.errors import PARTS
from courses.catalogue.models import CourseDocument, CourseImport, CourseMaterial, CoursePage, Unit
from courses.catalogue.models.designs import documents_of as design_files
from courses.catalogue.rules.exchange import cartridge, folder
from courses.catalogue.rules.exchange.packed import FILES, LENGTHS, TEXTS, Packed, PackedFile, PackedNeed, PackedTeacher, PackedUnit
from courses.catalogue.rules.readiness import Part

Form = CourseImport.Form
UNIT_FACTS = ("title", "summary", "format", "minutes", "practice_minutes", "activity")  # of a unit, by the names of its fields
EXPORTED = "courses.exported"
CHUNK = 1024 * 1024


def may_export(user: Any, page: CoursePage) -> bool:
    """Who may edit the course may read its lesson plan too, and so take all of it away."""
    return bool(page.permissions_for_user(user).can_edit())


def export_course(*, page: CoursePage, form: str, by: Any) -> IO[bytes]:
    """The course as it stands in the editor, packed; the stream begins at its start. Says so in the page's history. Raises NotAllowed."""
    if not may_export(by, page):
        raise NotAllowed
    draft = page.get_latest_revision_as_object()
    stream = TemporaryFile()  # noqa: SIM115 - the caller closes it once it is sent
    try:
        _pack(draft, Form(form), stream)
    except BaseException:
        stream.close()
        raise
    log(instance=page, action=EXPORTED, user=by, data={"form": form})
    stream.seek(0)
    return stream


def _pack(draft: CoursePage, form: Form, stream: IO[bytes]) -> None:
    names = {part: str(PARTS[part]) for part in (*TEXTS, Part.SLIDES)}
    stems: dict[str, str] = dict((names if form is Form.FOLDER else cartridge.STEMS).items())
    readings = readings_of(draft)
    course = packed(draft, readings)
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for part, document in (documents_of(draft) | dict(readings.values())).items():
            course.files[part] = _file(part, document, f"{stems.get(part, part)}.{document.kind}", archive)
        for part, material in materials_of(draft).items():
            one = _file(part, material.document, f"{part}.{material.document.kind}", archive)
            course.files[part] = replace(one, note=material.note)
        for path, text in _written(course, form, names):
            archive.writestr(path, text.encode("utf-8", "replace"))


def _file(part: str, document: CourseDocument, path: str, archive: ZipFile) -> PackedFile:
    whose = {name: getattr(document, name) for name in ("licence", "licence_note", "credit")}
    return PackedFile(document.title, path, _copy(document, archive, path), **whose, purpose="" if part in FILES else document.purpose)


def _written(course: Packed, form: Form, names: dict[Part, str]) -> Iterator[tuple[str, str]]:
    comment = gettext("A course as this program packs it. You may change the words; keep the names on the left.")
    by_part: dict[str, str] = dict(names.items())
    if form is Form.FOLDER:
        return folder.entries(course, by_part, comment)
    return cartridge.entries(course, by_part, gettext("Units"), comment)


def readings_of(page: CoursePage) -> dict[int, tuple[str, CourseDocument]]:
    """The files that the lessons give to read, by their keys, with the name under which each travels. One query."""
    keys = sorted({key for unit in page.units.all() for key in design_files(unit.design)})
    found = CourseDocument.objects.in_bulk(keys)
    return {key: (f"reading-{number}", found[key]) for number, key in enumerate((key for key in keys if key in found), start=1)}


def materials_of(page: CoursePage) -> dict[str, CourseMaterial]:
    """The further materials, each under the name by which it travels, in order."""
    return {f"material-{number}": material for number, material in enumerate(page.materials.all(), start=1)}


def packed(page: CoursePage, readings: Mapping[int, tuple[str, CourseDocument]] = MappingProxyType({})) -> Packed:
    """What a page says, without its files; `readings` names those that its lessons give to read."""
    return Packed(
        facts={name: getattr(page, name) or "" for name in LENGTHS},
        school=page.school.code if page.school else "",
        texts={part: text for part in TEXTS if (text := _plain(getattr(page, part)))},
        teachers=[PackedTeacher(teacher.name, teacher.slug) for teacher in page.teachers],
        units=[_unit(unit, readings) for unit in page.units.all()],
        needs=[PackedNeed(row.needs.slug, row.needs.title) for row in page.prerequisites.all()],
    )


def _unit(unit: Unit, readings: Mapping[int, tuple[str, CourseDocument]]) -> PackedUnit:
    design = design_text(unit.design, lambda key: readings[key][0] if key in readings else "")
    return PackedUnit(**{name: getattr(unit, name) for name in UNIT_FACTS}, design=design)


def _plain(html: str) -> str:
    """Links to pages of this college are written out, since their numbers mean nothing elsewhere."""
    return expand_db_html(html) if "linktype" in html else html


def documents_of(page: CoursePage) -> dict[str, CourseDocument]:
    fields: dict[str, str] = {Part.SLIDES: "slides", **{part: f"{part}_file" for part in TEXTS}}
    return {part: document for part, field in fields.items() if (document := getattr(page, field)) is not None}


def _copy(document: CourseDocument, archive: ZipFile, path: str) -> str:
    """Copies a stored file; its hash. Office files are archives themselves and are not packed a second time."""
    digest = sha256()
    archive.compression = ZIP_STORED
    try:
        with document.file.open("rb") as source, archive.open(path, "w", force_zip64=True) as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                target.write(chunk)
    finally:
        archive.compression = ZIP_DEFLATED
    return digest.hexdigest()
