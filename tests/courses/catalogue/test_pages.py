"""The public page of a course: what everybody reads, and what nobody finds in it."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from college.roles import Role
from courses.catalogue.models import CoursePage
from tests.factories.catalogue import CANARY, course, course_file, docx_bytes
from tests.factories.college import person, teacher

pytestmark = pytest.mark.django_db
VIEWERS = ["anonymous", Role.LEARNER, Role.TEACHER, Role.STAFF, Role.SCHOOL_HEAD, Role.COMMITTEE]


def sign_in(client, viewer, **known: Any):
    if viewer in known:
        client.force_login(known[viewer])
    elif viewer != "anonymous":
        client.force_login(person(f"x-{viewer}", viewer))


def source(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_shows_the_five_ones_teacher_and_units(client):
    page = course(units=2, teachers=[teacher("陈静"), teacher("欧阳修竹")])
    seen = source(client, page)
    wanted = (
        "智能手机零基础",
        "老年学校",
        "从开机讲到视频通话。",
        "每讲只学三件事",
        "忘了就翻这一页",
        "陈静",
        "欧阳修竹",
        "第 1 讲",
        "第 2 讲",
        page.slides.url,
    )
    for words in wanted:
        assert words in seen


@pytest.mark.parametrize("viewer", VIEWERS)
def test_the_lesson_plan_is_in_no_page_whoever_looks(client, viewer):
    user = person("mine", Role.TEACHER)
    plan = course_file("教案.docx", docx_bytes(CANARY), title=CANARY, text=CANARY)
    page = course(owner=user, lesson_plan_file=plan)
    sign_in(client, viewer, **{Role.TEACHER: user})
    for address in (page.url, "/", "/courses/", "/search/?q=鹦鹉", "/api/v1/courses", f"/api/v1/courses/{page.pk}", "/sitemap.xml", "/feed/"):
        seen = client.get(address)
        assert "七彩" not in seen.content.decode()
        assert plan.url not in seen.content.decode()


def test_a_draft_is_not_found(client):
    assert client.get(course(live=False).url or "/courses/nichts/").status_code == 404


def test_the_preview_works_at_every_stage(client):
    client.force_login(person("jiaowu", Role.STAFF))
    bare = course("空课", live=False, school=None, summary="", outline="", lesson_plan="", handout="", slides=None, teachers=[])
    for page in (bare, course(units=3), course("只有文件", outline="", outline_file=course_file("大纲.docx"))):
        page.save_revision()
        response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
        assert response.status_code == 200
        assert page.title in response.content.decode()
        places = set(re.findall(r'href="#([\w-]+)"', response.content.decode()))
        assert places <= set(re.findall(r'id="([\w-]+)"', response.content.decode()))


def test_the_preview_of_an_unsaved_course_works():
    page = CoursePage(title="还没存", slug="haimeicun")
    response = page.make_preview_request()
    assert response.status_code == 200


@pytest.mark.parametrize("viewer", ["anonymous", Role.LEARNER])
def test_the_number_of_queries_does_not_grow(client, viewer):
    sign_in(client, viewer)
    pages = [course(f"课{n}", units=n, teachers=[teacher() for _ in range(n)], outline_file=course_file(), handout_file=course_file()) for n in (1, 3)]
    source(client, pages[0])  # warms what is kept for the process: sites, content types
    counts = []
    for page in pages:
        with CaptureQueriesContext(connection) as queries:
            source(client, page)
        counts.append([query["sql"] for query in queries])
    assert len(counts[0]) == len(counts[1]), "\n".join(counts[1])
    assert len(counts[0]) <= 40


def test_links_and_markup_of_the_prose_are_kept_and_scripts_are_not(client):
    page = course(outline="<h3>第一讲</h3><p>开机<script>alert(1)</script></p><ul><li>一</li></ul>")
    seen = source(client, page)
    assert "<h3>第一讲</h3>" in seen
    assert "<li>一</li>" in seen


def test_a_title_of_two_hundred_characters_is_shown_whole(client):
    page = course("智" * 200)
    assert "智" * 200 in source(client, page)
