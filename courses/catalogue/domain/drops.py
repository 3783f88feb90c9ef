"""Making a course from files: they are taken one by one, kept for a week, and become a draft when the teacher says so."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import IO, Any, cast

from django.core.files.base import File
from django.db import IntegrityError, transaction

from college.errors import NotAllowed, NotFound
from college.models import User
from courses.catalogue.domain import uses
from courses.catalogue.domain.library import Description, create, guessed_purpose
from courses.catalogue.domain.storing import Judged, judge
from courses.catalogue.errors import CannotMakeCourses, DropDone, DropFull
from courses.catalogue.models import CourseDocument, CourseIndexPage, CoursePage, Drop, DroppedFile
from courses.catalogue.rules.files import extension
from courses.catalogue.rules.materials import TEXTS, decoded
from courses.catalogue.rules.recognising import LINES_READ, MOST_FILES, Seen, recognise
from courses.catalogue.texts import words_of

logger = logging.getLogger(__name__)
LINE_KEPT = 200  # characters of a line; headings and titles are shorter


def may_begin(by: Any) -> bool:
    """Whether somebody may add courses at all: Wagtail's answer for the list of courses."""
    index = CourseIndexPage.objects.first()
    return bool(by.is_authenticated and by.is_active and index is not None and index.permissions_for_user(by).can_add_subpage())


def begin(*, by: User, into: CoursePage | None = None, now: datetime) -> Drop:
    """Open a lot of files, for a new course or for the draft of one that is there. Raises CannotMakeCourses, NotAllowed."""
    if into is None and not may_begin(by):
        raise CannotMakeCourses
    if into is not None and not into.permissions_for_user(by).can_edit():
        raise NotAllowed
    return Drop.objects.create(owner=by, into=into, begun_at=now, touched_at=now)


def mine(*, drop_id: int, by: Any) -> Drop:
    """A person's own lot. Raises NotFound for everybody else's."""
    drop = Drop.objects.select_related("into", "made").filter(pk=drop_id, owner=by).first() if by.is_authenticated else None
    if drop is None:
        raise NotFound
    return drop


def receive(*, drop_id: int, by: User, file: File[Any], folder: str = "", now: datetime) -> DroppedFile:
    """Take one file into the lot, or note why it is refused; what is there already stays. Sent again, it is the same row.

    Raises NotFound, DropDone, DropFull.
    """
    drop = _open(drop_id, by)
    judged = judge(file)
    there = drop.files.filter(sha256=judged.sha256).filter(problem=judged.problem or "").first()
    if there is not None:
        return there
    if drop.files.count() >= MOST_FILES:
        raise DropFull
    row = DroppedFile(drop=drop, name=judged.name[:255], folder=folder[:255], size=judged.size, sha256=judged.sha256, problem=judged.problem or "", at=now)
    if not judged.problem:
        row.lines = lines_of(judged)
        row.document = create(judged, by=by, title="", said=Description(purpose=purpose_of(row)))
    return _placed(drop, row, now)


def _placed(drop: Drop, row: DroppedFile, now: datetime) -> DroppedFile:
    try:
        with transaction.atomic():
            row.save()
            Drop.objects.filter(pk=drop.pk).update(touched_at=now)
    except IntegrityError:  # the same file came twice at once
        if row.document:
            row.document.delete()
        return DroppedFile.objects.get(drop=drop, sha256=row.sha256, problem=row.problem)
    return row


def purpose_of(row: DroppedFile) -> str:
    """What the library calls a file of the lot: the part that it looks like, else a further material."""
    (guess,) = recognise([seen(row)])
    return guess.likely.value if guess.likely else guessed_purpose(row.name)


def seen(row: DroppedFile) -> Seen:
    return Seen(row.name, row.folder, tuple(row.lines))


def lines_of(judged: Judged) -> list[str]:
    """The first lines of a good file, by which it is recognised. A file that our reader cannot follow is recognised by its name alone."""
    kind = extension(judged.name)
    try:
        judged.file.seek(0)
        text = decoded(judged.file.read()) if kind in TEXTS else words_of(cast(IO[bytes], judged.file.file), kind).text
    except Exception:
        logger.exception("The words of a dropped .%s file could not be read", kind)
        return []
    lines = [line.strip()[:LINE_KEPT] for line in (text or "").splitlines() if line.strip()]
    return lines[:LINES_READ]


def take_out(*, drop_id: int, file_id: int, by: User, now: datetime) -> None:
    """Remove one file from the lot, with what was kept of it. Raises NotFound, DropDone."""
    drop = _open(drop_id, by)
    with transaction.atomic():
        row = drop.files.select_related("document").filter(pk=file_id).first()
        if row is None:
            return  # the second of two clicks
        row.delete()
        drop_document(row.document)
        Drop.objects.filter(pk=drop.pk).update(touched_at=now)


def remember(*, drop_id: int, by: User, answers: dict[str, Any], now: datetime) -> None:
    """Keep what was typed, for the next time or the next try. Raises NotFound, DropDone."""
    drop = _open(drop_id, by)
    Drop.objects.filter(pk=drop.pk).update(answers=answers, touched_at=now)


def give_up(*, drop_id: int, by: User) -> None:
    """Forget a lot and its files. Raises NotFound, DropDone."""
    forget(_open(drop_id, by))


def forget(drop: Drop) -> None:
    """Delete an open lot; files that somebody uses or has put into the library meanwhile stay."""
    with transaction.atomic():
        documents = [row.document for row in drop.files.select_related("document")]
        drop.delete()
        for document in documents:
            drop_document(document)


def drop_document(document: CourseDocument | None) -> None:
    if document is not None and not document.shared and document.version == 1 and not uses.is_used(document):
        document.delete()


def forget_old(*, now: datetime, limit: int = 50) -> int:
    """The lots that nobody touched for a week; on a schedule."""
    old = list(Drop.objects.forgotten_at(now)[:limit])
    for drop in old:
        forget(drop)
    return len(old)


def _open(drop_id: int, by: Any) -> Drop:
    drop = mine(drop_id=drop_id, by=by)
    if drop.done_at:
        raise DropDone
    return drop
