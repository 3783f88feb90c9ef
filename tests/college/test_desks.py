"""The office: staff keep what they need in the admin, grouped by desk; accounts with the one thing they may not do, lift themselves."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import APIToken

from college import accounts, complaints, waiting
from college.models import User
from college.roles import GUARDED, Role, has_role
from courses.credits.domain import request_reversal
from courses.credits.models import Exemption
from courses.evaluation.models import Comment
from courses.learning.models import CompletionPolicy
from tests.factories import college, credits, evaluation, selection

pytestmark = pytest.mark.django_db


def at_work(*roles: Role, name: str = "") -> tuple[Client, User]:
    person, client = college.person(name, *roles), Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client, person


@pytest.fixture
def staff() -> Client:
    return at_work(Role.STAFF, name="jiaowu")[0]


def group(*roles: Role) -> list[Group]:
    return list(Group.objects.filter(name__in=roles))


# ---- who may do what with an account


def keep(by: User, account: User, *roles: Role, **fields: Any) -> User:
    for name, value in fields.items():
        setattr(account, name, value)
    return accounts.keep(account=account, groups=group(*roles), by=by, now=timezone.now())


def test_staff_give_roles_close_accounts_and_give_new_passwords():
    staff, wang = college.person("jiaowu", Role.STAFF), college.person("wang", Role.LEARNER)
    APIToken.create_token(user=wang, name="program")
    signed_in = Client()
    signed_in.force_login(wang, backend="django.contrib.auth.backends.ModelBackend")
    accounts.keep(account=wang, groups=group(Role.LEARNER, Role.TEACHER), password="yuanxiao-2026", by=staff, now=timezone.now())
    again = User.objects.get(pk=wang.pk)
    assert again.check_password("yuanxiao-2026")
    assert set(again.groups.values_list("name", flat=True)) == {"learner", "teacher"}
    assert not APIToken.objects.filter(user=wang, revoked_at__isnull=True).exists()
    assert signed_in.get("/learning/").status_code == 302
    keep(staff, again, is_active=False)
    assert not User.objects.get(pk=wang.pk).is_active


@pytest.mark.parametrize("role", sorted(accounts.BY_ADMINISTRATORS))
def test_staff_cannot_make_anybody_guarded_least_of_all_themselves(role: Role):
    """A colleague neither: whoever can make one is both of the two people whom a correction of the ledger needs."""
    staff = college.person("jiaowu", Role.STAFF)
    for account, refusal in ((staff, accounts.GuardedAccount), (college.person("wang"), accounts.GuardedRole), (User(username="new"), accounts.GuardedRole)):
        with pytest.raises(refusal):
            keep(staff, account, Role.LEARNER, role)
        with pytest.raises(refusal):
            keep(staff, account, Role.LEARNER, is_superuser=True)
    assert set(User.objects.filter(groups__name=role)) <= {staff}
    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(username="new").exists()


@pytest.mark.parametrize("guarded", [*sorted(accounts.BY_ADMINISTRATORS), None], ids=str)
def test_staff_touch_no_guarded_account(guarded: Role | None):
    staff = college.person("jiaowu", Role.STAFF)
    renshi = college.person("renshi", *([guarded] if guarded else []), is_superuser=guarded is None)
    for fields in ({"is_active": False}, {"is_superuser": False}, {"display_name": "x"}):
        with pytest.raises(accounts.GuardedAccount):
            keep(staff, User.objects.get(pk=renshi.pk), **fields)
    with pytest.raises(accounts.GuardedAccount):
        accounts.keep(account=User.objects.get(pk=renshi.pk), groups=[], password="yuanxiao-2026", by=staff, now=timezone.now())
    kept = User.objects.get(pk=renshi.pk)
    assert (kept.password, kept.is_active, kept.display_name) == (renshi.password, True, "")


def test_a_group_with_powers_of_its_own_is_not_for_staff_to_give_or_take():
    staff, wang, special = college.person("jiaowu", Role.STAFF), college.person("wang"), Group.objects.create(name="special")
    with pytest.raises(accounts.GuardedRole):
        accounts.keep(account=wang, groups=[special], by=staff, now=timezone.now())
    wang.groups.add(special)
    keep(staff, wang, Role.TEACHER)
    assert set(wang.groups.values_list("name", flat=True)) == {"special", "teacher"}


@pytest.mark.parametrize("role", [Role.TEACHER, Role.SCHOOL_HEAD, Role.DESK, Role.COMMITTEE, Role.LEARNER])
def test_others_keep_no_accounts(role: Role):
    with pytest.raises(accounts.GuardedAccount):
        keep(college.person("other", role), college.person("wang"), Role.LEARNER)


def test_administrators_keep_all():
    admin, renshi = college.person("admin", Role.ADMINISTRATOR), college.person("renshi")
    keep(admin, renshi, Role.COMMITTEE)
    assert has_role(User.objects.get(pk=renshi.pk), Role.COMMITTEE)


# ---- the same through the admin


def form_of(user: User, *roles: Role, **changes: Any) -> dict[str, Any]:
    values = {"username": user.username, "email": "", "phone": "", "display_name": user.display_name, "is_active": "on", "password1": "", "password2": ""}
    return {**values, "groups": [one.pk for one in group(*roles)], **changes}


def test_staff_find_an_account_by_name_phone_or_login(staff: Client):
    college.person("wangxiulan", display_name="王秀兰", phone="+8619900001111")
    college.person("somebody", display_name="李敏")
    for words in ("王秀", "1990000", "wangxiu"):
        page = staff.get(reverse("wagtailusers_users:index"), {"q": words}).content.decode()
        assert ("王秀兰" in page, "李敏" in page) == (True, False)
    renshi = college.person("renshi", Role.COMMITTEE)
    page = staff.get(reverse("wagtailusers_users:index")).content.decode()
    assert "组织人事" in page
    assert reverse("wagtailusers_users:edit", args=[renshi.pk]) not in page  # no link to what is refused


def test_the_list_of_accounts_takes_a_constant_number_of_queries(staff: Client):
    address = reverse("wagtailusers_users:index")
    counts = []
    for _round in range(2):
        college.person("", Role.TEACHER, Role.LEARNER)
        staff.get(address)
        with CaptureQueriesContext(connection) as captured:
            staff.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_staff_change_an_account_in_the_form(staff: Client):
    wang = college.person("wang", Role.LEARNER)
    address = reverse("wagtailusers_users:edit", args=[wang.pk])
    page = staff.get(address).content.decode()
    assert ("老师" in page, "组织人事" in page or "committee" in page, "校长" in page) == (True, False, False)
    new = {"password1": "yuanxiao-2026", "password2": "yuanxiao-2026", "display_name": "王秀兰"}
    assert staff.post(address, form_of(wang, Role.TEACHER, **new)).status_code == 302
    wang.refresh_from_db()
    assert (wang.display_name, wang.check_password("yuanxiao-2026"), list(wang.groups.values_list("name", flat=True))) == ("王秀兰", True, ["teacher"])
    assert staff.post(reverse("wagtailusers_users:add"), form_of(User(username="xinren"), Role.DESK, **new)).status_code == 302
    assert has_role(User.objects.get(username="xinren"), Role.DESK)


def test_no_forged_form_lifts_anybody(staff: Client):
    me, wang, renshi = User.objects.get(username="jiaowu"), college.person("wang"), college.person("renshi", Role.COMMITTEE)
    for account in (me, wang):
        address = reverse("wagtailusers_users:edit", args=[account.pk])
        staff.post(address, form_of(account, Role.STAFF))
        staff.post(address, form_of(account, Role.STAFF, Role.COMMITTEE, is_superuser="on"))
        staff.post(address, form_of(account, Role.STAFF, Role.ADMINISTRATOR))
        staff.post(address, form_of(account, Role.STAFF, is_superuser="on"))
    new = {"password1": "yuanxiao-2026", "password2": "yuanxiao-2026"}
    staff.post(reverse("wagtailusers_users:add"), form_of(User(username="x"), is_superuser="on", **new))
    staff.post(reverse("wagtailusers_users:add"), form_of(User(username="puppet"), Role.STAFF, **new))
    for method in (staff.get, staff.post):
        assert method(reverse("wagtailusers_users:edit", args=[renshi.pk]), form_of(renshi)).status_code in {302, 403}
    for action, values in (("assign_role", {"role": group(Role.COMMITTEE)[0].pk}), ("set_active_state", {"mark_as_active": "False"}), ("delete", {})):
        staff.post(reverse("wagtail_bulk_action", args=["college", "user", action]) + f"?id={me.pk}&id={renshi.pk}&id={wang.pk}", values)
    assert not User.objects.filter(is_superuser=True).exists()
    assert set(User.objects.filter(groups__name__in=GUARDED)) == {renshi}
    assert User.objects.filter(is_active=True).count() == User.objects.count()
    assert has_role(User.objects.get(pk=renshi.pk), Role.COMMITTEE)
    assert [user.username for user in User.objects.filter(groups__name=Role.STAFF)] == ["jiaowu"]
    for name in ("wagtailusers_groups:index", "wagtailusers_groups:add"):
        assert staff.get(reverse(name)).status_code in {302, 403, 404}


# ---- the desks


def menu_of(client: Client) -> str:
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_menu_is_grouped_by_desk(staff: Client):
    page = menu_of(staff)
    for label in ("教学", "排课", "学分", "人员", "场地", "投诉建议"):
        assert json.dumps(label)[1:-1] in page, label  # the menu is drawn by a script, from JSON
    for name in ("teacher:index", "completion_policy:index", "term:index", "offering:index", "venue:index", "room:index", "school:index"):
        assert reverse(name) in page, name
        assert staff.get(reverse(name)).status_code == 200
    assert reverse("wagtailusers_users:index") in page


@pytest.mark.parametrize("role", [Role.TEACHER, Role.SCHOOL_HEAD])
def test_others_in_the_admin_see_no_desk_of_the_office(role: Role):
    client, _ = at_work(role)
    page = menu_of(client)
    assert not any(reverse(name) in page for name in ("term:index", "venue:index", "wagtailusers_users:index", "completion_policy:index"))
    assert "admin-waiting" not in page
    for name in ("term:index", "venue:add", "wagtailusers_users:index", "completion_policy:add"):
        assert client.get(reverse(name)).status_code in {302, 403}


@pytest.mark.parametrize("role", [Role.DESK, Role.COMMITTEE, Role.ASSESSOR, Role.LEARNER])
def test_who_works_elsewhere_does_not_enter_the_admin(role: Role):
    client, _ = at_work(role)
    assert client.get(reverse("wagtailadmin_home")).status_code in {302, 403}


def test_staff_add_a_policy_and_delete_none(staff: Client):
    values = {"valid_from": "2027-01-01", "valid_until": "", "attendance_percent": 75, "unlock_percent": 80, "pass_percent": 60, "tries": 3}
    assert staff.post(reverse("completion_policy:add"), values).status_code == 302
    made = CompletionPolicy.objects.get(attendance_percent=75)
    assert staff.post(reverse("completion_policy:delete", args=[made.pk])).status_code in {302, 403}
    assert CompletionPolicy.objects.filter(pk=made.pk).exists()


def test_the_first_page_says_what_waits(staff: Client):
    assert "没有要办的" in menu_of(staff)
    complaints.send(kind="complaint", text="灯坏了。", now=timezone.now())
    of = selection.offering(capacity=3, term=selection.term(timezone.now()))
    selection.enrolled(of, selection.person())
    selection.lessons(of, first=timezone.now() - timedelta(days=8), number=1)
    lines = {line.address: line.number for line in waiting.waiting_for(User.objects.get(username="jiaowu"))}
    assert (lines["/desk/feedback/"], lines["/teach/"]) == (1, 1)
    assert "/desk/feedback/" in menu_of(staff).split("admin-waiting", 1)[1]
    assert waiting.waiting_for(college.person("wang", Role.LEARNER)) == []


def test_every_room_says_what_waits_in_it():
    now, staff = timezone.now(), college.person("jiaowu", Role.STAFF)
    held = evaluation.closed_class([(5,)] * 5, now=now - timedelta(days=30)).comments
    Comment.objects.create(offering=held.instance, text="想加一节课。", state=Comment.State.HELD)
    credits.rules()
    entry = credits.awarded()
    request_reversal(entry_number=entry.number, reason="counted_twice", words="记了两次。", by=staff, now=now)
    Exemption.objects.create(account=entry.account, year=2026, reason="病假半年以上", proposed_by=staff, proposed_at=now)
    credits.completed(at=selection.NOW - timedelta(days=3000))
    lines = {line.address: line.number for line in waiting.waiting_for(staff)}
    for name in ("comment:index", "reversal:index", "exemption:index", "ruleset:index"):
        assert lines[reverse(name)] == 1, name
