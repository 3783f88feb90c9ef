"""Which files of the library somebody finds."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from college.models import School
from courses.catalogue.domain.uses import PART_FIELDS
from courses.catalogue.models import CourseDocument, CourseMaterial, CoursePage, DesignFile

SEARCHED = ("title", "description", "credit", "text")


def find(
    *, by: Any, q: str = "", scope: str = "all", kind: str = "", licence: str = "", school: School | None = None, owner: str = ""
) -> QuerySet[CourseDocument]:
    """The files that a person may read and that fit, newest first. Every word of `q` must stand in the title, the description or the text.

    Files of a drop that is not finished are nobody's yet. At a few thousand files a scan takes some milliseconds; an index can come later.
    """
    found = CourseDocument.objects.readable_by(by).exclude(drops__isnull=False, drops__drop__done_at=None).select_related("uploaded_by_user")
    for word in q.split()[:6]:
        found = found.filter(Q(*((f"{field}__icontains", word) for field in SEARCHED), _connector=Q.OR))
    if scope == "mine":
        found = found.filter(uploaded_by_user=by)
    elif scope == "unused":
        found = found.exclude(used())
    if kind:
        found = found.filter(purpose=kind)
    if licence:
        found = found.filter(licence=licence)
    if owner:
        found = found.filter(uploaded_by_user__display_name__icontains=owner)
    return (found.filter(used(school)) if school else found).order_by("-created_at", "-pk")


def used(school: School | None = None) -> Q:
    """Files that a course uses (of this school, when one is given)."""
    pages = CoursePage.objects.filter(school=school) if school else CoursePage.objects.all()
    in_parts = [Q(Exists(pages.filter(**{field: OuterRef("pk")}))) for field in PART_FIELDS.values()]
    materials = CourseMaterial.objects.filter(document=OuterRef("pk"), **({"page__school": school} if school else {}))
    lessons = DesignFile.objects.filter(document=OuterRef("pk"), **({"unit__page__school": school} if school else {}))
    return Q(*in_parts, Exists(materials), Exists(lessons), _connector=Q.OR)
