"""Who holds a content that is read: the documents with its hash, their older versions, and the courses that show them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.db.models.fields.files import FieldFile

from college import caching
from courses.catalogue.models import CourseDocument, CoursePage, DocumentVersion


def documents_of(sha256: str) -> QuerySet[CourseDocument]:
    return CourseDocument.objects.filter(sha256=sha256)


def file_of(sha256: str) -> FieldFile:
    """A stored file with this content. Raises FileNotFoundError when nothing holds it any more."""
    holder = (documents_of(sha256).first() or versions_of(sha256).first()) if sha256 else None
    if holder is None:
        raise FileNotFoundError(sha256)
    return holder.file


def is_held(sha256: str) -> bool:
    return documents_of(sha256).exists() or versions_of(sha256).exists()


def versions_of(sha256: str) -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.filter(sha256=sha256)


def tell_pages(sha256: str) -> None:
    """Pages that show a document of this content are drawn anew."""
    shown = Q(outline_file__sha256=sha256) | Q(handout_file__sha256=sha256) | Q(slides__sha256=sha256)
    caching.changed(*(caching.course(pk) for pk in CoursePage.objects.filter(shown).values_list("pk", flat=True)))
