"""Decks as people see them: who is shown the speaker's notes, and the first slides of a deck."""

from __future__ import annotations

from typing import Any

from courses.catalogue.models import CourseDocument, Reading, ReadingPage


def may_see_notes(user: Any, document: CourseDocument) -> bool:
    """The notes are the teacher's own: for herself, for those who teach the course, for school heads and staff, also where the deck is public."""
    return bool(user.is_authenticated and user.is_active and CourseDocument.objects.readable_by(user).filter(pk=document.pk).exists())


def first_slides(document: CourseDocument | None, limit: int) -> list[ReadingPage]:
    """The first slides of a deck whose pictures are there; [] while there are none. One query."""
    if document is None or not document.sha256:
        return []
    pages = ReadingPage.objects.filter(reading__sha256=document.sha256, reading__kind="pptx").exclude(reading__how="")
    return list(pages.exclude(thumbnail="").defer("text", "html", "notes")[:limit])


def slides_of(reading: Reading, *, with_notes: bool) -> list[ReadingPage]:
    """All slides of a reading; without the notes for those whom they do not concern."""
    return list(reading.pages.defer("text") if with_notes else reading.pages.defer("text", "notes"))
