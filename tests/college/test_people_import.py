"""People from a table: looked at row by row, taken in all at once or not at all, once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from college import people_import
from college.errors import Invalid, NotAllowed
from college.models import Duty, PeopleImport, User
from college.people_import import carry_out, choose, preview, start
from college.people_import_admin import waiting_imports
from college.roles import BuildingRole, Role, roles_of
from college.rules.people_verdicts import Kind
from college.tasks import forget_imports
from tests.factories.college import person

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LAST = timezone.localdate() + timedelta(days=300)
TABLE = f"""姓名,手机,邮箱,小区,楼栋,角色,到期,身份证号
王秀兰,19900001234,,方兴花园,3号楼,楼长,{LAST},110101195001011234
王秀兰,19900001234,,方兴花园,4号楼,网格员,{LAST},
王大爷,19900001234,,,,学员,,
李建国,19900005678,li@example.cn,,,老师,{LAST},
赵六,,,,,,,
孙七,19900009999,,,,校长,,
""".encode()


@pytest.fixture
def staff():
    return person("staff", Role.STAFF)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """The reader's own process is tested once, in test_sheets."""
    monkeypatch.setattr("college.sheets.read_limited", people_import.sheets.read)


def sent(staff, data=TABLE):
    return start(file_name="名单.csv", data=data, by=staff, now=NOW)


def kinds(one):
    return [line.verdict.kind for line in preview(one)]


@pytest.mark.both_databases
def test_a_table_becomes_accounts_and_roles(staff):
    person("li", display_name="李建国", phone="+8619900005678")
    one = sent(staff)
    assert one.left_out == ["身份证号"]
    assert "19500101" not in str(one.rows)
    assert kinds(one) == [Kind.NEW, Kind.AGAIN, Kind.SHARED, Kind.EXISTS, Kind.NEW, Kind.FAULT]
    with pytest.raises(people_import.Undecided):
        carry_out(import_id=one.pk, by=staff, now=NOW)
    assert User.objects.filter(display_name="王秀兰").count() == 0
    people_import.leave_out_faults(import_id=one.pk, by=staff)
    done = carry_out(import_id=one.pk, by=staff, now=NOW)
    assert done.counts == {"created": 3, "used": 2, "skipped": 1, "duties": 3}
    wang, uncle = User.objects.get(display_name="王秀兰"), User.objects.get(display_name="王大爷")
    assert (wang.username, wang.phone_shared, wang.has_usable_password()) == ("+8619900001234", False, False)
    assert (uncle.phone, uncle.phone_shared, uncle.username[:2]) == (wang.phone, True, "fx")
    assert set(wang.duties.values_list("role", "building", "valid_until")) == {
        (BuildingRole.BUILDING_HEAD, "方兴花园3号楼", LAST),
        (BuildingRole.GRID_WORKER, "方兴花园4号楼", LAST),
    }
    assert roles_of(uncle) == {Role.LEARNER}
    assert roles_of(User.objects.get(username="li")) == {Role.TEACHER}
    assert [user.display_name for user in people_import.people_made(done)] == ["王秀兰", "王大爷", "赵六"]


@pytest.mark.both_databases
def test_a_second_click_changes_nothing(staff):
    one = sent(staff, "姓名\n钱八\n".encode())
    first = carry_out(import_id=one.pk, by=staff, now=NOW)
    again = carry_out(import_id=one.pk, by=staff, now=NOW + timedelta(minutes=1))
    assert (again.done_at, again.made) == (first.done_at, first.made)
    assert User.objects.filter(display_name="钱八").count() == 1
    assert people_import.carried_out_before(sent(staff, "姓名\n钱八\n".encode())) == one


def test_the_same_table_again_makes_nobody_and_moves_the_last_day(staff):
    one = sent(staff)
    people_import.leave_out_faults(import_id=one.pk, by=staff)
    carry_out(import_id=one.pk, by=staff, now=NOW)
    later = LAST + timedelta(days=30)
    again = sent(staff, TABLE.replace(str(LAST).encode(), str(later).encode()))
    people_import.leave_out_faults(import_id=again.pk, by=staff)
    choose(import_id=again.pk, choices={6: "use"}, by=staff)  # 赵六 has no phone: only the name is the same
    done = carry_out(import_id=again.pk, by=staff, now=NOW)
    assert done.counts["created"] == done.counts["duties"] == 0
    assert set(Duty.objects.values_list("valid_until", flat=True)) == {later}


def test_a_choice_may_be_changed_and_nonsense_is_not_taken(staff):
    known = person("wang", display_name="王秀兰", phone="+8619900001234")
    one = sent(staff, "姓名,手机\n王大爷,19900001234\n王秀兰,13300001234\n".encode())
    assert kinds(one) == [Kind.SHARED, Kind.LIKELY]
    choose(import_id=one.pk, choices={2: "use", 3: "fly"}, by=staff)
    one.refresh_from_db()
    assert [line.chosen for line in preview(one)] == ["use", ""]
    choose(import_id=one.pk, choices={3: "create"}, by=staff)
    assert carry_out(import_id=one.pk, by=staff, now=NOW).counts["created"] == 1
    assert User.objects.filter(phone=known.phone).count() == 1


def test_what_cannot_be_read_is_refused_in_words(staff):
    for data in (b"", b"PK\x03\x04", "甲\n乙\n".encode(), "姓名\n".encode()):
        with pytest.raises(Invalid):
            sent(staff, data)
    with pytest.raises(NotAllowed):
        sent(person("li", Role.DESK))
    assert not PeopleImport.objects.exists()


def test_a_table_that_nobody_wants_is_put_away(client: Client, staff):
    one = sent(staff)
    client.force_login(staff)
    address = f"/admin/people/import/{one.pk}/"
    assert waiting_imports() == 1
    assert client.post(address, {"give_up": "1"}).headers["Location"] == client.get(address).headers["Location"] == "/admin/people/import/"
    assert client.post(f"{address}carry-out/").status_code == 404
    one.refresh_from_db()
    assert (waiting_imports(), one.done_at) == (0, None)
    assert not User.objects.filter(display_name="王秀兰").exists()


def test_rows_are_forgotten_after_a_month(staff):
    sent(staff)
    assert people_import.forget_rows(now=NOW + timedelta(days=29)) == 0
    assert people_import.forget_rows(now=NOW + timedelta(days=31)) == 1
    assert forget_imports.func() == 0
    assert PeopleImport.objects.get().rows == []


def test_two_thousand_rows_cost_a_handful_of_queries(staff, django_assert_max_num_queries):
    data = "姓名,手机\n" + "".join(f"学员{n},1990{n:07}\n" for n in range(2000))
    one = sent(staff, data.encode())
    with django_assert_max_num_queries(60):
        carry_out(import_id=one.pk, by=staff, now=NOW)
    assert User.objects.filter(display_name__startswith="学员").count() == 2000


def test_the_desk_from_the_file_to_the_accounts(client: Client, staff):
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    assert "people/import/" in client.get("/admin/").content.decode()
    assert client.get("/admin/people/import/template.xlsx").content[:2] == b"PK"
    answer = client.post("/admin/people/import/", {"file": SimpleUploadedFile("名单.csv", TABLE)})
    address = answer.headers["Location"]
    page = client.get(address)
    assert "199****1234" in page.content.decode()
    assert "+8619900001234" not in page.content.decode()
    assert client.get(f"{address}?kind=fault").context["page"].paginator.count == 1
    client.post(f"{address}carry-out/")
    assert not PeopleImport.objects.get().done_at
    client.post(address, {"leave_out": "1", "row-x": "skip", "row-3": "use"})
    answer = client.post(f"{address}carry-out/", follow=True)
    assert answer.redirect_chain[-1][0].endswith("/done/")
    assert "赵六" in answer.content.decode()
    assert client.get(address).status_code == 302
    bad = client.post("/admin/people/import/", {"file": SimpleUploadedFile("x.exe", b"MZ\x00")})
    assert bad.status_code == 422


def test_the_desk_is_for_the_office(client: Client, staff):
    one = sent(staff)
    head = person("head", Role.SCHOOL_HEAD)
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("", "template.xlsx", f"{one.pk}/", f"{one.pk}/done/"):
        assert client.get(f"/admin/people/import/{address}").status_code == 403
    assert client.post(f"/admin/people/import/{one.pk}/carry-out/").status_code == 403
