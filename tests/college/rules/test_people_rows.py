"""What a table of people says, and whom the college knows already."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from college.adapters import normal_phone
from college.rules.people_rows import BadTable, Fault, Row, TableFault, read
from college.rules.people_verdicts import ALLOWED, Choice, Kind, Known, judge

TODAY = date(2026, 11, 29)
HEAD = ["姓名", "手机", "邮箱", "小区", "楼栋", "角色", "到期"]


def rows(*lines, head=HEAD):
    return read([head, *lines], phone=normal_phone, today=TODAY).rows


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (["王 秀兰", "199 0000-1234"], Row(2, "王秀兰", "+8619900001234")),
        (["王秀兰", "１９９０００01234", "Wang@Example.cn"], Row(2, "王秀兰", "+8619900001234", "wang@example.cn")),
        (["Anna Li", "19900001234.0"], Row(2, "Anna Li", "+8619900001234")),
        (["王秀兰", "", "", "方兴花园", "3号楼", "楼长", "2027年6月30日"], Row(2, "王秀兰", "", "", "方兴花园3号楼", "building_head", "2027-06-30")),
        (["王秀兰", "", "", "", "3号楼", "网格员", "46568"], Row(2, "王秀兰", "", "", "3号楼", "grid_worker", "2027-06-30")),
        (["王秀兰", "", "", "", "", "学员", ""], Row(2, "王秀兰", role="learner")),
    ],
)
def test_cells_are_read_as_people_write_them(line, row):
    assert rows(line) == (row,)


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        (["", "19900001234"], [Fault.NO_NAME]),
        (["王" * 61], [Fault.LONG]),
        (["王", "12345"], [Fault.PHONE]),
        (["王", "", "a@b"], [Fault.EMAIL]),
        (["王", "", "", "", "", "校长"], [Fault.ROLE]),
        (["王", "", "", "", "", "管理员"], [Fault.ROLE]),
        (["王", "", "", "", "3号楼", "楼长"], [Fault.NO_UNTIL]),
        (["王", "", "", "", "", "楼长", "2027-06-30"], [Fault.NO_BUILDING]),
        (["王", "", "", "", "3号楼", "楼长", "明年"], [Fault.UNTIL]),
        (["王", "", "", "", "3号楼", "楼长", "2027-02-30"], [Fault.UNTIL]),
        (["王", "", "", "", "3号楼", "楼长", "2025-01-01"], [Fault.PAST]),
        (["王", "110101195001011234"], [Fault.IDENTITY]),
        (["王110101 19500101 123X"], [Fault.IDENTITY]),
    ],
)
def test_mistakes_are_named(line, faults):
    (row,) = rows(line)
    assert list(row.faults) == faults
    assert set(row.written) <= {"", *line}
    assert "19500101" not in row.name


def test_a_column_of_identity_cards_is_left_out_with_a_word():
    table = read([["名单"], [], ["姓名", "身份证号"], ["王秀兰", "110101195001011234"]], phone=normal_phone, today=TODAY)
    assert table.left_out == ("身份证号",)
    assert table.rows == (Row(4, "王秀兰"),)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ([], TableFault.EMPTY),
        ([[""], [" "]], TableFault.EMPTY),
        ([HEAD], TableFault.EMPTY),
        ([["甲", "乙"], ["王", "1"]], TableFault.NO_HEAD),
        ([["姓名", "手机", "电话"], ["王"]], TableFault.TWICE),
        ([["姓名"], *[["王"]] * 2001], TableFault.MANY),
    ],
)
def test_a_table_that_is_none_is_refused(cells, fault):
    with pytest.raises(BadTable) as refused:
        read(cells, phone=normal_phone, today=TODAY)
    assert refused.value.fault == fault


@given(st.lists(st.lists(st.text(max_size=30), max_size=9), max_size=8))
def test_any_text_gives_rows_or_a_refusal(cells):
    try:
        table = read([HEAD, *cells], phone=normal_phone, today=TODAY)
    except BadTable:
        return
    for row in table.rows:
        assert row.faults or (row.name and len(row.name) <= 60)


KNOWN = [Known(1, "王秀兰", "+8619900001234", "wang@example.cn"), Known(2, "李建国", "+8619900005678"), Known(3, "赵六")]


@pytest.mark.parametrize(
    ("row", "kind", "same", "default"),
    [
        (Row(2, "孙七", "+8619900009999"), Kind.NEW, (), Choice.CREATE),
        (Row(2, "孙七"), Kind.NEW, (), Choice.CREATE),
        (Row(2, "王秀兰", "+8619900001234"), Kind.EXISTS, (1,), Choice.USE),
        (Row(2, "王秀兰", "", "wang@example.cn"), Kind.EXISTS, (1,), Choice.USE),
        (Row(2, "王大爷", "+8619900001234"), Kind.SHARED, (1,), Choice.CREATE),
        (Row(2, "王秀兰", "+8613300001234"), Kind.LIKELY, (1,), ""),
        (Row(2, "王秀兰"), Kind.LIKELY, (1,), ""),
        (Row(2, "赵六", "+8613300001111"), Kind.LIKELY, (3,), ""),
        (Row(2, "王小二", "", "wang@example.cn"), Kind.LIKELY, (1,), ""),
        (Row(2, "李建国", "+8613311112222"), Kind.NEW, (), Choice.CREATE),
        (Row(2, "李建国", faults=("role",)), Kind.FAULT, (), ""),
    ],
)
def test_whom_a_row_may_be(row, kind, same, default):
    verdict = judge([row], KNOWN)[2]
    assert (verdict.kind, verdict.same, verdict.default) == (kind, same, default)
    assert default == "" or default in ALLOWED[kind]


def test_the_same_person_twice_in_a_table():
    found = judge([Row(2, "孙七", "+8619900009999"), Row(3, "孙七", "+8619900009999"), Row(4, "孙八", "+8619900009999"), Row(5, "钱"), Row(6, "钱")], [])
    assert [(one.kind, one.row) for one in found.values()] == [(Kind.NEW, None), (Kind.AGAIN, 2), (Kind.SHARED, 2), (Kind.NEW, None), (Kind.NEW, None)]
