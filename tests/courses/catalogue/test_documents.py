"""Who may read a course file, through which door it comes in, and what is taken out of it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from college.roles import Role
from courses.catalogue import domain
from courses.catalogue.models import CourseDocument
from courses.catalogue.tasks import read_document, sweep_documents
from tests.factories.catalogue import course, course_file, docx_bytes, index, pptx_bytes
from tests.factories.college import person, teacher

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def people():
    mine, second = person("mine", Role.TEACHER), person("second", Role.TEACHER)
    return {
        "anonymous": AnonymousUser(),
        "learner": person("learner", Role.LEARNER),
        "owner": mine,
        "second": second,
        "other teacher": person("other", Role.TEACHER),
        "head": person("head", Role.SCHOOL_HEAD),
        "staff": person("staff", Role.STAFF),
        "committee": person("committee", Role.COMMITTEE),
        "shut out": person("gone", Role.STAFF, is_active=False),
    }


def readers(people, document):
    return {name for name, user in people.items() if domain.may_read(user, document)}


def made(people, **given):
    return course(owner=people["owner"], teachers=[teacher("李", people["second"])], **given)


INSIDE = {"owner", "second", "head", "staff"}


@pytest.mark.parametrize("field", ["outline_file", "handout_file", "slides"])
def test_parts_of_a_live_course_are_for_everybody(people, field):
    document = course_file()
    made(people, **{field: document})
    assert readers(people, document) == set(people)


@pytest.mark.parametrize("field", ["outline_file", "handout_file", "slides"])
def test_parts_of_a_draft_are_for_those_who_make_it(people, field):
    document = course_file()
    made(people, live=False, **{field: document})
    assert readers(people, document) == INSIDE


@pytest.mark.parametrize("live", [True, False])
def test_the_lesson_plan_is_for_those_who_make_it(people, live):
    document = course_file("教案.docx")
    made(people, live=live, lesson_plan_file=document)
    assert readers(people, document) == INSIDE


def test_a_lesson_plan_stays_one_when_it_is_also_somebodys_handout(people):
    document = course_file("教案.docx")
    made(people, lesson_plan_file=document)
    course("另一门", handout_file=document)
    assert readers(people, document) == INSIDE


def test_an_unused_file_is_for_its_uploader_and_staff(people):
    assert readers(people, course_file(by=people["owner"])) == {"owner", "head", "staff"}


@pytest.mark.both_databases
def test_a_replaced_part_is_no_longer_public(people):
    old = course_file("旧.pptx", by=people["owner"])
    page = made(people, slides=old)
    page.slides = course_file("新.pptx")
    page.save_revision().publish()
    assert readers(people, old) == {"owner", "head", "staff"}


def test_the_address_of_a_lesson_plan_does_not_exist_for_others(client, people):
    plan = course_file("教案.docx")
    made(people, lesson_plan_file=plan)
    assert client.get(plan.url).status_code == 404
    client.force_login(people["other teacher"])
    assert client.get(plan.url).status_code == 404
    client.force_login(people["second"])
    response = client.get(plan.url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == docx_bytes()
    assert "no-store" in response["Cache-Control"]


def test_a_public_file_is_handed_out_as_a_download(client, people):
    page = made(people)
    response = client.get(page.slides.url)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" not in response.get("Cache-Control", "")
    assert response["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.both_databases
def test_the_chooser_lists_a_teachers_own_files_only(client, people):
    course_file("李老师的.pptx", by=people["other teacher"])
    course_file("我的.pptx", by=people["owner"])
    plan = course_file("同事课上的.pptx", by=people["second"])
    made(people, lesson_plan_file=plan)
    client.force_login(people["owner"])
    seen = client.get(reverse("wagtaildocs_chooser:choose")).json()["html"]
    assert "我的.pptx" in seen
    assert "同事课上的.pptx" in seen
    assert "李老师的.pptx" not in seen


def upload(client, name, content):
    data = {"document-chooser-upload-title": name, "document-chooser-upload-file": SimpleUploadedFile(name, content)}
    return client.post(reverse("wagtaildocs_chooser:create"), data)


def test_a_teacher_uploads_through_the_chooser(client, people):
    client.force_login(people["owner"])
    answer = upload(client, "课件.pptx", pptx_bytes("认识手机"))
    assert answer.json()["step"] == "chosen"
    document = CourseDocument.objects.get()
    assert document.uploaded_by_user == people["owner"]
    assert client.get(document.url).status_code == 200


@pytest.mark.parametrize(
    ("name", "content"),
    [("程序.pptx", b"MZ" * 300), ("空.pptx", b""), ("旧.ppt", b"\xd0\xcf\x11\xe0" * 99), ("页.html", b"<script>"), ("假.docx", pptx_bytes())],
)
def test_a_bad_upload_is_refused_at_both_doors_and_nothing_is_stored(client, people, name, content, tmp_path):
    client.force_login(people["owner"])
    assert upload(client, name, content).json()["step"] != "chosen"
    response = client.post(reverse("wagtaildocs:add_multiple"), {"title": name, "files[]": SimpleUploadedFile(name, content)})
    assert response.json()["success"] is False
    assert not CourseDocument.objects.exists()
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


def test_a_learner_cannot_upload(client, people):
    client.force_login(people["learner"])
    assert upload(client, "课件.pptx", pptx_bytes()).status_code == 302
    assert not CourseDocument.objects.exists()


# ---- words


def test_slides_are_read_without_the_notes():
    document = course_file("课件.pptx", pptx_bytes("认识手机", "字要大", notes="给老师的提示"))
    read_document.call(document.pk)
    document.refresh_from_db()
    assert document.slide_count == 2
    assert "认识手机" in document.text
    assert "字要大" in document.text
    assert "给老师的提示" not in document.text


@pytest.mark.both_databases
def test_a_word_file_is_read_and_a_second_run_finds_the_same():
    document = course_file("讲义.docx", docx_bytes("长按电源键"))
    for _ in range(2):
        read_document.call(document.pk)
        document.refresh_from_db()
        assert "长按电源键" in document.text
        assert document.slide_count is None


@pytest.mark.both_databases
def test_the_sweep_reads_what_a_lost_job_left_and_stops_at_nothing():
    good, lost = course_file("课件.pptx"), course_file("丢.pptx")
    lost.file.storage.delete(lost.file.name)
    sweep_documents.call()
    good.refresh_from_db()
    lost.refresh_from_db()
    assert good.slide_count == 1
    assert lost.extracted_at is not None
    assert lost.text == ""
    assert domain.unread_documents() == []


@pytest.mark.both_databases
def test_a_file_deleted_meanwhile_is_no_error():
    document = course_file()
    pk = document.pk
    document.delete()
    domain.read_words(document_id=pk, now=timezone.now())


def test_a_new_file_behind_an_old_title_is_read_again():
    document = course_file("课件.pptx")
    read_document.call(document.pk)
    document.refresh_from_db()
    document.file = SimpleUploadedFile("新课件.pptx", pptx_bytes("新的一页"))
    document.save()
    assert document.extracted_at is None
    assert domain.unread_documents() == [document.pk]


@pytest.mark.both_databases
def test_an_upload_enqueues_its_reading_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        course_file()
    assert len(callbacks) >= 1


@pytest.mark.both_databases
def test_the_list_of_courses_is_there_from_the_start():
    assert index().get_parent().slug == "front"


LONG = "很长的名字" * 70


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("title", "name"), [(LONG, "课件.pptx"), ("课件", f"{LONG}.pptx"), (LONG, f"{LONG}.pptx"), ("课件", f"{'长' * 80}.pptx"), ("", f"{LONG}.pptx")]
)
def test_a_name_that_is_too_long_is_refused_in_words_or_shortened(client, people, title, name):
    """At both doors: the chooser of the course form, and the list of files."""
    client.force_login(people["owner"])
    data = {"document-chooser-upload-title": title, "document-chooser-upload-file": SimpleUploadedFile(name, pptx_bytes())}
    assert client.post(reverse("wagtaildocs_chooser:create"), data).status_code == 200
    given = {"files[]": SimpleUploadedFile(name, pptx_bytes())} | ({"title": title} if title else {})
    response = client.post(reverse("wagtaildocs:add_multiple"), given)
    assert response.status_code == 200
    assert response.json()["success"] or response.json()["error_message"]
