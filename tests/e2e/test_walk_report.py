"""Walk 8, the committee's half: a member reads her own line first, then the committee reads the report down to the evidence, and she reads that it did."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from college.roles import Role
from courses.credits.models import ReportYear
from tests.e2e.conftest import AT_A_DESK, Visitor
from tests.factories import college as accounts
from tests.factories import report as make

pytestmark = [pytest.mark.django_db(transaction=True), AT_A_DESK]
ADDRESS = f"/promotion/{make.YEAR}/"


@pytest.fixture
def world(transactional_db: Any) -> dict[str, Any]:
    """Twenty-eight members, one of whom has a name that a spreadsheet would take for a formula."""
    made = make.world()
    for place in range(23):
        member = make.member(f"{'王李张刘陈杨赵黄周吴徐孙'[place % 12]}{'秀英桂兰淑珍建国德华永福'[place % 12]}", unit=f"{'方云青'[place % 3]}社区")
        make.earned(member.account, (place + 1) * 200, course="急救与心肺复苏（AED）")
        make.earned(member.account, place * 100 or 25, "elective", course="合唱与声乐")
    make.member("=1+1")
    return made


def checked(visitor: Visitor, shot: str) -> None:
    visitor.shoot(f"walk-report-{shot}")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()


def test_members_first_then_the_committee_in_the_open(new_visitor: Any, world: dict[str, Any], tmp_path: Path) -> None:
    today = timezone.localdate()
    ReportYear.objects.update(members_from=today, committee_from=today + timedelta(days=14))
    member, committee = new_visitor(), new_visitor()
    member.sign_in(world["unmet"].account.owner)
    committee.sign_in(world["committee"])

    mine = member.go("/learning/promotion/")
    expect(mine.get_by_role("main")).to_contain_text("目前只有您自己能看到")
    expect(mine.get_by_role("main")).to_contain_text("未达标")
    checked(member, "own-line")
    closed = committee.go(ADDRESS)
    expect(closed.get_by_role("main")).to_contain_text("还没有到打开的日子")
    checked(committee, "closed")

    ReportYear.objects.update(members_from=today - timedelta(days=14), committee_from=today)
    page = committee.go("/")
    page.get_by_role("link", name="达标表").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2026 年度学分达标表")
    expect(page.get_by_role("main")).to_contain_text("不排名次")
    expect(page.get_by_role("main")).to_contain_text("第 1–20 人，共 28 人")
    checked(committee, "report")
    narrowed(page)
    checked(committee, "narrowed")
    exports(page, tmp_path)
    page.get_by_role("link", name=re.compile("份凭据 韩梅")).click()
    expect(page.get_by_role("main")).to_contain_text("智能手机零基础")
    checked(committee, "evidence")

    mine = member.go("/learning/promotion/")
    mine.get_by_role("link", name="谁看过我的学分").first.click()
    for words in ("组织人事 郑和平", "打开了凭据", "导出带走", "看过"):
        expect(mine.get_by_role("table")).to_contain_text(words)
    checked(member, "looked")
    for role in (Role.STAFF, Role.LEARNER):
        other = new_visitor()
        other.sign_in(accounts.person(f"a-{role}", role))
        nothing = other.go(ADDRESS)
        expect(nothing.get_by_role("link", name="达标表")).to_have_count(0)
        expect(nothing.get_by_role("main")).not_to_contain_text("韩梅")


def narrowed(page: Page) -> None:
    page.get_by_label("结论").select_option(label="未达标")
    page.get_by_label("姓名").fill("韩")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("tbody tr").filter(has_text="韩梅")).to_have_count(1)
    expect(page.get_by_role("main")).to_contain_text("第 1–1 人，共 1 人")


def exports(page: Page, folder: Path) -> None:
    """Both files carry the code that the page shows; the name that looks like a formula is text in the whole list."""
    code = re.sub(r"\s", "", page.locator("code.hash").inner_text())
    for name in ("CSV", "XLSX"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        download.value.save_as(folder / name)
    assert code in (folder / "CSV").read_text(encoding="utf-8-sig")
    page.get_by_role("link", name="达标表").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX", exact=True).click()
    download.value.save_as(folder / "all.xlsx")
    cells = [row[0] for row in load_workbook(folder / "all.xlsx").active.iter_rows()]
    assert [(cell.value, cell.data_type) for cell in cells if "1+1" in str(cell.value)] == [("=1+1", "s")]
