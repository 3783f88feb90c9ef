"""A course walks from its draft to 推广: sent back once, tried by a colleague, reviewed by the head, released by the office, used elsewhere, and read
in two versions."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from college.roles import Role
from courses.catalogue.models import CoursePage
from tests.e2e.conftest import AT_A_DESK
from tests.factories.catalogue import CANARY, course, index
from tests.factories.college import person, teacher
from tests.factories.selection import venue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, AT_A_DESK]


@pytest.fixture
def page_of_hers():
    me = person("chenjing", Role.TEACHER, display_name="陈静")
    return course("智能手机零基础", live=False, owner=me, teachers=[teacher("陈静", me)], units=2)


def sound(visitor):
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()


def test_from_draft_to_release(new_visitor, page_of_hers):
    made, address = page_of_hers, f"/teach/courses/{page_of_hers.pk}/"
    venue("华山路睦邻中心")
    author, colleague, head, office = (new_visitor() for _ in range(4))
    author.sign_in(made.owner)
    colleague.sign_in(person("limin", Role.TEACHER, display_name="李敏"))
    head.sign_in(person("xiaozhang", Role.SCHOOL_HEAD, display_name="顾长青"))
    office.sign_in(person("jiaowu", Role.STAFF, display_name="刘敏"))

    page = author.go("/teach/courses/")
    page.get_by_role("link", name="打开 智能手机零基础").click()
    author.shoot("stages-draft")
    page.get_by_role("button", name="提交试讲").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("试讲")
    sound(author)

    page = colleague.go("/teach/courses/")
    colleague.shoot("stages-waiting")
    page.get_by_role("link", name="打开 智能手机零基础").click()
    page.get_by_text("或者退回去").click()
    page.fill("[name=back-comment]", "第二讲太快，请加一个例子。")
    page.get_by_role("button", name="退回去").click()
    expect(page).to_have_url(f"{colleague.address}/teach/courses/")
    page = author.go(address)
    expect(page.get_by_role("main")).to_contain_text("课程退回来了")
    expect(page.get_by_role("main")).to_contain_text("第二讲太快，请加一个例子。")
    sound(author)
    page.get_by_role("button", name="提交试讲").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("试讲")

    page = colleague.go(address)
    page.fill("[name=on-held_on]", str(timezone.localdate()))
    page.get_by_role("button", name="试讲过了，进入评审").click()
    expect(page.locator(".field--error")).to_have_count(4)  # where, how many, who, what was said
    colleague.shoot("stages-trial-errors")
    sound(colleague)
    page.select_option("[name=on-venue]", label="华山路睦邻中心")
    page.fill("[name=on-attended]", "18")
    page.fill("[name=on-listeners]", "两位同事，十六位居民")
    page.fill("[name=on-comment]", "大家都跟上了，第二段稍快。")
    page.get_by_role("button", name="试讲过了，进入评审").click()
    expect(page).to_have_url(f"{colleague.address}/teach/courses/")  # a draft is none of her business any more

    page = author.go(address)
    expect(page.locator("[aria-current=step]")).to_contain_text("评审")
    expect(page.locator(".settle")).to_have_count(0)  # nobody reviews her own course
    page = head.go(address)
    for name in ("content", "audience", "clarity", "materials"):
        page.locator(f"[name=on-{name}][value='3']").check()
    page.fill("[name=on-comment]", "内容扎实，例子就在身边。")
    head.shoot("stages-review")
    sound(head)
    page.get_by_role("button", name="通过评审").click()

    page = office.go(address)
    page.get_by_role("button", name="推广这门课").click()
    expect(page.locator(".stepper__step--done")).to_have_count(4)
    office.shoot("stages-released")
    sound(office)
    page.get_by_text("在场地或学校使用").click()
    page.select_option("[name=venue]", label="华山路睦邻中心")
    page.get_by_role("button", name="使用这门课").click()
    expect(page.locator(".course-rows")).to_contain_text("华山路睦邻中心")
    page.goto(f"{office.address}/admin/pages/{index().pk}/")
    expect(page.get_by_text("推广课").first).to_be_visible()
    office.shoot("stages-admin-list")

    live = CoursePage.objects.get(pk=made.pk)
    assert live.live
    draft = live.get_latest_revision_as_object()
    draft.outline, draft.lesson_plan = "<p>每讲只学四件事，智能手机不求人。</p>", f"<p>{CANARY}，改过。</p>"
    draft.save_revision(user=made.owner).publish(user=made.owner)
    reader = new_visitor()
    page = reader.go(live.url)
    expect(page.get_by_text("推广课").first).to_be_visible()
    for words in ("陈静", "在 1 个场地使用"):
        expect(page.get_by_role("region", name="这门课的来历")).to_contain_text(words)
    page.get_by_role("link", name="第 2 版，看以前的版本").click()
    reader.shoot("versions")
    sound(reader)
    page.get_by_role("button", name="比较这两个版本").click()
    expect(page.locator("ins").last).to_have_text("四")
    reader.shoot("versions-compared")
    assert CANARY not in page.content()
    sound(reader)
    page.goto(f"{reader.address}/courses/{live.slug}/versions/1/")
    expect(page.get_by_text("每讲只学三件事")).to_be_visible()
    reader.shoot("version-old")
    sound(reader)
