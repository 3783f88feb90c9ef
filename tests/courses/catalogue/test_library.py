"""The library: versions, licences, who may change what, where a file is used, and that nothing in use is deleted."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from college.errors import NotAllowed, NotFound
from college.roles import Role
from courses.catalogue import domain
from courses.catalogue.domain import finding, library, uses
from courses.catalogue.domain.library import Description
from courses.catalogue.errors import FileRefused, OtherKind, PlanShared, StillUsed
from courses.catalogue.models import CourseDocument, CourseMaterial, DocumentVersion
from courses.catalogue.rules.files import ENDINGS
from tests.factories.catalogue import course, course_file, docx_bytes, pptx_bytes
from tests.factories.college import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return person("chenjing", Role.TEACHER, display_name="陈静")


@pytest.fixture
def colleague():
    return person("zhouwen", Role.TEACHER, display_name="周文")


def new(*words, name="新.docx"):
    return SimpleUploadedFile(name, docx_bytes(*words) if name.endswith("docx") else pptx_bytes(*words))


def replaced(document, by, *words, name="新.docx", note=""):
    return library.replace(document_id=document.pk, by=by, file=new(*words, name=name), note=note, now=timezone.now())


def test_a_file_is_replaced_in_one_place_and_the_old_content_stays(me):
    document = course_file("讲义.docx", by=me)
    page = course(handout_file=document, owner=me)
    before = document.file.read()
    _, changed = replaced(document, me, "新内容", note="加了两句")
    document.refresh_from_db()
    page.refresh_from_db()
    assert changed
    assert (page.handout_file, document.version) == (document, 2)
    assert document.text == ""  # its words are to be read again
    first, second = document.versions.order_by("number")
    assert (first.file.read(), second.note, second.by) == (before, "加了两句", me)
    assert second.sha256 == document.sha256 != first.sha256


def test_the_same_content_again_changes_nothing(me):
    document = course_file("讲义.docx", by=me)
    for changed in (True, False):
        assert replaced(document, me, "一样的", note="x")[1] is changed
    assert document.versions.count() == 2


def test_what_a_file_was_at_a_moment(me):
    document, now = course_file("讲义.docx", by=me), timezone.now()
    replaced(document, me, "新内容")
    assert uses.file_at(document, timezone.now()).number == 2
    assert uses.file_at(document, now).number == 1
    assert uses.file_at(document, now - timedelta(days=9)).number == 1


def test_a_replacement_must_fit_and_a_bad_one_leaves_all_as_it_was(me):
    document = course_file("讲义.docx", by=me)
    with pytest.raises(OtherKind):
        replaced(document, me, "x", name="课件.pptx")
    with pytest.raises(FileRefused):
        library.replace(document_id=document.pk, by=me, file=SimpleUploadedFile("坏.docx", b"MZ" * 99), now=timezone.now())
    document.refresh_from_db()
    assert (document.version, document.versions.count()) == (1, 1)


def test_who_may_change_a_file(me, colleague):
    shared, hers = course_file("共用.docx", by=me, shared=True), course_file("自己的.docx", by=me)
    with pytest.raises(NotAllowed):
        replaced(shared, colleague, "x")
    with pytest.raises(NotFound):
        replaced(hers, colleague, "x")
    assert replaced(shared, person("jiaowu", Role.STAFF), "y")[1]
    with pytest.raises(NotFound):
        replaced(shared, person("wang", Role.LEARNER), "z")


def test_a_version_is_never_rewritten(me):
    version = course_file("讲义.docx", by=me).versions.get()
    version.note = "改写"
    with pytest.raises(TypeError):
        version.save()


def test_wagtails_own_form_keeps_the_old_content(client):
    staff = person("jiaowu", Role.STAFF)
    document = course_file("讲义.docx", by=staff)
    client.force_login(staff)
    response = client.post(reverse("wagtaildocs:edit", args=[document.pk]), {"title": "讲义", "file": new("新")})
    assert response.status_code == 302
    first, second = document.versions.order_by("number")
    assert first.file.storage.exists(first.file.name)
    assert (second.number, second.by) == (2, staff)


@pytest.mark.both_databases
@pytest.mark.parametrize("fields", [{"purpose": "lesson_plan", "shared": True}, {"licence": "permission"}, {"licence": "gpl"}])
def test_the_database_refuses_what_cannot_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        course_file("x.docx", **fields)


def test_a_lesson_plan_is_not_shared(me):
    document = course_file("教案.docx", by=me)
    course(lesson_plan_file=document, owner=me)
    with pytest.raises(PlanShared):
        library.describe(document_id=document.pk, by=me, title="x", said=Description(shared=True))


def test_a_shared_file_may_be_chosen_by_all_teachers_and_read_by_no_learner(me, colleague):
    document = course_file("共用.docx", by=me, shared=True)
    assert domain.may_read(colleague, document)
    assert not domain.may_read(person("wang", Role.LEARNER), document)
    page = course(owner=colleague)
    CourseMaterial.objects.create(page=page, document=document)
    assert domain.is_public(document)


def test_where_a_file_is_used(me):
    document = course_file("案例.docx", by=me)
    live, draft = course("甲课", handout_file=document), course("乙课", live=False)
    CourseMaterial.objects.create(page=draft, document=document)
    newer = course("丙课")
    newer.handout_file = document
    newer.save_revision()
    told = [(use.page.title, use.parts, use.is_public) for use in uses.all_uses_of(document)]
    assert sorted(told) == sorted([("甲课", ("handout",), True), ("乙课", ("material",), False), ("丙课", ("handout",), False)])
    assert live.pk in {use.page.pk for use in uses.uses_of([document.pk])[document.pk]}


def test_what_is_used_is_not_deleted_and_what_is_not_goes_with_its_versions(me):
    document = course_file("案例.docx", by=me)
    page = course("甲课")
    page.slides = document
    page.save_revision()  # a draft of a public course
    with pytest.raises(StillUsed):
        library.remove(document_id=document.pk, by=me)
    free = course_file("没人用.docx", by=me)
    replaced(free, me, "二")
    assert library.remove(document_id=free.pk, by=me) == "没人用.docx"
    assert not DocumentVersion.objects.filter(document_id=free.pk).exists()


def test_one_licence_for_many_all_or_none(me, colleague):
    own, other = [course_file(f"{n}.docx", by=me, credit=f"作者{n}") for n in range(2)], course_file("她的.docx", by=colleague)
    terms = {"licence": "cc_by", "licence_note": "", "credit": ""}
    with pytest.raises(NotAllowed):
        library.license_all(document_ids=[own[0].pk, other.pk], by=me, **terms)
    assert library.license_all(document_ids=[one.pk for one in own], by=me, **terms) == 2
    found = CourseDocument.objects.filter(pk__in=[one.pk for one in own]).order_by("pk").values_list("licence", "credit")
    assert list(found) == [("cc_by", "作者0"), ("cc_by", "作者1")]
    assert CourseDocument.objects.get(pk=other.pk).licence == "own"


def test_found_by_words_kind_owner_and_use(me, colleague):
    a = course_file("a.docx", by=me, title="防骗口诀", purpose="case", shared=True)
    b = course_file("b.docx", by=me, title="垃圾分类", description="防骗也提到")
    c = course_file("c.docx", by=colleague, title="防骗海报")
    course(handout_file=b, owner=me)
    found = lambda **asked: set(finding.find(by=me, **asked).exclude(title="课件.pptx"))  # noqa: E731
    assert found() == {a, b}
    assert found(q="防骗") == {a, b}
    assert found(q="防骗 口诀") == {a}
    assert found(kind="case") == {a}
    assert found(scope="unused") == {a}
    assert c in set(finding.find(by=person("jiaowu", Role.STAFF)))


def test_files_are_added_with_one_licence_and_bad_ones_named(client, me):
    client.force_login(me)
    sent = [new("一", name="反诈案例.docx"), SimpleUploadedFile("坏.docx", b"x"), new("二", name="智能手机教案.docx")]
    response = client.post(reverse("catalogue:library_add"), {"files": sent, "licence": "cc_by", "credit": "反诈中心", "shared": "on"})
    assert "坏.docx" in response.content.decode()
    found = CourseDocument.objects.order_by("pk").values_list("title", "purpose", "shared", "licence")
    assert list(found) == [("反诈案例", "case", True, "cc_by"), ("智能手机教案", "lesson_plan", False, "cc_by")]


def test_an_older_version_is_downloaded_by_whoever_may_read_the_file(client, me, colleague):
    document = course_file("讲义.docx", by=me)
    replaced(document, me, "新")
    client.force_login(me)
    answer = client.get(reverse("catalogue:resource_version", args=[document.pk, 1]))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    client.force_login(colleague)
    assert client.get(reverse("catalogue:resource_version", args=[document.pk, 1])).status_code == 404


def test_materials_stand_on_the_course_page_with_their_licence(client, me):
    page = course(owner=me)
    document = course_file("海报.docx", by=me, title="反诈海报", credit="反诈中心", licence="cc_by", shared=True)
    CourseMaterial.objects.create(page=page, document=document, note="贴在门口")
    text = client.get(page.url).content.decode()
    assert "反诈海报" in text
    assert "反诈中心 · CC BY 4.0" in text
    assert "贴在门口" in text


def test_the_settings_take_what_the_rules_judge():
    assert set(settings.WAGTAILDOCS_EXTENSIONS) == set(ENDINGS)
