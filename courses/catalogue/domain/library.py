"""The library's verbs: add a file, describe it, replace it in one place, give it to all, delete it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet
from wagtail.permissions import policy_registry

from college.errors import NotAllowed, NotFound
from college.models import User
from college.roles import Role, has_role, is_keeper
from courses.catalogue.domain import uses
from courses.catalogue.domain.storing import Judged, judge, kept
from courses.catalogue.errors import OtherKind, PlanShared, StillUsed
from courses.catalogue.models import CourseDocument, CoursePage, Licence, Purpose
from courses.catalogue.rules.files import extension, may_follow
from courses.catalogue.rules.materials import PICTURES
from courses.catalogue.rules.words import WORDS


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a file beside its title; see `models.describing`."""

    purpose: str = Purpose.OTHER
    licence: str = Licence.OWN
    licence_note: str = ""
    credit: str = ""
    description: str = ""
    shared: bool = False

    def fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def works_here(user: Any) -> bool:
    """Whether the library is somebody's business: teachers, heads of school, the office."""
    return bool(user.is_authenticated and user.is_active) and (is_keeper(user) or has_role(user, Role.TEACHER, Role.SCHOOL_HEAD))


def may_change(user: Any, document: CourseDocument) -> bool:
    """Whoever brought a file, and the office: what Wagtail's policy for files says, so that both sides agree."""
    return bool(works_here(user) and policy_registry.get_by_type(CourseDocument).user_has_permission_for_instance(user, "change", document))


def changeable(user: Any) -> QuerySet[CourseDocument]:
    """The files that somebody may describe and replace. One query with the list that asks."""
    allowed: QuerySet[CourseDocument] = policy_registry.get_by_type(CourseDocument).instances_user_has_permission_for(user, "change")
    return allowed if works_here(user) else CourseDocument.objects.none()


def guessed_purpose(name: str) -> Purpose:
    """What a further material is, by its name and ending."""
    plain, words = bare_title(name).lower(), WORDS["material"]
    if any(word in plain for word in words["case"]):
        return Purpose.CASE
    if extension(name) in PICTURES:
        return Purpose.PICTURE
    return Purpose.TABLE if extension(name) in ("xlsx", "csv") or any(word in plain for word in words["table"]) else Purpose.OTHER


def bare_title(name: str) -> str:
    """The title of a file that nobody named: its name without the ending."""
    return (name.rsplit(".", 1)[0].strip() or name)[:255]


def add(*, by: User, file: File[Any], title: str = "", said: Description | None = None, now: datetime) -> CourseDocument:
    """Keep a new file. Raises NotAllowed, FileRefused."""
    if not works_here(by):
        raise NotAllowed
    judged = judge(file)
    judged.refuse()
    return create(judged, by=by, title=title, said=said or Description(purpose=guessed_purpose(judged.name)))


def create(judged: Judged, *, by: User, title: str, said: Description) -> CourseDocument:
    """The row of a file that was found to be good; its content becomes the first version."""
    with kept(judged) as stored:
        document = CourseDocument(title=title or bare_title(judged.name), file=stored, uploaded_by_user=by, **said.fields())
        document.takes(size=judged.size, sha256=judged.sha256)
        document.save()
    return document


def twins_of(hashes: Collection[str], *, by: User, but: Collection[int] = ()) -> list[CourseDocument]:
    """Files with one of these contents that this person may read: those of the library first. What lies in an open lot of somebody is none yet."""
    same = CourseDocument.objects.readable_by(by).filter(sha256__in=[one for one in hashes if one]).exclude(pk__in=but)
    return list(same.exclude(drops__drop__done_at=None, drops__isnull=False).order_by("-shared", "pk"))


def replace(*, document_id: int, by: User, file: File[Any], note: str = "", now: datetime) -> tuple[CourseDocument, bool]:
    """Put a new content in the place of the old one, wherever the file is used. False: it is the same content, and nothing was changed.

    Raises NotFound, NotAllowed, FileRefused, OtherKind. The old content stays as a version.
    """
    document = _mine(document_id, by)
    judged = judge(file)
    judged.refuse()
    if not may_follow(document.kind, extension(judged.name)):
        raise OtherKind(document.kind, extension(judged.name))
    if judged.sha256 == document.sha256:
        return document, False
    with kept(judged) as stored, transaction.atomic():
        document = CourseDocument.objects.select_for_update(of=("self",)).get(pk=document_id)
        if judged.sha256 == document.sha256:  # the second of two clicks
            transaction.on_commit(lambda: document.file.storage.delete(stored), robust=True)
            return document, False
        document.keep_version()  # a row that came past `save` has none yet
        document.file, document.version_by, document.version_note = stored, by, note.strip()[:200]
        document.takes(size=judged.size, sha256=judged.sha256)
        document.save()
    return document, True


def describe(*, document_id: int, by: User, title: str, said: Description) -> CourseDocument:
    """Change what is said of a file. Raises NotFound, NotAllowed, PlanShared."""
    with transaction.atomic():
        _mine(document_id, by)
        document = CourseDocument.objects.select_for_update(of=("self",)).get(pk=document_id)
        if said.shared and (said.purpose == Purpose.LESSON_PLAN or serves_as_plan(document)):
            raise PlanShared(document.title)
        for name, value in {"title": title, **said.fields()}.items():
            setattr(document, name, value)
        document.save(update_fields=["title", *said.fields()])
    return document


def license_all(*, document_ids: Collection[int], by: User, licence: str, licence_note: str, credit: str) -> int:
    """One licence for many files; an empty `credit` leaves each as it is. Files of others are refused together: NotAllowed, and nothing is changed."""
    wanted = set(document_ids)
    with transaction.atomic():
        rows = list(changeable(by).filter(pk__in=wanted).select_for_update(of=("self",)))
        if len(rows) != len(wanted):
            raise NotAllowed
        for document in rows:
            document.licence, document.licence_note, document.credit = licence, licence_note, credit or document.credit
            document.save(update_fields=["licence", "licence_note", "credit"])
    return len(rows)


def remove(*, document_id: int, by: User) -> str:
    """Delete a file and all its versions; answers its title. Raises NotFound, NotAllowed, StillUsed."""
    with transaction.atomic():
        _mine(document_id, by)
        document = CourseDocument.objects.select_for_update(of=("self",)).get(pk=document_id)
        if uses.is_used(document):
            raise StillUsed(document.title, len(uses.all_uses_of(document)))
        document.delete()
    return document.title


def serves_as_plan(document: CourseDocument) -> bool:
    return bool(CoursePage.objects.filter(lesson_plan_file=document).exists())


def _mine(document_id: int, by: User) -> CourseDocument:
    """The file, for somebody who may change it; who may not even read it hears that there is none."""
    document = CourseDocument.objects.filter(pk=document_id).first()
    if document is None or not (works_here(by) and CourseDocument.objects.readable_by(by).filter(pk=document_id).exists()):
        raise NotFound
    if not may_change(by, document):
        raise NotAllowed
    return document
