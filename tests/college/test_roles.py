import pytest
from django.contrib.auth.models import AnonymousUser, Group

from college.models import User
from college.roles import Role, has_role, is_keeper, roles_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_the_groups_of_all_roles_are_there():
    assert set(Group.objects.values_list("name", flat=True)) >= {role.value for role in Role}


def test_a_person_has_the_roles_of_her_groups_and_no_other():
    user = User.objects.create_user("chen", password="x")
    user.groups.add(Group.objects.get(name=Role.TEACHER))
    assert roles_of(user) == {Role.TEACHER}
    assert has_role(user, Role.STAFF, Role.TEACHER)
    assert not is_keeper(user)


def test_a_superuser_is_an_administrator_and_a_stranger_is_nobody():
    assert is_keeper(User.objects.create_superuser("root", password="x"))
    assert roles_of(AnonymousUser()) == frozenset()
