"""The library of the demo: a dozen files that colleagues share, most of them used by courses, one in its second version."""

from __future__ import annotations

from django.core.files.base import ContentFile

from college.models import Teacher
from courses.catalogue.models import CourseDocument, CourseMaterial
from demo import content, files
from demo.content import ResourceText


def resources(teachers: dict[str, Teacher]) -> dict[str, list[CourseMaterial]]:
    """The files, and for each course (by slug) those that it uses. A file that is there is left as people have made it."""
    used: dict[str, list[CourseMaterial]] = {}
    for text in content.resources():
        document = CourseDocument.objects.filter(title=text.title, shared=True).first() or _resource(text, teachers[text.teacher])
        for slug in text.courses:
            used.setdefault(slug, []).append(CourseMaterial(document=document, note=text.note, sort_order=len(used.get(slug, []))))
    return used


def _resource(text: ResourceText, teacher: Teacher) -> CourseDocument:
    document = CourseDocument.objects.create(
        title=text.title,
        file=_file(text, text.before or text.body),
        uploaded_by_user=teacher.user,
        purpose=text.purpose,
        licence=text.licence,
        licence_note=text.licence_note,
        credit=text.credit,
        description=text.description,
        shared=True,
    )
    if text.before:
        document.file, document.version_by, document.version_note = _file(text, text.body), teacher.user, text.change
        document.save()
    return document


def _file(text: ResourceText, body: str) -> ContentFile:
    return ContentFile(files.sheet(text.title, body) if text.file.endswith("docx") else body.strip().encode("utf-8-sig"), name=text.file)
