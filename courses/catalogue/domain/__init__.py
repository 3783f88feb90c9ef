"""Verbs and questions of this room."""

from courses.catalogue.domain.decks import first_slides, may_see_notes, slides_of
from courses.catalogue.domain.files import is_public, may_read, read_words, unread_documents, using
from courses.catalogue.domain.readings import forget_reading, has_more, make_reading, reading_of, readings_of, waiting_readings

__all__ = [
    "first_slides",
    "forget_reading",
    "has_more",
    "is_public",
    "make_reading",
    "may_read",
    "may_see_notes",
    "read_words",
    "reading_of",
    "readings_of",
    "slides_of",
    "unread_documents",
    "using",
    "waiting_readings",
]
