"""Course files: who may read them, and taking the words out of them."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from courses.catalogue.domain.readings import ask_reading
from courses.catalogue.models import CourseDocument, CoursePage, DocumentVersion, Topic, TopicFile, VersionFile
from courses.catalogue.models.documents import hash_of
from courses.catalogue.texts import Words, words_of

logger = logging.getLogger(__name__)


def using(document: CourseDocument, *parts: str) -> Q:
    """Courses that use the document as one of the parts."""
    return Q(*((part, document) for part in parts), _connector=Q.OR)


def is_public(document: CourseDocument) -> bool:
    """True for a public file of any published version of a live course. A file that is or was also somebody's lesson plan never is."""
    if CoursePage.objects.filter(using(document, "lesson_plan_file") | Q(versions__files__in=document.in_versions.filter(part="lesson_plan_file"))).exists():
        return False
    courses = CoursePage.objects.live().public()
    uses = using(document, "outline_file", "handout_file", "slides", "materials__document", "units__design_files__document")
    if courses.filter(uses).exists() or courses.filter(versions__files__document=document).exists():
        return True
    return bool(TopicFile.objects.filter(document=document, is_public=True, topic__in=Topic.objects.public()).exists())


def may_read(user: Any, document: CourseDocument) -> bool:
    """Public files for everybody; the rest for staff, school heads, the uploader, and the teachers of a course that uses it."""
    return is_public(document) or works_with(user, document)


def works_with(user: Any, document: CourseDocument) -> bool:
    """Whether a file stands in somebody's lists: as hers, of the library, or of courses that she keeps or teaches."""
    return bool(user.is_authenticated and user.is_active and CourseDocument.objects.readable_by(user).filter(pk=document.pk).exists())


def may_read_version(user: Any, version: DocumentVersion) -> bool:
    """Who works with a file reads all its versions; everybody else the one of now, and what a published version of a course shows."""
    if works_with(user, version.document):
        return True
    return is_public(version.document) and (not version.followers.exists() or was_shown(version))


def was_shown(version: DocumentVersion) -> bool:
    """Whether a course that everybody sees had this content when one of its versions was published."""
    courses = CoursePage.objects.live().public()
    shown = VersionFile.objects.filter(document=version.document_id, version__course__in=courses).exclude(part="lesson_plan_file")
    if version.number > 1:  # what was published before files had versions shows the first
        shown = shown.filter(version__published_at__gte=version.at)
    following = version.followers.order_by("number").values_list("at", flat=True).first()
    return shown.exists() if following is None else shown.filter(version__published_at__lt=following).exists()


def read_words(*, document_id: int, now: datetime) -> None:
    """Fills hash, words and number of slides of a file, and asks for its page; a second run finds the same. The file is read outside any transaction."""
    document = CourseDocument.objects.filter(pk=document_id).first()
    if document is None:
        return
    sha256 = document.sha256 or _readable_hash(document)
    reading = ask_reading(sha256=sha256, kind=document.kind, now=now) if sha256 else None
    words = Words(reading.text, reading.page_count) if reading and reading.how else readable_words(document)
    _write_words(document, sha256, words, now)


def _write_words(read: CourseDocument, sha256: str, words: Words, now: datetime) -> None:
    """Unless another file was put in its place meanwhile: that one has words of its own."""
    with transaction.atomic():
        document = CourseDocument.objects.select_for_update(of=("self",)).filter(pk=read.pk, file=read.file.name).first()
        if document is None:
            return
        document.sha256, document.text, document.slide_count, document.extracted_at = sha256, words.text, words.slides, now
        document.save(update_fields=["sha256", "text", "slide_count", "extracted_at"])
        document.versions.filter(file=read.file.name, sha256="").update(sha256=sha256)


def _readable_hash(document: CourseDocument) -> str:
    """Of a file that came before files had one; "" for a lost one."""
    try:
        with document.file.open("rb"):
            return hash_of(document.file)
    except OSError:
        logger.exception("Course file %s is not in its place", document.pk)
        return ""


def readable_words(document: CourseDocument) -> Words:
    """The words of an Office file at once; those of a PDF come with its page. What our reader does not understand is only not found by its words."""
    try:
        with document.file.open("rb") as stream:
            return words_of(stream, document.kind)
    except Exception:
        logger.exception("The words of course file %s could not be read", document.pk)
        return Words()


def unread_documents(limit: int = 100) -> list[int]:
    """Work that a lost job left undone."""
    return list(CourseDocument.objects.unread().order_by("pk").values_list("pk", flat=True)[:limit])
