"""The five ones (五个一): what must be there before a course may be published.

Beside the five we ask for the school only: without it a course has no owner, no cover and no place in any list. Units are
not asked for, since a single talk or a course still being divided is a course too.
"""

from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from re import compile as pattern
from unicodedata import category

TAG = pattern(r"<[^>]*>")
INVISIBLE = ("C", "Z")  # control and format characters, all kinds of spaces


class Part(StrEnum):
    """What is asked for, in the order in which people name it."""

    OUTLINE = "outline"
    LESSON_PLAN = "lesson_plan"
    HANDOUT = "handout"
    SLIDES = "slides"
    TEACHER = "teacher"
    SCHOOL = "school"


FIVE = (Part.OUTLINE, Part.LESSON_PLAN, Part.HANDOUT, Part.SLIDES, Part.TEACHER)


def says_something(html: str) -> bool:
    """Whether rich text has a character that can be seen: empty paragraphs, spaces and rules do not count."""
    return any(not category(sign).startswith(INVISIBLE) for sign in unescape(TAG.sub(" ", html or "")))


@dataclass(frozen=True)
class Readiness:
    """Which parts are there. `of` builds it from what a course has."""

    there: frozenset[Part]

    @classmethod
    def of(cls, *, prose: dict[Part, str], files: set[Part], teachers: int, school: bool) -> "Readiness":
        """`prose` is rich text by part, `files` the parts that have a file; either of them is enough."""
        there = {part for part, html in prose.items() if says_something(html)} | files
        if teachers > 0:
            there.add(Part.TEACHER)
        if school:
            there.add(Part.SCHOOL)
        return cls(frozenset(there))

    @property
    def missing(self) -> tuple[Part, ...]:
        return tuple(part for part in Part if part not in self.there)

    @property
    def complete(self) -> bool:
        return not self.missing

    @property
    def slots(self) -> tuple[tuple[Part, bool], ...]:
        """The five slots in order, each with whether it is filled."""
        return tuple((part, part in self.there) for part in FIVE)
