"""A topic goes from station to station, each step with who, when and why; what is missing is named."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from college.errors import NotAllowed
from college.roles import Role
from courses.catalogue import domain
from courses.catalogue.domain import topics
from courses.catalogue.errors.topics import CannotGoOn, MovedMeanwhile, SayWhy
from courses.catalogue.models import Topic, TopicCourse, TopicFile, TopicPerson, TopicStep
from courses.catalogue.rules.topics import LINE, Lack, Station, following, lacks
from tests.factories import catalogue, needs
from tests.factories.college import person, teacher
from tests.races import all_at_once, while_uncommitted

ENOUGH = {"leads": 1, "reports": 1, "courses": 1}


@pytest.mark.parametrize(
    ("station", "short", "lack"),
    [
        (Station.PROPOSED, {"leads": 0}, Lack.LEAD),
        (Station.RESEARCH, {"reports": 0}, Lack.REPORT),
        (Station.REPORT, {"courses": 0}, Lack.COURSE),
        (Station.COURSE, {}, Lack.FINISHED),
        (Station.APPROVED, {"leads": 0, "reports": 0, "courses": 0}, None),
        (Station.REPORT, {}, None),
    ],
)
def test_what_a_step_needs(station: Station, short: dict[str, int], lack: Lack | None) -> None:
    assert lacks(station, closed=False, **{**ENOUGH, **short}) == lack


@given(st.sampled_from(LINE), st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))
def test_whatever_is_there_a_closed_topic_stands_still_and_an_open_one_goes_one_station(station: Station, leads: int, reports: int, courses: int) -> None:
    assert lacks(station, closed=True, leads=leads, reports=reports, courses=courses) is Lack.CLOSED
    if lacks(station, closed=False, leads=leads, reports=reports, courses=courses) is None:
        onward = following(station)
        assert onward is not None
        assert LINE.index(onward) == LINE.index(station) + 1


@pytest.fixture
def staff():
    return person("jiaowu", Role.STAFF)


def go(topic: Topic, staff, note: str = "") -> None:
    topics.go_on(topic_id=topic.pk, seen=Topic.objects.get(pk=topic.pk).station, note=note, by=staff, now=timezone.now())


@pytest.mark.django_db
def test_the_whole_way_leaves_a_line_for_each_step(staff) -> None:
    topic = needs.topic()
    topics.propose(topic_id=topic.pk, by=staff, now=timezone.now(), note="楼长写来的")
    for make, message in (
        (lambda: TopicPerson.objects.create(topic=topic, name="王建国"), "负责人"),
        (lambda: None, None),
        (lambda: TopicFile.objects.create(topic=topic, document=catalogue.course_file(), kind="report"), "资政报告"),
        (lambda: TopicCourse.objects.create(topic=topic, course=catalogue.course()), "课程"),
    ):
        if message:
            with pytest.raises(CannotGoOn, match=message):
                go(topic, staff)
        make()
        go(topic, staff, "往前走")
    with pytest.raises(CannotGoOn, match="完成"):
        go(topic, staff)
    assert [step.to for step in topic.steps.all()] == [station.value for station in LINE]
    assert {step.by for step in topic.steps.all()} == {staff}


@pytest.mark.django_db
def test_of_two_who_press_the_second_is_told(staff) -> None:
    topic = needs.topic()
    TopicPerson.objects.create(topic=topic, name="王建国")
    topics.go_on(topic_id=topic.pk, seen="proposed", by=staff, now=timezone.now())
    with pytest.raises(MovedMeanwhile):
        topics.go_on(topic_id=topic.pk, seen="proposed", by=staff, now=timezone.now())
    assert topic.steps.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_topic_moves_one_station_however_many_press_and_whoever_saves_its_text(staff) -> None:
    topic, now, client = needs.topic(), timezone.now(), Client()
    TopicPerson.objects.create(topic=topic, name="王建国")
    client.force_login(staff)

    def press() -> None:
        topics.go_on(topic_id=topic.pk, seen="proposed", by=staff, now=now)

    assert all_at_once(press, press, press) == {"done": 1, MovedMeanwhile.code: 2}
    rows = {
        f"{name}-{field}": count for name in ("topic_people", "topic_files", "topic_courses") for field, count in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
    }
    typed = {"title": "加装电梯", "slug": topic.slug, "question": "怎么谈？", **rows}
    answers: list[int] = []
    result = while_uncommitted(
        lambda: topics.go_on(topic_id=topic.pk, seen="approved", by=staff, now=now),
        lambda: answers.append(client.post(f"/admin/topic/edit/{topic.pk}/", typed).status_code),
    )
    topic.refresh_from_db()
    assert (result, answers, topic.title, topic.station) == ("done", [302], "加装电梯", "research")
    assert list(topic.steps.values_list("to", flat=True)) == ["approved", "research"]


@pytest.mark.django_db
def test_a_topic_ends_without_a_course_only_with_a_reason(staff) -> None:
    topic, now = needs.topic(station="research"), timezone.now()
    with pytest.raises(SayWhy):
        topics.close_topic(topic_id=topic.pk, reason="  ", by=staff, now=now)
    topics.close_topic(topic_id=topic.pk, reason="区里已有范本", by=staff, now=now)
    with pytest.raises(CannotGoOn):
        go(topic, staff)
    with pytest.raises(CannotGoOn):
        topics.close_topic(topic_id=topic.pk, reason="再来", by=staff, now=now)
    topics.reopen_topic(topic_id=topic.pk, by=staff, now=now)
    topics.reopen_topic(topic_id=topic.pk, by=staff, now=now)
    assert [(step.to, step.note) for step in topic.steps.all()] == [("closed", "区里已有范本"), ("reopened", "")]
    with pytest.raises(CannotGoOn):
        topics.close_topic(topic_id=needs.topic(station="course").pk, reason="够了", by=staff, now=now)


@pytest.mark.django_db
def test_history_is_written_once_and_people_are_a_teacher_or_a_name(staff) -> None:
    topic = needs.topic()
    topics.propose(topic_id=topic.pk, by=staff, now=timezone.now())
    step = topic.steps.get()
    step.note = "改一改"
    with pytest.raises(TypeError):
        step.save()
    for wrong in ({}, {"teacher": teacher(), "name": "王建国"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            TopicPerson.objects.create(topic=topic, **wrong)
    with pytest.raises(DatabaseError), transaction.atomic():
        TopicStep.objects.create(topic=topic, to="proposed", at=timezone.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        Topic.objects.filter(pk=topic.pk).update(closed_on=timezone.localdate())


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.TEACHER, Role.LEARNER])
def test_only_the_office_moves_a_topic(role) -> None:
    topic, somebody, now = needs.topic(), person("x", role), timezone.now()
    for act in (
        lambda: topics.go_on(topic_id=topic.pk, seen="proposed", by=somebody, now=now),
        lambda: topics.close_topic(topic_id=topic.pk, reason="好", by=somebody, now=now),
        lambda: topics.reopen_topic(topic_id=topic.pk, by=somebody, now=now),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.django_db
def test_everybody_reads_what_a_public_topic_shows_and_nothing_else() -> None:
    shown, kept, early = catalogue.course_file("报告.docx"), catalogue.course_file("草稿.docx"), catalogue.course_file("题目.docx")
    topic = needs.topic(station="report")
    TopicFile.objects.create(topic=topic, document=shown, kind="report", is_public=True)
    TopicFile.objects.create(topic=topic, document=kept)
    TopicFile.objects.create(topic=needs.topic(), document=early, is_public=True)
    user = person("chen", Role.TEACHER)
    TopicPerson.objects.create(topic=topic, teacher=teacher("陈静", user))
    assert [domain.is_public(document) for document in (shown, kept, early)] == [True, False, False]
    assert domain.may_read(user, kept)
    assert not domain.may_read(person("other", Role.TEACHER), kept)


@pytest.mark.django_db
def test_a_need_is_met_by_what_its_topic_led_to() -> None:
    need = needs.need()
    topic = needs.topic(station="course", need=need)
    assert not needs.Need.objects.with_answer().get().met
    TopicCourse.objects.create(topic=topic, course=catalogue.course())
    assert needs.Need.objects.with_answer().get().met
