"""What the demo college teaches, read from the TOML files beside this module. No Django here: scripts and tests read it too."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TIERS = {"centre": 1, "hub": 2, "house": 3}

# The order in which the catalogue is told, school by school.
ORDER = ("dangjian", "jiuzhu", "loudong", "qianzhi", "gongyi", "yishi", "shouji", "shufa", "hechang", "baduanjin", "fangzha", "jijiu")


@dataclass(frozen=True)
class SchoolText:
    code: str
    name: str
    door: str
    summary: str


@dataclass(frozen=True)
class RoomText:
    name: str
    capacity: int
    floor: int
    equipment: tuple[str, ...]


@dataclass(frozen=True)
class VenueText:
    """A venue; `tier` is 1, 2 or 3, `parent` the code of the venue above it, `place` latitude and longitude. Facts nobody knows are None."""

    code: str
    name: str
    tier: int
    parent: str | None
    address: str
    note: str
    place: tuple[float, float]
    hours: str
    step_free: bool | None
    lift: bool | None
    toilet: bool | None
    rooms: tuple[RoomText, ...]


@dataclass(frozen=True)
class LineText:
    """A river or road on the map, as latitudes and longitudes."""

    name: str
    kind: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class TeacherText:
    slug: str
    name: str
    school: str
    title: str
    bio: str


@dataclass(frozen=True)
class UnitText:
    title: str
    summary: str


@dataclass(frozen=True)
class SlideText:
    title: str
    bullets: tuple[str, ...]
    notes: str


@dataclass(frozen=True)
class CourseText:
    """One course with its five ones. `outline`, `lesson_plan` and `handout` are in the small markup of `demo.markup`."""

    title: str
    short_title: str
    slug: str
    school: str
    teacher: str
    summary: str
    audience: str
    need: str
    outline: str
    lesson_plan: str
    handout: str
    units: tuple[UnitText, ...]
    slides: tuple[SlideText, ...]


@dataclass(frozen=True)
class SceneText:
    """One page of a recording: the number of the slide (from 1), and what is said, sentence by sentence."""

    slide: int
    say: tuple[str, ...]


@dataclass(frozen=True)
class RecordingText:
    """A recording to make: `kind` is "lecture" (slides and a corner picture) or "phone" (held upright in a hand)."""

    name: str
    course: str
    unit: int
    title: str
    kind: str
    width: int
    height: int
    speed: int
    pitch: int
    captions: bool
    scenes: tuple[SceneText, ...]


@dataclass(frozen=True)
class QuestionText:
    """One question of a check: its answers with whether each is right, and why."""

    text: str
    choices: tuple[tuple[str, bool], ...]
    several: bool
    why: str


@dataclass(frozen=True)
class CheckText:
    """The check of one course."""

    course: str
    introduction: str
    questions: tuple[QuestionText, ...]


@dataclass(frozen=True)
class RulesText:
    """One version of the credit rules; `year` counts from this one, `needs` are (category, required, elective) in credits."""

    year: int
    minutes_per_credit: int
    course_cap: int
    text: str
    required_courses: tuple[str, ...]
    needs: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class CorrectionText:
    """The one mistake of the ledger: why, in words, and how many lessons were counted too much."""

    reason: str
    words: str
    lessons: int


@dataclass(frozen=True)
class CreditsText:
    """The rules of credits, the categories of members as (code, name), and the mistake."""

    title: str
    categories: tuple[tuple[str, str], ...]
    versions: tuple[RulesText, ...]
    correction: CorrectionText


@dataclass(frozen=True)
class ResourceText:
    """A file of the library: what is said of it, its text, and the courses that use it. `before`: the text of its first version, `change`: what is new."""

    title: str
    file: str
    teacher: str
    purpose: str
    licence: str
    description: str
    body: str
    courses: tuple[str, ...]
    note: str
    licence_note: str = ""
    credit: str = ""
    before: str = ""
    change: str = ""


def _read(path: str) -> dict[str, Any]:
    return tomllib.loads((HERE / path).read_text(encoding="utf-8"))


@cache
def schools() -> tuple[SchoolText, ...]:
    return tuple(SchoolText(**row) for row in _read("places.toml")["schools"])


@cache
def venues() -> tuple[VenueText, ...]:
    """The venues, every parent before its children."""
    return tuple(_venue(row) for row in _read("places.toml")["venues"])


@cache
def neighbourhoods() -> dict[str, tuple[float, float]]:
    """The neighbourhoods by name, with latitude and longitude."""
    return {name: (north, east) for name, (north, east) in _read("places.toml")["neighbourhoods"].items()}


@cache
def lines() -> tuple[LineText, ...]:
    return tuple(LineText(row["name"], row["kind"], tuple((north, east) for north, east in row["points"])) for row in _read("places.toml")["lines"])


@cache
def teachers() -> tuple[TeacherText, ...]:
    return tuple(TeacherText(**row) for row in _read("teachers.toml")["teachers"])


@cache
def courses() -> tuple[CourseText, ...]:
    """The twelve courses, in the order of the catalogue."""
    return tuple(_course(_read(f"courses/{slug}.toml")) for slug in ORDER)


@cache
def recordings() -> tuple[RecordingText, ...]:
    return tuple(_recording(row) for row in _read("recordings.toml")["recordings"])


@cache
def checks() -> dict[str, CheckText]:
    """The checks by the slug of their course."""
    return {row["course"]: _check(row) for row in _read("checks.toml")["checks"]}


@cache
def resources() -> tuple[ResourceText, ...]:
    """The files of the library."""
    return tuple(ResourceText(**{**row, "courses": tuple(row["courses"])}) for row in _read("resources.toml")["resources"])


@cache
def credits() -> CreditsText:
    """The rules of credits."""
    read = _read("credits.toml")
    return CreditsText(
        title=read["title"],
        categories=tuple((row["code"], row["name"]) for row in read["categories"]),
        versions=tuple(_rules(row) for row in read["versions"]),
        correction=CorrectionText(**read["correction"]),
    )


@cache
def needs() -> dict[str, Any]:
    """The surveys, modules, needs and topics, as they stand in the file."""
    return _read("needs.toml")


def course(slug: str) -> CourseText:
    return next(text for text in courses() if text.slug == slug)


def teacher(slug: str) -> TeacherText:
    return next(text for text in teachers() if text.slug == slug)


def school(code: str) -> SchoolText:
    return next(text for text in schools() if text.code == code)


def _venue(row: dict[str, Any]) -> VenueText:
    rooms = tuple(RoomText(name, capacity, floor, tuple(equipment)) for name, capacity, floor, equipment in row["rooms"])
    access = (row.get("step_free"), row.get("lift"), row.get("toilet"))
    north, east = row["place"]
    return VenueText(row["code"], row["name"], TIERS[row["tier"]], row.get("parent"), row["address"], row["note"], (north, east), row["hours"], *access, rooms)


def _course(row: dict[str, Any]) -> CourseText:
    units = tuple(UnitText(**unit) for unit in row.pop("units"))
    slides = tuple(SlideText(slide["title"], tuple(slide["bullets"]), slide["notes"]) for slide in row.pop("slides"))
    return CourseText(**row, units=units, slides=slides)


def _recording(row: dict[str, Any]) -> RecordingText:
    scenes = tuple(SceneText(scene["slide"], tuple(scene["say"])) for scene in row.pop("scenes"))
    return RecordingText(**row, scenes=scenes)


def _check(row: dict[str, Any]) -> CheckText:
    questions = tuple(
        QuestionText(one["text"], tuple((text, right) for text, right in one["choices"]), one.get("several", False), one["why"]) for one in row["questions"]
    )
    return CheckText(row["course"], row["introduction"], questions)


def _rules(row: dict[str, Any]) -> RulesText:
    needs = tuple((code, required, elective) for code, required, elective in row.pop("needs"))
    return RulesText(required_courses=tuple(row.pop("required_courses")), needs=needs, **row)
