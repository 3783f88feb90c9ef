"""The demo's texts are complete, hang together, and keep to the voice of the college."""

import re

import pytest

from demo import content, markup
from demo.content import CourseText
from demo.files import PAPERS
from demo.seeding.plan import BROKEN, CLASSES, REPLAYS

COURSES = pytest.mark.parametrize("course", content.courses(), ids=lambda course: course.slug)
KNOWN_NUMBERS = {"96110"}  # what people may dial, beside the emergency numbers of three digits


def texts_of(course: CourseText) -> list[str]:
    slides = [line for slide in course.slides for line in (slide.title, *slide.bullets, slide.notes)]
    units = [line for unit in course.units for line in (unit.title, unit.summary)]
    return [course.title, course.summary, course.audience, course.outline, course.lesson_plan, course.handout, *slides, *units]


def test_the_college_has_four_schools_twelve_venues_in_three_tiers_and_twelve_courses() -> None:
    assert [school.code for school in content.schools()] == ["party", "gov", "elder", "citizen"]
    assert [[venue.tier for venue in content.venues()].count(tier) for tier in (1, 2, 3)] == [1, 4, 7]
    assert len({course.slug for course in content.courses()}) == 12


def test_every_venue_hangs_below_one_of_the_tier_above() -> None:
    by_code = {venue.code: venue for venue in content.venues()}
    assert all(by_code[venue.parent].tier == venue.tier - 1 for venue in content.venues() if venue.parent)
    assert [venue.code for venue in content.venues() if not venue.parent] == ["fangxing"]


@COURSES
def test_a_course_has_all_of_the_five_ones_in_full(course: CourseText) -> None:
    assert content.teacher(course.teacher)
    assert content.school(course.school)
    assert all(300 <= len(re.sub(r"\s", "", getattr(course, part))) <= 800 for part in PAPERS)
    assert 6 <= len(course.slides) <= 10
    assert 4 <= len(course.units) <= 8
    assert len(markup.goals(course.outline)) >= 3


@COURSES
def test_a_slide_can_be_read_from_the_last_row(course: CourseText) -> None:
    for slide in course.slides:
        assert 2 <= len(slide.bullets) <= 5
        assert max(len(line) for line in slide.bullets) <= 20


@COURSES
def test_titles_fit_their_fields(course: CourseText) -> None:
    assert len(course.short_title) <= 6
    assert len(course.summary) <= 160
    assert all(len(unit.title) <= 120 for unit in course.units)


@COURSES
def test_the_voice_is_calm(course: CourseText) -> None:
    for text in texts_of(course):
        assert not re.search(r"[！!~]|亲爱的|小伙伴|名次", text)
        assert not re.search(r"[\u4e00-\u9fff][,;:?][\u4e00-\u9fff]", text), "full-width punctuation"
        assert set(re.findall(r"[A-Za-z]+", text)) <= {"PPT", "AED", "PDF"}


@COURSES
def test_no_telephone_number_of_a_person_appears(course: CourseText) -> None:
    assert {number for text in texts_of(course) for number in re.findall(r"\d{5,}", text)} <= KNOWN_NUMBERS


def test_classes_are_held_in_rooms_that_exist_and_hold_them() -> None:
    rooms = {(venue.code, room.name): room.capacity for venue in content.venues() for room in venue.rooms}
    for plan in CLASSES:
        assert plan.mode == "online" or rooms[plan.venue, plan.room] >= plan.capacity


def test_no_room_and_no_teacher_is_in_two_classes_at_once() -> None:
    held = [plan for plan in CLASSES if plan.mode != "online"]
    rooms = [(plan.term, plan.venue, plan.room, plan.weekday, plan.begins) for plan in held]
    teachers = [(plan.term, content.course(plan.course).teacher, plan.weekday, plan.begins) for plan in CLASSES]
    assert len(set(rooms)) == len(rooms)
    assert len(set(teachers)) == len(teachers)


def test_replays_belong_to_classes_of_the_same_course() -> None:
    planned = {(plan.course, plan.term, plan.label) for plan in CLASSES}
    for text in content.recordings():
        key, number = REPLAYS[text.name]
        assert key in planned
        assert (key[0], number) == (text.course, text.unit)
    assert BROKEN[1] in planned


def test_recordings_show_slides_that_exist() -> None:
    for text in content.recordings():
        slides = content.course(text.course).slides
        assert all(1 <= scene.slide <= len(slides) for scene in text.scenes)
