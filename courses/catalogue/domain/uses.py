"""Where a file is used: by courses as they stand, by drafts of courses that are public already, and by anything else that Wagtail's index knows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex, Revision

from courses.catalogue.models import CourseDocument, CourseMaterial, CoursePage, DesignFile, DocumentVersion

PART_FIELDS = {"outline": "outline_file", "lesson_plan": "lesson_plan_file", "handout": "handout_file", "slides": "slides"}


@dataclass(frozen=True, slots=True)
class Use:
    """A course that uses a file: as which parts ("material": more materials; "lesson": read in a lesson), and whether only its draft does."""

    page: CoursePage
    parts: tuple[str, ...]
    draft: bool = False

    @property
    def is_public(self) -> bool:
        return self.page.live and not self.draft


def uses_of(document_ids: Collection[int]) -> dict[int, list[Use]]:
    """For each file the courses that use it now, by title; the rows of courses that were never public are their drafts. Three queries."""
    found: dict[int, list[Use]] = {pk: [] for pk in document_ids}
    named = Q(*((f"{field}__in", document_ids) for field in PART_FIELDS.values()), _connector=Q.OR)
    beside = {
        "material": set(CourseMaterial.objects.filter(document__in=document_ids).values_list("page_id", "document_id")),
        "lesson": set(DesignFile.objects.filter(document__in=document_ids).values_list("unit__page_id", "document_id")),
    }
    pages = {page_id for pairs in beside.values() for page_id, _ in pairs}
    for page in CoursePage.objects.filter(named | Q(pk__in=pages)).order_by("title", "pk"):
        for pk in document_ids:
            parts = [part for part, field in PART_FIELDS.items() if getattr(page, f"{field}_id") == pk]
            parts += [part for part, pairs in beside.items() if (page.pk, pk) in pairs]
            if parts:
                found[pk].append(Use(page, tuple(parts)))
    return found


def all_uses_of(document: CourseDocument) -> list[Use]:
    """The same of one file, with what only a draft says, with pages whose text or blocks lead to it, and with those that once were published with it."""
    now = uses_of([document.pk])[document.pk]
    known = {use.page.pk for use in now}
    drafts = [use for use in _drafts_using(document) if use.page.pk not in known]
    known |= {use.page.pk for use in drafts}
    others = {page.pk: page for page in [*_referring(document), *CoursePage.objects.filter(versions__files__document=document)]}
    return [*now, *drafts, *(Use(page, ()) for pk, page in others.items() if pk not in known)]


def is_used(document: CourseDocument) -> bool:
    return bool(all_uses_of(document)) or _other_references(document)


def file_at(document: CourseDocument, moment: datetime) -> DocumentVersion | None:
    """What the file was at a moment: the version that was current then, of an earlier time the first one. None for a file without versions."""
    return document.versions.filter(at__lte=moment).first() or document.versions.last()


def _drafts_using(document: CourseDocument) -> list[Use]:
    """Of public courses with a newer draft, those whose draft names the file. The text is searched first, then read properly."""
    newest = CoursePage.objects.filter(has_unpublished_changes=True).values("latest_revision")
    said = Q(*((f"content__{field}", document.pk) for field in PART_FIELDS.values()), _connector=Q.OR)
    revisions = Revision.objects.filter(pk__in=newest).annotate(said=Cast("content", TextField()))
    found = revisions.filter(said | Q(said__contains=f'"document": {document.pk}')).values_list("object_id", "content")
    named = {int(pk): parts for pk, content in found if (parts := _parts_in(content, document.pk))}
    return [Use(page, named[page.pk], draft=True) for page in CoursePage.objects.filter(pk__in=named).order_by("title", "pk")]


def _parts_in(content: dict[str, Any], document_id: int) -> tuple[str, ...]:
    parts = [part for part, field in PART_FIELDS.items() if content.get(field) == document_id]
    inside = any(row.get("document") == document_id for row in content.get("materials") or [])
    return tuple([*parts, "material"] if inside else parts)


def _referring(document: CourseDocument) -> list[CoursePage]:
    keys = ReferenceIndex.get_references_to(document).values_list("object_id", flat=True)
    return list(CoursePage.objects.filter(pk__in=[int(key) for key in keys if key.isdigit()]).order_by("title", "pk"))


def _other_references(document: CourseDocument) -> bool:
    return bool(ReferenceIndex.get_references_to(document).exists())
