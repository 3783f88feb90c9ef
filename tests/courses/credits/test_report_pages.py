"""The pages and files of the report, through the doors."""

import csv
import re
import unicodedata
from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from college.models import AccessLog, User
from college.roles import Role
from courses.credits.models import ReportYear
from tests.factories import college, report

pytestmark = pytest.mark.django_db
PAGE = f"/promotion/{report.YEAR}/"


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_committee_sees_numbers_list_and_what_it_is_for():
    world = report.world()
    page = as_(world["committee"]).get("/promotion/", follow=True)
    assert page.redirect_chain == [(PAGE, 302)]
    words = text_of(page)
    assert "不排名次" in words
    assert "由人决定、由人签字" in words
    for name in ("安福喜", "韩梅", "吴𠮷", "赵㐂"):
        assert name in words
    assert "22/20" in words
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert "排名" not in words.replace("不排名次", "")


def test_filters_are_carried_to_pages_and_exports():
    world = report.world()
    page = as_(world["committee"]).get(PAGE, {"state": "unmet", "order": "unit", "name": "韩"})
    assert "韩梅" in text_of(page)
    assert "安福喜" not in text_of(page)
    assert b"report.csv?state=unmet&amp;name=%E9%9F%A9&amp;order=unit" in page.content
    assert AccessLog.objects.count() == 1


def test_an_order_by_credits_is_refused():
    world = report.world()
    page = as_(world["committee"]).get(PAGE, {"order": "amount"})
    assert page.status_code == 422
    assert not AccessLog.objects.exists()


def test_a_year_that_is_not_open_says_from_when(settings: Any):
    world = report.world()
    today = timezone.localdate()
    ReportYear.objects.create(year=2027, members_from=today, committee_from=today + timedelta(days=14))
    page = as_(world["committee"]).get("/promotion/2027/")
    assert page.status_code == 403
    assert "还没有到" in text_of(page)
    assert PAGE.encode() in page.content  # the way to the year that is open
    assert as_(world["committee"]).get("/promotion/").headers["Location"] == PAGE


def test_without_any_year_the_page_says_so():
    assert as_(report.committee()).get("/promotion/").status_code == 200


def test_a_members_evidence_is_one_click_away():
    world = report.world()
    page = as_(world["committee"]).get(f"{PAGE}members/{world['unmet'].account_id}/")
    assert "智能手机零基础" in text_of(page)
    assert "韩梅" in text_of(page)
    assert AccessLog.objects.get().action == "evidence"


# ---- the files


def nasty() -> dict[str, Any]:
    world = report.world()
    report.member('=HYPERLINK("http://x","点")', unit="+cmd|' /C calc'!A0")
    report.member("\t=1+1", unit="@SUM(A1)")
    report.member("－全角", unit="-2+3")
    return world


def test_the_csv_has_the_same_rows_and_no_formula():
    world = nasty()
    client = as_(world["committee"])
    answer = client.get(f"{PAGE}report.csv")
    raw = answer.getvalue()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(raw.decode("utf-8-sig"))))
    assert len(rows) == 6 + 7
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r＝＋－＠" and cell]
    by_name = {row[0]: row for row in rows[6:]}
    assert by_name['\'=HYPERLINK("http://x","点")'][2] == "'+cmd|' /C calc'!A0"
    assert by_name["吴𠮷"][1:] == ["楼栋骨干", "方兴社区", "0", "10", "0", "0", "0", "5", "0", "豁免"]
    assert by_name["安福喜"][3:5] == ["22", "20"]
    code = re.search(r"[0-9a-f]{64}", rows[3][0])
    assert code
    shown = client.get(PAGE).content.decode()
    assert code[0] in re.sub(r"\s", "", shown)
    assert "2026-1" in rows[2][0]
    assert answer["Content-Disposition"] == 'attachment; filename="promotion-report-2026.csv"'


def test_the_xlsx_has_the_same_rows_and_every_name_is_text():
    world = nasty()
    answer = as_(world["committee"]).get(f"{PAGE}report.xlsx", {"order": "state"})
    sheet = load_workbook(BytesIO(answer.content)).active
    cells = {row[0].value: row for row in sheet.iter_rows(min_row=7)}
    assert cells['=HYPERLINK("http://x","点")'][0].data_type == "s"
    assert cells["－全角"][2].value == "-2+3"
    assert cells["－全角"][2].data_type == "s"
    assert [cell.value for cell in cells["安福喜"][3:]] == [22, 20, 10, 10, 0, 0, 2, "达标"]
    assert "赵㐂" in cells
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert re.search(r"[0-9a-f]{64}", sheet["A4"].value)
    assert AccessLog.objects.filter(action="export").count() == 7


def test_an_export_takes_only_what_the_filter_shows():
    world = report.world()
    answer = as_(world["committee"]).get(f"{PAGE}report.csv", {"state": "exempt"})
    assert answer.getvalue().decode().count("\n") == 7
    assert list(AccessLog.objects.values_list("subject__display_name", flat=True)) == ["吴𠮷"]


def test_the_whole_list_is_printed_and_counts_as_taken_along(monkeypatch: Any):
    monkeypatch.setattr("courses.credits.domain.report.A_PAGE", 2)
    world = report.world()
    page = as_(world["committee"]).get(PAGE, {"print": "1", "order": "unit"})
    words = text_of(page)
    for name in ("安福喜", "韩梅", "吴𠮷", "赵㐂"):
        assert name in words
    assert b"data-print-at-once" in page.content
    assert b"page=2" not in page.content
    assert set(AccessLog.objects.values_list("action", flat=True)) == {AccessLog.Action.EXPORT}
    AccessLog.objects.all()._raw_delete(AccessLog.objects.db)
    nobody = as_(world["committee"]).get(PAGE, {"print": "1", "name": "没有这个人"})
    assert "没有人符合" in text_of(nobody) or nobody.status_code == 200
    assert not AccessLog.objects.exists()


# ---- the member


def test_a_member_sees_her_own_line_before_the_committee_and_every_look_after():
    world = report.world()
    today = timezone.localdate()
    ReportYear.objects.update(members_from=today, committee_from=today + timedelta(days=14))
    member = as_(world["unmet"].account.owner)
    words = text_of(member.get("/learning/promotion/"))
    assert "未达标" in words
    assert "目前只有您自己能看到" in words
    assert "智能手机零基础" in words
    assert "还没有人看过" in text_of(member.get("/learning/looked/"))
    ReportYear.objects.update(members_from=today - timedelta(days=30), committee_from=today)
    as_(world["committee"]).get(PAGE)
    looked = text_of(member.get("/learning/looked/"))
    assert "组织人事 郑和平" in looked
    assert "2026 年度学分达标表" in looked
    assert world["committee"].username not in looked


def test_a_year_of_the_future_is_nobodys():
    world = report.world()
    ReportYear.objects.update(members_from=timezone.localdate() + timedelta(days=3), committee_from=date(2090, 1, 1))
    member = as_(world["met"].account.owner)
    assert "还没有达标表" in text_of(member.get("/learning/promotion/"))
    assert member.get("/learning/promotion/?year=2026").status_code == 404
    assert member.get("/learning/promotion/?year=x").status_code == 404


def test_who_is_not_in_it_is_told_so():
    report.world()
    assert "您不在这份达标表里" in text_of(as_(college.person("someone", Role.LEARNER)).get("/learning/promotion/"))


@pytest.mark.parametrize("path", [PAGE, "/promotion/", f"{PAGE}report.csv", f"{PAGE}report.xlsx", f"{PAGE}members/1/"])
def test_for_everybody_else_there_is_nothing(path: str):
    world = report.world()
    for role in (Role.STAFF, Role.ADMINISTRATOR, Role.SCHOOL_HEAD, Role.LEARNER):
        assert as_(college.person(f"a-{role}", role)).get(path).status_code == 404
    assert as_(college.person("root", Role.ADMINISTRATOR, is_superuser=True, is_staff=True)).get(path).status_code == 404
    assert as_(world["met"].account.owner).get(path).status_code == 404
    assert Client().get(path).status_code == 302
    assert not AccessLog.objects.exists()


# ---- names that were made to hurt

HOSTILE = {
    "equals": "=1+1",
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(A1)",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "line": "\n=1+1",
    "space": "   =1+1",
    "ideographic": "\u3000＝1+1",
    "unseen": "\u200b\u2060\ufeff=1+1",
    "rtl": "\u202e=1+1",
    "isolate": "\u2067@SUM(A1)\u2069",
    "soft": "\u00ad=1+1",
    "bar": "|cmd",
    "percent": "%cmd",
    "quotes": '"=1+1"',
    "split": 'a",=1+1,"b',
    "semicolon": "a;=1+1",
    "lines": "王\n=1+1",
    "returns": "王\r=1+1",
    "link": "http://evil.example/",
    "error": "#REF!",
    "apostrophe": "'=1+1",
    "emoji": "👩‍🏫🎉 王",
    "rare": "𠮷㐂喆",
    "long": "长" * 150,
    "bell": "王\x07秀\x1f兰",
    "noncharacter": "王\ufffe兰\uffff",
    "escape": "_x000D_=1+1",
    "zalgo": "z" + "\u0301" * 60,
}


def test_no_name_or_unit_becomes_a_formula_another_cell_or_a_broken_file():
    world = report.world()
    report.member("安全", user=world["unmet"].account.owner, of=report.category("骨干", "core"), unit="")
    for name in HOSTILE.values():
        report.member(name[:150], unit=name[:80])
    lines = 6 + 4 + len(HOSTILE)
    client = as_(world["committee"])
    for page in (1, 2):
        assert client.get(PAGE, {"page": page}).status_code == 200
    raw = client.get(f"{PAGE}report.csv").getvalue()
    rows = list(csv.reader(StringIO(raw.decode("utf-8-sig"), newline="")))
    assert {len(row) for row in rows[5:]} == {11}
    assert len(rows) == lines
    for row in rows[6:]:
        for cell in row:
            assert not looks_like_a_formula(cell), cell
    assert len(raw.decode("utf-8-sig").replace("\x1c", "").splitlines()) == lines  # readers that know no quotes begin a row at every return
    sheet = load_workbook(BytesIO(client.get(f"{PAGE}report.xlsx").content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert sheet.max_row == lines


def looks_like_a_formula(cell: str) -> bool:
    """As spreadsheets read it: blanks, and signs that are not seen, do not count."""
    return next((sign for sign in cell if unicodedata.category(sign)[0] not in "ZC"), "") in set("=+-@＝＋－＠")
