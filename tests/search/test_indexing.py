"""Documents from the rooms' rows, the sweep that trusts no job, and what is never found."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from courses.catalogue.models import CourseDocument, CoursePage, CourseTeacher, Unit
from courses.selection.models import Offering
from search import documents, indexing
from search.domain import find
from search.models import Entry
from search.queries import Query
from tests.factories import selection as make
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def full_course(title: str = "零基础班") -> CoursePage:
    """A course whose every part has a word of its own."""
    page = make.course(title)
    page.summary, page.goals = "一句话简介", "会打电话"
    page.outline, page.lesson_plan, page.handout = "<p>大纲里讲<b>视频</b>通话</p>", "<p>教案机密</p>", "<h3>讲义</h3><p>存号码</p>"
    for name, text in (("outline_file", "大纲附件"), ("lesson_plan_file", "教案附件"), ("handout_file", "讲义附件"), ("slides", "幻灯第三页")):
        file = CourseDocument.objects.create(title=name, file=f"{name}.docx")
        CourseDocument.objects.filter(pk=file.pk).update(text=text, extracted_at=NOW - timedelta(days=1))
        setattr(page, name, file)
    page.save()
    Unit.objects.create(page=page, title="第一讲开机", summary="认识按键", sort_order=0)
    CourseTeacher.objects.create(page=page, teacher=make.teacher("方砚秋"), sort_order=0)
    return page


def found(text: str = "", **given: Any) -> list[tuple[str, str]]:
    return [(hit.kind, hit.title) for hit in find(Query(text=text, size=100, **given)).hits]


@pytest.mark.parametrize("word", ["零基础", "简介", "打电话", "视频通话", "存号码", "大纲附件", "讲义附件", "第三页", "开机", "按键", "方砚秋"])
def test_a_course_is_found_by_every_public_part(word: str) -> None:
    full_course()
    indexing.sweep(now=NOW)
    assert ("course", "零基础班") in found(word)


@pytest.mark.parametrize("word", ["教案", "机密", "教案附件"])
def test_the_lesson_plan_is_never_found(word: str) -> None:
    page = full_course()
    page.slides = page.lesson_plan_file  # somebody picks the same file twice
    page.save()
    indexing.sweep(now=NOW)
    assert found(word) == []


def test_drafts_restricted_courses_and_their_classes_are_not_found() -> None:
    draft, hidden = make.course("草稿", live=False), make.course("内部")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    for page in (draft, hidden):
        make.offering(page, teacher=make.teacher("李敏"))
    indexing.sweep(now=NOW)
    assert {kind for kind, _ in found()} == {"teacher"}
    assert found("草稿") == found("内部") == []


def test_a_draft_change_of_a_published_course_is_not_found() -> None:
    page = full_course()
    page.title = "改了还没发布"
    page.save_revision()
    indexing.sweep(now=NOW)
    assert found("还没发布") == []


def test_a_class_is_found_until_its_term_ends() -> None:
    offering = make.offering(make.course("书法"), label="周二班")
    indexing.sweep(now=NOW)
    assert ("offering", "书法 周二班") in found("周二班")
    after = NOW + timedelta(days=152)
    assert indexing.sweep(now=after) > 0
    assert found("周二班") == []
    assert Entry.objects.filter(kind="offering", object_id=offering.pk).count() == 0


def test_open_seats_follow_the_clock_without_any_change_of_a_row() -> None:
    term = make.term(selection_opens_at=NOW + timedelta(days=1), selection_closes_at=NOW + timedelta(days=2))
    make.offering(make.course("书法"), term=term, capacity=7)

    def seats(now: Any) -> list[int]:
        indexing.sweep(now=now)
        return [entry.open_seats for entry in Entry.objects.filter(kind__in=("course", "offering"))]

    assert seats(NOW) == [0, 0]
    assert seats(NOW + timedelta(days=1)) == [7, 7]
    assert seats(NOW + timedelta(days=2)) == [0, 0]


def test_a_second_sweep_finds_nothing_to_do() -> None:
    make.offering(full_course(), term=make.term(now=timezone.now()))
    assert indexing.sweep(now=timezone.now()) > 0
    assert indexing.sweep(now=timezone.now()) == 0


def test_the_sweep_finds_every_kind_of_lost_change() -> None:
    page = full_course()
    offering = make.offering(page, capacity=5, venue=make.venue("华山路睦邻中心"))
    later = NOW + timedelta(hours=1)
    indexing.sweep(now=NOW)

    CoursePage.objects.filter(pk=page.pk).update(title="新题目", last_published_at=later)
    assert indexing.sweep(now=later) > 0
    assert {("course", "新题目"), ("offering", "新题目")} <= set(found("新题目"))

    Offering.objects.filter(pk=offering.pk).update(seats_taken=5)  # a pick by SQL that touches no time
    assert indexing.sweep(now=later) > 0
    assert found(open_only=True) == []

    venue = offering.venue
    venue.name = "方兴路睦邻中心"
    venue.save()
    type(venue).objects.filter(pk=venue.pk).update(updated_at=later + timedelta(minutes=1))
    assert indexing.sweep(now=later + timedelta(minutes=2)) > 0
    assert ("course", "新题目") in found("方兴路")
    assert found("华山路") == []

    CourseDocument.objects.filter(pk=page.handout_file_id).update(text="补读的文字", extracted_at=later + timedelta(minutes=3))
    assert indexing.sweep(now=later + timedelta(minutes=4)) > 0
    assert ("course", "新题目") in found("补读")

    CoursePage.objects.filter(pk=page.pk).update(live=False)
    assert indexing.sweep(now=later + timedelta(minutes=5)) > 0
    assert found("新题目") == []


def test_a_renamed_teacher_is_renamed_everywhere() -> None:
    page = full_course()
    teacher = page.course_teachers.get(teacher__name="方砚秋").teacher
    make.offering(page, teacher=teacher)
    indexing.sweep(now=NOW)
    teacher.name = "方砚冬"
    teacher.save()
    indexing.refresh([("teacher", teacher.pk)], now=NOW + timedelta(hours=1))
    assert {kind for kind, _ in found("方砚冬")} == {"course", "teacher", "offering"}
    assert found("方砚秋") == []


def test_filters_come_from_where_a_course_is_offered() -> None:
    page = full_course()
    offering = make.offering(page, teacher=make.teacher("陈静"))
    make.offering(make.course("合唱", school_code="citizen"))
    indexing.sweep(now=NOW)
    for name, value in (("venue", offering.venue_id), ("term", offering.term_id), ("teacher", offering.teacher_id), ("school", "elder")):
        titles = {title for _, title in found(kinds=("course",), filters={name: (str(value),)})}
        assert titles == {"零基础班"}, name


@pytest.mark.parametrize("number", [1, 3])
def test_reading_documents_takes_a_constant_number_of_queries(number: int, django_assert_num_queries: Any) -> None:
    keys = []
    for _ in range(number):
        page = full_course()
        offering = make.offering(page)
        keys += [("course", page.pk), ("teacher", offering.teacher_id), ("offering", offering.pk)]
    page.get_url()  # the site's root path is kept in the cache
    with django_assert_num_queries(12):
        assert len(documents.from_db(keys, NOW)) == 3 * number


def test_a_rebuild_brings_back_a_lost_index() -> None:
    make.offering(full_course())
    number = indexing.rebuild(now=NOW)
    assert number == Entry.objects.count() == 5
    Entry.objects.all().delete()
    assert found("零基础") == []
    assert indexing.rebuild(now=NOW) == number
    assert ("course", "零基础班") in found("零基础")
