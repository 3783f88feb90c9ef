"""The office keeps people once: a table is looked at row by row and taken in, two accounts of one person are joined by two, a teacher kept twice is one."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from playwright.sync_api import Locator, Page, expect

from college.models import Duty, User
from college.roles import Role
from courses.selection.models import Enrolment
from tests.e2e.conftest import AT_A_DESK, Visitor
from tests.factories import catalogue, selection
from tests.factories.college import person, teacher

pytestmark = [pytest.mark.django_db(transaction=True), AT_A_DESK]
WHO = (
    ("姓名", "手机", "邮箱", "小区", "楼栋", "角色", "到期"),
    ("李建国", "19900001234", "", "方兴花园", "3号楼", "楼长", "2099-12-31"),
    ("王秀兰", "19900005678", "", "", "", "学员", ""),  # has an account with this phone
    ("王大爷", "19900005678", "", "", "", "学员", ""),  # her husband, on the same phone
    ("张桂芳", "", "", "", "", "学员", ""),  # somebody of this name is known
    ("赵六", "12345", "", "", "", "学员", ""),  # no phone number
    ("李建国", "19900001234", "", "", "", "学员", ""),  # stands there already
)


def table(*rows: tuple[str, ...]) -> dict[str, Any]:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return {"name": "楼长名单.xlsx", "mimeType": "application/octet-stream", "buffer": stream.getvalue()}


def checked(visitor: Visitor, shot: str) -> None:
    visitor.shoot(f"walk-people-{shot}")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()


def row(page: Page, number: int) -> Locator:
    return page.locator(".people-row").filter(has=page.locator("td:first-child").get_by_text(str(number), exact=True))


def test_people_come_from_a_table_and_nobody_keeps_two_accounts(new_visitor: Any) -> None:
    person("wang", Role.LEARNER, display_name="王秀兰", phone="+8619900005678")
    older = person("zhang", Role.LEARNER, display_name="张桂芳")
    office, second = new_visitor(), new_visitor()
    office.sign_in(person("jiaowu", Role.STAFF, display_name="刘敏"))
    second.sign_in(person("guanli", Role.STAFF, display_name="顾长青"))

    page = office.go("/admin/people/import/")
    page.set_input_files("[name=file]", table(*WHO))
    page.get_by_role("button", name="逐行查看").click()
    expect(page.locator(".people-row")).to_have_count(6)
    for number, words in ((2, "新来的"), (3, "已有这个人"), (4, "两个人合用一部手机"), (5, "可能是同一个人"), (6, "这不是手机号。 “12345”"), (7, "同第 2 行")):
        expect(row(page, number)).to_contain_text(words)
    checked(office, "rows")
    expect(page.get_by_role("button", name="导入")).to_have_count(0)  # two rows wait
    page.get_by_role("button", name="这张表不要了").click()
    page.set_input_files("[name=file]", table(*(("赵六", "19900012345", *line[2:]) if line[0] == "赵六" else line for line in WHO)))
    page.get_by_role("button", name="逐行查看").click()
    row(page, 5).get_by_role("combobox").select_option(label="新开账号")
    page.get_by_role("button", name="保存这一页的选择").click()
    checked(office, "corrected")
    page.get_by_role("button", name="导入：新开 4 个账号").click()
    expect(page.get_by_text("新开账号 4 个，认出老熟人 2 位，跳过 0 行，给了 1 个角色。")).to_be_visible()
    checked(office, "taken-in")
    assert Duty.objects.get().user.display_name == "李建国"
    assert User.objects.filter(phone="+8619900005678").count() == 2

    newer = User.objects.exclude(pk=older.pk).get(display_name="张桂芳")
    selection.enrolled(selection.offering(selection.course("合唱")), newer)
    page = office.go("/admin/people/twice/")
    page.locator("tr", has_text="张桂芳").get_by_role("link", name="看一看").click()
    expect(page.locator(".people-moved")).to_contain_text("班里的座位：1")
    page.get_by_label("怎么知道是同一个人").fill("本人来窗口说的")
    checked(office, "proposal")
    page.get_by_role("button", name="提交给第二个人核准").click()
    expect(page.get_by_text("已提出，等第二个人核准。")).to_be_visible()
    page.get_by_role("link", name="看一看").click()
    expect(page.get_by_role("button", name="是同一个人，合并")).to_have_count(0)  # not the one who proposed it

    page = second.go("/admin/")
    page.get_by_role("link", name="等第二个人核准的账号合并").click()
    checked(second, "waiting")
    page.get_by_role("link", name="看一看").click()
    page.get_by_role("button", name="是同一个人，合并").click()
    page.get_by_role("link", name="张桂芳").click()
    for words in ("本人来窗口说的", "刘敏", "顾长青", "班里的座位", f"第 {newer.pk} 号账号（已停用）"):
        expect(page.get_by_role("main")).to_contain_text(words)
    checked(second, "trail")
    newer.refresh_from_db()
    assert (newer.is_active, Enrolment.objects.get().learner) == (False, older)


def test_a_teacher_kept_twice_becomes_one(visitor: Visitor) -> None:
    kept, gone = teacher("王秀兰"), teacher("王秀蓝")
    catalogue.course("剪纸", teachers=[gone])
    visitor.sign_in(person("jiaowu", Role.STAFF, display_name="刘敏"))
    page = visitor.go("/admin/teacher-merge/")
    page.get_by_role("link", name="对比").click()
    page.locator("[name=name][value=gone]").check()
    checked(visitor, "teachers")
    page.get_by_role("button", name="合并", exact=True).click()
    expect(page.get_by_text("“王秀蓝”现在只有一条记录了")).to_be_visible()
    checked(visitor, "teachers-trail")
    page.goto(f"{visitor.address}{gone.get_absolute_url()}")
    expect(page).to_have_url(f"{visitor.address}{kept.get_absolute_url()}")
    expect(page.get_by_role("link", name="剪纸")).to_be_visible()
