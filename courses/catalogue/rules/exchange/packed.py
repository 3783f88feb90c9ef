"""A course as it travels: every field that goes along, by its name, and what is wrong with one that somebody sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from courses.catalogue.rules.hours import Activity
from courses.catalogue.rules.readiness import Part, says_something

TEXTS = (Part.OUTLINE, Part.LESSON_PLAN, Part.HANDOUT)  # may be written, a file, or both
FILES = (*TEXTS, Part.SLIDES)
LENGTHS = {"title": 255, "short_title": 6, "summary": 160, "goals": 10_000, "search_description": 1000}  # the written facts, and their longest
UNIT_LENGTHS = {"title": 120, "summary": 10_000}
FORMATS = ("lecture", "case", "group", "salon", "exchange", "visit")
ACTIVITIES = tuple(Activity)
MINUTES = (1, 600)
READING = re.compile(r"reading-[1-9][0-9]{0,2}")  # the name of a file that a lesson's design gives to read
MATERIAL = re.compile(r"material-[1-9][0-9]{0,2}")  # and of a further material of the course
MOST_FILES = 60
# of the five ones; what a lesson gives to read and further materials may be of any kind we take
ENDINGS: dict[str, tuple[str, ...]] = {Part.SLIDES: ("pptx",), **dict.fromkeys(TEXTS, ("docx", "pdf"))}
LONGEST_TEXT = 400_000  # signs of one written part, markup included
LONGEST_NOTE = 200  # of a further material
MOST_UNITS, MOST_TEACHERS, MOST_NEEDS = 200, 20, 50


class Trouble(StrEnum):
    """What keeps a course from being taken in."""

    NO_TITLE = "no_title"
    TOO_LONG = "too_long"  # the value names the field
    SCHOOL = "school"
    FORMAT = "format"
    ACTIVITY = "activity"
    MINUTES = "minutes"
    DESIGN = "design"
    UNIT_TITLE = "unit_title"
    TOO_MANY = "too_many"
    NEWER = "newer"
    UNREADABLE = "unreadable"
    FILE = "file"  # the value is "part:problem"
    FILE_GONE = "file_gone"
    FILE_CHANGED = "file_changed"
    SHARED_PLAN = "shared_plan"


class Remark(StrEnum):
    """What is said and keeps nobody from going on."""

    LEFT_OUT = "left_out"
    TEACHER_UNKNOWN = "teacher_unknown"
    TITLE_EXISTS = "title_exists"
    NO_PART = "no_part"
    NO_SCHOOL = "no_school"
    NEED_UNKNOWN = "need_unknown"


@dataclass(frozen=True, slots=True)
class Said:
    """One trouble or remark with the value that it is about."""

    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of the course: the name it shows, where it lies in the archive, its hash ("" when the sender told none), and whose work it is."""

    name: str
    path: str
    sha256: str = ""
    licence: str = ""
    licence_note: str = ""
    credit: str = ""
    purpose: str = ""  # of those that are none of the five ones: what it is, and of a further material what it is for
    note: str = ""


@dataclass(frozen=True, slots=True)
class PackedTeacher:
    name: str
    slug: str = ""


@dataclass(frozen=True, slots=True)
class PackedNeed:
    """A course that is needed first, by its address; the title is for people."""

    slug: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class PackedUnit:
    title: str
    summary: str = ""
    format: str = "lecture"
    minutes: int = 90
    practice_minutes: int = 0
    activity: str = "learn"
    design: str = ""  # the steps as JSON, in which a file stands by its name in `Packed.files`


@dataclass(slots=True)
class Packed:
    """A course with its five ones. `facts` by the names of LENGTHS, `texts` (HTML) and `files` by the names of parts, `school` a code.

    Files that lessons give to read stand among `files` as "reading-1" and so on, further materials as "material-1". `row` is its row in a table, as
    people count; 0 elsewhere.
    """

    facts: dict[str, str] = field(default_factory=dict)
    school: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    files: dict[str, PackedFile] = field(default_factory=dict)
    teachers: list[PackedTeacher] = field(default_factory=list)
    units: list[PackedUnit] = field(default_factory=list)
    needs: list[PackedNeed] = field(default_factory=list)
    troubles: list[Said] = field(default_factory=list)
    remarks: list[Said] = field(default_factory=list)
    row: int = 0

    @property
    def title(self) -> str:
        return self.facts.get("title", "")

    def as_data(self) -> dict[str, Any]:
        """As plain data, to be kept; `from_data` is its inverse."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Packed:
        return cls(
            facts=dict(data["facts"]),
            school=data["school"],
            texts=dict(data["texts"]),
            files={part: PackedFile(**one) for part, one in data["files"].items()},
            teachers=[PackedTeacher(**one) for one in data["teachers"]],
            units=[PackedUnit(**one) for one in data["units"]],
            needs=[PackedNeed(**one) for one in data.get("needs", [])],
            troubles=[Said(**one) for one in data["troubles"]],
            remarks=[Said(**one) for one in data["remarks"]],
            row=data.get("row", 0),
        )


def troubles_of(course: Packed) -> Iterator[Said]:
    """What in the words of a course cannot be kept. Files are judged where they are read."""
    if not course.title.strip():
        yield Said(Trouble.NO_TITLE)
    yield from (Said(Trouble.TOO_LONG, name) for name, most in LENGTHS.items() if len(course.facts.get(name, "")) > most)
    yield from (Said(Trouble.TOO_LONG, part) for part, html in course.texts.items() if len(html) > LONGEST_TEXT)
    if len(course.units) > MOST_UNITS or len(course.teachers) > MOST_TEACHERS or len(course.files) > MOST_FILES or len(course.needs) > MOST_NEEDS:
        yield Said(Trouble.TOO_MANY)
    yield from (Said(Trouble.TOO_LONG, name) for name, one in course.files.items() if len(one.note) > LONGEST_NOTE)
    for number, unit in enumerate(course.units[:MOST_UNITS], start=1):
        yield from _unit_troubles(number, unit)
    plan = course.files.get(Part.LESSON_PLAN)
    if plan and any(plan.path == course.files[part].path for part in FILES if part != Part.LESSON_PLAN and part in course.files):
        yield Said(Trouble.SHARED_PLAN)


def _unit_troubles(number: int, unit: PackedUnit) -> Iterator[Said]:
    if not 1 <= len(unit.title.strip()) <= UNIT_LENGTHS["title"]:
        yield Said(Trouble.UNIT_TITLE, str(number))
    if len(unit.summary) > UNIT_LENGTHS["summary"]:
        yield Said(Trouble.TOO_LONG, f"unit {number}")
    if unit.format not in FORMATS:
        yield Said(Trouble.FORMAT, str(number))
    if unit.activity not in ACTIVITIES:
        yield Said(Trouble.ACTIVITY, str(number))
    if len(unit.design) > LONGEST_TEXT:
        yield Said(Trouble.DESIGN, str(number))
    if not MINUTES[0] <= unit.minutes <= MINUTES[1] or not 0 <= unit.practice_minutes <= unit.minutes:
        yield Said(Trouble.MINUTES, str(number))


def missing_parts(course: Packed) -> list[Part]:
    """Which of the five ones a course does not bring along, in order; it can be taken in as a draft all the same."""
    there = {part for part in TEXTS if part in course.files or says_something(course.texts.get(part, ""))}
    there |= {Part.SLIDES} if Part.SLIDES in course.files else set()
    there |= {Part.TEACHER} if course.teachers else set()
    return [part for part in (*FILES, Part.TEACHER) if part not in there]
