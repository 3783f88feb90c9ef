"""The admin of staff and administrators: every list and form opens, and what is saved is right."""

import pytest
from django.urls import reverse

from college.models import School, Teacher, User, Venue
from college.roles import Role
from tests.courses.catalogue.test_roles import menu
from tests.factories import catalogue
from tests.factories.college import person, school

pytestmark = pytest.mark.django_db
SETS = ["school", "venue", "room", "term", "teacher"]


@pytest.fixture
def staff(client):
    client.force_login(person("jiaowu", Role.STAFF))


@pytest.fixture
def administrator(client):
    client.force_login(person("guanli", Role.ADMINISTRATOR))


@pytest.mark.parametrize("name", SETS)
def test_staff_keep_the_college(client, staff, name):
    school()
    assert client.get(reverse(f"{name}:index")).status_code == 200
    assert client.get(reverse(f"{name}:add")).status_code == (302 if name == "school" else 200)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("role", [Role.TEACHER, Role.SCHOOL_HEAD])
def test_others_do_not(client, name, role):
    client.force_login(person("x", role))
    assert client.get(reverse(f"{name}:index")).status_code == 302


def test_a_venue_of_the_second_tier_without_a_parent_is_refused_in_words(client, staff):
    data = {"name": "睦邻中心", "tier": 2, "parent": "", "address": "", "phone": "", "directions": ""}
    response = client.post(reverse("venue:add"), data)
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    centre = Venue.objects.create(name="社区中心", tier=1)
    assert client.post(reverse("venue:add"), {**data, "parent": centre.pk}).status_code == 302


def test_staff_rename_a_school_and_cannot_delete_it(client, staff):
    party = school("party")
    assert client.post(reverse("school:edit", args=[party.pk]), {"name": "社区党校", "tagline": "学在身边", "order": 1}).status_code == 302
    assert School.objects.get().tagline == "学在身边"
    assert client.post(reverse("school:delete", args=[party.pk])).status_code == 302
    assert School.objects.exists()


def test_staff_add_a_teacher_with_an_account(client, staff):
    account = person("chen", Role.TEACHER)
    data = {"name": "陈静", "slug": "chenjing", "title": "", "bio": "", "schools": [school().pk], "user": account.pk}
    assert client.post(reverse("teacher:add"), data).status_code == 302
    assert Teacher.objects.get().user == account


def test_the_menu_of_staff_leads_to_courses_files_and_the_desks(client, staff):
    assert {"courses", "documents", "teaching", "timetable", "credits", "people", "places", "complaints"} <= set(menu(client))
    assert not {"images", "users", "help"} & set(menu(client))  # of the settings only how long recordings are kept


@pytest.mark.both_databases
def test_the_office_finds_a_course_by_any_part_of_its_name(client, staff):
    page = catalogue.course("急救与心肺复苏")
    for address, given in (("wagtailadmin_choose_page_search", {"page_type": "courses.coursepage"}), ("wagtailadmin_pages:search", {})):
        for words, found in (("心肺", True), ("复苏 急救", True), ("书法", False), ("急 " * 2000, True)):
            assert (f"/pages/{page.pk}/" in client.get(reverse(address), {"q": words, **given}).content.decode()) is found


def test_an_administrator_makes_two_accounts_without_phone_or_e_mail(client, administrator):
    for name in ("wang", "li"):
        data = {"username": name, "password1": "long-enough-9", "password2": "long-enough-9", "email": "", "phone": "", "display_name": "王秀兰"}
        assert client.post(reverse("wagtailusers_users:add"), data).status_code == 302
    assert set(User.objects.filter(display_name="王秀兰").values_list("phone", flat=True)) == {None}


def test_an_administrator_edits_an_account(client, administrator):
    user = person("wang")
    address = reverse("wagtailusers_users:edit", args=[user.pk])
    assert "组织人事" in client.get(address).content.decode()  # roles in words, not as codes
    bad = client.post(address, {"username": "wang", "phone": "19900001111", "email": "", "display_name": "", "is_active": "on"})
    assert "phone" in bad.context["form"].errors
    assert client.post(address, {"username": "wang", "phone": "+8619900001111", "email": "", "display_name": "", "is_active": "on"}).status_code == 302
    user.refresh_from_db()
    assert user.phone == "+8619900001111"


LISTS = ["wagtailadmin_home", "wagtailusers_users:index", "wagtailusers_groups:index", "wagtailadmin_workflows:index", "wagtaildocs:index"]


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_of_an_administrator_open(client, administrator, name):
    assert client.get(reverse(name)).status_code == 200


def test_ones_own_account_is_kept_on_the_colleges_page(client, staff):
    assert client.get("/admin/account/").url == reverse("college:account")
