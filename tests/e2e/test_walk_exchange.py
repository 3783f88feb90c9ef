"""Courses travel: one goes out as a Common Cartridge and comes in again with its five ones; of a table a wrong row refuses the whole, until it is mended."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from college.roles import Role
from courses.catalogue.models import CourseDocument, CoursePage
from tests.e2e.conftest import AT_A_DESK, Visitor
from tests.factories import catalogue
from tests.factories.college import person, school, teacher

pytestmark = pytest.mark.django_db(transaction=True)
PAPERS = {f"{part}_file": f"{name}.docx" for part, name in (("outline", "大纲"), ("lesson_plan", "教案"), ("handout", "讲义"))}


def checked(visitor: Visitor, shot: str) -> None:
    visitor.shoot(f"walk-exchange-{shot}")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()


def facts(course: CoursePage) -> dict[str, Any]:
    """A course as it should come back: what is written, its files by their content, its lessons and its teachers."""
    texts = {name: getattr(course, name) for name in ("summary", "outline", "lesson_plan", "handout")}
    files = {name: getattr(course, name).sha256 for name in (*PAPERS, "slides")}
    units = [(unit.title, unit.summary, unit.minutes) for unit in course.units.all()]
    return {"title": course.title, "school": course.school, **texts, **files, "units": units, "teachers": course.teachers}


def sent(page: Page, *, name: str, data: bytes) -> None:
    page.set_input_files("[name=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": data})
    page.get_by_role("button", name="看看里面有什么").click()


@AT_A_DESK
def test_a_course_goes_out_and_comes_in_and_a_table_is_mended(visitor: Visitor) -> None:
    teachers = [teacher("陈静")]
    course = catalogue.course(units=2, teachers=teachers, **{part: catalogue.course_file(name, catalogue.docx_bytes(name)) for part, name in PAPERS.items()})
    course.save_revision()
    before = facts(course)
    visitor.sign_in(person("jiaowu", Role.STAFF, display_name="教务"))
    page = visitor.go(f"/admin/pages/{course.pk}/edit/")
    page.get_by_role("button", name="操作").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载成课程包").click()
    name, data = download.value.suggested_filename, Path(download.value.path()).read_bytes()
    assert name == "智能手机零基础.imscc"

    CoursePage.objects.all().delete()  # as in a college that has never had it
    CourseDocument.objects.all().delete()
    page = visitor.go(f"/admin/pages/{catalogue.index().pk}/")
    page.get_by_role("button", name="操作").first.click()
    page.get_by_role("link", name="从文件导入课程").click()
    checked(visitor, "send")
    sent(page, name=name, data=data)
    expect(page.locator(".exchange__slots .is-there")).to_have_count(5)
    expect(page.get_by_text("找到 1 门课，其中 1 门可以导入。")).to_be_visible()
    checked(visitor, "cartridge")
    page.get_by_role("button", name="导入选中的课").click()
    expect(page.get_by_text("1 门课已经建成草稿。")).to_be_visible()
    made = CoursePage.objects.get()
    assert facts(made) == before
    assert (made.live, made.readiness().complete) == (False, True)
    expect(page).to_have_url(f"{visitor.address}/admin/pages/{made.pk}/edit/")

    page = visitor.go("/admin/courses/import/")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载空白表格").click()
    book = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    book.active["A2"] = "手机摄影"
    book.active.append(["剪纸入门", "没有的学校", "一把剪刀"])
    sent(page, name="课程计划.xlsx", data=saved(book))
    expect(page.locator(".exchange__row--bad")).to_contain_text("剪纸入门第 3 行")
    expect(page.locator(".exchange__row--bad")).to_contain_text("没有叫“没有的学校”的学校")
    checked(visitor, "table")
    page.get_by_role("button", name="导入选中的课").click()
    expect(page.get_by_text("第 3 行《剪纸入门》导入不了")).to_be_visible()
    assert CoursePage.objects.count() == 1
    visitor.shoot("walk-exchange-refused")
    page.get_by_role("link", name="换一个文件").click()
    book.active["B3"] = school().name
    sent(page, name="课程计划.xlsx", data=saved(book))
    page.get_by_role("button", name="导入选中的课").click()
    expect(page.get_by_text("2 门课已经建成草稿。")).to_be_visible()
    expect(page.get_by_role("link", name="剪纸入门").first).to_be_visible()
    assert CoursePage.objects.filter(live=False).count() == 3


def saved(book: Any) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
