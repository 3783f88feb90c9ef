"""Who enters the admin, whose courses a teacher edits, and what a menu shows."""

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from wagtail.admin.menu import admin_menu

from college.roles import Role
from courses.catalogue.errors import InUse
from courses.catalogue.models import CoursePage, CourseTeacher
from tests.courses.catalogue.test_publishing import bulk, form_of
from tests.factories.catalogue import course, course_file, index
from tests.factories.college import person, teacher

pytestmark = [pytest.mark.django_db]
ENTER = {Role.TEACHER, Role.STAFF, Role.SCHOOL_HEAD, Role.ADMINISTRATOR}


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture
def me(client):
    user = person("chenjing", Role.TEACHER)
    client.force_login(user)
    return user


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_work_on_courses_enter_the_admin(client, role):
    client.force_login(person("x", role))
    response = client.get(reverse("wagtailadmin_home"))
    assert response.status_code == (200 if role in ENTER else 302)


def test_strangers_are_sent_to_the_colleges_own_sign_in(client):
    response = client.get(reverse("wagtailadmin_home"))
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.TEACHER, 302), (Role.STAFF, 200), (Role.SCHOOL_HEAD, 200), (Role.ADMINISTRATOR, 200), (Role.COMMITTEE, 302), (Role.LEARNER, 302)],
)
def test_whose_hands_are_on_a_strangers_course(client, role, status):
    page = course(owner=person("other", Role.TEACHER))
    client.force_login(person("x", role))
    assert client.get(edit(page)).status_code == status


@pytest.mark.both_databases
def test_a_teacher_edits_what_she_made_and_what_she_teaches(client, me):
    mine = course("我建的", live=False, owner=me)
    taught = course("我教的", live=False, teachers=[teacher("陈静", me)])
    foreign = course("别人的", live=False, owner=person("other", Role.TEACHER))
    assert [client.get(edit(page)).status_code for page in (mine, taught, foreign)] == [200, 200, 302]


@pytest.mark.parametrize("relation", ["owner", "teacher"])
def test_a_teacher_publishes_her_own_course(client, me, relation):
    page = course("我的", live=False, owner=me) if relation == "owner" else course("我的", live=False, teachers=[teacher("陈静", me)])
    page.save_revision(user=me)
    assert client.post(edit(page), form_of(page, **{"action-publish": "1"})).status_code == 302
    assert CoursePage.objects.get(pk=page.pk).live


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
def test_a_teacher_can_do_nothing_in_bulk_to_a_strangers_course(client, me, action):
    page = course("别人的", live=action != "publish", owner=person("other", Role.TEACHER))
    bulk(client, page, action=action, chooser=index().pk)
    after = CoursePage.objects.get(pk=page.pk)
    assert after.live == page.live


@pytest.mark.parametrize("name", ["unpublish", "delete", "move", "copy", "history", "revisions_index", "usage", "view_draft", "preview_on_edit"])
def test_a_strangers_course_is_shut_at_every_address(client, me, name):
    page = course("别人的", live=False, owner=person("other", Role.TEACHER))
    page.save_revision()
    response = client.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
    assert response.status_code in (302, 403)
    assert "七彩鹦鹉" not in response.content.decode()


def test_a_teacher_who_no_longer_teaches_a_course_no_longer_edits_it(client, me):
    page = course(live=False, teachers=[teacher("陈静", me)])
    CourseTeacher.objects.all().delete()
    assert client.get(edit(page)).status_code == 302


@pytest.mark.both_databases
def test_the_list_shows_a_teacher_her_own_courses_and_staff_all(client, me):
    course("我建的课", live=False, owner=me)
    course("我教的课", live=False, teachers=[teacher("陈静", me)])
    course("别人的课", live=False)
    address = reverse("wagtailadmin_explore", args=[index().pk])
    seen = client.get(address).content.decode()
    assert "我建的课" in seen
    assert "我教的课" in seen
    assert "别人的课" not in seen
    client.force_login(person("jiaowu", Role.STAFF))
    assert "别人的课" in client.get(address).content.decode()


def test_a_new_course_begins_with_its_teacher(client, me):
    profile = teacher("陈静", me)
    response = client.get(reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index().pk]))
    rows = response.context["form"].formsets["course_teachers"].forms
    assert [row.instance.teacher_id for row in rows if row.instance.teacher_id] == [profile.pk]


def test_a_teacher_adds_courses_and_nothing_else(client, me):
    assert client.get(reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index().pk])).status_code == 200
    home = index().get_parent()
    assert client.get(reverse("wagtailadmin_pages:add_subpage", args=[home.pk])).status_code == 302
    assert client.get(reverse("wagtailadmin_pages:edit", args=[index().pk])).status_code == 302


def menu(client):
    request = client.get(reverse("wagtailadmin_home")).context["request"]
    return [item.name for item in admin_menu.menu_items_for_request(request)]


def test_a_teachers_menu_is_short(client, me):
    assert menu(client) == ["courses", "documents"]


@pytest.mark.both_databases
def test_a_teacher_cannot_take_a_strangers_file_into_her_course(client, me):
    foreign = course_file("别人的教案.docx", by=person("other", Role.TEACHER))
    page = course("我的", live=False, owner=me)
    page.save_revision()
    response = client.post(edit(page), form_of(page, lesson_plan_file=foreign.pk))
    assert "lesson_plan_file" in response.context["form"].errors
    own = course_file("我的教案.docx", by=me)
    assert client.post(edit(page), form_of(page, lesson_plan_file=own.pk)).status_code == 302


def test_one_file_cannot_be_handout_and_lesson_plan(client, me):
    page = course("我的", live=False, owner=me)
    page.save_revision()
    own = course_file("讲义.docx", by=me)
    response = client.post(edit(page), form_of(page, lesson_plan_file=own.pk, handout_file=own.pk))
    assert "lesson_plan_file" in response.context["form"].errors


def test_the_groups_of_wagtail_itself_are_gone():
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()


@pytest.mark.both_databases
@pytest.mark.parametrize("name", ["teacher", "school", "document"])
def test_what_a_course_is_made_of_cannot_be_deleted_under_it(name):
    page = course()
    thing = {"teacher": page.course_teachers.first().teacher, "school": page.school, "document": page.slides}[name]
    with pytest.raises(InUse) as refused, transaction.atomic():
        thing.delete()
    assert page.title in str(refused.value)
    assert CoursePage.objects.get(pk=page.pk).readiness().complete


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_deleting_a_file_in_use_says_so_in_the_admin(client):
    client.force_login(person("jiaowu", Role.STAFF))
    page = course()
    address = reverse("wagtaildocs:delete", args=[page.slides_id])
    response = client.post(address, headers={"referer": f"http://testserver{address}"}, follow=True)
    assert any(page.title in str(message) for message in response.context["messages"])
