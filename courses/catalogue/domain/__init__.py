"""Verbs and questions of this room."""

from courses.catalogue.domain.decks import first_slides, may_see_notes, slides_of
from courses.catalogue.domain.files import is_public, may_read, read_words, unread_documents, using
from courses.catalogue.domain.readings import forget_reading, has_more, make_reading, reading_of, readings_of, waiting_readings
from courses.catalogue.domain.reuse import adapt, authors_of, give_back, may_adapt, may_use, remember_origin, take_over, use_of
from courses.catalogue.domain.stages import (
    count_waiting,
    courses_of,
    end_release,
    ends_in_release,
    hand_on,
    may_see_way,
    release,
    settle,
    take_back,
    waiting_for,
    way_of,
)
from courses.catalogue.domain.versions import changes_in, differences, files_then, record_version, sees_lesson_plans, versions_of

__all__ = [
    "adapt",
    "authors_of",
    "changes_in",
    "count_waiting",
    "courses_of",
    "differences",
    "end_release",
    "ends_in_release",
    "files_then",
    "first_slides",
    "forget_reading",
    "give_back",
    "hand_on",
    "has_more",
    "is_public",
    "make_reading",
    "may_adapt",
    "may_read",
    "may_see_notes",
    "may_see_way",
    "may_use",
    "read_words",
    "reading_of",
    "readings_of",
    "record_version",
    "release",
    "remember_origin",
    "sees_lesson_plans",
    "settle",
    "slides_of",
    "take_back",
    "take_over",
    "unread_documents",
    "use_of",
    "using",
    "versions_of",
    "waiting_for",
    "waiting_readings",
    "way_of",
]
