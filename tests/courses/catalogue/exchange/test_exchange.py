"""Courses out and in again: the same course comes back, all or none is taken, nobody takes what is not hers."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from college.errors import NotAllowed, NotFound
from college.models import Teacher
from college.roles import Role
from courses.catalogue.domain import exporting, import_proposals, importing
from courses.catalogue.errors.exchange import ArchiveRefused, ImportOver, NothingChosen, StillTroubled
from courses.catalogue.models import CourseDocument, CourseImport, CourseMaterial, CoursePage, CourseTeacher, Prerequisite, Unit
from courses.catalogue.models.imports import KEPT
from courses.catalogue.rules.exchange.packed import LENGTHS
from tests.factories import catalogue, college
from tests.factories.photos import photo
from tests.races import all_at_once

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HIDDEN_IN_PAGE = {"id", "page_ptr", "content_type", "path", "depth", "numchild", "translation_key", "locale", "url_path", "latest_revision", "alias_of"}
STATE_OF_PAGE = {"live", "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision", "go_live_at", "expire_at", "expired", "locked"}
STATE_OF_PAGE |= {"locked_at", "locked_by", "latest_revision_created_at", "owner", "show_in_menus", "seo_title", "draft_title", "slug"}
CARRIED = {*LENGTHS, "school", "outline", "lesson_plan", "handout", "outline_file", "lesson_plan_file", "handout_file", "slides"}
STAYS_HOME = {"change_note"}  # fields of a course that mean nothing elsewhere; a new field goes here or into the exchange
UNIT_STAYS_HOME = {"id", "page", "sort_order"}


def staff() -> Any:
    return college.person("jiaowu", Role.STAFF)


def whole_course(title: str = "智能手机零基础", *, needs: Sequence[CoursePage] = (), **given: Any) -> CoursePage:
    files = {f"{part}_file": catalogue.course_file(f"{part}.docx", licence="cc_by", credit="陈静") for part in ("outline", "lesson_plan", "handout")}
    page = catalogue.course(title, short_title="手机", goals="会打视频\n会坐公交", search_description="给老人", **{**files, **given})
    case = {"story": "王阿姨收到一条短信。", "files": [catalogue.course_file("短信.docx").pk], "questions": ["该不该点？"], "notes": "先让大家说"}
    steps = [{"type": "case", "value": case}, {"type": "talk", "value": {"points": ["开机"], "questions": [], "notes": ""}}]
    page.units = [
        Unit(title="第一讲 认识手机", summary="开机\n关机", format="lecture", minutes=45, sort_order=0),
        Unit(title="第二讲 & 微信", summary="", format="group", minutes=90, practice_minutes=30, activity="enjoy", design=json.dumps(steps), sort_order=1),
    ]
    reading, poster = (
        CourseDocument.objects.get(pk=case["files"][0]),
        catalogue.course_file("海报.jpg", photo(), purpose="picture", licence="cc_by", credit="反诈中心"),
    )
    page.materials = [CourseMaterial(document=poster, note="贴在门口", sort_order=0), CourseMaterial(document=reading, sort_order=1)]
    page.prerequisites = [Prerequisite(needs=course, sort_order=place) for place, course in enumerate(needs)]
    page.save()
    page.save_revision()
    return CoursePage.objects.get(pk=page.pk)


def exported(page: CoursePage, form: str, by: Any) -> BytesIO:
    with exporting.export_course(page=page, form=form, by=by) as stream:
        return BytesIO(stream.read())


def sent(stream: BytesIO, by: Any, name: str = "课程.zip") -> CourseImport:
    return import_proposals.propose_import(stream=stream, name=name, size=len(stream.getvalue()), by=by, now=timezone.now())


def facts(page: CoursePage) -> dict[str, Any]:
    """What a course is, without what says where it stands; files by their content."""
    files = {}
    for part, document in exporting.documents_of(page).items():
        with document.file.open("rb") as stream:
            files[part] = (document.title, document.kind, sha256(stream.read()).hexdigest(), document.sha256, document.licence, document.credit)
    readings = exporting.readings_of(page)
    units = [asdict(unit) for unit in exporting.packed(page, readings).units]
    files |= {name: (document.title, document.sha256) for name, document in readings.values()}
    beside = [(one.note, one.document.title, one.document.sha256, one.document.purpose, one.document.credit) for one in page.materials.all()]
    written = {name: getattr(page, name) for name in (*LENGTHS, "outline", "lesson_plan", "handout")}
    needs = [row.needs for row in page.prerequisites.all()]
    return {**written, "school": page.school, "files": files, "units": units, "teachers": page.teachers, "materials": beside, "needs": needs}


@pytest.mark.parametrize("form", ["folder", "cartridge"])
def test_a_course_sent_out_and_taken_in_is_the_same_course(form: str):
    first, gone = catalogue.course("认识电脑"), catalogue.course("打字")
    by, page = staff(), whole_course(needs=[first, gone])
    stream = exported(page, form, by)
    gone.delete()  # of the courses that are needed first, those that are here
    proposal = sent(stream, by)
    assert (proposal.form, [one["troubles"] for one in proposal.courses]) == (form, [[]])
    assert {"code": "need_unknown", "value": "打字"} in proposal.courses[0]["remarks"]
    (made,) = importing.import_courses(import_id=proposal.pk, by=by, chosen={0}, now=timezone.now())
    made = CoursePage.objects.get(pk=made.pk)
    page.save_revision()
    page = CoursePage.objects.get(pk=page.pk)
    assert facts(page)["needs"] == [first]
    assert made.materials.get(note="").document == made.units.get(format="group").design_files.get().document  # one file, as it was
    assert facts(made) == facts(page)
    assert made.slug != page.slug
    assert not made.live
    assert made.readiness().complete
    assert facts(made.get_latest_revision_as_object()) == facts(page)


def test_every_field_of_a_course_is_carried_or_said_to_stay_at_home():
    """A new field makes this fail: let it travel (rules/exchange/packed.py, domain/exporting.py, domain/importing.py), or name it above."""
    fields = {field.name for field in CoursePage._meta.get_fields() if getattr(field, "concrete", False) and not field.auto_created}
    ours = fields - HIDDEN_IN_PAGE - STATE_OF_PAGE - {"title"}
    assert ours - STAYS_HOME == CARRIED - {"title"}
    unit_fields = {field.name for field in Unit._meta.get_fields() if getattr(field, "concrete", False)}
    assert unit_fields - UNIT_STAYS_HOME == {*exporting.UNIT_FACTS, "design"}


def test_a_preview_changes_nothing_and_the_same_file_twice_is_one_preview():
    by, page = staff(), whole_course()
    stream, before = exported(page, "folder", by), CoursePage.objects.count()
    one, other = sent(stream, by), sent(stream, by)
    assert one.pk == other.pk
    assert CoursePage.objects.count() == before
    assert [said["code"] for said in one.courses[0]["remarks"]] == ["title_exists"]


def test_a_double_click_makes_one_course():
    by, page = staff(), whole_course()
    proposal = sent(exported(page, "folder", by), by)
    once = importing.import_courses(import_id=proposal.pk, by=by, chosen={0}, now=timezone.now())
    again = importing.import_courses(import_id=proposal.pk, by=by, chosen={0}, now=timezone.now())
    assert [one.pk for one in once] == [one.pk for one in again]
    assert CoursePage.objects.filter(title=page.title).count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_make_one_course():
    by, page = staff(), whole_course()
    proposal = sent(exported(page, "folder", by), by)

    def confirm() -> None:
        importing.import_courses(import_id=proposal.pk, by=by, chosen={0}, now=timezone.now())

    assert all_at_once(confirm, confirm) == {"done": 2}
    assert CoursePage.objects.filter(title=page.title).count() == 2
    assert CourseDocument.objects.count() == 12


def archive_of(*courses: tuple[str, dict[str, bytes]]) -> BytesIO:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for folder, files in courses:
            for name, data in files.items():
                archive.writestr(f"{folder}/{name}", data)
    return stream


def test_all_are_taken_in_or_none_and_no_file_is_left_behind(settings: Any):
    by = staff()
    good, bad = {"大纲.docx": catalogue.docx_bytes()}, {"大纲.docx": b"MZ program"}
    proposal = sent(archive_of(("合唱", good), ("剪纸", bad)), by)
    assert [[said["code"] for said in one["troubles"]] for one in proposal.courses] == [[], ["file"]]
    before = CourseDocument.objects.count()
    with pytest.raises(StillTroubled, match="剪纸"):
        importing.import_courses(import_id=proposal.pk, by=by, chosen={0, 1}, now=timezone.now())
    assert (CoursePage.objects.count(), CourseDocument.objects.count()) == (0, before)
    with pytest.raises(NothingChosen):
        importing.import_courses(import_id=proposal.pk, by=by, chosen={7}, now=timezone.now())
    with pytest.raises(StillTroubled, match="剪纸"):
        importing.import_courses(import_id=proposal.pk, by=by, chosen={0}, now=timezone.now())
    (made,) = importing.import_courses(import_id=proposal.pk, by=by, chosen={0}, leave_out=True, now=timezone.now())
    assert made.title == "合唱"


def test_what_fails_in_the_middle_leaves_no_page_and_no_file(monkeypatch: pytest.MonkeyPatch):
    by = staff()
    files = {"大纲.docx": catalogue.docx_bytes("只在这里")}
    proposal = sent(archive_of(("合唱", files), ("剪纸", files)), by)
    storage = CourseDocument._meta.get_field("file").storage
    there = set(storage.listdir("documents")[1]) if storage.exists("documents") else set()
    saved = CoursePage.save_revision

    def fails(self: CoursePage, *args: Any, **kwargs: Any) -> Any:
        if self.title == "剪纸":
            raise RuntimeError("the disk is full")
        return saved(self, *args, **kwargs)

    monkeypatch.setattr(CoursePage, "save_revision", fails)
    with pytest.raises(RuntimeError):
        importing.import_courses(import_id=proposal.pk, by=by, chosen={0, 1}, now=timezone.now())
    assert CoursePage.objects.count() == 0
    assert set(storage.listdir("documents")[1]) == there
    proposal.refresh_from_db()
    assert proposal.settled_at is None


def test_a_changed_file_is_not_the_one_that_was_packed():
    by, page = staff(), whole_course()
    stream = exported(page, "folder", by)
    changed = BytesIO()
    with ZipFile(stream) as source, ZipFile(changed, "w") as target:
        for name in source.namelist():
            target.writestr(name, catalogue.docx_bytes("另一份") if name == "讲义.docx" else source.read(name))
    assert [said["code"] for said in sent(changed, by).courses[0]["troubles"]] == ["file_changed"]


def test_nobody_takes_what_is_not_hers():
    teacher, stranger, learner = (college.person(name, role) for name, role in (("chen", Role.TEACHER), ("li", Role.TEACHER), ("wang", Role.LEARNER)))
    page = whole_course()
    CourseTeacher.objects.create(page=page, teacher=college.teacher(user=teacher), sort_order=9)
    page.save_revision()
    stream = exported(page, "folder", teacher)
    for nobody in (stranger, learner):
        with pytest.raises(NotAllowed):
            exporting.export_course(page=page, form="folder", by=nobody)
    with pytest.raises(NotAllowed):
        sent(stream, learner)
    proposal = sent(stream, teacher)
    with pytest.raises(NotFound):
        importing.import_courses(import_id=proposal.pk, by=stranger, chosen={0}, now=timezone.now())


def test_a_teacher_takes_in_a_course_and_makes_no_colleagues():
    teacher = college.person("chen", Role.TEACHER)
    proposal = sent(archive_of(("合唱", {"大纲.docx": catalogue.docx_bytes()})), teacher)
    with pytest.raises(NotAllowed):
        importing.import_courses(import_id=proposal.pk, by=teacher, chosen={0}, make_teachers=True, now=timezone.now())
    (made,) = importing.import_courses(import_id=proposal.pk, by=teacher, chosen={0}, now=timezone.now())
    assert made.owner == teacher
    assert made.permissions_for_user(teacher).can_edit()


TABLE = "课程名称,学校,一句话,主讲,讲次\n合唱,老年学校,唱歌,陈静、新老师,第一讲 发声（60 分钟）\n剪纸,没有的学校,,,\n合唱,老年学校,,,\n"


@pytest.mark.parametrize("coding", ["utf-8-sig", "gb18030"])
def test_a_table_becomes_courses_with_every_row_judged(coding: str):
    college.school()
    by, known = staff(), college.teacher("陈静")
    proposal = sent(BytesIO(TABLE.encode(coding)), by, "课程.csv")
    codes = [([said["code"] for said in one["troubles"]], [said["code"] for said in one["remarks"] if said["code"] != "no_part"]) for one in proposal.courses]
    assert codes == [([], ["teacher_unknown"]), (["school"], []), ([], ["title_exists"])]
    with pytest.raises(StillTroubled, match="第 3 行"):
        importing.import_courses(import_id=proposal.pk, by=by, chosen={0, 2}, now=timezone.now())
    assert CoursePage.objects.count() == 0
    made = importing.import_courses(import_id=proposal.pk, by=by, chosen={0, 2}, leave_out=True, make_teachers=True, now=timezone.now())
    assert [page.title for page in made] == ["合唱", "合唱"]
    assert made[0].teachers == [known, Teacher.objects.get(name="新老师")]
    assert [(unit.title, unit.minutes) for unit in made[0].units.all()] == [("第一讲 发声", 60)]


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"PK\x03\x04", b"no,heads\n1,2\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_holds_no_course_is_refused_and_nothing_is_kept(data: bytes):
    with pytest.raises((ArchiveRefused, import_proposals.SheetRefused)):
        sent(BytesIO(data), staff(), "x")
    assert not CourseImport.objects.exists()


def test_a_preview_is_kept_for_a_day():
    by = staff()
    proposal = sent(archive_of(("合唱", {"大纲.docx": catalogue.docx_bytes()})), by)
    storage, name = proposal.file.storage, proposal.file.name
    later = timezone.now() + KEPT + KEPT
    with pytest.raises(ImportOver):
        importing.import_courses(import_id=proposal.pk, by=by, chosen={0}, now=later)
    assert importing.forget_imports(now=later) == 1
    assert not storage.exists(name)


def test_the_pages_lead_through_it(client: Client):
    by, page = staff(), whole_course()
    client.force_login(by)
    answer = client.get(reverse("course_export", args=[page.pk, "cartridge"]))
    stream = BytesIO(b"".join(answer.streaming_content))
    stream.name = "课程.imscc"
    assert "智能手机零基础.imscc" in answer.headers["Content-Disposition"] or "filename*" in answer.headers["Content-Disposition"]
    sending = client.post(reverse("course_import"), {"file": stream})
    shown = client.get(sending.headers["Location"]).content.decode()
    assert "找到 1 门课，其中 1 门可以导入。" in shown
    assert "2 讲，共 135 分钟" in shown
    proposal = CourseImport.objects.get()
    empty = client.post(reverse("course_import_confirm", args=[proposal.pk]), {}, follow=True)
    assert "请至少选一门课。" in empty.content.decode()
    done = client.post(reverse("course_import_confirm", args=[proposal.pk]), {"take": "0"})
    made = CoursePage.objects.latest("pk")
    assert done.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert "连同全部文件下载" in client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    other = Client()
    other.force_login(college.person("chen", Role.TEACHER))
    for name, arguments in (("course_export", [page.pk, "folder"]), ("course_import_preview", [proposal.pk]), ("course_export", [2**70, "folder"])):
        assert other.get(reverse(name, args=arguments)).status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_table_to_fill_in_is_read_back_as_it_was_given(client: Client, language: str):
    college.school()
    by = staff()
    client.force_login(by)
    client.cookies["django_language"] = language
    data = b"".join(client.get(reverse("course_import_template")).streaming_content)
    assert load_workbook(BytesIO(data)).sheetnames[0] in ("课程", "Courses")
    (course,) = sent(BytesIO(data), by, "a.xlsx").courses
    assert course["troubles"] == []
    assert course["school"] == "elder"
    assert len(course["units"]) == 2
    assert course["facts"]["goals"].count("\n") == 1
