"""A teacher kept twice becomes one: everything moves, the old address leads on, the trail stays, and two who merge at once lose nothing."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from college import teacher_merging
from college.errors import NotAllowed, NotFound, StillNeeded
from college.likeness import alike, pairs
from college.models import School, Teacher, TeacherMerge
from college.roles import Role
from courses.catalogue.models import CoursePage
from courses.evaluation.models import ScoreBatch, ScoreSnapshot
from tests.factories import catalogue, college, selection
from tests.races import all_at_once

NOW = timezone.now()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("陈静", "陈 静", True),
        ("陈静", "陈敏", False),
        ("王秀兰", "王秀蓝", True),
        ("王秀兰", "王兰", False),
        ("阿卜杜·麦提", "阿卜杜麦提", True),
        ("", "", False),
    ],
)
def test_names_that_may_mean_one_person(one: str, other: str, same: bool):
    assert alike(one, other) is same
    assert alike(other, one) is same


@given(st.lists(st.text("陈静王秀兰李", max_size=4), max_size=12))
def test_the_proposals_are_all_pairs_that_are_alike(names: list[str]):
    found = set(pairs(enumerate(names)))
    assert found == {(a, b) for a in range(len(names)) for b in range(a + 1, len(names)) if alike(names[a], names[b])}


@pytest.fixture
def staff(db: None):
    return college.person("jiaowu", Role.STAFF)


def merged(kept: Teacher, gone: Teacher, by, **texts: str) -> Teacher:
    return teacher_merging.merge_teachers(kept_id=kept.pk, gone_id=gone.pk, texts=texts, by=by, now=timezone.now())


def test_everything_moves_and_the_old_address_leads_on(staff, client: Client):
    kept, gone = college.teacher("陈静"), college.teacher("陈 静", user=college.person("chen", Role.TEACHER))
    gone.schools.add(college.school("elder"))
    both, hers = catalogue.course("合唱", teachers=[kept, gone]), catalogue.course("剪纸", teachers=[gone])
    hers.save_revision()
    offering = selection.offering(hers, teacher=gone)
    counts = {"overall": [0, 0, 0, 1, 5]}
    for teacher, course in ((kept, both), (gone, hers)):
        ScoreBatch.objects.create(course=course, teacher=teacher, answers=6, eligible=8, counts=counts, formed_at=NOW)
        ScoreSnapshot.objects.create(teacher=teacher, answers=6, eligible=8, counts=counts, reason="closed", published_at=NOW)
    old = gone.get_absolute_url()
    assert dict(teacher_merging.preview(gone)) == {"门课": 2, "个班": 1, "组评分": 1}
    teacher = merged(kept, gone, staff, bio="教合唱三十年。")
    assert (teacher.name, teacher.bio, teacher.user.username) == ("陈静", "教合唱三十年。", "chen")
    assert list(teacher.schools.all()) == [School.objects.get(code="elder")]
    assert [CoursePage.objects.get(pk=page.pk).teachers for page in (both, hers)] == [[kept], [kept]]
    assert CoursePage.objects.get(pk=hers.pk).get_latest_revision_as_object().teachers == [kept]
    offering.refresh_from_db()
    assert offering.teacher == kept
    assert ScoreSnapshot.objects.get(teacher=kept, is_current=True).eligible == 16
    answer = client.get(old)
    assert (answer.status_code, answer.headers["Location"]) == (301, kept.get_absolute_url())
    line = TeacherMerge.objects.get()
    assert (line.gone_name, line.moved, line.by_name) == ("陈 静", {"courses": 2, "classes": 1, "scores": 1}, "jiaowu")


def test_merges_of_merges_lead_to_the_last_one(staff, client: Client):
    first, second, third = (college.teacher(name) for name in ("甲一", "甲二", "甲三"))
    old = first.get_absolute_url()
    merged(second, first, staff)
    merged(third, second, staff)
    assert client.get(old).headers["Location"] == third.get_absolute_url()
    assert client.get("/teachers/nobody/").status_code == 404


@pytest.mark.both_databases
def test_the_trail_is_never_changed(staff):
    merged(college.teacher("甲"), college.teacher("乙"), staff)
    for change in (lambda: TeacherMerge.objects.update(by_name="x"), lambda: TeacherMerge.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_two_accounts_nobody_and_one_teacher_are_refused(staff):
    one, other = (college.teacher(name, user=college.person(name, Role.TEACHER)) for name in ("甲", "乙"))
    with pytest.raises(teacher_merging.TwoAccounts):
        merged(one, other, staff)
    with pytest.raises(teacher_merging.OneTeacher):
        merged(one, one, staff)
    with pytest.raises(NotAllowed):
        merged(one, other, college.person("chen", Role.TEACHER))
    with pytest.raises(NotFound):
        teacher_merging.merge_teachers(kept_id=one.pk, gone_id=0, texts={}, by=staff, now=NOW)
    assert Teacher.objects.count() == 2


def test_what_no_mover_takes_refuses_the_whole(staff, monkeypatch: pytest.MonkeyPatch):
    kept, gone = college.teacher("甲"), college.teacher("乙")
    offering = selection.offering(teacher=gone)
    movers = {name: mover for name, mover in teacher_merging._movers.items() if name != "classes"}
    monkeypatch.setattr(teacher_merging, "_movers", movers)
    with pytest.raises(StillNeeded):
        merged(kept, gone, staff)
    offering.refresh_from_db()
    assert offering.teacher == gone


def test_every_field_that_names_a_teacher_has_a_mover():
    """A new one makes this fail: register a mover for it (college/teacher_merging.py), or the merge refuses whoever has such a row."""
    moved = {field for mover in teacher_merging.movers() for field in mover.fields}
    assert set(teacher_merging.fields_naming_a_teacher()) == moved


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_merge_the_same_pair_at_once_lose_nothing():
    staff = college.person("jiaowu", Role.STAFF)
    kept, gone = college.teacher("甲"), college.teacher("乙")
    selection.offering(teacher=gone)
    selection.offering(teacher=kept)
    results = all_at_once(lambda: merged(kept, gone, staff), lambda: merged(gone, kept, staff))
    assert results == {"done": 1, "not_found": 1}
    assert Teacher.objects.get(pk__in=(kept.pk, gone.pk)).offerings.count() == 2


def test_the_office_compares_and_merges(staff, client: Client):
    kept, gone = college.teacher("王秀兰"), college.teacher("王秀蓝")
    client.force_login(staff)
    assert f"/admin/teacher-merge/{kept.pk}/{gone.pk}/" in client.get("/admin/teacher-merge/").content.decode()
    assert client.get(f"/admin/teacher-merge/?kept={kept.pk}&gone={gone.pk}").status_code == 302
    assert client.get(f"/admin/teacher-merge/{2**70}/{gone.pk}/").status_code == 404
    address = f"/admin/teacher-merge/{kept.pk}/{gone.pk}/"
    assert "王秀蓝" in client.get(address).content.decode()
    assert client.post(address, {"name": "gone"}).status_code == 302
    assert Teacher.objects.get(pk=kept.pk).name == "王秀蓝"
    other = Client()
    other.force_login(college.person("chen", Role.TEACHER))
    assert other.get("/admin/teacher-merge/").status_code == 404
