"""Files dropped to make a course: taken or refused one by one, recognised, and made into one draft, whatever is clicked twice."""

from datetime import timedelta
from functools import cache
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document

from college.errors import NotFound
from college.roles import Role
from courses.catalogue.domain import drops, making
from courses.catalogue.domain.proposals import propose
from courses.catalogue.models import CourseDocument, CoursePage, Drop
from courses.catalogue.models.drops import KEPT_FOR
from courses.catalogue.rules.naming import Lesson
from courses.catalogue.rules.readiness import Part
from tests.factories.catalogue import course, course_file, pptx_bytes
from tests.factories.college import person, school, teacher

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@cache
def docx(*lines):
    """The same bytes for the same lines."""
    document, stream = Document(), BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(stream)
    return stream.getvalue()


OUTLINE = ("课程名称：智能手机零基础", "课程安排", "第一讲 认识手机（2课时）", "第二讲 打电话", "第三讲 视频通话")
FIVE = {
    "智能手机零基础 课程大纲(最终版).docx": docx(*OUTLINE),
    "智能手机零基础 教案.docx": docx("教学目标", "教学过程"),
    "手机班学习资料.docx": docx("第一步", "小贴士"),
    "手机课件.pptx": pptx_bytes("认识手机"),
    "名单.csv": "姓名,电话\n王秀兰,1\n".encode(),
}


@pytest.fixture
def me():
    user = person("chenjing", Role.TEACHER)
    teacher("陈静", user)
    return user


def upload(name, content):
    return SimpleUploadedFile(name, content)


def filled(user, files=FIVE, into=None):
    now = timezone.now()
    drop = drops.begin(by=user, into=into, now=now)
    for name, content in files.items():
        drops.receive(drop_id=drop.pk, by=user, file=upload(name, content), now=now)
    return drop


def answers(drop, **changes):
    """What the page sends when its proposal is taken as it stands."""
    from courses.catalogue.forms.drops import first_answers

    first = first_answers(drop, propose(drop))
    return {name: value for name, value in {**first, **changes}.items() if value not in (None, False)}


def test_five_files_become_a_draft(client, me):
    elder = school()
    drop = filled(me)
    client.force_login(me)
    page = client.get(reverse("catalogue:drop", args=[drop.pk])).content.decode()
    assert "“课程大纲”" in page
    response = client.post(reverse("catalogue:drop", args=[drop.pk]), {**answers(drop, school=elder.pk), "make": "1"})
    made = CoursePage.objects.get()
    assert response.headers["Location"] == reverse("catalogue:drop", args=[drop.pk])
    assert (made.title, made.live, made.owner, made.school) == ("智能手机零基础", False, me, elder)
    draft = made.get_latest_revision_as_object()
    assert draft.readiness().complete
    assert [(unit.title, unit.minutes) for unit in draft.units.all()] == [("认识手机", 90), ("打电话", 90), ("视频通话", 90)]
    assert {draft.outline_file.purpose, draft.lesson_plan_file.purpose, draft.slides.purpose} == {"outline", "lesson_plan", "slides"}
    assert "全部" in client.get(response.headers["Location"]).content.decode() or client.get(response.headers["Location"]).status_code == 200


def test_a_second_click_makes_no_second_course(client, me):
    drop = filled(me)
    client.force_login(me)
    sent = {**answers(drop), "make": "1"}
    for _ in range(2):
        client.post(reverse("catalogue:drop", args=[drop.pk]), sent)
    plan = making.Plan(title="又一门")
    assert making.make(drop_id=drop.pk, by=me, plan=plan, now=timezone.now()) == CoursePage.objects.get()


def test_a_refused_file_is_named_and_the_others_stay(client, me):
    client.force_login(me)
    sent = [upload("教案.docx", FIVE["智能手机零基础 教案.docx"]), upload("程序.docx", b"MZ" * 300), upload("大纲.docx", docx(*OUTLINE))]
    response = client.post(reverse("catalogue:drops"), {"files": sent})
    drop = Drop.objects.get()
    page = client.get(response.headers["Location"]).content.decode()
    assert [(row.name, row.problem) for row in drop.files.all()] == [("教案.docx", ""), ("程序.docx", "mismatch"), ("大纲.docx", "")]
    assert "程序.docx" in page
    assert CourseDocument.objects.count() == 2


def test_a_file_sent_twice_is_one(me):
    drop = filled(me, {"大纲.docx": docx("一")})
    drops.receive(drop_id=drop.pk, by=me, file=upload("大纲.docx", docx("一")), now=timezone.now())
    assert (drop.files.count(), CourseDocument.objects.count()) == (1, 1)


def test_the_script_hears_of_each_file(client, me):
    client.force_login(me)
    begun = client.post(reverse("catalogue:drops"), headers={"accept": "application/json"})
    assert begun.status_code == 201
    good = client.post(begun.json()["files"], {"file": upload("讲义.docx", docx("一")), "folder": "手机/讲义"})
    bad = client.post(begun.json()["files"], {"file": upload("旧.doc", b"\xd0\xcf\x11\xe0" * 99)})
    assert good.json() == {"taken": True, "words": ""}
    assert bad.json()["taken"] is False
    assert bad.json()["words"]
    assert Drop.objects.get().files.first().folder == "手机/讲义"


def test_what_the_college_has_is_used_in_place_of_a_copy(client, me):
    shared = course_file("同一份.docx", content=docx("讲义"), by=person("zhouwen", Role.TEACHER), shared=True, title="防骗讲义")
    drop = filled(me, {"讲义.docx": docx("讲义")})
    (proposed,) = propose(drop).files
    assert proposed.twin == shared
    client.force_login(me)
    client.post(reverse("catalogue:drop", args=[drop.pk]), {**answers(drop, title="防骗课"), "make": "1"})
    assert CoursePage.objects.get().get_latest_revision_as_object().handout_file == shared
    assert list(CourseDocument.objects.all()) == [shared]


def test_a_copy_is_kept_when_she_says_so(client, me):
    course_file("同一份.docx", content=docx("讲义"), shared=True)
    drop = filled(me, {"讲义.docx": docx("讲义")})
    (row,) = drop.files.all()
    client.force_login(me)
    client.post(reverse("catalogue:drop", args=[drop.pk]), {**answers(drop, title="防骗课", **{f"twin_{row.pk}": False}), "make": "1"})
    assert CoursePage.objects.get().get_latest_revision_as_object().handout_file == row.document


def test_a_strangers_file_is_no_twin(me):
    course_file("她的.docx", content=docx("讲义"), by=person("zhouwen", Role.TEACHER))
    assert [file.twin for file in propose(filled(me, {"讲义.docx": docx("讲义")})).files] == [None]


def test_two_that_look_alike_are_left_to_the_person(client, me):
    drop = filled(me, {"教案一.docx": docx("一"), "教案二.docx": docx("二")})
    assert [file.guess.part for file in propose(drop).files] == [None, None]
    client.force_login(me)
    address = reverse("catalogue:drop", args=[drop.pk])
    assert client.post(address, {**answers(drop, title="课"), "make": "1"}).status_code == 422
    first, second = drop.files.all()
    both = {f"part_{first.pk}": "lesson_plan", f"part_{second.pk}": "lesson_plan"}
    assert client.post(address, {**answers(drop, title="课", **both), "make": "1"}).status_code == 422
    assert not CoursePage.objects.exists()
    chosen = {f"part_{first.pk}": "lesson_plan", f"part_{second.pk}": "keep"}
    client.post(address, {**answers(drop, title="课", **chosen), "make": "1"})
    assert CoursePage.objects.get().lesson_plan_file == first.document


def test_what_was_typed_is_there_another_day(client, me):
    drop = filled(me)
    client.force_login(me)
    address = reverse("catalogue:drop", args=[drop.pk])
    client.post(address, {**answers(drop), "title": "我改的名字", "lessons": "第一讲 开机", "later": "1"})
    page = client.get(address).content.decode()
    assert "我改的名字" in page
    assert "第一讲 开机" in page
    assert reverse("catalogue:drop", args=[drop.pk]) in client.get(reverse("catalogue:drops")).content.decode()


def test_a_file_is_taken_out_and_the_rest_stays(client, me):
    drop = filled(me)
    row = drop.files.first()
    client.force_login(me)
    client.post(reverse("catalogue:drop", args=[drop.pk]), {**answers(drop), "title": "改了", "remove": row.pk})
    drop.refresh_from_db()
    assert (drop.files.count(), drop.answers["title"]) == (4, "改了")
    assert not CourseDocument.objects.filter(pk=row.document_id).exists()


def test_files_go_into_the_draft_of_a_course_that_is_there(client, me):
    page = course("我的课", live=True, owner=me, units=2)
    page.save_revision()
    before = page.slides_id
    drop = filled(me, {"新大纲.docx": docx("课程安排"), "新课件.pptx": pptx_bytes("新"), "照片说明.txt": b"hello"}, into=page)
    client.force_login(me)
    said = answers(drop, **{f"part_{drop.files.get(name='照片说明.txt').pk}": "material"})
    client.post(reverse("catalogue:drop", args=[drop.pk]), {**said, "make": "1"})
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert page.slides_id == before  # what learners see is as it was
    assert draft.slides.title == "新课件"
    assert [material.document.title for material in draft.materials.all()] == ["照片说明"]
    assert draft.units.count() == 2


def test_others_have_no_drop_of_mine(client, me):
    drop = filled(me, {"大纲.docx": docx("一")})
    with pytest.raises(NotFound):
        drops.mine(drop_id=drop.pk, by=person("zhouwen", Role.TEACHER))
    client.force_login(person("wang", Role.LEARNER))
    assert client.get(reverse("catalogue:drops")).status_code == 404


def test_after_a_week_what_nobody_uses_is_forgotten(me):
    now = timezone.now()
    drop = filled(me, {"大纲.docx": docx("一"), "讲义.docx": docx("二"), "图.txt": b"a"})
    kept, shared = drop.files.get(name="讲义.docx").document, drop.files.get(name="图.txt").document
    course(live=False, handout_file=kept, owner=me)
    CourseDocument.objects.filter(pk=shared.pk).update(shared=True)
    assert drops.forget_old(now=now) == 0
    Drop.objects.update(touched_at=now - KEPT_FOR)
    assert drops.forget_old(now=now + timedelta(seconds=1)) == 1
    assert set(CourseDocument.objects.exclude(title="课件.pptx")) == {kept, shared}


def test_lessons_may_be_typed_as_people_do():
    from courses.catalogue.forms.drops import lesson_lines
    from courses.catalogue.rules.naming import lesson_of

    typed = "第一讲 开机\n2. 打电话（60分钟）\n\n视频 (2 课时)"
    assert [lesson_of(line) for line in lesson_lines(typed)] == [Lesson("开机"), Lesson("打电话", 60), Lesson("视频", 90)]
    assert Part.OUTLINE.value == "outline"
