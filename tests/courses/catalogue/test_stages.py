"""The way of a course through its four stages: who may take it on, what must be written down, and that nobody goes round it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, Workflow, WorkflowState

from college.errors import Invalid, NotAllowed
from college.roles import Role
from courses.catalogue import domain
from courses.catalogue.errors import PublishRefused, ReasonMissing, ReviewMissing, ReviewTooLow, StageOver, TrialMissing
from courses.catalogue.models import CoursePage, Release
from courses.catalogue.models.stages import in_stage, standing_of
from courses.catalogue.rules.stages import Stage
from tests.factories.catalogue import course, index
from tests.factories.college import person, teacher
from tests.factories.stages import REVIEW, handed_on, released, reviewed, trial, tried

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def author():
    user = person("chenjing", Role.TEACHER)
    teacher("陈静", user)
    return user


@pytest.fixture
def staff():
    return person("jiaowu", Role.STAFF)


def stage_of(page):
    return standing_of(CoursePage.objects.get(pk=page.pk)).stage


def test_a_migration_puts_the_four_tasks_on_the_list_of_courses():
    workflow = index().get_workflow()
    assert [task.name for task in workflow.tasks] == ["研发", "试讲", "评审", "推广"]
    assert Workflow.objects.exclude(pk=workflow.pk).get().name == "上线前审核"


def test_a_course_walks_from_draft_to_release(author, staff):
    page = course(live=False, owner=author)
    assert stage_of(page) == Stage.DEVELOP
    handed_on(page, author)
    assert stage_of(page) == Stage.TRIAL
    tried(page, person("", Role.TEACHER))
    assert stage_of(page) == Stage.REVIEW
    reviewed(page, person("", Role.SCHOOL_HEAD))
    assert stage_of(page) == Stage.RELEASE
    assert not CoursePage.objects.get(pk=page.pk).live
    released(page, staff)
    standing = standing_of(CoursePage.objects.get(pk=page.pk))
    assert standing.finished
    assert CoursePage.objects.get(pk=page.pk).live
    assert page.releases.get().by == staff
    assert page.versions.count() == 1


def test_half_a_course_is_not_handed_on(author):
    page = course(live=False, owner=author, slides=None)
    with pytest.raises(PublishRefused):
        domain.hand_on(course=page, by=author)
    assert not WorkflowState.objects.exists()


def test_who_may_hand_on(author):
    page = course(live=False, owner=author)
    with pytest.raises(NotAllowed):
        domain.hand_on(course=page, by=person("", Role.TEACHER))
    handed_on(page, author)
    with pytest.raises(StageOver):
        domain.hand_on(course=page, by=author)


@pytest.mark.parametrize("given", [{}, trial(attended=0), trial(comment=""), trial(place=""), trial(held_on=timezone.localdate() + timedelta(days=1))])
def test_without_a_trial_lesson_nothing_goes_on(author, given):
    page = handed_on(course(live=False, owner=author), author)
    with pytest.raises(Invalid):
        domain.settle(course=page, stage=Stage.TRIAL, on=True, given=given, by=person("", Role.TEACHER))
    with pytest.raises(TrialMissing):
        page.current_workflow_task_state.approve(user=person("", Role.STAFF))
    assert stage_of(page) == Stage.TRIAL


def test_the_author_neither_confirms_her_trial_nor_reviews_herself():
    both = person("chenjing", Role.TEACHER, Role.STAFF)
    page = handed_on(course(live=False, owner=both), both)
    with pytest.raises(NotAllowed):
        tried(page, both)
    tried(page, person("", Role.TEACHER))
    with pytest.raises(NotAllowed):
        reviewed(page, both)
    taught = course(live=False, owner=person("", Role.TEACHER), teachers=[teacher("陈静", both)])
    handed_on(taught, both)
    tried(taught, person("", Role.TEACHER))
    with pytest.raises(NotAllowed):
        reviewed(taught, both)
    assert domain.waiting_for(both, Stage.REVIEW) == []


def test_a_superuser_does_not_review_her_own_course():
    root = person("root", is_superuser=True, is_staff=True)
    page = tried(handed_on(course(live=False, owner=root), root), person("", Role.TEACHER))
    with pytest.raises(NotAllowed):
        reviewed(page, root)


@pytest.mark.parametrize("role", [Role.LEARNER, Role.TEACHER, Role.DESK, Role.COMMITTEE])
def test_who_does_not_review(author, role):
    page = tried(handed_on(course(live=False, owner=author), author), person("", Role.TEACHER))
    with pytest.raises(NotAllowed):
        reviewed(page, person("", role))


def test_a_review_judges_all_four_and_none_too_low(author, staff):
    page = tried(handed_on(course(live=False, owner=author), author), person("", Role.TEACHER))
    with pytest.raises(ReviewMissing):
        page.current_workflow_task_state.approve(user=staff)
    with pytest.raises(Invalid):
        domain.settle(course=page, stage=Stage.REVIEW, on=True, given={**REVIEW, "clarity": ""}, by=staff)
    with pytest.raises(ReviewTooLow):
        domain.settle(course=page, stage=Stage.REVIEW, on=True, given={**REVIEW, "clarity": "1"}, by=staff)
    assert stage_of(page) == Stage.REVIEW


def test_sent_back_says_why_and_comes_back_to_the_same_stage(author, staff):
    page = handed_on(course(live=False, owner=author), author)
    domain.settle(course=page, stage=Stage.TRIAL, on=False, given={"comment": "例子再近一点"}, by=staff)
    page = CoursePage.objects.get(pk=page.pk)
    way = domain.way_of(page, author)
    assert way.standing.sent_back
    assert way.reason == "例子再近一点"
    assert way.may_hand_on
    handed_on(page, author)
    with pytest.raises(Invalid):
        domain.settle(course=page, stage=Stage.TRIAL, on=False, given={"comment": " "}, by=staff)
    assert stage_of(page) == Stage.TRIAL
    assert "例子再近一点" in [event.state.comment for event in domain.way_of(page, author).events]


def test_two_who_decide_at_once_decide_once(author, staff):
    page = handed_on(course(live=False, owner=author), author)
    seen_by_both = page.current_workflow_task_state
    tried(page, person("", Role.TEACHER))
    with pytest.raises(StageOver):
        domain.settle(course=page, stage=Stage.TRIAL, on=True, given=trial(), by=staff)
    with pytest.raises(StageOver):
        seen_by_both.task.specific.on_action(seen_by_both, staff, "approve", **trial())


def test_only_the_office_releases_and_takes_back(author, staff):
    page = reviewed(tried(handed_on(course(live=False, owner=author), author), person("", Role.TEACHER)), staff)
    for role in (Role.TEACHER, Role.SCHOOL_HEAD):
        with pytest.raises(NotAllowed):
            released(page, person("", role))
    released(page, staff)
    with pytest.raises(NotAllowed):
        domain.end_release(course=page, reason="旧了", by=author, now=timezone.now())
    with pytest.raises(ReasonMissing):
        domain.end_release(course=page, reason=" ", by=staff, now=timezone.now())
    domain.end_release(course=page, reason="内容旧了", by=staff, now=timezone.now())
    assert Release.objects.get().reason == "内容旧了"
    assert stage_of(page) == Stage.DEVELOP


def test_a_course_may_be_published_while_it_is_on_its_way(author):
    page = handed_on(course(live=False, owner=author), author)
    page.save_revision(user=author).publish(user=author)
    assert CoursePage.objects.get(pk=page.pk).live
    assert stage_of(page) == Stage.TRIAL
    assert not Release.objects.exists()


def test_what_is_judged_stays_as_it_is_until_it_is_taken_back(author):
    page = tried(handed_on(course(live=False, owner=author), author), person("", Role.TEACHER))
    assert page.permissions_for_user(author).page_locked()
    domain.take_back(course=page, by=author)
    page = CoursePage.objects.get(pk=page.pk)
    assert not page.permissions_for_user(author).page_locked()
    assert stage_of(page) == Stage.DEVELOP
    with pytest.raises(StageOver):
        domain.take_back(course=page, by=author)


def test_the_filter_of_the_list_says_what_the_column_says(author, staff):
    pages = [course(f"第 {number} 门", live=False, owner=author) for number in range(5)]
    for page in pages[1:]:
        handed_on(page, author)
    for page in pages[2:]:
        tried(page, person("", Role.TEACHER))
    for page in pages[3:]:
        reviewed(page, staff)
    released(pages[4], staff)
    domain.settle(course=pages[1], stage=Stage.TRIAL, on=False, given={"comment": "再改"}, by=staff)
    found = {stage: set(in_stage(CoursePage.objects.all(), stage)) for stage in Stage}
    assert found == {Stage.DEVELOP: {pages[0], pages[1]}, Stage.TRIAL: set(), Stage.REVIEW: {pages[2]}, Stage.RELEASE: {pages[3], pages[4]}}
    assert [(page.title, standing.stage) for page, standing in domain.courses_of(author)] == [
        (page.title, stage_of(page)) for page in sorted(pages, key=lambda one: one.title)
    ]


def test_the_admin_shows_the_stage_filters_by_it_and_says_what_waits(client, author, staff):
    waits = handed_on(course("等人来听", live=False, owner=author), author)
    course("还没交", live=False, owner=author)
    client.force_login(staff)
    address = reverse("wagtailadmin_explore", args=[index().pk])
    shown = client.get(address).content.decode()
    assert "试讲" in shown
    assert 'name="stage"' in shown
    only = client.get(f"{address}?stage=trial").content.decode()
    assert "等人来听" in only
    assert "还没交" not in only
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("catalogue:stages") in home
    assert "等人来听" in home
    assert TaskState.objects.reviewable_by(staff).get().workflow_state.object_id == str(waits.pk)
    assert not TaskState.objects.reviewable_by(author).exists()


def test_wagtails_own_window_records_the_trial(client, author, staff):
    page = handed_on(course(live=False, owner=author), author)
    client.force_login(staff)
    state = page.current_workflow_task_state
    window = {"x-requested-with": "XMLHttpRequest"}
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    assert "attended" in client.get(address, headers=window).json()["html"]
    assert client.post(address, trial(attended=0), headers=window).json()["step"] == "action"
    assert client.post(address, trial(), headers=window).json()["step"] == "success"
    assert stage_of(page) == Stage.REVIEW


def test_the_editors_window_hands_its_words_through_and_they_are_checked_again(client, author, staff):
    page = handed_on(course(live=False, owner=author), author)
    client.force_login(staff)
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:collect_workflow_action_data", args=[page.pk, "approve", state.pk])
    answer = client.post(address, trial(), headers={"x-requested-with": "XMLHttpRequest"}).json()
    assert answer["cleaned_data"]["attended"] == 18
    state.task.specific.on_action(state, staff, "approve", **answer["cleaned_data"])
    assert stage_of(page) == Stage.REVIEW
