"""The pieces of a course that versions are compared by."""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class Piece(StrEnum):
    """In the order in which a page shows them."""

    TITLE = "title"
    SCHOOL = "school"
    SUMMARY = "summary"
    GOALS = "goals"
    TEACHERS = "teachers"
    OUTLINE = "outline"
    UNITS = "units"
    DESIGNS = "designs"
    HANDOUT = "handout"
    SLIDES = "slides"
    LESSON_PLAN = "lesson_plan"


HIDDEN = frozenset({Piece.LESSON_PLAN, Piece.DESIGNS})  # from everybody but teachers and staff; designs hold notes for who teaches
Contents = Mapping[Piece, Sequence[str]]


def changed_pieces(old: Contents, new: Contents) -> tuple[Piece, ...]:
    """The pieces whose lines differ, in order."""
    return tuple(piece for piece in Piece if list(old.get(piece, ())) != list(new.get(piece, ())))


def shown(pieces: Sequence[Piece], *, everything: bool) -> tuple[Piece, ...]:
    """What of these may be named to somebody: that a lesson plan has changed is nobody's business but the teachers'."""
    return tuple(piece for piece in pieces if everything or piece not in HIDDEN)
