"""The published file of a draw, and the command that computes it again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings

from courses.selection.rules import draw_file
from courses.selection.rules.draw import Ballot, Option, Terms
from courses.selection.rules.draw_file import DrawFileError, Header, Opening
from tests.courses.selection.test_draw import GROUPS, drawings, in_order, wishes

SECRET = "c0ffee" * 10
HEADER = Header("2027春 预选", Terms(2, GROUPS), "福彩双色球 2027018 期", "2027-02-14T21:15:00+08:00", draw_file.secret_hash(SECRET))
OPTIONS = (Option(1, 2, {"newcomer": 1}, times=((0, 60), (100, 160))), Option(2, 1, counts=False))


def listed(options=OPTIONS, ballots=None):
    return draw_file.list_bytes(HEADER, options, {1: "智能手机零基础"}, in_order(wish=(1, 2), seats=5) if ballots is None else ballots)


def opened(content, **changed):
    opening = Opening(**{"list_sha256": draw_file.hash_of(content), "secret": SECRET, "beacon_value": "03 08 12 19 22 30 + 07", **changed})
    read = draw_file.read(content + draw_file.opened_bytes(opening, []))
    return content + draw_file.opened_bytes(opening, read.drawn())


@given(drawings())
@settings(max_examples=50)
def test_what_is_written_is_read_again_and_holds(case):
    options, ballots = case
    content = listed(options, ballots)
    before, after = draw_file.read(content), draw_file.read(opened(content))
    assert before.opening is None
    assert before.options == after.options == tuple(options)
    assert set(before.ballots) == set(ballots)
    assert before.list_sha256 == after.list_sha256 == draw_file.hash_of(content)
    assert draw_file.check(after).faults == ()


def test_the_order_in_which_people_came_leaves_no_trace():
    ballots = in_order(wish=(1, 2), seats=5)
    assert listed(ballots=ballots) == listed(ballots=ballots[::-1])


def test_every_change_shows():
    whole = opened(listed())
    assert draw_file.check(draw_file.read(whole)).faults == ()
    lines = whole.splitlines(keepends=True)
    without_a_seat = draw_file.check(draw_file.read(b"".join(lines[:-1])))
    assert len(without_a_seat.faults) == 1
    assert "would have got class" in without_a_seat.faults[0]
    other_list = draw_file.check(draw_file.read(whole.replace("智能".encode(), "老年".encode())))
    assert other_list.faults == ("the list is not the one whose hash was published",)
    other_secret = draw_file.check(draw_file.read(opened(listed(), secret="guessed")))
    assert other_secret.faults == ("the secret is not the one whose hash was published",)


def test_exceptions_from_the_limit_make_a_file_of_another_version_and_without_them_not_a_byte_is_otherwise():
    plain, hers = Ballot("a", wishes(1, 2)), Ballot("b", wishes(1, 2), (), frozenset({2}))
    assert b"beyond" not in listed(ballots=[plain])
    assert listed(ballots=[plain]).startswith(b'{"draw":1,')
    assert listed(ballots=[plain, hers]).startswith(b'{"draw":2,')
    assert set(draw_file.read(opened(listed(ballots=[plain, hers]))).ballots) == {plain, hers}


def test_a_list_without_people_or_classes_is_a_list():
    assert draw_file.check(draw_file.read(opened(listed((), [])))).seats == ()


HEAD = listed((), [])
BROKEN = {
    "nothing": b"",
    "words": "名单".encode(),
    "an opening alone": draw_file.opened_bytes(Opening("a", "b", "c"), []),
    "a list": b"[]\n",
    "no header": b"{}\n",
    "another version": HEAD.replace(b'"draw":1', b'"draw":3'),
    "a fraction of a seat": HEAD + b'{"class":1,"seats":1.5,"kept":{},"counts":true,"course":0,"times":[]}\n',
    "truth as a number": HEAD + b'{"class":true,"seats":1,"kept":{},"counts":true,"course":0,"times":[]}\n',
    "a number no browser holds": HEAD + b'{"class":9007199254740993,"seats":1,"kept":{},"counts":true,"course":0,"times":[]}\n',
    "half a course": HEAD + b'{"class":1,"seats":1,"kept":{},"counts":true,"course":0.5,"times":[]}\n',
    "less than no seat": HEAD + b'{"class":1,"seats":-1,"kept":{},"counts":true,"course":0,"times":[]}\n',
    "a lesson that ends before it begins": HEAD + b'{"class":1,"seats":1,"kept":{},"counts":true,"course":0,"times":[[9,8]]}\n',
    "lessons out of order": HEAD + b'{"class":1,"seats":1,"kept":{},"counts":true,"course":0,"times":[[9,10],[1,2]]}\n',
    "a class twice": HEAD + b'{"class":1,"seats":1,"kept":{},"counts":true,"course":0,"times":[]}\n' * 2,
    "a person twice": HEAD + b'{"person":"a","holds":[],"wishes":[]}\n' * 2,
    "a wish for no class": HEAD + b'{"person":"a","holds":[],"wishes":[[7]]}\n',
    "one wish twice": listed(ballots=[Ballot("a", wishes(1, 1))]),
    "a wish for what she has": listed(ballots=[Ballot("a", wishes(1), holds=(1,))]),
    "a wish without a class": HEAD + b'{"person":"a","holds":[],"wishes":[[]]}\n',
    "an exception for no wish": HEAD.replace(b'"draw":1', b'"draw":2') + b'{"person":"a","holds":[],"wishes":[],"beyond":[7]}\n',
    "an exception before there were any": listed(ballots=[Ballot("a", wishes(1), (), frozenset({1}))]).replace(b'"draw":2', b'"draw":1'),
    "an exception for a word": HEAD.replace(b'"draw":1', b'"draw":2') + b'{"person":"a","holds":[],"wishes":[],"beyond":["1"]}\n',
    "nested without end": HEAD + b"[" * 100_000 + b"\n",
    "no text": HEAD + b"\xff\xfe\n",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_is_no_file_of_a_draw_is_refused_with_its_line(content):
    with pytest.raises(DrawFileError) as refused:
        draw_file.read(content)
    assert refused.value.line >= 1


def test_a_group_is_named_once():
    twice = Header("", Terms(2, ("newcomer", "newcomer")), "", "", "")
    with pytest.raises(DrawFileError):
        draw_file.read(draw_file.list_bytes(twice, (), {}, [Ballot("a", (), ())]))


# ---- the command


def told(path):
    said = StringIO()
    call_command("verify_draw", str(path), stdout=said)
    return said.getvalue()


def test_the_command_says_whether_it_holds(tmp_path):
    file = tmp_path / "draw.jsonl"
    file.write_bytes(listed())
    assert told(file).startswith("Not drawn yet: 5 people, 2 classes")
    file.write_bytes(opened(listed()))
    assert told(file).startswith("3 seats hold")
    file.write_bytes(opened(listed()) + b'{"seat":["nobody",1,1,""]}\n')
    with pytest.raises(CommandError, match="nobody would not have got class 1"):
        told(file)


def test_the_command_says_what_it_cannot_read(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        told(tmp_path / "none.jsonl")
    (tmp_path / "other.jsonl").write_bytes(b"{}")
    with pytest.raises(CommandError, match="not the file of a draw: line 1"):
        told(tmp_path / "other.jsonl")
