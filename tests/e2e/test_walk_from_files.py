"""A teacher makes a course from five real files: she drops them, sees one refused with the reason, corrects a word, and has the draft."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from college.roles import Role
from courses.catalogue import domain
from courses.catalogue.models import CourseDocument, CoursePage
from demo import content, files
from tests.e2e.conftest import AT_A_DESK
from tests.factories.catalogue import course_file
from tests.factories.college import person, school, teacher

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, AT_A_DESK]
SLUG = "shouji"


def five() -> dict[str, bytes]:
    """The real papers of a course of the demo, and a table beside them, named as people name them."""
    text = next(one for one in content.courses() if one.slug == SLUG)
    papers = {kind: files.paper(text, kind) for kind in files.PAPERS}
    return {
        f"{text.title} 课程大纲(最终版).docx": papers["outline"],
        f"{text.title}_教案.docx": papers["lesson_plan"],
        "发给学员的资料.docx": papers["handout"],
        f"{text.title}.pptx": files.deck(text),
        "练习登记表.csv": "姓名,次数\n王秀兰,3\n".encode(),
    }


def sent(named: dict[str, bytes]) -> list[dict[str, object]]:
    return [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in named.items()]


def test_a_teacher_makes_a_course_from_five_real_files(visitor):
    me = person("chenjing", Role.TEACHER, display_name="陈静")
    teacher("陈静", me)
    school("elder")
    visitor.sign_in(me)
    page = visitor.go("/admin/")
    page.get_by_role("link", name="用文件做一门课").click()
    expect(page.get_by_text("把文件拖到这里")).to_be_visible()
    visitor.shoot("from-files-start")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()

    page.set_input_files("[data-drop-files]", sent({**five(), "游戏.docx": b"MZ" * 300}))
    page.wait_for_url("**/teach/courses/from-files/*/")
    expect(page.get_by_text("有 1 个文件不能用，其他的都收到了。")).to_be_visible()
    expect(page.locator("#id_title")).to_have_value("智能手机零基础")
    expect(page.get_by_text("看起来是教案：名字里有“教案”")).to_be_visible()
    visitor.shoot("from-files-proposal")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()

    page.get_by_label("“练习登记表.csv”是什么").select_option(label="更多资料，学员可以下载")
    page.fill("#id_title", "智能手机零基础（春季）")
    page.select_option("#id_school", label="老年学校")
    page.get_by_role("button", name="做成课程草稿").click()
    expect(page.get_by_text("五个一都齐了。")).to_be_visible()
    visitor.shoot("from-files-made")
    assert visitor.axe() == []
    made = CoursePage.objects.get()
    assert (made.title, made.live, made.owner) == ("智能手机零基础（春季）", False, me)
    draft = made.get_latest_revision_as_object()
    assert draft.readiness().complete
    assert draft.units.count() >= 4

    looks_as_learners_will_see_it(page, draft)
    page = visitor.go("/teach/courses/from-files/")
    page.set_input_files("[data-drop-files]", sent({"换了名字的课件.pptx": five()["智能手机零基础.pptx"]}))
    expect(page.get_by_text("学院里已经有同一个文件。")).to_be_visible()  # known by what is in it


def looks_as_learners_will_see_it(page, draft):
    """From the page of the draft: the teacher, the lessons and the files, the handout as a page of the site, and nothing of the lesson plan."""
    domain.read_words(document_id=draft.handout_file.pk, now=timezone.now())  # the worker's two jobs
    assert domain.make_reading(reading_id=domain.reading_of(draft.handout_file).pk, now=timezone.now())
    made = page.url
    page.get_by_role("link", name="看老师").click()
    expect(page.get_by_role("heading", name="主讲")).to_be_in_viewport()
    main = page.get_by_role("main")
    for words in ("认识这块“玻璃”", "练习登记表", "下载讲义"):
        expect(main).to_contain_text(words)
    expect(main).not_to_contain_text("下载教案")
    page.goto(made)
    page.get_by_role("link", name="看讲义").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("发给学员的资料")
    expect(page.get_by_role("link", name="下载")).to_be_visible()


def test_a_file_of_the_library_is_found_and_replaced(visitor):
    me = person("chenjing", Role.TEACHER, display_name="陈静")
    one = course_file(
        "防骗口诀.docx", by=me, title="防骗口诀", shared=True, purpose="handout", licence="cc_by", credit="反诈中心", description="十句话，贴在门口。"
    )
    course_file("别的.docx", by=me, title="垃圾分类图示", shared=True, purpose="picture")
    visitor.sign_in(me)
    page = visitor.go("/library/")
    visitor.shoot("library")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    page.fill("#id_q", "防骗")
    page.get_by_role("button", name="找", exact=True).click()
    page.get_by_role("link", name="防骗口诀").click()
    new = {"name": "新口诀.docx", "mimeType": "application/octet-stream", "buffer": five()["发给学员的资料.docx"]}
    page.set_input_files("#id_file", new)
    page.fill("#id_note", "加了两句")
    page.get_by_role("button", name="换成新文件").click()
    expect(page.get_by_text("现在是第 2 版")).to_be_visible()
    visitor.shoot("library-file")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    assert CourseDocument.objects.get(pk=one.pk).versions.count() == 2
