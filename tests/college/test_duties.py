"""Roles with dates: they hold from the first to the last day, open nothing on the day after, and the group follows them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from college import accounts, duties
from college.errors import Invalid
from college.models import Duty, User
from college.roles import BuildingRole, Role, roles_of
from college.tasks import settle_duties
from tests.factories.college import person, school

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NOW = timezone.now()


@pytest.fixture
def admin():
    return person("admin", Role.ADMINISTRATOR)


@pytest.fixture
def staff():
    return person("staff", Role.STAFF)


def fresh(user):
    return User.objects.get(pk=user.pk)


def given(user, role=Role.TEACHER, start=TODAY, last=None, **more):
    return duties.give(user=user, role=role, valid_from=start, valid_until=last, now=NOW, **more)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("start", "last", "held"),
    [
        (TODAY, None, True),
        (YESTERDAY, TODAY, True),
        (TODAY, TODAY, True),
        (YESTERDAY, YESTERDAY, False),
        (TOMORROW, None, False),
    ],
)
def test_a_role_is_held_from_its_first_to_its_last_day(start, last, held, django_assert_num_queries):
    user = person("li", Role.TEACHER, Role.LEARNER)
    Duty.objects.create(user=user, role=Role.TEACHER, valid_from=start, valid_until=last)
    with django_assert_num_queries(1):
        assert roles_of(user) == ({Role.TEACHER, Role.LEARNER} if held else {Role.LEARNER})


def test_a_duty_gives_the_group_and_its_end_takes_it(admin):
    user = person("li")
    duty = given(user, by=admin)
    assert roles_of(fresh(user)) == {Role.TEACHER}
    duties.end(duty_id=duty.pk, by=admin, now=NOW)
    assert roles_of(fresh(user)) == frozenset()
    assert not user.groups.exists()
    with pytest.raises(duties.DutyOver):
        duties.end(duty_id=duty.pk, by=admin, now=NOW)


def test_one_of_two_duties_carries_the_role_on(admin):
    user = person("li")
    first = given(user, school=school("elder"), by=admin)
    given(user, school=school("party"), by=admin)
    duties.end(duty_id=first.pk, by=admin, now=NOW)
    assert roles_of(fresh(user)) == {Role.TEACHER}


def test_the_calendar_ends_and_begins_roles(admin):
    user, coming = person("li"), person("sun")
    given(user, start=YESTERDAY, last=TODAY, by=admin)
    given(coming, start=TOMORROW, by=admin)
    assert not coming.groups.exists()
    assert duties.settle(now=NOW) == 0
    assert duties.settle(now=NOW + timedelta(days=1)) == 2
    assert not user.groups.exists()
    assert [group.name for group in coming.groups.all()] == [Role.TEACHER]
    assert Duty.objects.get(user=user).ended_at is not None
    assert roles_of(coming) == frozenset()  # it is still today
    assert settle_duties.func() == 0


def test_the_day_after_the_last_opens_nothing_from_the_next_request_on(client: Client):
    user = person("li", Role.STAFF)
    duty = Duty.objects.create(user=user, role=Role.STAFF, valid_from=YESTERDAY, valid_until=TODAY)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/").status_code == 200
    Duty.objects.filter(pk=duty.pk).update(valid_until=YESTERDAY)
    assert client.get("/admin/").status_code == 302
    assert not user.groups.exists()
    assert client.get("/desk/feedback/").status_code == 404


def test_who_may_give_what(admin, staff):
    user, colleague = person("li"), person("wang", Role.STAFF)
    with pytest.raises(accounts.GuardedRole):
        given(user, Role.STAFF, by=staff)
    with pytest.raises(accounts.GuardedRole):
        given(user, Role.TEACHER, by=user)
    with pytest.raises(accounts.GuardedAccount):
        given(colleague, Role.TEACHER, by=staff)
    given(user, Role.TEACHER, by=staff)
    given(colleague, BuildingRole.BUILDING_HEAD, last=TOMORROW, building="3号楼", by=staff)
    given(user, Role.STAFF, by=admin)
    with pytest.raises(accounts.GuardedRole):
        duties.change_end(duty_id=Duty.objects.get(user=user, role=Role.STAFF).pk, valid_until=TOMORROW, by=staff, now=NOW)


@pytest.mark.parametrize(
    ("role", "building", "last"),
    [
        (BuildingRole.BUILDING_HEAD, "3号楼", None),
        (BuildingRole.GRID_WORKER, " ", TOMORROW),
        (Role.TEACHER, "", YESTERDAY),
    ],
)
def test_a_role_in_a_building_has_a_building_and_a_last_day(admin, role, building, last):
    user = person("li")
    with pytest.raises(Invalid):
        given(user, role, last=last, building=building, by=admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(user=user, role=role, building=building.strip(), valid_from=TODAY, valid_until=last)


@pytest.mark.both_databases
def test_the_same_duty_is_held_once_at_a_time(admin):
    user = person("li")
    duty = given(user, BuildingRole.BUILDING_HEAD, last=TODAY, building="3号楼", by=admin)
    with pytest.raises(duties.DutyTwice):
        given(user, BuildingRole.BUILDING_HEAD, last=TOMORROW, building="3号楼", by=admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(user=user, role=duty.role, building="3号楼", valid_from=TODAY, valid_until=TOMORROW)
    duties.change_end(duty_id=duty.pk, valid_until=TOMORROW, by=admin, now=NOW)
    given(user, BuildingRole.BUILDING_HEAD, last=TODAY, building="4号楼", by=admin)
    assert duties.building_roles_of(fresh(user)) == {BuildingRole.BUILDING_HEAD}
    assert duties.building_roles_of(user, day=TOMORROW + timedelta(days=1)) == frozenset()


def test_a_shorter_end_ends_the_role_now(admin):
    user = person("li")
    duty = given(user, start=YESTERDAY, by=admin)
    duties.change_end(duty_id=duty.pk, valid_until=YESTERDAY, by=admin, now=NOW)
    assert not user.groups.exists()


def test_for_which_schools_a_role_holds(admin, django_assert_num_queries):
    elder, user, everywhere = school("elder"), person("li"), person("wang", Role.STAFF)
    assert duties.schools_of(user, Role.STAFF) == frozenset()
    assert duties.schools_of(everywhere, Role.STAFF) is None
    assert duties.schools_of(admin, Role.STAFF, Role.ADMINISTRATOR) is None
    given(user, Role.STAFF, school=elder, by=admin)
    user = fresh(user)
    with django_assert_num_queries(2):  # the roles, the duties
        assert duties.schools_of(user, Role.STAFF) == {elder.pk}
        assert duties.schools_of(user, Role.STAFF, Role.SCHOOL_HEAD) == {elder.pk}
        assert duties.schools_of(user, Role.TEACHER) == frozenset()


def test_a_role_taken_by_hand_is_not_brought_back_by_the_calendar(admin):
    user = person("li")
    given(user, by=admin)
    accounts.keep(account=fresh(user), groups=[], by=admin, now=NOW)
    assert duties.settle(now=NOW) == 0
    assert roles_of(fresh(user)) == frozenset()


def test_the_desk_gives_moves_and_ends(client: Client, staff):
    user = person("li", display_name="李建国")
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    values = {"person": "li", "role": "building_head", "building": "3号楼", "valid_from": str(TODAY), "valid_until": str(TOMORROW)}
    form = client.get("/admin/duty/new/")
    assert "staff" not in dict(form.context["form"].fields["role"].choices)
    assert client.post("/admin/duty/new/", {**values, "role": "staff"}).status_code == 200
    assert client.post("/admin/duty/new/", {**values, "valid_until": ""}).status_code == 200
    assert not Duty.objects.exists()
    assert client.post("/admin/duty/new/", values).status_code == 302
    assert client.post("/admin/duty/new/", values).status_code == 200
    duty = Duty.objects.get(user=user)
    assert "3号楼" in client.get("/admin/duty/").content.decode()
    client.post(f"/admin/duty/edit/{duty.pk}/", {"valid_until": str(TODAY)})
    duty.refresh_from_db()
    assert duty.valid_until == TODAY
    client.post(f"/admin/duty/delete/{duty.pk}/")
    duty.refresh_from_db()
    assert duty.ended_at
    assert client.post(f"/admin/duty/delete/{duty.pk}/").status_code in (302, 403)
