"""The office of one school keeps that school's courses and classes, sees the pool of teachers and venues, and of the rest what everybody sees."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from college import duties
from college.errors import NotAllowed
from college.roles import Role
from courses.catalogue import domain
from courses.catalogue.errors import ForeignSchool
from courses.catalogue.models import CourseDocument, CoursePage
from courses.catalogue.rules.stages import Stage
from tests.courses.catalogue.test_publishing import bulk, form_of
from tests.factories.catalogue import CANARY, course, course_file, index
from tests.factories.college import person, school, teacher
from tests.factories.stages import handed_on, reviewed, tried

pytestmark = [pytest.mark.django_db]
DOORS = ("edit", "history", "view_draft", "copy", "move", "delete", "unpublish", "revisions_index", "usage", "workflow_history")


def of_one_school(role=Role.STAFF, code="elder", name=""):
    """Somebody who holds a role for one school only."""
    user = person(name)
    root = person("", is_superuser=True)
    duties.give(user=user, role=role.value, school=school(code), valid_from=timezone.localdate(), valid_until=None, by=root, now=timezone.now())
    return type(user).objects.get(pk=user.pk)


def as_(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def hers():
    return course("老年学校的课", live=False, school=school("elder"), owner=person("", Role.TEACHER))


@pytest.fixture
def theirs():
    return course("市民学校的课", live=False, school=school("citizen"), owner=person("", Role.TEACHER))


def door(client, name, page):
    with transaction.atomic():
        answer = client.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("role", [Role.STAFF, Role.SCHOOL_HEAD])
def test_every_door_of_a_course_of_another_school_is_shut(hers, theirs, role, subtests):
    for page in (hers, theirs):
        page.save_revision()
    client = as_(of_one_school(role))
    assert door(client, "edit", hers).status_code == 200
    for name in DOORS:
        with subtests.test(name):
            answer = door(client, name, theirs)
            assert answer.status_code in (302, 403, 404)
            assert CANARY not in answer.content.decode()
    for everyone in (person("", role), person("", Role.ADMINISTRATOR, is_superuser=True)):
        assert door(as_(everyone), "edit", theirs).status_code == 200


def test_lists_show_her_schools_courses_and_choosers_also_what_everybody_sees(hers, theirs):
    course("公开的课", school=school("citizen"))
    client = as_(of_one_school())
    for name, of_others in (("wagtailadmin_explore", False), ("wagtailadmin_choose_page_child", True)):
        answer = client.get(reverse(name, args=[index().pk]))
        shown = answer.json()["html"] if of_others else answer.content.decode()
        assert "老年学校的课" in shown
        assert "市民学校的课" not in shown
        assert ("公开的课" in shown) == of_others  # a link may lead there
    with_all = as_(person("", Role.STAFF)).get(reverse("wagtailadmin_explore", args=[index().pk])).content.decode()
    assert "市民学校的课" in with_all


@pytest.mark.parametrize("action", ["publish", "delete", "move"])
def test_nothing_is_done_in_bulk_to_another_schools_course(theirs, action):
    bulk(as_(of_one_school()), theirs, action=action, chooser=index().pk)
    after = CoursePage.objects.get(pk=theirs.pk)
    assert not after.live


def test_a_course_is_not_given_to_another_school_by_any_door(hers):
    me = of_one_school()
    hers.save_revision()
    response = as_(me).post(reverse("wagtailadmin_pages:edit", args=[hers.pk]), form_of(hers, school=school("citizen").pk))
    assert "school" in response.context["form"].errors
    hers.school = school("citizen")
    with pytest.raises(ForeignSchool):
        hers.save_revision().publish(user=me)
    assert not CoursePage.objects.get(pk=hers.pk).live


def test_a_course_of_another_school_that_she_teaches_herself_is_hers(theirs):
    me = of_one_school(name="chenjing")
    teacher("陈静", me)
    person_too = person("", Role.TEACHER)
    assert door(as_(me), "edit", theirs).status_code == 302
    me.groups.add(person_too.groups.get())
    CoursePage.objects.filter(pk=theirs.pk).update(owner=me)
    assert door(as_(type(me).objects.get(pk=me.pk)), "edit", theirs).status_code == 200


def test_files_of_other_schools_courses_are_not_read_nor_chosen(hers, theirs):
    plan, foreign = course_file("教案.docx"), course_file("别校教案.docx")
    CoursePage.objects.filter(pk=hers.pk).update(lesson_plan_file=plan)
    CoursePage.objects.filter(pk=theirs.pk).update(lesson_plan_file=foreign)
    me = of_one_school()
    assert domain.may_read(me, plan)
    assert not domain.may_read(me, foreign)
    assert foreign in CourseDocument.objects.readable_by(person("", Role.STAFF))


def test_reviews_and_releases_are_for_her_schools_courses(theirs):
    page = tried(handed_on(theirs, theirs.owner), person("", Role.TEACHER))
    me, head = of_one_school(), of_one_school(Role.SCHOOL_HEAD)
    for user in (me, head):
        assert domain.waiting_for(user, Stage.REVIEW) == []
        assert not TaskState.objects.reviewable_by(user).exists()
        with pytest.raises(NotAllowed):
            reviewed(page, user)
    reviewed(page, of_one_school(Role.SCHOOL_HEAD, "citizen"))


def test_teachers_and_venues_are_a_pool_of_all_four():
    client = as_(of_one_school())
    assert client.get(reverse("teacher:index")).status_code == 200
    assert client.get(reverse("venue:index")).status_code == 200
